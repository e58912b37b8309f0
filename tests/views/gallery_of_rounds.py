"""Everything about rounds that can be drawn: forms, a draft in every state, letters, and the empty hours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from bot.domain.coverage import EmptyHours
from bot.domain.letters import LetterKind, Particulars
from bot.domain.pairing.proposals import Why
from bot.domain.pairing.terms import Aim, Weights
from bot.domain.pairing.trials import Trial
from bot.domain.rounds import WEEKS, Again, Findings, Pair, Rest, Round, RoundSettings, RoundState
from bot.domain.sheets import Sheet
from bot.views import coverage, letters, pairs, round_forms, rounds
from bot.views.kit import Message, View
from bot.views.room import Room
from bot.words import Words
from tests.fakes import TWO_AT_NIGHT

ID = "0" * 31 + "2"
ANA, BEN, CHIDI = "U0ANA00001", "U0BEN00001", "U0CHIDI001"
REASONS = (
    "first_time", "met_before", "locked", "kept", "experience", "hours", "fits",
)  # fmt: skip
COSTS = {"different_team": 4, "common_hours": 1, "common_language": 2}
OTHER_WEIGHTS = Weights(1, 2, 3, 4, 5, 6)


def round_letters(words: Words) -> Iterator[tuple[str, Message]]:
    """With the days and numbers that the claim looks up."""
    told = (
        (LetterKind.INTRODUCTION, (BEN,), Particulars(until=date(2026, 12, 19))),
        (LetterKind.INTRODUCTION, (BEN, CHIDI), Particulars(until=date(2026, 12, 19))),
        (LetterKind.ROUND_NEWS, (), Particulars(pairs=38)),
        (LetterKind.ROUND_NEWS, (), Particulars(is_draft=True)),
        (LetterKind.ROUND_PROGRESS, (), Particulars(pairs=38, sent=31)),
        (LetterKind.ROUND_PROGRESS, (), Particulars(pairs=1, sent=1)),
    )
    for kind, others, particulars in told:
        message = letters.render(kind, ID, words, others, particulars)
        assert message is not None
        yield f"letter {kind} with {len(others)} and {particulars}", message


def round_modals(room: Room) -> Iterator[tuple[str, View]]:
    yield "a round is being worked out", rounds.skeleton(room)
    yield "no round", rounds.nothing(room.words.say("rounds.discarded"), room)
    yield "a question to two", pairs.choice(ID, room)
    yield "an answer of two", pairs.noted(room)
    yield from _forms(room)
    for name, sheet in sheets():
        yield (
            f"a round {name}",
            rounds.preview(sheet, room, notice=room.words.say("rounds.changed")),
        )
    yield "a second page", rounds.preview(dict(sheets())["of many"], room, page=1)
    yield "a page too far", rounds.preview(dict(sheets())["of many"], room, page=9)
    hours = (None, frozenset[int](), frozenset(range(168)), frozenset({0, 1, 2, 23, 24, 30, 167}))
    for empty in hours:
        shown = coverage.empty_hours(EmptyHours("Europe/Lisbon", empty), room)
        yield f"empty hours {empty and len(empty)}", shown


def _forms(room: Room) -> Iterator[tuple[str, View]]:
    seen = sheet_of().seen
    for aim, again, is_on in product(Aim, Again, (True, False)):
        chosen = RoundSettings(aim, WEEKS[-1], is_on, is_on, is_on, is_on, again)
        yield f"round settings {aim} {again} {is_on}", round_forms.settings(chosen, seen, room)
    yield "settings of a first round", round_forms.settings(RoundSettings(), None, room)
    for weights in (Weights(), OTHER_WEIGHTS):
        yield f"weights {weights.paired}", round_forms.weigh(weights, seen, room)
    for people in ((ANA,), (ANA, BEN), (ANA, BEN, CHIDI)):
        yield f"swap one of {len(people)}", round_forms.swap(people, seen, room)
        yield f"leave out one of {len(people)}", round_forms.leave_out(people, seen, room)
    yield "two people", round_forms.two_people(room)
    yield "a trial", round_forms.trial(Trial((), 3, 2, 1, 0.975, frozenset({ANA})), room)


def sheets() -> Iterator[tuple[str, Sheet]]:
    """Each state, each reason, each thing that can be said above the rows."""
    whole = sheet_of()
    yield "of one", whole
    yield "of nobody", replace(whole, pairs=(), rests=())
    findings = Findings(931, 1000, COSTS)
    weighed = RoundSettings(weights=OTHER_WEIGHTS)
    yield "with costs", _with_round(whole, findings=findings, settings=weighed)
    told = [replace(whole.pairs[0], id=f"{n:032x}", why=why) for n, why in enumerate(REASONS)]
    locked = replace(told[0], id="f" * 32, is_locked=True)
    three = replace(told[1], id="e" * 32, members=(ANA, BEN, CHIDI))
    rests = tuple(Rest(f"U0{n}", why) for n, why in enumerate(Why))
    yield "of every kind", replace(whole, pairs=(*told, locked, three), rests=rests)
    many = tuple(replace(whole.pairs[0], id=f"{n:032x}") for n in range(170))
    yield "of many", replace(whole, pairs=many)
    published = _with_round(
        replace(whole, rests=rests[:2]),
        state=RoundState.PUBLISHED,
        begins_at=TWO_AT_NIGHT + timedelta(hours=8),
    )
    yield "published", published
    yield "heard of", replace(published, now=TWO_AT_NIGHT + timedelta(hours=9))


def sheet_of() -> Sheet:
    made = Round(ID, 1, CHIDI, TWO_AT_NIGHT)
    pair = Pair(ID, (ANA, BEN), "first_time", round=ID)
    return Sheet(made, (pair,), (), TWO_AT_NIGHT)


def _with_round(sheet: Sheet, **more: object) -> Sheet:
    return replace(sheet, round=replace(sheet.round, **more))  # type: ignore[arg-type]  # any fields of a round
