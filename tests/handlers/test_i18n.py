"""`aftershift i18n`: how far each language has come, and a new one that nobody's work is lost to."""

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.words import load_library
from bot.words.checks import check_prompts
from bot.words.translations import progress_of
from handlers.cli import app
from tests.words.makers import write


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a desk where nothing is set up."""
    monkeypatch.delenv("PROMPTS_DIR", raising=False)
    monkeypatch.chdir(tmp_path)


def i18n(*words: str) -> Result:
    return CliRunner().invoke(app, ["i18n", *words], env={"COLUMNS": "200"})


def does(*words: str) -> str:
    done = i18n(*words)
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def refuses(*words: str) -> str:
    done = i18n(*words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    return " ".join(done.output.split())


@pytest.mark.parametrize("locale", load_library().locales())
def test_every_built_in_language_says_everything(locale: str) -> None:
    progress = progress_of(locale, load_library())
    assert (progress.missing, progress.unknown) == ((), ())
    assert progress.is_whole


def test_the_table_names_each_language_and_who_answers_for_it(tmp_path: Path) -> None:
    signed = 'name = "Deutsch"\nreviewed_on = 2027-01-31\nreviewed_by = "Ada Okafor"'
    write(tmp_path, "ours/de/language.toml", signed)
    told = does("status", "--folder", "ours")
    whole = len(load_library().phrases("en"))
    cards = len(load_library().practices("en"))
    english = f"en English {whole} of {whole} 100 % 0 0 {cards} of {cards} the original"
    assert english in told
    french = f"fr Français {whole} of {whole} 100 % 0 0 0 of {cards} draft, signed by nobody"
    assert french in told
    assert "signed by Ada Okafor on 2027-01-31" in told


def test_one_language_is_told_with_every_key_that_it_lacks_or_has_too_many(tmp_path: Path) -> None:
    text = 'title = "Okno"\n[when.minutes]\nother = "{number} min"\n[button]\nturn_of = "Koniec"'
    write(tmp_path, "ours/pl/home.toml", text)
    told = does("status", "pl", "--folder", "ours")
    for form in ("one", "few", "many"):
        assert f"missing: home.when.minutes.{form} " in told
    assert "missing: home.when.minutes.other" not in told
    assert "missing: home.title" not in told
    assert "missing: home.button.turn_off" in told
    assert told.endswith("unknown: home.button.turn_of")


def test_a_language_of_which_there_is_no_word_is_told_kindly() -> None:
    assert refuses("status", "tlh") == "There are no words in 'tlh'. There are: de, en, es, fr."
    assert refuses("status", "--folder", "nowhere") == "There is no folder nowhere."


def test_a_new_language_has_every_key_of_english_and_says_nothing_yet(tmp_path: Path) -> None:
    told = does("new", "pl", "--folder", "ours")
    assert "ours/pl is there to be filled." in told
    assert check_prompts(tmp_path / "ours") == []
    library = load_library(tmp_path / "ours")
    assert library.faults == ()
    assert library.words("pl").say("check_in.opening").startswith("Your shift is over.")
    progress = progress_of("pl", library)
    assert progress.there == 0
    assert set(library.phrases("en")) <= set(progress.missing)
    assert library.language("pl").name == "Polski"
    assert library.language("pl").is_draft


def test_each_sentence_to_be_filled_has_the_english_above_it(tmp_path: Path) -> None:
    does("new", "pl", "--folder", "ours")
    text = (tmp_path / "ours/pl/check_in.toml").read_text("utf-8")
    assert '# "Thank you. That is all."\ncard = ""\n' in text
    home = (tmp_path / "ours/pl/home.toml").read_text("utf-8")
    assert '# other: "{number} minutes after each shift"\none = ""\nfew = ""\nmany = ""\n' in home
    assert '# "It was a night, so' in (tmp_path / "ours/pl/because.toml").read_text("utf-8")


def test_what_is_filled_is_said_and_the_rest_is_english(tmp_path: Path) -> None:
    does("new", "pl", "--folder", "ours")
    file = tmp_path / "ours/pl/check_in.toml"
    file.write_text(file.read_text("utf-8").replace('\ncard = ""', '\ncard = "Dziękuję."'), "utf-8")
    words = load_library(tmp_path / "ours").words("pl")
    assert words.say("check_in.card") == "Dziękuję."
    assert words.say("check_in.button.heavy") == "Heavy"
    assert "1 of" in does("status", "pl", "--folder", "ours")


def test_every_new_file_is_toml_that_only_waits_to_be_filled(tmp_path: Path) -> None:
    does("new", "ar", "--folder", "ours")
    files = {file.name for file in (tmp_path / "ours/ar").iterdir()}
    assert "language.toml" in files
    for name in files - {"language.toml"}:
        table = tomllib.loads((tmp_path / "ours/ar" / name).read_text("utf-8"))
        assert set(leaves(table)) == {""}, name


def leaves(table: dict[str, object]) -> list[object]:
    return [
        leaf
        for value in table.values()
        for leaf in (leaves(value) if isinstance(value, dict) else [value])
    ]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write(tmp_path, "ours/pl/home.toml", 'title = "Okno"')
    assert "ours/pl is there already. Nothing was changed." in refuses(
        "new", "pl", "--folder", "ours"
    )
    assert [file.name for file in (tmp_path / "ours/pl").iterdir()] == ["home.toml"]


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("xq", "'xq' is no language that is known here. Name it as its folder: pl, pt_BR."),
        ("Polish", "'Polish' is no language"),
        ("../pl", "'../pl' is no language"),
        ("en", "English is the original."),
    ],
)
def test_what_is_no_new_language_is_told_kindly(tmp_path: Path, locale: str, told: str) -> None:
    assert told in refuses("new", locale, "--folder", "ours")
    assert not (tmp_path / "ours").exists()


def test_without_a_folder_it_says_what_to_do() -> None:
    assert "Name it with --folder, or set PROMPTS_DIR." in refuses("new", "pl")
