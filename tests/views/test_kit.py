"""The kit takes what Slack takes and refuses what Slack refuses, before anything is sent."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import kit

BUTTON = kit.button("Light", "a.b")


def text(length: int) -> str:
    return "x" * length


def options(many: int, label: str = "One", value: str | None = None) -> list[kit.Option]:
    return [kit.Option(label, str(n) if value is None else value) for n in range(many)]


def buttons(many: int) -> list[kit.Element]:
    return [kit.button("Light", f"a.{n}") for n in range(many)]


def modal(*blocks: kit.Block, title: str = "Title", **more: Any) -> kit.View:
    return kit.modal(title, blocks or [kit.divider()], **({"close": "Close"} | more))


FITS: dict[str, Callable[[int], object]] = {
    "section 3000": lambda n: kit.section(text(n)),
    "header 150": lambda n: kit.header(text(n)),
    "button 75": lambda n: kit.button(text(n), "a.b"),
    "value of a button 2000": lambda n: kit.button("x", "a.b", text(n)),
    "action id 255": lambda n: kit.button("x", text(n)),
    "action id of a menu 255": lambda n: kit.overflow(text(n), options(2)),
    "block id 255": lambda n: kit.actions(text(n), BUTTON),
    "block id of a field 255": lambda n: kit.field(text(n), "x", kit.timepicker("v", None, "x")),
    "label of a field 2000": lambda n: kit.field("x", text(n), kit.timepicker("v", None, "x")),
    "link 3000": lambda n: kit.link_button("x", "a.b", text(n)),
    "buttons in a row 25": lambda n: kit.actions("x", *buttons(n)),
    "texts in a context 10": lambda n: kit.context(*["x"] * n),
    "options of a menu 5": lambda n: kit.overflow("a.b", options(n)),
    "options of a select 100": lambda n: kit.select("a.b", options(n), None, "x"),
    "options of a multi select 100": lambda n: kit.multi_select("a.b", options(n), (), "x"),
    "options of a group 100": lambda n: kit.grouped_select("a.b", {"x": options(n)}, None, "x"),
    "groups 100": lambda n: kit.grouped_select("a.b", groups(n), None, "x"),
    "label of a group 75": lambda n: kit.grouped_select("a.b", {text(n): options(1)}, None, "x"),
    "radio buttons 10": lambda n: kit.radio("a.b", options(n), None),
    "checkboxes 10": lambda n: kit.checkboxes("a.b", options(n), ()),
    "option 75": lambda n: kit.radio("a.b", options(1, text(n)), None),
    "value of an option 150": lambda n: kit.radio("a.b", options(1, value=text(n)), None),
    "hint 150": lambda n: kit.datepicker("a.b", None, text(n)),
    "question's title 100": lambda n: kit.confirmed(BUTTON, text(n), "x", "x", "x"),
    "question 300": lambda n: kit.confirmed(BUTTON, "x", text(n), "x", "x"),
    "yes 30": lambda n: kit.confirmed(BUTTON, "x", "x", text(n), "x"),
    "no 30": lambda n: kit.confirmed(BUTTON, "x", "x", "x", text(n)),
    "read aloud 4000": lambda n: kit.message(text(n), kit.divider()),
    "blocks of a message 50": lambda n: kit.message("x", *[kit.divider()] * n),
    "blocks of a modal 100": lambda n: kit.modal("x", [kit.divider()] * n, close="x"),
    "blocks of Home 100": lambda n: kit.home([kit.divider()] * n),
    "title of a modal 24": lambda n: modal(title=text(n)),
    "close 24": lambda n: modal(close=text(n)),
    "submit 24": lambda n: modal(submit=text(n)),
    "name of a form 255": lambda n: modal(callback=text(n)),
}


def groups(many: int) -> dict[str, list[kit.Option]]:
    return {str(n): options(1) for n in range(many)}


@pytest.mark.parametrize("what", FITS)
def test_as_much_as_slack_takes_fits_and_one_more_does_not(what: str) -> None:
    make, most = FITS[what], int(what.rpartition(" ")[2])
    assert make(1)
    assert make(most)
    for many in (0, most + 1):
        with pytest.raises(kit.DoesNotFit):
            make(many)


def test_what_a_modal_remembers_fits_as_well() -> None:
    assert modal(metadata={"x": text(2900)})
    with pytest.raises(kit.DoesNotFit):
        modal(metadata={"x": text(3000)})


def test_a_form_that_nobody_can_send_is_refused() -> None:
    field = kit.field("day", "Day", kit.datepicker("value", None, "Day"))
    assert modal(field, submit="Save")
    with pytest.raises(kit.DoesNotFit):
        modal(field)


@pytest.mark.parametrize(
    "draw",
    [
        lambda rows: kit.message("x", *rows),
        lambda rows: kit.modal("x", rows, close="x"),
        kit.home,
    ],
    ids=["message", "modal", "home"],
)
def test_no_two_rows_of_one_thing_have_the_same_name(
    draw: Callable[[list[kit.Block]], Any],
) -> None:
    assert draw([kit.actions("one", BUTTON), kit.actions("two", BUTTON)])
    with pytest.raises(kit.DoesNotFit):
        draw([kit.actions("one", BUTTON), kit.actions("one", BUTTON)])


def test_no_two_buttons_of_one_row_do_the_same() -> None:
    with pytest.raises(kit.DoesNotFit):
        kit.actions("one", BUTTON, BUTTON)


def test_only_what_is_on_offer_can_be_chosen_beforehand() -> None:
    assert "initial_option" not in kit.select("a.b", options(3), "7", "x")
    assert kit.select("a.b", options(3), "2", "x")["initial_option"]["value"] == "2"
    assert kit.grouped_select("a.b", {"x": options(3)}, "1", "x")["initial_option"]["value"] == "1"
    ticked = kit.checkboxes("a.b", options(3), ("0", "2", "9"))["initial_options"]
    assert [option["value"] for option in ticked] == ["0", "2"]
    assert "initial_options" not in kit.checkboxes("a.b", options(3), ())
    several = kit.multi_select("a.b", options(3), ("0", "2", "9"), "x")["initial_options"]
    assert [option["value"] for option in several] == ["0", "2"]
    assert "initial_options" not in kit.multi_select("a.b", options(3), (), "x")


def test_a_people_picker_begins_with_those_who_were_picked() -> None:
    assert kit.user_select("a.b", "U1", "x")["initial_user"] == "U1"
    assert "initial_user" not in kit.user_select("a.b", None, "x")
    assert kit.users_select("a.b", ["U1", "U2"], "x", most=1)["initial_users"] == ["U1"]
    assert "initial_users" not in kit.users_select("a.b", [], "x", most=1)


def test_days_and_times_are_written_as_slack_reads_them() -> None:
    assert kit.timepicker("a.b", time(7, 5), "x")["initial_time"] == "07:05"
    assert kit.timepicker("a.b", time(0), "x")["initial_time"] == "00:00"
    assert kit.datepicker("a.b", date(2026, 9, 1), "x")["initial_date"] == "2026-09-01"


@given(st.text())
def test_nothing_that_was_escaped_can_mention_link_or_call_anybody(outside: str) -> None:
    safe = kit.escape(outside)
    assert "<" not in safe
    assert ">" not in safe
    assert safe.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == outside
