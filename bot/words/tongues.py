"""Reads what a language calls itself, and who has signed it."""

from babel import Locale, UnknownLocaleError

from bot.domain.languages import Language
from bot.words.fields import MARKUP, Fields
from bot.words.files import PromptFile
from bot.words.parsed import Parsed

LONGEST_NAME = 40


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
