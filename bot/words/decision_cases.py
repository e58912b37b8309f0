"""Cases to try the decision rules on: what is known at a decision point, written down by a person."""

import tomllib
from datetime import time, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain.decision_points import DecisionPoint, PersonalSetting, ShiftKind
from bot.domain.practices import Feeling, Length
from bot.domain.situations import SITUATIONS

EXAMPLES = "decision_cases.example.toml"


class BadCases(ValueError):
    """A file that is no list of cases, said so that its author can mend it."""


def _known(situation: str) -> str:
    if situation not in SITUATIONS:
        raise ValueError("must be one of S01 to S30")
    return situation


class Case(BaseModel):
    """One moment; what is left out is not known."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(default="This case", min_length=1, max_length=200)
    answer: Feeling | None = None
    situation: Annotated[str, AfterValidator(_known)] | None = None
    minutes: Length | None = None
    shift: frozenset[ShiftKind] = frozenset()
    shift_hours: float | None = Field(default=None, ge=0)
    hard_contacts: int | None = Field(default=None, ge=0)
    hours_since_shift: float | None = Field(default=None, ge=0, le=24 * 365)
    clock: time | None = None
    settings: frozenset[PersonalSetting] = frozenset()
    heavy_answers: int = Field(default=0, ge=0)
    seen: tuple[str, ...] = ()
    helps: frozenset[str] = frozenset()
    not_again: frozenset[str] = frozenset()
    open_now: str | None = None

    @property
    def point(self) -> DecisionPoint:
        hours = self.hours_since_shift
        return DecisionPoint(
            feeling=self.answer,
            situation=self.situation,
            length=self.minutes,
            shift=self.shift,
            shift_hours=self.shift_hours,
            hard_contacts=self.hard_contacts,
            since_shift=None if hours is None else timedelta(hours=hours),
            clock=self.clock,
            settings=self.settings,
            heavy_answers=self.heavy_answers,
            seen=self.seen,
            helps=self.helps,
            not_again=self.not_again,
            open_now=self.open_now,
        )


class _Cases(BaseModel):
    model_config = ConfigDict(extra="forbid")

    cases: tuple[Case, ...] = Field(min_length=1)


def examples() -> tuple[Case, ...]:
    """Give the cases that come with the rules."""
    return read_cases(files("prompts").joinpath(EXAMPLES))


def read_cases(file: Traversable) -> tuple[Case, ...]:
    """Read one case, or several as [[cases]]; BadCases for anything else."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return _Cases.model_validate(told if "cases" in told else {"cases": [told]}).cases
    except OSError as error:
        raise BadCases(f"{file.name}: {error.strerror or 'cannot be read'}.") from error
    except ValidationError as faults:
        raise BadCases("\n".join(f"{file.name}: {one}" for one in _in_words(faults))) from faults
    except ValueError as error:
        raise BadCases(f"{file.name}: {error}.") from error


def _in_words(faults: ValidationError) -> list[str]:
    """Which case, counted from one, which key, and what is wrong with it."""
    told = []
    for fault in faults.errors(include_input=False, include_url=False):
        _, *where = fault["loc"]
        what = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            what = "there is no such key"
        if where:
            told.append(f"case {int(where[0]) + 1}, {'.'.join(map(str, where[1:]))}: {what}.")
    return told or ["Write one case, or several as [[cases]]."]
