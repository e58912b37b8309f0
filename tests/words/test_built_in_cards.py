"""The practices that come with the package: whole, short, and enough for every answer."""

import re

import pytest

from bot.domain.practices import Practice
from bot.words import load_library
from bot.words.card_checks import WORD_BUDGET
from bot.words.wording import sentences, words_in

CARDS = load_library().practices("en")
BY_ID = {card.id: card for card in CARDS}


def read_by_worker(card: Practice) -> tuple[str, ...]:
    return (card.title, *card.steps, card.stop_line, *card.caution)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_each_card_is_short_and_may_be_left(card: Practice) -> None:
    texts = read_by_worker(card)
    assert sum(map(words_in, texts)) <= WORD_BUDGET[card.length]
    assert all(words_in(sentence) <= 15 for text in texts for sentence in sentences(text))
    assert "stop" in card.stop_line
    assert card.evidence.source
    assert card.evidence.checked
    assert card.review_due


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_no_card_comes_signed(card: Practice) -> None:
    assert (card.reviewed_on, card.reviewed_by, card.signed_text) == (None, "", "")
    assert not card.is_signed


@pytest.mark.parametrize("card", [c for c in CARDS if c.needs.breath], ids=lambda card: card.id)
def test_each_breath_card_has_a_twin_without_breath_and_says_when_to_take_care(
    card: Practice,
) -> None:
    twin = BY_ID[card.twin or ""]
    assert not twin.needs.breath
    assert twin.length is card.length
    told = " ".join(card.caution).lower()
    assert all(word in told for word in ("dizzy", "lung", "heart", "pregnant"))


def test_nobody_is_told_to_close_their_eyes_or_praised_or_pressed() -> None:
    unwelcome = re.compile(r"\b(clos\w+ your eyes|well done|great|good job|must|should|always)\b")
    for card in CARDS:
        text = " ".join(read_by_worker(card)).lower().replace("as you always do", "")
        assert not unwelcome.search(text), card.id
