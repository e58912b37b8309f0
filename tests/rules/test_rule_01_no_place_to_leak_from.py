"""Rule 1 by construction: no id in a message names an answer, no repr shows one, no log line can."""

import asyncio
import inspect
import logging
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot import logs
from bot.domain.check_ins import Answer, Outcome
from bot.domain.decision_points import DecisionPoint, PersonalSetting
from bot.domain.decisions import Shelf, choices_at, decide
from bot.domain.letters import Letter, LetterKind, Particulars
from bot.domain.memories import Judgement, Memory, Preferences, Shown
from bot.domain.minutes import Minute, Step
from bot.domain.practices import Feeling
from bot.replies import Fill, Whisper
from bot.store import tables
from bot.use_cases.check_ins import Meeting
from bot.views import check_ins, letters, minutes, notes
from bot.views.room import Room
from bot.words import load_library
from handlers import payloads
from tests.fakes import LoadedDice
from tests.rules.logbooks import logbook
from tests.views.gallery import COLLEAGUES

LIBRARY = load_library(None)
WORDS = LIBRARY.words("en")
CHECK_IN = "c" * 32
IDS = ("action_id", "value", "block_id", "callback_id", "private_metadata", "metadata", "url")
MARKER = "the-caller-said-something"
# Longest first: "very_heavy" holds "heavy".
ANSWERS = [*(feeling.value for feeling in Feeling), *(outcome.value for outcome in Outcome)]


def ids_in(thing: Any) -> Iterator[str]:
    """Every id and value that Slack would keep with a message, or send back from one."""
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key in IDS:
                yield f"{key}={value}"
            yield from ids_in(value)
    if isinstance(thing, list | tuple):
        for one in thing:
            yield from ids_in(one)


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("about", [None, CHECK_IN])
def test_no_id_in_a_message_names_an_answer(kind: LetterKind, about: str | None) -> None:
    message = letters.render(kind, about, WORDS, COLLEAGUES)
    told = list(ids_in(message.blocks)) if message is not None else []
    assert not [one for one in told if any(answer in one.lower() for answer in ANSWERS)]


@pytest.mark.parametrize("kind", LetterKind)
def test_a_message_is_made_of_its_kind_one_id_and_whom_it_names(kind: LetterKind) -> None:
    """And of a round's day and numbers, which are looked up when it leaves."""
    facts = ["kind", "about", "words", "others", "particulars"]
    assert {one.name for one in fields(Particulars)} == {"until", "pairs", "sent", "is_draft"}
    assert list(inspect.signature(letters.render).parameters) == facts
    one, other = (letters.render(kind, CHECK_IN, WORDS, COLLEAGUES) for _ in range(2))
    assert one == other


def test_what_waits_in_the_outbox_has_no_place_for_an_answer() -> None:
    letter = {
        "id", "kind", "to", "due_at", "about", "channel", "ts", "others", "expires_at", "version",
    }  # fmt: skip
    assert {one.name for one in fields(Letter)} == letter
    sending = {"workspace", "priority", "state", "owner", "lease_until", "attempts", "error"}
    columns = letter - {"to"} | sending | {"recipient", "made_at"}
    assert {column.name for column in tables.outbox.columns} == columns


def test_a_check_in_as_a_row_has_no_place_for_an_answer() -> None:
    assert {column.name for column in tables.check_ins.columns} == {
        "workspace", "id", "worker", "kind", "state", "due_at", "shift", "sent_at", "answered_at",
        "was_undisturbed", "was_touched", "channel", "ts", "planned_at",
    }  # fmt: skip


def test_the_answer_buttons_differ_by_their_place_alone() -> None:
    buttons = check_ins.answer_buttons(CHECK_IN, WORDS)
    assert [button["action_id"] for button in buttons] == [
        f"check_in.answer.{place}" for place in range(1, 6)
    ]
    assert {button["value"] for button in buttons} == {CHECK_IN}


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("feeling", [None, *Feeling])
def test_no_button_of_the_minute_names_an_answer(step: Step, feeling: Feeling | None) -> None:
    """Its private metadata does, and may: a modal is no message, and Slack gives it to us alone."""
    practice = LIBRARY.practices("en")[0]
    room = Room(WORDS, LIBRARY.country("GB"), date(2026, 11, 21))
    for outcome in (None, *Outcome):
        minute = Minute(
            step, CHECK_IN, feeling, practice=practice.id, outcome=outcome, situation="S03"
        )
        told = list(ids_in(minutes.modal(minute, practice, room)["blocks"]))
        assert not [one for one in told if any(answer in one.lower() for answer in ANSWERS)]


# What a debugger, a traceback or a careless log line would print.

VISITOR = payloads.Visitor("U1", "T1", None)
VIEW = payloads.OpenView("V1", "modal", "minute", {"feeling": "heavy"}, {"x": {"y": "heavy"}})
POINT = DecisionPoint(
    Feeling.HEAVY, "S03", settings=frozenset({PersonalSetting.NO_BREATH}), seen=("LAND-01",)
)
SHELF = Shelf(LIBRARY.practices("en"), LIBRARY.last_resort, date(2026, 11, 21))
SAID = [
    Answer(Feeling.HEAVY, Outcome.LIGHTER, datetime(2026, 11, 21, 2, 20, tzinfo=UTC)),
    Minute(
        Step.PRACTICE,
        CHECK_IN,
        Feeling.HEAVY,
        situation="S03",
        practice="LAND-01",
        reasons=("because.heavy",),
        says=("person_first",),
        outcome=Outcome.LIGHTER,
        judged=Judgement.HELPS,
        notice="minute.judged.helps",
    ),
    choices_at(POINT, SHELF, LIBRARY.decision_table()),
    decide(POINT, SHELF, LIBRARY.decision_table(), LoadedDice()),
    Meeting("U1", CHECK_IN, "tap:U1:1:b:check_in.answer.3", "D1", "1.1", Feeling.HEAVY),
    Shown("LAND-01", date(2026, 11, 21)),
    Memory((Shown("LAND-01", date(2026, 11, 21)),)),
    Preferences(("LAND-01",), ("LAND-01",), frozenset({PersonalSetting.NO_BREATH})),
    replace(POINT, helps=frozenset({"LAND-01"})),
    payloads.Tap(VISITOR, "check_in.answer.3", "heavy", "tap:check_in.answer.3", view=VIEW),
    payloads.Submission(VISITOR, VIEW, "form:V1:1"),
    payloads.Command(VISITOR, f"done heavy {MARKER}", "trigger", "command:trigger"),
    payloads.Happened("reaction_added", VISITOR, {"reaction": "rain_cloud"}, "event:Ev1"),
    Fill(minutes.skeleton(Room(WORDS, LIBRARY.country("GB"), date(2026, 11, 21)))),
    Whisper(notes.said(WORDS, f"heavy {MARKER}")),
]
HIDDEN = (
    "heavy", "lighter", "LAND-0", "S03", "no_breath", "danger", "helps", "answer.3", "rain_cloud",
    "blocks",
)  # fmt: skip


@pytest.mark.parametrize("thing", SAID, ids=lambda thing: type(thing).__name__)
def test_no_repr_shows_what_was_said(thing: object) -> None:
    shown = repr(thing)
    hidden = [*HIDDEN, MARKER]
    assert not [word for word in hidden if word in shown]


# The log.


def test_a_line_of_our_own_holds_allowed_facts_only() -> None:
    with logbook() as log:
        logs.note("letter", kind="card", answer=MARKER, worker="U0ANA00001", text=MARKER)
    assert "card" in log.getvalue()
    assert MARKER not in log.getvalue()
    assert "U0ANA00001" not in log.getvalue()


@pytest.mark.parametrize("name", ["slack_sdk", "slack_bolt.AsyncApp", "sqlalchemy.engine", "any"])
def test_a_library_that_logs_what_was_said_logs_nothing_of_it(name: str) -> None:
    """At any level, in its text, its arguments and the exception that quotes it."""
    with logbook() as log:
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
            logging.getLogger(name).log(level, "sent %s", MARKER, exc_info=_fault())
    assert "ValueError" in log.getvalue()
    assert MARKER not in log.getvalue()


def test_a_task_that_nobody_waits_for_fails_without_a_word() -> None:
    async def fails() -> None:
        raise _fault()

    async def forgets() -> None:
        task = asyncio.create_task(fails())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    with logbook() as log:
        asyncio.run(forgets())
    assert "ValueError" in log.getvalue()
    assert MARKER not in log.getvalue()


def test_an_error_of_our_own_is_a_class_and_a_place() -> None:
    with logbook() as log:
        logs.note("handler.failed", error=_fault())
    assert "ValueError" in log.getvalue()
    assert MARKER not in log.getvalue()


def _fault() -> ValueError:
    """An exception that quotes what was said, with the traceback of a real one."""
    try:
        int(MARKER)
    except ValueError as fault:
        fault.add_note(MARKER)
        return fault
    raise AssertionError
