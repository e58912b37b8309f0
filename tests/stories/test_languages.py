"""Everybody reads their own language as far as it is allowed and goes, and English beyond that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.seats import Seat
from bot.settings import BadSettings
from bot.words import Words, load_library
from tests.stories.stage import Stage, stage
from tests.stories.steps import (
    ENGLISH,
    OPENING,
    gets_a_check_in,
    home,
    label,
    modal,
    openings,
    turns_on,
)

LIBRARY = load_library()
GERMAN, FRENCH = LIBRARY.words("de"), LIBRARY.words("fr")
OPENING_IN_GERMAN = GERMAN.say("check_in.opening")


@pytest.fixture
def border(kind: str) -> Iterator[Stage]:
    """An organisation at a border, which allows two languages besides English."""
    with stage(kind, languages="de, fr") as opened:
        yield opened


def joins(scene: Stage, name: str, locale: str, words: Words = ENGLISH) -> Seat:
    """The first page is in the organisation's language; Slack is asked only after the tap."""
    scene.town.changes_person(name, locale=locale)
    seat = scene.seat(name)
    seat.opens_home()
    seat.sees(words.say("home.welcome"))
    seat.taps(words.say("home.button.turn_on"))
    scene.settles()
    return seat


def ends_a_shift(scene: Stage, seat: Seat) -> None:
    seat.types("/decompress done")
    scene.passes(minutes=20)


def chooses(scene: Stage, seat: Seat, button: str, field: str, language: str) -> None:
    seat.opens_home()
    scene.settles()
    seat.taps(button, where="home")
    scene.settles()
    seat.fills({field: language})
    seat.submits()
    scene.settles()


def test_a_worker_whose_slack_is_german_is_asked_in_german_where_it_is_allowed(
    border: Stage,
) -> None:
    emre = joins(border, "Emre", "de-DE")
    assert f"[{GERMAN.say('home.button.turn_off')}]" in home(emre)
    ends_a_shift(border, emre)
    assert openings(emre) == [OPENING_IN_GERMAN]
    emre.taps(GERMAN.say("check_in.button.very_heavy"), where="message")
    border.settles()
    assert GERMAN.say("minute.very_heavy") in modal(emre)
    assert openings(emre) == [GERMAN.say("check_in.card")]
    emre.taps(GERMAN.say("minute.button.land_first"))
    border.settles()
    assert "Diese Karte gibt es bisher nur auf Englisch." in modal(emre)


def test_and_in_english_where_it_is_not(night: Stage) -> None:
    emre = joins(night, "Emre", "de-DE")
    ends_a_shift(night, emre)
    assert openings(emre) == [OPENING]
    assert f"[{label('home.button.turn_off')}]" in home(emre)


def test_a_choice_comes_before_slack(border: Stage) -> None:
    emre = joins(border, "Emre", "de-DE")
    settings, language = GERMAN.say("home.button.settings"), GERMAN.say("settings.language")
    chooses(border, emre, settings, language, "Français (brouillon)")
    ends_a_shift(border, emre)
    assert openings(emre) == [FRENCH.say("check_in.opening")]


def test_who_takes_the_choice_back_follows_slack_again(border: Stage) -> None:
    ana = turns_on(border)
    chooses(border, ana, "Settings", "Language", "Deutsch (Entwurf)")
    assert f"[{GERMAN.say('home.button.turn_off')}]" in home(ana)
    settings, language = GERMAN.say("home.button.settings"), GERMAN.say("settings.language")
    chooses(border, ana, settings, language, GERMAN.say("settings.language_of_slack"))
    assert f"[{label('home.button.turn_off')}]" in home(ana)


def test_a_slack_that_changes_its_language_is_followed(border: Stage) -> None:
    ana = turns_on(border)
    border.town.changes_person("Ana", locale="de-AT")
    border.settles()
    ends_a_shift(border, ana)
    assert openings(ana) == [OPENING_IN_GERMAN]


def test_everybody_else_reads_on_in_english(border: Stage) -> None:
    joins(border, "Emre", "de-DE")
    ana = turns_on(border)
    gets_a_check_in(border, ana)
    assert openings(ana) == [OPENING]


def test_a_language_that_nobody_wrote_here_is_that_of_the_organisation(kind: str) -> None:
    with stage(kind, languages="de", organisation_language="de") as scene:
        daria = joins(scene, "Daria", "pl-PL", GERMAN)
        ends_a_shift(scene, daria)
        assert openings(daria) == [OPENING_IN_GERMAN]


def test_what_a_language_of_ones_own_lacks_is_said_in_english(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "our-prompts" / "pl"
    folder.mkdir(parents=True)
    (folder / "home.toml").write_text('[button]\nturn_off = "Wyłącz"\n', encoding="utf-8")
    with stage(kind, prompts_dir=folder.parent, languages="pl") as scene:
        daria = joins(scene, "Daria", "pl-PL")
        assert "[Wyłącz]" in home(daria)
        assert f"[{label('home.button.usual_shifts')}]" in home(daria)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"languages": "de, tlh"}, "LANGUAGES: there are words in de, en, es, fr."),
        ({"organisation_language": "de"}, "ORGANISATION_LANGUAGE: has to be among LANGUAGES."),
    ],
)
def test_a_language_that_cannot_be_read_is_told_at_the_start(
    kind: str, wrong: dict[str, Any], told: str
) -> None:
    with pytest.raises(BadSettings, match=told), stage(kind, **wrong):
        pass
