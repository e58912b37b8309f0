"""What anybody but the worker could ever look at, kept step by step, with the ids masked."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from difflib import unified_diff
from typing import Any

import httpx
import sqlalchemy as sa

from bot.store import tables
from tests.stories.stage import PLAIN, Stage

# Ids and stamps differ from run to run. Each becomes its kind and its number by first appearance, so
# that it still tells which two things belong together, and nothing else.
STAMPS = {
    "hash": r"\b[0-9a-f]{64}\b",
    "id": r"\b[0-9a-f]{32}\b",
    "ts": r"\b\d{10}\.\d{6}\b",
    "view_hash": r"\b\d{10}\.[a-z0-9]{8}\b",
    "view": r"\bV[A-Z0-9]{10}\b",
    "block": r'(?<="block_id": ")[A-Z0-9]{10}(?=")',
}
STAMP = re.compile("|".join(f"(?P<{kind}>{shape})" for kind, shape in STAMPS.items()))

# Sealed columns are looked at from outside only: how many, how long, at what times.
SEALED = {"sealed", "wrapped"}
# The transport clock is the machine's own and never stands still.
OVERSLEPT = "apscheduler.scheduler"  # warns of a tick that a busy machine skipped
OF_THE_MACHINE = {"filled_at", "tokens", "timestamp", "ms", "began_at", "beat_at"}
TICKS = "aftershift_tick"  # how often a clock has ticked, and how long ago
EMOJI_EVENTS = ("reaction_added", "reaction_removed")


@dataclass(frozen=True)
class Step:
    """What one step of a journey left behind, aspect by aspect, each as masked lines."""

    name: str
    left: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Record:
    """One journey as everybody else sees it."""

    steps: tuple[Step, ...]

    @property
    def kept_by_slack(self) -> tuple[tuple[str, ...], ...]:
        """The pane "What Slack would have kept" as it stood after each step."""
        return tuple(step.left["kept"] for step in self.steps)


@dataclass
class Recorder:
    """Looks around after each step of a journey; everything new since the last look belongs to it."""

    scene: Stage
    log: io.StringIO
    raw: list[tuple[str, dict[str, list[Any]]]] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)

    def notes(self, name: str) -> None:
        self.scene.settles()
        town = self.scene.town
        lines = [json.loads(line) for line in self.log.getvalue().splitlines()]
        lines = [line for line in lines if line.get("name") != OVERSLEPT]
        left = {
            "kept": [_without_emoji(one) for one in self._new("kept", town.kept())],
            "calls": [_call(one) for one in self._new("calls", town.calls()) if _counts(one)],
            "answers": [_delivery(one) for one in self._new("answers", town.deliveries())],
            "logs": self._new("logs", lines),
            "rows": list(rows(self.scene)),
            "metrics": list(metrics(self.scene)),
        }
        self.raw.append((name, left))

    def looks_at_screens(self, others: Iterable[str]) -> None:
        """All that each of these people sees, and every Home that anybody was ever shown."""
        views = [self.scene.seat(name).seen() for name in others]
        seen = [{k: v for k, v in view.items() if k not in ("now", "version")} for view in views]
        left: dict[str, list[Any]] = {"kept": [], "seen": seen}
        for person in self.scene.town.ask("people")["people"]:
            homes = self.scene.town.home_kept(person["id"])
            left[f"homes of {person['name']}"] = [[n, home] for n, home in enumerate(homes)]
        self.raw.append(("at the end", left))

    def record(self) -> Record:
        mask = Mask()
        return Record(
            tuple(
                Step(name, {aspect: mask.lines(things) for aspect, things in left.items()})
                for name, left in self.raw
            )
        )

    def _new(self, aspect: str, everything: list[Any]) -> list[Any]:
        before, self._seen[aspect] = self._seen.get(aspect, 0), len(everything)
        return everything[before:]


class Mask:
    """Numbers ids by first appearance through a whole record."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def lines(self, things: Iterable[Any]) -> tuple[str, ...]:
        """One line a thing; what two tasks did at the same moment stands in one fixed order."""
        told = [json.dumps(_still(thing), sort_keys=True, ensure_ascii=False) for thing in things]
        told.sort(key=self._place)
        return tuple(STAMP.sub(self._number, line) for line in told)

    def _number(self, found: re.Match[str]) -> str:
        number = self._known.setdefault(found.group(), len(self._known))
        return f"{_kind(found)[:-1]} {number}>"

    def _place(self, line: str) -> tuple[str, list[int]]:
        """Of those that look the same, what was seen before stands first, whatever its id is."""
        unknown = len(self._known)
        stamps = STAMP.finditer(line)
        numbers = [self._known.get(found.group(), unknown) for found in stamps]
        return STAMP.sub(_kind, line), numbers


def differences(one: Record, other: Record) -> list[str]:
    """Every line in which two journeys differ, with the step and the aspect; empty when none do."""
    names = ([step.name for step in record.steps] for record in (one, other))
    told = _diff("steps", *names)
    for mine, theirs in zip(one.steps, other.steps, strict=False):
        for aspect in sorted({*mine.left, *theirs.left}):
            told += _diff(
                f"{mine.name} / {aspect}", mine.left.get(aspect, ()), theirs.left.get(aspect, ())
            )
    return told


def rows(scene: Stage) -> Iterator[dict[str, Any]]:
    """Every row of every table, keys too, but for what the machine's own clock writes.

    Of sealed columns the length alone is told.
    """
    with scene.services.place.look() as uow:
        for table in tables.metadata.sorted_tables:
            for row in uow.connection.execute(sa.select(table).order_by(*table.primary_key)):
                held = {key: _plain(key, value) for key, value in row._mapping.items()}
                yield _still({"table": table.name, **held})


def metrics(scene: Stage) -> Iterator[str]:
    """Everything that a monitor could read, but for what goes by the machine's own clock."""
    for line in httpx.get(f"{scene.url}/metrics", verify=PLAIN).text.splitlines():
        if not line.startswith(("#", TICKS)):
            yield line


def _diff(where: str, mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    lines = unified_diff(list(mine), list(theirs), lineterm="", n=0)
    return [f"{where}: {line}" for line in lines if not line.startswith(("---", "+++", "@@"))]


def _kind(found: re.Match[str]) -> str:
    return f"<{found.lastgroup}>"


def _still(thing: Any) -> Any:
    """Without what the machine's own clock writes."""
    if isinstance(thing, dict):
        return {k: _still(v) for k, v in thing.items() if k not in OF_THE_MACHINE}
    return [_still(one) for one in thing] if isinstance(thing, list) else thing


def _plain(column: str, value: Any) -> Any:
    if column in SEALED:
        return f"{len(value)} sealed bytes"
    return str(value) if isinstance(value, date | time) else value


def _without_emoji(entry: dict[str, Any]) -> dict[str, Any]:
    """Which emoji it was is the worker's own doing, and the small print says that it may stay."""
    return entry | {"name": "an emoji"} if entry["what"] in EMOJI_EVENTS else entry


def _counts(call: dict[str, Any]) -> bool:
    return not call["method"].startswith("views.")


def _call(call: dict[str, Any]) -> dict[str, Any]:
    return {key: call[key] for key in ("method", "args", "ok", "error")}


def _delivery(one: dict[str, Any]) -> dict[str, Any]:
    """How the bot answered Slack, and whether Slack had to come again."""
    return {key: one[key] for key in ("kind", "status", "response", "problem", "retry_num")}
