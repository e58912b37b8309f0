"""The environment, read once: every fault is told at once, and no secret is ever printed."""

import base64
import binascii
import os
import re
from pathlib import Path
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

SETTLING_MOST = 120
KEY_BYTES = 32
WEBHOOK_SECRET_BYTES = 24
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


class BadSettings(Exception):
    """Everything that is wrong with the environment, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _begins(prefix: str) -> AfterValidator:
    def check(secret: SecretStr | None) -> SecretStr | None:
        return None if secret is None else _starting(secret, prefix)

    return AfterValidator(check)


def _starting(secret: SecretStr, prefix: str) -> SecretStr:
    if not secret.get_secret_value().startswith(prefix):
        raise ValueError(f"must begin with {prefix}")
    return secret


def _is_key(secret: SecretStr) -> SecretStr:
    text = secret.get_secret_value()
    try:
        key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        raise ValueError("must be URL-safe base64") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"must be {KEY_BYTES} bytes in URL-safe base64, and is {len(key)}")
    return secret


def _is_key_if_any(secret: SecretStr | None) -> SecretStr | None:
    return None if secret is None else _is_key(secret)


def _is_webhook_secret(secret: SecretStr | None) -> SecretStr | None:
    """`whsec_` and base64, by the Standard Webhooks scheme."""
    if secret is None:
        return None
    text = secret.get_secret_value()
    try:
        secret_bytes = base64.b64decode(text.removeprefix("whsec_"), validate=True)
    except (ValueError, binascii.Error):
        raise ValueError("must be whsec_ and base64") from None
    if len(secret_bytes) < WEBHOOK_SECRET_BYTES:
        raise ValueError(f"needs {WEBHOOK_SECRET_BYTES} bytes or more, as Standard Webhooks asks")
    return _starting(secret, "whsec_")


def _is_database(text: str) -> str:
    """Looked at without opening anything; the store says more when it is opened."""
    if text.startswith(("postgres://", "postgresql://", "postgresql+psycopg://")):
        return text
    if not text.startswith("sqlite:///") or text.endswith((":///", ":memory:")):
        raise ValueError("must be sqlite:///data/aftershift.db or the like, or postgresql://...")
    return text


def _are_languages(text: str) -> str:
    if not all(LANGUAGE.fullmatch(one) for one in _parts(text)):
        raise ValueError("must be languages such as de or pt_BR, with commas between them")
    return text


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _none_if_empty(value: Any) -> Any:  # noqa: ANN401  whatever the environment holds
    return None if value == "" else value


Empty = BeforeValidator(_none_if_empty)


class Settings(BaseSettings):
    """One field an environment variable; `.env.example` is made from here."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    slack_bot_token: Annotated[SecretStr, _begins("xoxb-")] = Field(
        description="The bot token that Slack shows after installing the app. Required."
    )
    slack_signing_secret: Annotated[SecretStr | None, Empty] = Field(
        default=None,
        description="For HTTP: the signing secret of the app. Needed unless SLACK_APP_TOKEN is set.",
    )
    slack_app_token: Annotated[SecretStr | None, _begins("xapp-"), Empty] = Field(
        default=None,
        description="For Socket Mode: an app-level token (xapp-). No public address is needed then.",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Any Slack-compatible base URL, such as a sandbox workspace.",
    )
    database_url: Annotated[str, AfterValidator(_is_database)] = Field(
        default="sqlite:///data/aftershift.db",
        description="Where the data lie: a SQLite file, with the workers' keys in keys.db beside it, "
        "or postgresql://user:password@host/name, with the keys in a schema of their own.",
    )
    aftershift_key: Annotated[SecretStr, AfterValidator(_is_key)] = Field(
        description="32 random bytes in URL-safe base64: the key to the workers' keys. Required. "
        "Make one with: aftershift key"
    )
    aftershift_key_old: Annotated[SecretStr | None, AfterValidator(_is_key_if_any), Empty] = Field(
        default=None,
        description="Only while AFTERSHIFT_KEY is being replaced: the key before it. "
        "See docs/keys.md.",
    )
    signal_webhook_secret: Annotated[
        SecretStr | None, AfterValidator(_is_webhook_secret), Empty
    ] = Field(
        default=None,
        description="Secret (whsec_...) of the source `default` at /signals/default. Off when empty.",
    )
    settling_minutes: int = Field(
        default=20,
        ge=0,
        le=SETTLING_MOST,
        description="Minutes from the end of a shift to the check-in, for who has not chosen.",
    )
    organisation_country: Annotated[str | None, Empty] = Field(
        default=None,
        min_length=2,
        max_length=2,
        description="Country of the people to call, for who has not chosen: GB, IE, US, CA, AU.",
    )
    organisation_language: Annotated[str, AfterValidator(_are_languages)] = Field(
        default="en",
        description="Language for who has chosen none and whose Slack speaks none that is allowed.",
    )
    languages: Annotated[str, AfterValidator(_are_languages)] = Field(
        default="en",
        description="Languages that are offered and followed from Slack, with commas between them: "
        "en, es, fr, de, and those of PROMPTS_DIR. English is always there. The others are drafts "
        "until somebody who does this work has signed them: see prompts/README.md.",
    )
    prompts_dir: Annotated[Path | None, Empty] = Field(
        default=None,
        description="Folder with the organisation's own words, practices and lines.",
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=3000, ge=0, le=65535, description="Port to listen on.")

    @property
    def allowed_languages(self) -> tuple[str, ...]:
        return _parts(self.languages)


def read_settings(**overrides: Any) -> Settings:  # noqa: ANN401  one for each field
    """The settings of the environment and `.env`; BadSettings tells every fault at once."""
    faults: list[str] = []
    settings: Settings | None = None
    try:
        settings = Settings(**overrides)
    except ValidationError as errors:
        faults = [_told(error) for error in errors.errors(include_input=False)]
    faults += _faults_together(overrides)
    if faults or settings is None:
        raise BadSettings(faults)
    return settings


def prompts_folder() -> Path | None:
    """PROMPTS_DIR alone, for who writes words and has nothing else set up."""
    told = _environment().get("PROMPTS_DIR")
    return Path(told) if told else None


def _told(error: Any) -> str:  # noqa: ANN401  pydantic's error details
    name = str(error["loc"][0]).upper() if error["loc"] else "The environment"
    if error["type"] == "missing":
        return f"{name} is missing."
    return f"{name}: {error['msg'].removeprefix('Value error, ')}."


def _faults_together(overrides: dict[str, Any]) -> list[str]:
    """What no single field can see, looked at even when a single field is wrong."""
    told = _environment() | {key.upper(): value for key, value in overrides.items()}
    if told.get("SLACK_SIGNING_SECRET") or told.get("SLACK_APP_TOKEN"):
        return []
    return ["SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing."]


def _environment() -> dict[str, Any]:
    told = {**dotenv_values(".env"), **os.environ}
    return {name.upper(): value for name, value in told.items()}
