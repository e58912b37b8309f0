"""Cards on paper: everything is on the page, nothing runs over its edge, eight of the longest fit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bot.domain.practices import Evidence, Length, Needs, Practice
from bot.views.paper import card_set, review_pack
from bot.words import load_library
from bot.words.card_checks import WORD_BUDGET, read_by_worker
from bot.words.wording import words_in
from tests.sandbox.in_browser import chromium, in_a_browser
from tests.views.gallery import TODAY
from tests.views.pseudo import LONG, RIGHT_TO_LEFT, pseudo_language

__all__ = ["chromium"]

LIBRARY = load_library()
WORDS = LIBRARY.words("en")
CARDS = LIBRARY.practices("en")
HEIGHT_OF_A4 = 297

MEASURE = """() => {
  const mm = (length) => Math.round(length * 25.4 / 96)
  const over = (one) => Math.max(one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth)
  return [...document.querySelectorAll(".sheet")].map((sheet) => ({
    height: mm(sheet.getBoundingClientRect().height),
    cards: sheet.querySelectorAll(".card").length,
    letters: parseFloat(sheet.style.fontSize),
    over: [...sheet.querySelectorAll(".card")].filter((card) => over(card) > 0).map((card) => card.id),
  }))
}"""


def length_of(card: Practice) -> int:
    return sum(map(words_in, read_by_worker(card))) + words_in(card.evidence.source)


EIGHT_LONGEST = sorted(CARDS, key=length_of, reverse=True)[:8]


def as_long_as_it_may_be(number: int, length: Length = Length.TEN_MINUTES) -> Practice:
    """Every word of its budget, a source that fills its room, and something in every field."""
    step = "You may let your shoulders sink and look at something far away."
    card = replace(
        CARDS[0],
        id=f"LAND-{number:02}",
        title="As long as the title of a card is here",
        length=length,
        situations=("S03", "S04", "S06"),
        phase=("P1", "P2"),
        not_for=("light", "very_heavy", "hard_to_say", "S15"),
        needs=Needs(breath=True, move=True, quiet=True),
        caution=("Hurt or sore anywhere? Leave that part out.",) * 2,
        steps=(step,),
        evidence=Evidence("A", ("Some source and others 2026, doi 10.1000/1234. " * 9)[:400], None),
    )
    while sum(map(words_in, read_by_worker(card))) + words_in(step) <= WORD_BUDGET[length]:
        card = replace(card, steps=(*card.steps, step))
    return card


def printed(chromium: Browser, page: str) -> tuple[list[dict[str, Any]], int]:
    """What a browser makes of each sheet, and how many pages it prints."""
    tab = chromium.new_page()
    tab.emulate_media(media="print")
    tab.set_content(page)
    sheets: list[dict[str, Any]] = tab.evaluate(MEASURE)
    pdf = tab.pdf(prefer_css_page_size=True)
    tab.close()
    return sheets, len(re.findall(rb"/Type\s*/Page\b", pdf))


@in_a_browser
@pytest.mark.parametrize(
    "cards",
    [EIGHT_LONGEST, [as_long_as_it_may_be(number) for number in range(1, 9)]],
    ids=["ours", "as long as they may be"],
)
def test_eight_of_the_longest_cards_fit_on_one_page(
    chromium: Browser, cards: Sequence[Practice]
) -> None:
    sheets, pages = printed(chromium, review_pack(cards, WORDS))
    assert pages == len(sheets) == 1
    assert (sheets[0]["cards"], sheets[0]["height"], sheets[0]["over"]) == (8, HEIGHT_OF_A4, [])
    assert sheets[0]["letters"] > 5


@in_a_browser
def test_every_card_has_its_place_on_a_page_to_sign_and_is_read_without_a_glass(
    chromium: Browser,
) -> None:
    sheets, pages = printed(chromium, review_pack(CARDS, WORDS))
    assert pages == len(sheets) == -(-len(CARDS) // 8)
    assert {sheet["height"] for sheet in sheets} == {HEIGHT_OF_A4}
    assert [sheet["over"] for sheet in sheets] == [[]] * len(sheets)
    assert min(sheet["letters"] for sheet in sheets) > 6.5


@in_a_browser
@pytest.mark.parametrize(
    "cards",
    [CARDS, [as_long_as_it_may_be(number, length) for number, length in enumerate(Length)]],
    ids=["ours", "as long as they may be"],
)
def test_a_paper_set_is_cut_without_losing_a_word(
    chromium: Browser, cards: Sequence[Practice]
) -> None:
    sheets, pages = printed(chromium, card_set(cards, WORDS, TODAY))
    assert pages == len(sheets)
    assert {sheet["height"] for sheet in sheets} == {HEIGHT_OF_A4}
    assert [name for sheet in sheets for name in sheet["over"]] == []
    assert sum(sheet["cards"] for sheet in sheets) == len(cards) + 1  # the first says what they are


@in_a_browser
@pytest.mark.parametrize("locale", [LONG, pytest.param(RIGHT_TO_LEFT, marks=pytest.mark.deep)])
def test_words_half_as_long_again_or_from_the_right_fit_too(
    chromium: Browser, tmp_path: Path, locale: str
) -> None:
    words = load_library(pseudo_language(tmp_path, locale)).words(locale)
    for page in (review_pack(CARDS, words), card_set(CARDS, words, TODAY)):
        sheets, pages = printed(chromium, page)
        assert pages == len(sheets)
        assert {sheet["height"] for sheet in sheets} == {HEIGHT_OF_A4}
        assert [name for sheet in sheets for name in sheet["over"]] == []


@pytest.mark.parametrize("card", EIGHT_LONGEST, ids=lambda card: card.id)
def test_a_clinician_reads_all_that_they_sign(card: Practice) -> None:
    page = unescape(review_pack([card], WORDS))
    told = (*read_by_worker(card), card.evidence.source, card.id, card.fingerprint, "Signature")
    assert [text for text in told if text not in page] == []


def test_codes_are_written_out_for_the_clinician() -> None:
    page = review_pack([as_long_as_it_may_be(1)], WORDS)
    for told in (
        "the first month and later",
        "Light, Very heavy, Hard to say and A grieving caller",
        "breathing by count, moving about and a place where nobody listens",
        WORDS.say("minute.evidence.a"),
    ):
        assert told in page
    assert "very_heavy" not in page


def test_each_paper_card_has_room_for_the_number_and_a_person() -> None:
    page = card_set(EIGHT_LONGEST, WORDS, TODAY)
    assert page.count("In danger now? Call:") == page.count("Talk to a person:") == 9


def test_a_card_that_waits_says_so_on_paper() -> None:
    waits = next(card for card in CARDS if card.waits_for_a_signature(TODAY))
    free = next(card for card in CARDS if not card.waits_for_a_signature(TODAY))
    assert "No clinician has read" in card_set([waits], WORDS, TODAY)
    assert "No clinician has read" not in card_set([free], WORDS, TODAY)


@pytest.mark.parametrize(
    "page", [card_set(CARDS, WORDS, TODAY), review_pack(CARDS, WORDS)], ids=["set", "pack"]
)
def test_a_page_brings_all_that_it_needs_and_fetches_nothing(page: str) -> None:
    assert not re.search(r"<(?:script|link|img|iframe)|@import|url\(|(?:src|href)=", page)
    assert '<html lang="en" dir="ltr">' in page


def test_a_language_that_runs_from_the_right_is_set_so() -> None:
    assert '<html lang="ar" dir="rtl">' in review_pack(CARDS[:1], LIBRARY.words("ar"))


def test_words_of_a_card_are_words_and_never_markup() -> None:
    card = replace(CARDS[0], title="<script>alert(1)</script>")
    for page in (card_set([card], WORDS, TODAY), review_pack([card], WORDS)):
        assert "<script>" not in page
