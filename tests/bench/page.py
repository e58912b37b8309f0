"""Writes docs/benchmarks.md: ratios first, then what they are made of; every number is of this one run."""

from collections.abc import Sequence
from datetime import datetime

from tests.bench.measures import machine
from tests.bench.relay import on_relay
from tests.bench.telling import (
    NAMES,
    Found,
    how,
    on_answers,
    on_engines,
    on_idle,
    on_kills,
    on_waves,
    on_workers,
    same_wave,
    table,
    whole,
)
from tests.bench.work import Row, Work

ACK_RATIO, ACK_P99, CPU_EACH, DOUBLING = 5.0, 150.0, 0.5, 1.7  # design.md section 7
OPENING = """# Benchmarks

Made by `make bench`, which measures everything anew and writes this page: do not edit it. What is
compared was measured in the same run on the same machine, so read the ratios; the absolute numbers
are those of this machine on that day. Each wave was run once. A number beyond its target is shown
as it is; nothing here is a test that can fail."""


def page(found: Found, work: Work, began: datetime, ended: datetime) -> str:
    parts = [
        OPENING,
        _where(work, began, ended, found),
        _in_short(found),
        on_answers(found.answers),
        on_waves(found.waves),
        on_workers(found.workers),
        on_idle(found.idle),
        on_engines(found, work),
        on_kills(found.kills),
        on_relay(found.relay),
    ]
    return "\n\n".join(parts) + "\n"


def _where(work: Work, began: datetime, ended: datetime, found: Found) -> str:
    told = "; ".join(f"{name} {value}" for name, value in machine().items())
    loads = [row["load"] for chapter in vars(found).values() for row in chapter if "load" in row]
    minutes = (ended - began).total_seconds() / 60
    short = "" if work == Work() else " **A short run, to try the benchmark: not for comparing.**"
    return (
        f"{began:%d %B %Y, %H:%M} UTC, {minutes:.0f} minutes. {told}. "
        f"Load average {min(loads):.1f} to {max(loads):.1f} (the benchmark itself makes 1 to 4 of it; "
        f"what is beyond that was other work on the machine).{short}"
    )


def _in_short(found: Found) -> str:
    rows = [*_short_answers(found.answers), *_short_waves(found), *_short_engines(found)]
    told = table(("what", "measured", "target", "held"), rows)
    return f"## In short\n\n{told}"


def _short_answers(answers: Sequence[Row]) -> list[list[str]]:
    rows = []
    for kind in ("sqlite", "postgresql"):
        is_target = kind == "sqlite"
        for row in answers:
            if row["at_once"] == 1:
                ratio = row[kind]["p50"] / row["bare"]["p50"]
                held = _held(ratio <= ACK_RATIO)
                rows.append([
                    f"p50 of `/decompress done` to a bare Bolt app, {NAMES[kind]}, {how(row)}",
                    f"{ratio:.1f} x",
                    f"{ACK_RATIO:.0f} x" if is_target else "",
                    held if is_target else "",
                ])  # fmt: skip
            if row["at_once"] == 16:
                rows.append([
                    f"p99 of it at 16 at once, {NAMES[kind]}",
                    f"{row[kind]['p99']:.0f} ms",
                    f"{ACK_P99:.0f} ms" if is_target else "",
                    _held(row[kind]["p99"] < ACK_P99) if is_target else "",
                ])  # fmt: skip
    return rows


def _short_waves(found: Found) -> list[list[str]]:
    rows = [
        [
            f"CPU for each of {row['size']:,} due at once, {NAMES[row['kind']]}",
            f"{row['cpu']:.2f} ms" + _server(row),
            f"{CPU_EACH} ms",
            _held(whole(row) <= CPU_EACH),
        ]
        for row in found.waves
        if not row["delay"]
    ]
    for before, after in zip(found.workers, found.workers[1:], strict=False):
        ratio = after["per_second"] / before["per_second"]
        what = f"{before['processes']} to {after['processes']} workers, PostgreSQL"
        rows.append([what, f"{ratio:.2f} x", f"{DOUBLING} x", _held(ratio >= DOUBLING)])
    return rows


def _short_engines(found: Found) -> list[list[str]]:
    """How much more processor time the others take for each item than we do on the same database."""
    ours = {row["kind"]: row for row in same_wave(found)}
    rows = []
    for row in found.engines:
        ratio = whole(row) / whole(ours[row["kind"]])
        what = f"CPU to that of our due table on {NAMES[row['kind']]}: {NAMES[row['name']]}"
        rows.append([what, f"{ratio:.1f} x; {row['lost']:,} of {row['size']:,} not sent", "", ""])
    return rows


def _server(row: Row) -> str:
    return f" (+ {row['server_cpu']:.2f} ms server)" if row["kind"] != "sqlite" else ""


def _held(is_held: bool) -> str:  # noqa: FBT001  what is said is what was found
    return "yes" if is_held else "**no**"
