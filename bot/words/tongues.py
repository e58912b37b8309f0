"""Reads what a language calls itself, and who has signed it."""

from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError

from bot.domain.languages import Language
from bot.words.fields import MARKUP, Fields
from bot.words.files import PromptFile
from bot.words.parsed import Parsed

LONGEST_NAME = 40
ANSWERED_IN = (
    "en fr es de pt it nl sv nb da fi is pl cs sk hu ro bg sr hr sl el tr ru uk et lv lt ga cy eu ca gl"
    " ar he fa ur hi bn ta pa zh ja ko vi th id sw so am ti"
)


def parse_language(file: PromptFile) -> Parsed[Language | None]:
    """Read a language.toml; one with a fault says nothing, so that nobody is named by halves."""
    fields = Fields(file)
    language = Language(
        locale=file.found.locale,
        name=fields.text("name", LONGEST_NAME),
        reviewed_by=fields.text("reviewed_by", may_be_empty=True),
        reviewed_on=fields.day("reviewed_on"),
    )
    fields.finish()
    if (language.reviewed_on is None) is not (language.reviewed_by == ""):
        fix = "Write both reviewed_on and reviewed_by, or leave both empty."
        fields.blame("reviewed_on", "half a signature", fix)
    if MARKUP.intersection(language.name):
        fields.blame("name", "markup in a name", "Write plain words, without < > & * _ ~ or `.")
    return Parsed(None if fields.faults else language, tuple(sorted(fields.faults)))


def unnamed(locale: str) -> Language:
    """A language that has words and no language.toml: a draft, under the name that Babel knows."""
    try:
        name = Locale.parse(locale).get_display_name(locale)
    except (UnknownLocaleError, ValueError):
        name = None
    return Language(locale, name.capitalize() if name else locale)


def code_of(told: str) -> str | None:
    """Portuguese, português, portugiesisch, pt and pt-BR: all of them are "pt"."""
    try:
        return Locale.parse(told.strip(), sep="-" if "-" in told else "_").language
    except (UnknownLocaleError, ValueError):
        return _spoken_names().get(told.strip().casefold())


@cache
def _spoken_names() -> dict[str, str]:
    """Every language by its own name, and as those call it in whose languages the app comes."""
    callers = [Locale(one) for one in ("fr", "es", "de", "en")]  # where two differ, English decides
    names = {
        name.casefold(): code
        for caller in callers
        for code, name in caller.languages.items()
        if len(code) <= 3  # noqa: PLR2004  a code of ISO 639, and nothing narrower
    }
    return {own.casefold(): code for code, own in _own_names()} | names


def _own_names() -> Iterator[tuple[str, str]]:
    """Of languages in which lines are answered; all that there are would take seconds to read."""
    for code in ANSWERED_IN.split():
        yield code, Locale(code).get_display_name(code) or code
