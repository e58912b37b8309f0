"""Learn a little: calm pages without numbers, however much an organisation writes into them."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.domain.learning import Topic
from bot.domain.practices import Evidence, Length, Practice
from bot.views import learning
from bot.views.room import Room
from bot.words import load_library
from tests.domain.test_practices import card
from tests.views.reading import as_text

LIBRARY = load_library()
ROOM = Room(LIBRARY.words("en"), LIBRARY.country("GB"), date(2026, 11, 22))
FOOT = """[Talk to a person]
  If someone is in danger now, call *999*. (United Kingdom)
<Back>
"""


def page(page_id: str, **more: Any) -> Practice:
    facts: dict[str, Any] = {
        "title": "A page",
        "steps": ("One thing.", "Another."),
        "stop_line": "You may stop here.",
        "caution": ("Take care.",),
        "length": Length.THREE_MINUTES,
        "evidence": Evidence("C", "A <book> & more.", None),
    }
    return replace(card(page_id), **(facts | more))


def read(name: str, *pages: Practice) -> str:
    return as_text(learning.page(Topic(name, pages), pages[0], ROOM))


def test_a_page_that_tells_is_its_words_and_where_they_come_from() -> None:
    assert read("reactions", page("KNOW-01")) == (
        "== Learn a little ==\n# A page\nOne thing.\n\nAnother.\n  Take care.\n"
        "  A &lt;book&gt; &amp; more.\n" + FOOT
    )


def test_an_exercise_says_how_long_it_is_and_how_to_leave_it() -> None:
    assert read("self_kindness", page("SELF-01")) == (
        "== Learn a little ==\n# A page\n  About 3 minutes. Not while driving: later is fine.\n"
        "One thing.\n\nAnother.\n  Take care.\n  You may stop here.\n"
        "  A &lt;book&gt; &amp; more.\n" + FOOT
    )


def test_the_page_on_seeing_someone_begins_with_the_way_to_a_person() -> None:
    shown = read("someone", page("KNOW-03"))
    assert shown.startswith("== Learn a little ==\n# A page\n[Talk to a person]\nOne thing.")
    assert shown.count("[Talk to a person]") == 1


def test_a_page_without_cautions_leaves_no_gap() -> None:
    shown = read("reactions", page("KNOW-01", caution=()))
    assert "Another.\n  A &lt;book&gt;" in shown


def test_only_the_days_of_kindness_offer_the_next_one() -> None:
    two = page("SELF-01"), page("SELF-02")
    assert "[Next] [Talk to a person]" in read("self_kindness", *two)
    assert "[Next]" not in read("self_kindness", *two[::-1])
    assert "[Next]" not in read("limits", *two)


def test_a_shelf_of_many_pages_and_a_title_as_long_as_they_come_still_fit() -> None:
    many = [page(f"KNOW-{n:02}", title="m" * 100) for n in range(60)]
    shown = learning.contents([Topic("reactions", tuple(many))], ROOM)
    rows = [block for block in shown["blocks"] if block["type"] == "actions"]
    assert [len(row["elements"]) for row in rows] == [25, 25, 10, 1]
    assert rows[0]["elements"][0]["text"]["text"] == "m" * 74 + "…"


def test_an_empty_library_says_so() -> None:
    assert "There is nothing to read here just now." in as_text(learning.contents((), ROOM))
