"""People to call: only lines that somebody rang, everything escaped, a route outside always."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.directory import A_SIGNATURE_LASTS, Contact, Country
from bot.views import notes, people
from bot.words import load_library
from tests.views.gallery import COUNTRIES, OUR_PEOPLE, TODAY, rooms, signed
from tests.views.gallery import modals_with_people as modals
from tests.views.reading import as_text

LIBRARY = load_library()
WORDS = LIBRARY.words("en")
RUDE = "<!channel> <@U0BEN00001> <https://example.org|press> & co"
SAFE = "&lt;!channel&gt; &lt;@U0BEN00001&gt; &lt;https://example.org|press&gt; &amp; co"


def both(country: Country) -> str:
    """The short list and the long one, as read."""
    short = as_text(people.modal(country, WORDS, TODAY))
    return short + as_text(people.more_ways(country, WORDS, TODAY))


@pytest.mark.parametrize("code", COUNTRIES)
def test_the_emergency_number_and_a_directory_are_there_in_every_country(code: str) -> None:
    country = LIBRARY.country(code)
    text = as_text(people.more_ways(country, WORDS, TODAY))
    assert country.emergency_number in text
    assert country.directory_url in text


def test_nobody_sees_a_number_that_nobody_rang() -> None:
    for room in rooms(LIBRARY, WORDS):
        country = replace(room.country, lines=LIBRARY.country(room.country.code).lines)
        for drawing in modals(replace(room, country=country)):
            shown = [line.name for line in country.lines if line.name in str(drawing.blocks)]
            assert shown == [], drawing.name


def test_a_signature_lapses() -> None:
    country = signed(LIBRARY.country("GB"))
    last_day = TODAY + A_SIGNATURE_LASTS
    assert "116 123" in as_text(people.modal(country, WORDS, last_day))
    assert "116 123" not in as_text(people.modal(country, WORDS, last_day + timedelta(days=1)))


def test_a_signature_of_tomorrow_counts_tomorrow() -> None:
    country = signed(LIBRARY.country("GB"))
    assert "116 123" not in as_text(people.modal(country, WORDS, TODAY - timedelta(days=1)))


def test_one_reviewed_line_stands_under_the_emergency_number() -> None:
    text = as_text(people.modal(signed(LIBRARY.country("GB")), WORDS, TODAY))
    assert text.splitlines()[1:3] == [
        "If someone is in danger now, call *999*. (United Kingdom)",
        "*Samaritans*: 116 123 (any time)",
    ]
    assert "Shout" not in text


def test_the_app_says_honestly_that_it_reads_nothing() -> None:
    assert (
        both(LIBRARY.country("GB")).count("cannot tell if someone is in danger. A person can.") == 2
    )


def test_someone_from_here_is_one_of_the_organisation_s_own() -> None:
    country = replace(LIBRARY.country("GB"), contacts=OUR_PEOPLE)
    text = as_text(people.from_here(country, WORDS, TODAY))
    assert "On-call lead" in text
    assert "Employee assistance" not in text
    assert "Nobody from here is named" not in text


def test_where_nobody_is_named_that_is_said_and_what_there_is_is_shown() -> None:
    only_outside = replace(LIBRARY.country("GB"), contacts=OUR_PEOPLE[1:])
    for country in (LIBRARY.country("GB"), only_outside):
        text = as_text(people.from_here(country, WORDS, TODAY))
        assert "Nobody from here is named on this page yet." in text
        assert "[More ways] [Call for me] [Find a line]" in text
        assert "*999*" in text


def test_someone_outside_is_nobody_of_the_organisation() -> None:
    country = replace(signed(LIBRARY.country("GB")), contacts=OUR_PEOPLE)
    ours = replace(country.lines[0], name="Our own line", outside=False)
    country = replace(country, lines=(ours, *country.lines[1:]))
    text = as_text(people.outside(country, WORDS, TODAY))
    assert "On-call lead" not in text
    assert "Our own line" not in text
    for shown in ("Employee assistance", "Shout", "findahelpline.com", "*999*"):
        assert shown in text


def test_a_stranger_is_shown_nobody_of_the_organisation() -> None:
    country = replace(signed(LIBRARY.country("GB")), contacts=OUR_PEOPLE)
    text = as_text(people.for_strangers(country, WORDS, TODAY))
    assert "116 123" in text
    assert not [contact for contact in OUR_PEOPLE if contact.name in text]


def test_what_an_organisation_writes_can_call_nobody() -> None:
    contact = Contact(RUDE, RUDE, RUDE, record_kept=True, outside=True)
    line = replace(signed(LIBRARY.country("GB")).lines[0], name=RUDE, hours=RUDE)
    country = replace(
        LIBRARY.country("GB"), emergency_number=RUDE, lines=(line,), contacts=(contact,) * 3
    )
    text = both(country)
    assert "<!" not in text
    assert "<@" not in text
    assert "<https://example.org|" not in text
    assert text.count(SAFE) >= 15


def test_what_somebody_types_can_call_nobody() -> None:
    for meant in (None, "done"):
        note = as_text(notes.did_you_mean(WORDS, RUDE, meant))
        assert "<!" not in note
        assert "<@" not in note


def test_whether_a_record_is_kept_is_said_only_where_somebody_asked() -> None:
    text = as_text(
        people.more_ways(replace(LIBRARY.country("GB"), contacts=OUR_PEOPLE), WORDS, TODAY)
    )
    assert "*On-call lead*: 020 7946 0000\nAny hour, for anything.\nNo record is kept.\n" in text
    assert "Six talks.\nA record is kept.\nOutside your employer.\n" in text
    assert "*Union*: Ask for Sam\nOutside your employer.\n" in text
