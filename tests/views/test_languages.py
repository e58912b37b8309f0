"""A card that a language lacks is shown in English, and says so in the reader's own words."""

from dataclasses import replace

import pytest

from bot.domain.learning import Topic
from bot.views import kit, languages, learning
from bot.views.room import Room
from bot.words import load_library
from tests.views.gallery import TODAY
from tests.views.reading import as_text

LIBRARY = load_library()
CARD = LIBRARY.practices("en")[0]


@pytest.mark.parametrize(
    ("locale", "note"),
    [
        ("de", "Diese Karte gibt es bisher nur auf Englisch."),
        ("es", "Esta ficha está de momento solo en inglés."),
        ("fr", "Cette fiche n'existe pour l'instant qu'en anglais."),
    ],
)
def test_a_card_that_is_there_in_english_only_says_so(locale: str, note: str) -> None:
    words = LIBRARY.words(locale)
    assert languages.in_english_only(CARD, words) == [kit.context(note)]
    page = learning.page(Topic("app", (CARD,)), CARD, Room(words, LIBRARY.country("GB"), TODAY))
    assert note in as_text(page)


def test_a_card_in_the_readers_own_language_says_nothing_of_it() -> None:
    assert languages.in_english_only(CARD, LIBRARY.words("en")) == []
    assert languages.in_english_only(replace(CARD, locale="de"), LIBRARY.words("de")) == []
    assert languages.in_english_only(replace(CARD, locale="de"), LIBRARY.words("de_AT")) == []
