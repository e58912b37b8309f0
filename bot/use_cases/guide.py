"""The buddy guide: which version of it stands in the library."""

from bot.domain.buddies import GUIDE_VERSION
from bot.domain.languages import ENGLISH
from bot.words import Library

FIRST = 1


def version(library: Library) -> int:
    """As the English original says, or an organisation's own English; a new one is read anew."""
    told = library.phrases(ENGLISH).get(GUIDE_VERSION)
    return int(told.text) if told is not None and told.text.isdecimal() else FIRST


def locale_of(locale: str, library: Library) -> str:
    """The language to read it in: English where the translation is of another version."""
    own = library.phrases(locale).get(GUIDE_VERSION)
    is_up_to_date = own is not None and own.text == str(version(library))
    return locale if is_up_to_date else ENGLISH
