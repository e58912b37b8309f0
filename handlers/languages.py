"""The desk of who translates: begins a language in the organisation's own folder."""

from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.domain.languages import ENGLISH
from bot.words.files import LOCALE
from bot.words.translations import beginnings
from handlers.desk import FOR_EVERYBODY, CannotDo


def begin(locale: str, folder: Path) -> Path:
    """Write every file of a new language, each sentence to be filled in; nothing is overwritten."""
    _insist_on_a_language(locale)
    target = folder / locale
    if target.exists():
        raise CannotDo(
            f"{target} is there already. Nothing was changed. What it lacks: aftershift i18n status {locale}"
        )
    target.mkdir(parents=True, mode=0o755)
    target.chmod(0o755)
    for name, text in beginnings(locale):
        file = target / name
        file.write_text(text, encoding="utf-8")
        file.chmod(FOR_EVERYBODY)
    return target


def _insist_on_a_language(locale: str) -> None:
    if locale == ENGLISH:
        raise CannotDo("English is the original. To change a sentence, write only that one.")
    try:
        is_known = bool(LOCALE.match(locale)) and Locale.parse(locale) is not None
    except (UnknownLocaleError, ValueError):
        is_known = False
    if not is_known:
        raise CannotDo(
            f"'{locale}' is no language that is known here. Name it as its folder: pl, pt_BR."
        )
