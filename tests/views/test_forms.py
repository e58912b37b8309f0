"""The forms show what is set, offer only what fits, and name each field as its handler reads it."""

from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.domain.languages import ENGLISH_ONLY, Languages
from bot.domain.people import KEEP_DAYS, MOST_PER_WEEK, DailyWindow, Moment, Worker
from bot.domain.shifts import UsualShift
from bot.views import settings
from bot.views.kit import View
from bot.views.room import Room
from bot.words import load_library
from tests.views.gallery import NOW, TODAY
from tests.views.gallery_of_homes import ALL_LANGUAGES, usual_series
from tests.views.reading import as_text

LIBRARY = load_library()
ROOM = Room(LIBRARY.words("en"), LIBRARY.country("GB"), TODAY)
ANA = Worker("U0ANA00001", is_on=True, zone="Europe/Lisbon")


def chosen(view: View) -> dict[str, Any]:
    """What each field holds when the form opens, as it would come back."""
    fields = {
        block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"
    }
    return {name: held(element) for name, element in fields.items()}


def held(element: dict[str, Any]) -> Any:
    if "initial_option" in element:
        return element["initial_option"]["value"]
    return element.get("initial_time") or element.get("initial_date")


def test_settings_open_as_they_were_left() -> None:
    worker = replace(
        ANA,
        moment=Moment.WAKE,
        wake_at=time(13, 30),
        quiet_hours=DailyWindow(time(22), time(7)),
        most_per_week=2,
        keep_days=90,
        may_ask_once=True,
        country="IE",
        language="en",
    )
    assert chosen(settings.settings(worker, ROOM, LIBRARY, ALL_LANGUAGES)) == {
        "moment": "wake",
        "wake_at": "13:30",
        "quiet_from": "22:00",
        "quiet_until": "07:00",
        "most_per_week": "2",
        "keep_days": "90",
        "may_ask_once": "yes",
        "country": "IE",
        "language": "en",
    }


def test_who_has_chosen_nothing_sees_the_defaults() -> None:
    assert chosen(settings.settings(ANA, ROOM, LIBRARY, ALL_LANGUAGES)) == {
        "moment": "unchosen",
        "wake_at": None,
        "quiet_from": None,
        "quiet_until": None,
        "most_per_week": "5",
        "keep_days": "30",
        "may_ask_once": "no",
        "country": None,
        "language": "slack",
    }


@pytest.mark.parametrize("minutes_after", settings.DELAYS)
def test_every_delay_on_offer_is_shown_again(minutes_after: int) -> None:
    worker = replace(ANA, moment=Moment.DELAY, delay_minutes=minutes_after)
    assert chosen(settings.settings(worker, ROOM, LIBRARY, ALL_LANGUAGES))["moment"] == str(
        minutes_after
    )


@pytest.mark.parametrize("days", KEEP_DAYS)
def test_every_length_of_keeping_is_shown_again(days: int) -> None:
    assert chosen(settings.settings(replace(ANA, keep_days=days), ROOM, LIBRARY, ALL_LANGUAGES))[
        "keep_days"
    ] == str(days)


@pytest.mark.parametrize("number", range(1, MOST_PER_WEEK + 1))
def test_every_number_in_a_week_is_shown_again(number: int) -> None:
    view = settings.settings(replace(ANA, most_per_week=number), ROOM, LIBRARY, ALL_LANGUAGES)
    assert chosen(view)["most_per_week"] == str(number)


@pytest.mark.parametrize("country", [country.code for country in LIBRARY.countries()])
def test_every_country_with_people_to_call_can_be_chosen(country: str) -> None:
    assert (
        chosen(settings.settings(replace(ANA, country=country), ROOM, LIBRARY, ALL_LANGUAGES))[
            "country"
        ]
        == country
    )


def languages(worker: Worker, allowed: Languages) -> list[str]:
    view = settings.settings(worker, ROOM, LIBRARY, allowed)
    fields = [block for block in view["blocks"] if block.get("block_id") == "language"]
    return [one["text"]["text"] for block in fields for one in block["element"]["options"]]


def test_each_language_is_offered_by_its_own_name_and_a_draft_says_so() -> None:
    offered = ["As in Slack", "Deutsch (Entwurf)", "English", "Français (brouillon)"]
    assert languages(ANA, Languages(("fr", "de"))) == offered
    text = as_text(settings.settings(ANA, ROOM, LIBRARY, Languages(("fr",))))
    assert "A draft is a translation that nobody here has signed yet." in text


def test_where_only_english_is_allowed_nobody_is_asked() -> None:
    assert languages(ANA, ENGLISH_ONLY) == []
    assert languages(replace(ANA, language="de"), ENGLISH_ONLY) == []
    assert "draft" not in as_text(settings.settings(ANA, ROOM, LIBRARY, ENGLISH_ONLY))


def test_a_choice_that_is_not_allowed_any_more_stands_as_none() -> None:
    view = settings.settings(replace(ANA, language="de"), ROOM, LIBRARY, Languages(("fr",)))
    assert chosen(view)["language"] == "slack"


def zones(view: View) -> dict[str, list[str]]:
    element = next(block["element"] for block in view["blocks"] if block["type"] == "input")
    return {
        group["label"]["text"]: [option["value"] for option in group["options"]]
        for group in element["option_groups"]
    }


def test_every_place_with_a_clock_of_its_own_can_be_chosen() -> None:
    offered = [zone for group in zones(settings.zone(ROOM, None)).values() for zone in group]
    assert len(offered) == len(set(offered))
    assert set(offered) <= available_timezones()
    everywhere = {zone for zone in available_timezones() if zone.startswith(settings.CONTINENTS)}
    assert {zone for zone in everywhere if "/" in zone} <= set(offered)


def test_a_group_of_places_says_where_it_begins_and_ends() -> None:
    groups = zones(settings.zone(ROOM, None))
    assert all(1 <= len(group) <= 100 for group in groups.values())
    assert "Europe: Amsterdam to Zurich" in groups
    assert len([label for label in groups if label.startswith("America: ")]) == 2


def test_the_own_clock_is_chosen_already() -> None:
    assert chosen(settings.zone(ROOM, "Europe/Lisbon")) == {"zone": "Europe/Lisbon"}
    assert chosen(settings.zone(ROOM, None)) == {"zone": None}


def test_a_pause_is_offered_for_a_week() -> None:
    assert chosen(settings.pause(ROOM, date(2026, 11, 21))) == {"until": "2026-11-28"}


def test_each_usual_shift_is_told_with_its_days_and_hours() -> None:
    text = read(usual_series())
    every_day = "*Mon, Tue, Wed, Thu, Fri, Sat and Sun*, 22:00 to 06:30"
    assert f"{every_day}\n[⋯ Skip Friday 20 November / Remove]" in text
    assert f"{every_day} Until Wednesday 29 September.\n" in text
    assert "*Wed*, 22:00 to 06:30 Until Wednesday 30 September.\n[⋯ Keep as it is / Remove]" in text


def test_skipping_names_the_next_day_that_is_left_and_the_night_that_still_lasts() -> None:
    nights: UsualShift = usual_series()[0]
    assert "[⋯ Skip Friday 20 November / Remove]" in read([nights])
    assert "[⋯ Skip Saturday 21 November / Remove]" in read([nights.skipping(date(2026, 11, 20))])


def read(known: list[UsualShift]) -> str:
    """The form at two in the morning of Saturday."""
    return as_text(settings.usual_shifts(known, ROOM, NOW))


def test_the_form_for_one_more_begins_today() -> None:
    assert chosen(settings.usual_shifts([], ROOM, NOW)) == {
        "days": None,
        "start": None,
        "end": None,
        "first_day": "2026-11-21",
        "last_day": None,
    }
