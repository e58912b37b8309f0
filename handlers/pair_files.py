"""A file of people and of rounds that were, for a dry run: its shape, and what is said when it is another."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, ValidationError
from pydantic_core import ErrorDetails

from bot.domain.pairing.peers import HOURS_OF_A_WEEK, PastRound, Peer, two

MOST_FAULTS = 10  # told at once
FURTHEST = 10**9  # rounds
MOST_NAMES = 200  # languages or topics of one person

SAID = {
    "extra_forbidden": "not a field that is known here; a rule could hide in it.",
    "missing": "is needed, and is not there.",
    "model_type": "should be an object in curly brackets.",
    "model_attributes_type": "should be an object in curly brackets.",
}

Id: TypeAlias = StrictStr | StrictInt
Names: TypeAlias = Annotated[frozenset[StrictStr], Field(max_length=MOST_NAMES)]
Hour: TypeAlias = Annotated[int, Field(ge=0, lt=HOURS_OF_A_WEEK)]
RoundNumber: TypeAlias = Annotated[int, Field(ge=-FURTHEST, le=FURTHEST)]


class BadPairFile(Exception):
    """What is wrong with the file, in sentences that name the place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Told(BaseModel):
    """A field that nobody knows is refused: it may have been meant as a rule."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class _Person(_Told):
    id: Id
    languages: Names
    hours: frozenset[Hour]
    team: Id | None = None
    manager: Id | None = None
    supervisor: Id | None = None
    experience_years: float = Field(default=0.0, ge=0, le=100, allow_inf_nan=False)
    topics: Names = frozenset()
    outside_team: bool = False
    not_with: frozenset[Id] = frozenset()
    unmatched_rounds: int = Field(default=0, ge=0, le=FURTHEST)
    trio: bool = False


class _Round(_Told):
    round: RoundNumber
    pairs: list[tuple[Id, Id]]


class _File(_Told):
    people: list[_Person]
    history: list[_Round] = []
    absent: list[list[Id]] = []


class PairFile:
    """People, rounds that were and who is away; ids come out as they went in, words or numbers."""

    def __init__(self, text: bytes) -> None:
        """Raises BadPairFile."""
        told = _read(text)
        self._ids = {_key(person.id): person.id for person in told.people}
        self.peers = [_peer(person) for person in told.people]
        self.past = [
            PastRound(one.round, tuple(two(_key(a), _key(b)) for a, b in one.pairs))
            for one in told.history
        ]
        self.absent = [frozenset(map(_key, away)) for away in told.absent]

    @property
    def next_number(self) -> int:
        """Of the round after all that were."""
        return max((one.number for one in self.past), default=0) + 1

    def ids(self, keys: Iterable[str]) -> list[Any]:
        """As the file calls them."""
        return [self._ids[key] for key in keys]


def _read(text: bytes) -> _File:
    """Windows saves a file with a mark before its first word, or in UTF-16."""
    try:
        told = _File.model_validate_json(text.decode(json.detect_encoding(text)))
    except UnicodeDecodeError:
        raise BadPairFile(["the file: not JSON (its letters cannot be read)."]) from None
    except ValidationError as bad:
        faults = bad.errors(include_url=False, include_input=False)
        raise BadPairFile(_in_words(faults)) from None
    if doubts := [*_twice(told), *_alone(told)]:
        raise BadPairFile(_some(doubts))
    return told


def _twice(told: _File) -> Iterator[str]:
    """Whose id stands twice: nobody could say who was meant."""
    first: dict[str, int] = {}
    for place, person in enumerate(told.people):
        before = first.setdefault(_key(person.id), place)
        if before != place:
            yield f"people[{place}].id: the same as that of people[{before}]; each id stands once."


def _alone(told: _File) -> Iterator[str]:
    for number, one in enumerate(told.history):
        for place, (a, b) in enumerate(one.pairs):
            if _key(a) == _key(b):
                yield f"history[{number}].pairs[{place}]: one person is no pair; two ids are."


def _peer(person: _Person) -> Peer:
    return Peer(
        id=_key(person.id),
        languages=person.languages,
        hours=person.hours,
        team=_key_or_none(person.team),
        manager=_key_or_none(person.manager),
        supervisor=_key_or_none(person.supervisor),
        experience_years=person.experience_years,
        topics=person.topics,
        outside_team=person.outside_team,
        not_with=frozenset(map(_key, person.not_with)),
        unmatched_rounds=person.unmatched_rounds,
        trio=person.trio,
    )


@cache
def _key(told: Id) -> str:
    """One kind of id inside; the number 7 and the word "7" stay two people."""
    return f"number {told}" if isinstance(told, int) else f"word {told}"


def _key_or_none(told: Id | None) -> str | None:
    return None if told is None else _key(told)


def _in_words(faults: list[ErrorDetails]) -> list[str]:
    told = {_place(fault["loc"]): _sentence(fault) for fault in reversed(faults)}
    return _some([f"{place}: {sentence}" for place, sentence in reversed(told.items())])


def _some(faults: list[str]) -> list[str]:
    more = len(faults) - MOST_FAULTS
    return [*faults[:MOST_FAULTS], *([f"... and {more} more."] if more > 0 else [])]


def _place(steps: tuple[int | str, ...]) -> str:
    """As one would write it: people[3].hours[0]."""
    place = ""
    for step in steps:
        if isinstance(step, int):
            place += f"[{step}]"
        elif step not in ("str", "int"):  # which of the two an id may be is no place
            place += f".{step}" if place else step
    return place or "the file"


def _sentence(fault: ErrorDetails) -> str:
    if fault["loc"][-1:] in (("str",), ("int",)):
        return "should be a word or a whole number."
    match fault["type"]:
        case "json_invalid":
            return f"not JSON ({fault['ctx']['error']})."
        case "too_long":
            more = " A trio is written as its three pairs." if "pairs" in fault["loc"] else ""
            return f"has more than {fault['ctx']['max_length']} of them.{more}"
    return SAID.get(fault["type"]) or f"{fault['msg'].lower().removesuffix('.')}."
