"""Rule 1 by non-interference: one journey per possible answer, the same dice and clock, one record.

A record holds everything posted, edited or deleted, every Home, everybody else's screen, the log,
every API call but those of views, how each delivery was answered, all rows of all tables (sealed
columns by their length), and every metric, with ids numbered by first appearance.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from bot import logs
from bot.domain.check_ins import Answer, CheckIn
from bot.domain.letters import Letter, LetterKind
from bot.domain.practices import Feeling
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import check_ins
from bot.use_cases.workplace import Workplace
from tests.rules.journeys import ANSWERS, EMOJI, OUTCOMES, UNKNOWN_EMOJI, Journey, play
from tests.rules.records import Record, differences
from tests.rules.theatre import Theatre, theatre


@pytest.fixture(scope="module")
def plays() -> Iterator[Theatre]:
    with theatre() as opened:
        yield opened


def assert_one_and_the_same(journeys: Sequence[Journey], plays: Theatre) -> None:
    first, *others = plays.plays(journeys)
    for journey, record in zip(journeys[1:], others, strict=True):
        found = differences(first, record)
        assert not found, f"{journeys[0]} and {journey} differ:\n" + "\n".join(found[:6])


@pytest.mark.parametrize(
    ("database", "look_in", "keep_days"),
    [
        ("sqlite", False, 0),
        ("postgresql", True, 30),
        pytest.param("sqlite", False, 30, marks=pytest.mark.deep),
        pytest.param("sqlite", True, 0, marks=pytest.mark.deep),
        pytest.param("sqlite", True, 30, marks=pytest.mark.deep),
        pytest.param("postgresql", False, 30, marks=pytest.mark.deep),
    ],
)
def test_no_button_leaves_a_trace_of_which_it_was(
    plays: Theatre, database: str, *, look_in: bool, keep_days: int
) -> None:
    alike = Journey("", look_in=look_in, keep_days=keep_days, database=database)
    assert_one_and_the_same([replace(alike, says=says) for says in ANSWERS], plays)


# Some answers bring a card at once and some a sentence first: a day later, the day on the memory must
# not show which it was. Within one day everything happens in the deep form too.
OVER_MIDNIGHT = pytest.mark.parametrize(
    "at_midnight", [True, pytest.param(False, marks=pytest.mark.deep)], ids=["midnight", "day"]
)


@OVER_MIDNIGHT
@pytest.mark.parametrize(
    ("database", "look_in", "keep_days"),
    [
        ("sqlite", True, 30),
        pytest.param("postgresql", True, 30, marks=pytest.mark.deep),
        pytest.param("sqlite", False, 0, marks=pytest.mark.deep),
    ],
)
def test_no_emoji_leaves_a_trace_beyond_itself(
    plays: Theatre, database: str, *, look_in: bool, keep_days: int, at_midnight: bool
) -> None:
    emoji = (*EMOJI, UNKNOWN_EMOJI)
    alike = Journey(
        "", by_emoji=True, look_in=look_in, keep_days=keep_days, at_midnight=at_midnight, database=database
    )  # fmt: skip
    assert_one_and_the_same([replace(alike, says=says) for says in emoji], plays)


@pytest.mark.parametrize(
    ("database", "says", "keep_days"),
    [
        pytest.param("sqlite", "Heavy", 0, marks=pytest.mark.deep),
        pytest.param("sqlite", "Heavy", 30, marks=pytest.mark.deep),
        pytest.param("sqlite", "Light", 30, marks=pytest.mark.deep),
        pytest.param("sqlite", "Very heavy", 0, marks=pytest.mark.deep),
        ("postgresql", "Heavy", 30),
    ],
)
def test_nobody_can_tell_lighter_from_heavier(
    plays: Theatre, database: str, says: str, keep_days: int
) -> None:
    alike = Journey(says, keep_days=keep_days, database=database)
    assert_one_and_the_same([replace(alike, outcome=outcome) for outcome in OUTCOMES], plays)


@OVER_MIDNIGHT
@pytest.mark.parametrize(
    "answers",
    [("Heavy", "Light", "Hard to say"), pytest.param(ANSWERS, marks=pytest.mark.deep)],
    ids=["some", "all"],
)
def test_a_changed_answer_is_no_more_visible_than_a_kept_one(
    plays: Theatre, kind: str, answers: Sequence[str], *, at_midnight: bool
) -> None:
    alike = Journey("Heavy", at_midnight=at_midnight, database=kind)
    assert_one_and_the_same([replace(alike, changes_to=answer) for answer in answers], plays)


SAID_OF_CARDS = [("S03", "Helps me"), ("S07", "Not again"), ("S26", "Not again")]


@pytest.mark.parametrize(
    ("database", "says"),
    [
        ("sqlite", "Heavy"),
        pytest.param("sqlite", "Light", marks=pytest.mark.deep),
        pytest.param("postgresql", "Very heavy", marks=pytest.mark.deep),
    ],
)
def test_what_it_was_about_and_what_is_said_of_a_card_leave_no_trace(
    plays: Theatre, database: str, says: str
) -> None:
    alike = Journey(says, at_midnight=True, database=database)
    journeys = [replace(alike, about=about, judges=judges) for about, judges in SAID_OF_CARDS]
    assert_one_and_the_same(journeys, plays)


def test_not_now_and_a_person_look_like_any_answer(plays: Theatre, kind: str) -> None:
    taps = ("Very heavy", "Not now", "Talk to a person")
    journeys = [Journey(says, through_card=True, database=kind) for says in taps]
    assert_one_and_the_same(journeys, plays)


# Played for the buttons already.
EACH = [Journey(says, look_in=True, database="postgresql") for says in ANSWERS]
HEAVY = EACH[ANSWERS.index("Heavy")]


def test_whoever_reads_what_slack_keeps_can_only_guess(plays: Theatre) -> None:
    records = plays.plays(EACH)
    assert best_guess(records) == 1 / len(ANSWERS)


def best_guess(records: Sequence[Record]) -> float:
    """How often the best of all readers is right, when each answer is as likely as the others.

    A reader sees the kept pane and names an answer. The same pane gets the same name, so a reader is
    right for at most one of the answers that lead to it: no reader beats panes divided by answers.
    """
    panes = {record.kept_by_slack for record in records}
    return len(panes) / len(records)


# The instrument itself: what it is there to find, it finds.

Change = Callable[[tuple[str, ...]], tuple[str, ...]]


def each_line(before: str, after: str) -> Change:
    def change(lines: tuple[str, ...]) -> tuple[str, ...]:
        assert any(before in line for line in lines), f"no {before!r} in {lines}"
        return tuple(line.replace(before, after) for line in lines)

    return change


def one_more(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (*lines, lines[-1])


LEAKS: dict[str, tuple[str, Change]] = {
    "an answer in a block id": ("kept", each_line('"block_id": "card"', '"block_id": "card.3"')),
    "an answer in an action id": ("kept", each_line('"minute.take"', '"minute.take.heavy"')),
    "another id as a value": ("kept", each_line('"value": "<id ', '"value": "<id 9')),
    "a word more": ("kept", each_line("That is all.", "That is all for today.")),
    "metadata": ("kept", each_line('"metadata": null', '"metadata": {"event_type": "x"}')),
    "one edit more": ("kept", one_more),
    "one call more": ("calls", one_more),
    "an answer in the log": ("logs", lambda lines: (*lines, '{"kind": "heavy"}')),
    "another answer to Slack": ("answers", each_line('"response": null', '"response": "ok"')),
    "one row more": ("rows", one_more),
    "a longer sealed answer": ("rows", each_line("284 sealed", "285 sealed")),
    "a row at another time": ("rows", each_line("02:20:00", "02:21:00")),
    "one letter more is counted": (
        "metrics",
        each_line(
            'end=\\"sent\\",kind=\\"question\\"} 1.0', 'end=\\"sent\\",kind=\\"question\\"} 2.0'
        ),
    ),
    "one metric more": ("metrics", one_more),
    "a longer memory": ("rows", each_line("4124 sealed", "4125 sealed")),
    "a memory of another day": (
        "rows",
        each_line('"touched_on": "2026-11-21"', '"touched_on": "2026-11-22"'),
    ),
    "what was said of a card, longer": ("rows", each_line("6172 sealed", "6173 sealed")),
    "an answer kept longer": ("rows", each_line("2026-12-21 02:20", "2027-02-19 02:20")),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found(plays: Theatre, leak: str) -> None:
    record = plays.plays([HEAVY])[0]
    aspect, change = LEAKS[leak]
    assert differences(record, leaking(record, aspect, change))


def test_a_reader_of_what_leaks_does_better_than_chance(plays: Theatre) -> None:
    records = plays.plays(EACH)
    aspect, change = LEAKS["one edit more"]
    assert best_guess([leaking(records[0], aspect, change), *records[1:]]) == 2 / len(ANSWERS)


def test_a_bot_that_leaks_is_found_out(plays: Theatre, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a doctored record but a doctored bot: it edits once more, and logs, after Heavy alone."""
    honest = check_ins._keep

    def leaky(uow: UnitOfWork, check_in: CheckIn, answer: Answer, place: Workplace) -> None:
        honest(uow, check_in, answer, place)
        if answer.feeling is Feeling.HEAVY:
            card = Letter(place.dice.token(), LetterKind.CARD, check_in.worker, place.now())
            uow.outbox.put(replace(card, channel=check_in.channel, ts=check_in.ts), place.now())
            logs.note("answer", kind="a difficult one")

    monkeypatch.setattr(check_ins, "_keep", leaky)
    light = EACH[ANSWERS.index("Light")]
    found = differences(plays.plays([light])[0], play(HEAVY))
    for aspect in ("kept", "calls", "logs", "rows"):
        assert any(line.startswith(f"it is answered / {aspect}") for line in found)


def leaking(record: Record, aspect: str, change: Change) -> Record:
    """The record of a bot that leaks in one aspect at the moment of the answer."""
    place = next(n for n, step in enumerate(record.steps) if step.name == "it is answered")
    step = record.steps[place]
    told = replace(step, left={**step.left, aspect: change(step.left[aspect])})
    return replace(record, steps=(*record.steps[:place], told, *record.steps[place + 1 :]))
