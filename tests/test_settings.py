"""A bad environment is told whole, at once, and without a single secret."""

import base64
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import BadSettings, Settings, read_settings
from tests.makers import KEY, settings

SECRET = "a-secret-that-nobody-may-read"


@pytest.fixture(autouse=True)
def _empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable and no .env of the machine that runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def faults(**given: Any) -> list[str]:
    with pytest.raises(BadSettings) as told:
        read_settings(**given)
    return told.value.faults


def fault_of(tmp_path: Path, **wrong: Any) -> str:
    """The one fault of an environment that is good but for this."""
    with pytest.raises(BadSettings) as told:
        settings(tmp_path, **wrong)
    (fault,) = told.value.faults
    return fault


def test_an_empty_environment_is_told_everything_it_needs_at_once() -> None:
    assert sorted(faults()) == [
        "AFTERSHIFT_KEY is missing.",
        "SLACK_BOT_TOKEN is missing.",
        "SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing.",
    ]


def test_every_fault_is_told_at_once() -> None:
    told = faults(
        slack_bot_token="nonsense",
        aftershift_key="short",
        database_url="mysql://x",
        signal_webhook_secret="nonsense",
        settling_minutes=121,
        port=70000,
        organisation_country="GBR",
    )
    named = {fault.partition(":")[0] for fault in told}
    assert named >= {
        "SLACK_BOT_TOKEN",
        "AFTERSHIFT_KEY",
        "DATABASE_URL",
        "SIGNAL_WEBHOOK_SECRET",
        "SETTLING_MINUTES",
        "PORT",
        "ORGANISATION_COUNTRY",
    }
    assert len(told) == 8


@pytest.mark.parametrize(
    "name",
    ["slack_bot_token", "slack_app_token", "aftershift_key", "signal_webhook_secret"],
)
def test_no_fault_repeats_a_secret(tmp_path: Path, name: str) -> None:
    assert SECRET not in fault_of(tmp_path, **{name: SECRET})


def test_an_address_with_a_password_is_not_repeated(tmp_path: Path) -> None:
    told = fault_of(tmp_path, database_url=f"mysql://ana:{SECRET}@db/x")
    assert SECRET not in told


def test_good_settings_show_no_secret_either(tmp_path: Path) -> None:
    good = settings(tmp_path, slack_signing_secret=SECRET)
    assert SECRET not in repr(good)
    assert SECRET not in str(good)
    assert KEY not in repr(good)


def test_one_way_into_slack_is_enough(tmp_path: Path) -> None:
    assert settings(tmp_path, slack_app_token=None).slack_signing_secret is not None
    socket = settings(tmp_path, slack_signing_secret=None, slack_app_token="xapp-1")
    assert socket.slack_app_token is not None
    told = fault_of(tmp_path, slack_signing_secret=None, slack_app_token=None)
    assert "SLACK_SIGNING_SECRET" in told
    assert "SLACK_APP_TOKEN" in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("settling_minutes", 0),
        ("settling_minutes", 120),
        ("port", 0),
        ("port", 65535),
        ("organisation_country", "IE"),
        ("database_url", "sqlite:////var/lib/aftershift/data.db"),
        ("database_url", "postgres://db/x"),
        ("database_url", "postgresql://db/x"),
        ("database_url", "postgresql+psycopg://db/x"),
    ],
)
def test_what_is_allowed_at_the_edge_is_allowed(tmp_path: Path, name: str, value: Any) -> None:
    assert getattr(settings(tmp_path, **{name: value}), name) == value


@pytest.mark.parametrize(
    ("told", "allowed"),
    [("en", ("en",)), ("de, pt_BR", ("de", "pt_BR")), ("de,,de ,fr,", ("de", "fr")), ("", ("en",))],
)
def test_languages_are_told_with_commas_between_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str, allowed: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LANGUAGES", told)
    assert settings(tmp_path).allowed_languages == allowed


@pytest.mark.parametrize("name", ["organisation_country", "signal_webhook_secret", "prompts_dir"])
def test_what_is_left_empty_is_off(tmp_path: Path, name: str) -> None:
    empty: dict[str, Any] = {name: ""}
    assert getattr(settings(tmp_path, **empty), name) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("settling_minutes", -1),
        ("settling_minutes", 121),
        ("settling_minutes", "soon"),
        ("languages", "German"),
        ("languages", "de; fr"),
        ("organisation_language", "de-DE"),
        ("port", -1),
        ("database_url", "sqlite://"),
        ("database_url", "sqlite:///"),
        ("database_url", "sqlite:///:memory:"),
        ("slack_bot_token", "xoxp-1"),
        ("slack_app_token", "xoxb-1"),
        ("signal_webhook_secret", "whsec_!!!"),
        ("signal_webhook_secret", base64.b64encode(b"no prefix").decode()),
        ("aftershift_key", "not base64 at all, é"),
    ],
)
def test_what_is_not_allowed_is_told_by_the_name_of_its_variable(
    tmp_path: Path, name: str, value: Any
) -> None:
    assert fault_of(tmp_path, **{name: value}).startswith(f"{name.upper()}: ")


@given(st.binary(max_size=64).filter(lambda key: len(key) != 32))
def test_a_key_of_any_other_length_is_refused(key: bytes) -> None:
    text = base64.urlsafe_b64encode(key).decode()
    (told,) = faults(slack_bot_token="xoxb-1", slack_signing_secret="s", aftershift_key=text)
    assert told == f"AFTERSHIFT_KEY: must be 32 bytes in URL-safe base64, and is {len(key)}."


def test_the_environment_and_its_file_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(
        f"SLACK_BOT_TOKEN=xoxb-1\nSLACK_SIGNING_SECRET=s\nAFTERSHIFT_KEY={KEY}\nPORT=\n"
        "SETTLING_MINUTES=5\nSOMETHING_ELSE=1\n"
    )
    monkeypatch.setenv("SETTLING_MINUTES", "0")
    read = read_settings()
    assert (read.settling_minutes, read.port) == (0, 3000)


def test_names_in_small_letters_are_read_as_well(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"slack_bot_token=xoxb-1\nslack_signing_secret=s\naftershift_key={KEY}\n"
    )
    assert read_settings().slack_signing_secret is not None


def test_defaults_are_those_of_the_ten_minute_path() -> None:
    read = read_settings(slack_bot_token="xoxb-1", slack_signing_secret="s", aftershift_key=KEY)
    assert (read.host, read.port, read.settling_minutes) == ("127.0.0.1", 3000, 20)
    assert read.database_url == "sqlite:///data/aftershift.db"
    assert read.slack_api_url == "https://slack.com/api/"
    assert (read.signal_webhook_secret, read.organisation_country, read.prompts_dir) == (
        None,
        None,
        None,
    )
