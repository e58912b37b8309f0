"""Every view and letter in two languages that nobody speaks: all of it fits, and no word is English."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from html import unescape
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.views import people
from bot.views.kit import Message
from bot.views.paper import card_set, review_pack
from bot.views.room import Room
from bot.words import Library, load_library
from tests.contracts.judging import problems
from tests.contracts.pack import needs_pack
from tests.views.coordinating import WRITTEN
from tests.views.gallery import COUNTRIES, OUR_PEOPLE, TODAY, Drawing, everything, signed
from tests.views.pseudo import LONG, RIGHT_TO_LEFT, pseudo_language
from tests.views.reading import as_text
from tests.views.test_gallery import buttons

PSEUDO = (LONG, RIGHT_TO_LEFT)
deep = partial(pytest.param, marks=pytest.mark.deep)
ZONES = available_timezones()
ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
# What is said in prompts in every language alike: what is typed, addresses and mentions.
NO_LANGUAGE = re.compile(r"`[^`]*`|/decompress( \w+)?|https?://\S+|<@\w+>")
TYPED = ("dnoe", "x" * 40, "channel", "@U1", "done", "pause", "learn", "privacy", "help")


@cache
def library(locale: str) -> Library:
    with TemporaryDirectory() as folder:
        return load_library(pseudo_language(Path(folder), locale))


@cache
def drawn(locale: str) -> tuple[Drawing, ...]:
    return tuple(everything(library(locale), locale))


def texts(thing: Any) -> Iterator[str]:
    """Every text that Slack would show; the list of all places in the world is left out."""
    if isinstance(thing, Message):
        yield thing.text
        yield from texts(list(thing.blocks))
    elif isinstance(thing, dict) and thing.get("type") in ("plain_text", "mrkdwn"):
        yield thing["text"]
    elif isinstance(thing, dict) and thing.get("value") not in ZONES:
        yield from chain.from_iterable(map(texts, thing.values()))
    elif isinstance(thing, list):
        yield from chain.from_iterable(map(texts, thing))


@cache
def names(locale: str) -> tuple[str, ...]:
    """What organisations, countries and cities are called is not for prompts to say; longest first."""
    known, told = library(locale), {*TYPED, *WRITTEN}
    for code in COUNTRIES:
        country = replace(known.country(code), contacts=OUR_PEOPLE)
        told.add(country.emergency_number)
        for line in country.lines:
            told |= {line.name, line.number, line.hours, line.text_number or ""}
        for contact in country.contacts:
            told |= {contact.name, contact.how, contact.note}
    for one in known.locales():
        language = known.language(one).name
        told |= {language, known.words(one).say("settings.draft", language=language)}
    words = known.words(locale)
    told |= {words.city(zone) for zone in ZONES}
    return tuple(sorted(told - {""}, key=len, reverse=True))


def english_in(text: str, locale: str) -> list[str]:
    text = NO_LANGUAGE.sub(" ", unescape(text))
    for name in names(locale):
        text = text.replace(name, " ")
    return ENGLISH_WORD.findall(text)


@pytest.mark.parametrize("locale", PSEUDO)
def test_every_word_is_accepted_and_found_and_every_place_filled(locale: str) -> None:
    drawings = drawn(locale)
    assert library(locale).faults == ()
    open_places = [
        text for one in drawings for text in texts(one.shown) if re.search(r"[{}]", text)
    ]
    assert open_places == []


@pytest.mark.parametrize("locale", PSEUDO)
def test_no_sentence_comes_from_anywhere_but_prompts(locale: str) -> None:
    shown = {text for one in drawn(locale) for text in texts(one.shown)}
    assert len(shown) > 500
    assert {text: left for text in shown if (left := english_in(text, locale))} == {}


def test_a_sentence_that_is_not_in_prompts_would_be_found() -> None:
    assert english_in("Rest well.", LONG) == ["Rest", "well"]
    assert english_in("Samaritans: 116 123 (any time)", LONG) == []
    assert english_in("`/decompress done`", LONG) == []


@pytest.mark.parametrize("locale", PSEUDO)
def test_paper_is_in_the_readers_language_too(locale: str) -> None:
    known = library(locale)
    cards, words = known.practices(locale), known.words(locale)
    for page in (card_set(cards, words, TODAY), review_pack(cards, words)):
        seen = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert not [word for word in english_in(seen, locale) if not is_code(word)]


def is_code(word: str) -> bool:
    """A card's id, and the fingerprint of its words."""
    return word.isupper() or bool(re.fullmatch(r"[a-f]+", word))


@needs_pack
@pytest.mark.parametrize("locale", [*PSEUDO, *map(deep, ("de", "es", "fr"))])
def test_slack_takes_everything_in_every_language(locale: str) -> None:
    drawings = drawn(locale) if locale in PSEUDO else tuple(everything(load_library(), locale))
    once = {str(drawing.shown): drawing for drawing in drawings}.values()
    refused = [
        (drawing.name, fault)
        for drawing in once
        for fault in problems(
            drawing.kind, drawing.blocks if drawing.kind == "message" else drawing.shown
        )
    ]
    assert refused == []


@pytest.mark.parametrize("locale", [*PSEUDO, "de", "es", "fr"])
def test_a_small_phone_shows_every_button_whole_in_every_language(locale: str) -> None:
    drawings = drawn(locale) if locale in PSEUDO else tuple(everything(load_library(), locale))
    shown = {
        button["text"]["text"]
        for drawing in drawings
        for button in buttons(drawing)
        if not button["action_id"].startswith("learn.page.")  # titles of cards, in English so far
    }
    assert {label for label in shown if len(label.strip("\u2068\u2069")) > 24} == set()


@pytest.mark.parametrize("locale", ["en", "de", "es", "fr"])
def test_most_labels_are_shorter_still(locale: str) -> None:
    """Twenty characters are what a narrow phone shows beside another button."""
    phrases = load_library().phrases(locale)
    short = [len(text.text) <= 20 for key, text in phrases.items() if ".button." in key]
    share = sum(short) / len(short)
    print(f"{locale}: {share:.0%} of {len(short)} labels have 20 characters at most")  # noqa: T201  asked for
    assert share >= 0.85


def test_numbers_are_not_turned_round_in_a_line_from_right_to_left() -> None:
    """Bare, "116 123" would be read as "123 116" there."""
    known = library(RIGHT_TO_LEFT)
    room = Room(known.words(RIGHT_TO_LEFT), signed(known.country("GB")), TODAY)
    text = as_text(people.more_ways(room.country, room.words, TODAY))
    for number in ("999", "116 123"):
        assert f"\u2068{number}\u2069" in text
        assert text.count(number) == text.count(f"\u2068{number}\u2069")


@pytest.mark.parametrize("locale", [RIGHT_TO_LEFT, LONG])
def test_every_isolate_is_closed_again_and_no_address_is_cut_by_one(locale: str) -> None:
    for drawing in drawn(locale):
        for text in texts(drawing.shown):
            assert text.count("\u2068") == text.count("\u2069")
            assert not re.search("https?://\\S*[\u2068\u2069]", text), text
            assert locale == RIGHT_TO_LEFT or "\u2068" not in text
