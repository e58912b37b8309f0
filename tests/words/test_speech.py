"""Saying a key never raises; languages, plurals and dates follow their own rules."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words import load_library
from bot.words.phrases import BadPlaceholderError, Phrase
from tests.words.makers import write, write_card

ENGLISH = load_library()


def test_facts_fill_their_places(tmp_path: Path) -> None:
    write(tmp_path, "en/extra.toml", '[deep.down]\ngreeting = "From {start} to {end}, {{sharp}}."')
    words = load_library(tmp_path).words("en")
    assert words.say("extra.deep.down.greeting", start=1, end="9") == "From 1 to 9, {sharp}."


def test_a_key_that_nobody_wrote_is_said_plainly_and_noted() -> None:
    library = load_library()
    assert library.words("en").say("home.button.no_such_key") == "No such key"
    (noted,) = library.faults
    assert noted.file == "prompts/en/home.toml"
    assert noted.rule == "'home.button.no_such_key' not found"


def test_a_fact_that_nobody_gave_is_left_out_and_noted() -> None:
    library = load_library()
    assert library.words("en").say("people.line_text") == "By text: "
    assert "said without number" in library.faults[0].rule


@given(st.text(max_size=30), st.text(max_size=10), st.dictionaries(st.text("abc"), st.integers()))
def test_no_key_in_no_language_with_no_facts_ever_raises(
    key: str, locale: str, facts: dict[str, int]
) -> None:
    words = ENGLISH.words(locale)
    assert isinstance(words.say(key, **facts), str)
    assert isinstance(words.count(key, 3), str)


def test_a_language_says_what_it_has_and_english_the_rest(tmp_path: Path) -> None:
    write(tmp_path, "pt/check_in.toml", 'opening = "O turno acabou."')
    write(tmp_path, "pt_BR/check_in.toml", '[button]\nlight = "Leve"')
    write_card(tmp_path, "LAND-01", locale="pt", step="Os dois pés no chão.")
    library = load_library(tmp_path)
    words = library.words("pt-BR")
    assert words.say("check_in.button.light") == "Leve"
    assert words.say("check_in.opening") == "O turno acabou."
    assert words.say("check_in.button.heavy") == "Heavy"
    by_id = {practice.id: practice.locale for practice in library.practices("pt_BR")}
    assert by_id["LAND-01"] == "pt"
    assert by_id["LAND-04"] == "en"
    assert {"pt", "pt_BR"} < {*library.locales()}


def test_an_unheard_of_language_is_spoken_to_in_english() -> None:
    for locale in ("xx", "", "x" * 40, "en_US", "../../etc"):
        assert ENGLISH.words(locale).say("check_in.button.light") == "Light"
        assert ENGLISH.words(locale).day(date(2026, 11, 21))


@pytest.mark.parametrize(
    ("locale", "number", "said"),
    [("en", 1, "1 night"), ("en", 0, "0 nights"), ("en", 1200, "1,200 nights")],
)
def test_plurals_follow_the_language(tmp_path: Path, locale: str, number: int, said: str) -> None:
    text = '[nights]\none = "{number} night"\nother = "{number} nights"'
    write(tmp_path, "en/home.toml", text)
    assert load_library(tmp_path).words(locale).count("home.nights", number) == said


def test_a_language_may_have_more_plural_forms_than_english(tmp_path: Path) -> None:
    write(tmp_path, "en/home.toml", '[nights]\none = "{number} night"\nother = "{number} nights"')
    forms = 'one = "{number} noc"\nfew = "{number} noce"\nmany = "{number} nocy"\n'
    write(tmp_path, "pl/home.toml", f'[nights]\n{forms}other = "{{number}} nocy"')
    library = load_library(tmp_path)
    assert library.faults == ()
    assert [library.words("pl").count("home.nights", n) for n in (1, 2, 5)] == [
        "1 noc",
        "2 noce",
        "5 nocy",
    ]


def test_dates_and_times_cannot_be_misread_at_two_in_the_morning() -> None:
    words = ENGLISH.words("en")
    moment = datetime(2026, 11, 21, 2, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    assert words.day(moment.date()) == "Saturday 21 November"
    assert words.clock(time(2, 10)) == "02:10"
    assert words.moment(moment) == "Saturday 21 November, 02:10"


def test_dates_are_spelt_in_a_language_only_where_there_are_words_of_it(tmp_path: Path) -> None:
    day = date(2026, 11, 21)
    assert ENGLISH.words("pl").day(day) == "Saturday 21 November"
    write(tmp_path, "pl/check_in.toml", 'opening = "Zmiana skończona."')
    assert load_library(tmp_path).words("pl").day(day) == "sobota, 21 listopada 2026"


@pytest.mark.parametrize(
    ("locale", "day", "clock"),
    [
        ("en", "Saturday 21 November", "02:10"),
        ("es", "sábado 21 de noviembre", "2:10"),
        ("fr", "samedi 21 novembre", "02:10"),
        ("de", "Samstag, 21. November", "02:10"),
    ],
)
def test_each_built_in_language_writes_days_and_hours_its_own_way(
    locale: str, day: str, clock: str
) -> None:
    words = ENGLISH.words(locale)
    assert words.day(date(2026, 11, 21)) == day
    assert words.clock(time(2, 10)) == clock


def test_a_language_is_named_as_its_readers_name_it() -> None:
    library = load_library(None)
    assert [library.words(one).language("de") for one in ("en", "de", "es")] == [
        "German", "Deutsch", "alemán",
    ]  # fmt: skip
    assert library.words("en").language("xx") == "xx"


@pytest.mark.parametrize("text", ["{", "}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}"])
def test_only_plain_names_are_placeholders(text: str) -> None:
    with pytest.raises(BadPlaceholderError):
        Phrase.of(text)
