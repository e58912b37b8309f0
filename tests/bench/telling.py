"""The chapters of docs/benchmarks.md: what was done, in words, and what was found, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.measures import machine
from tests.bench.work import Row, Work

NAMES = {
    "bare": "a bare Bolt app",
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL",
    "ours": "due table",
    "apscheduler": "APScheduler, one date job each, default grace",
    "apscheduler_patient": "APScheduler, one date job each, no grace limit",
    "procrastinate": "Procrastinate, one job each",
}


@dataclass(frozen=True)
class Found:
    """What the chapters brought home."""

    answers: list[Row]
    waves: list[Row]
    workers: list[Row]
    idle: list[Row]
    engines: list[Row]
    kills: list[Row]
    relay: list[Row]


def on_answers(answers: Sequence[Row]) -> str:
    rows = [
        [
            how(row),
            NAMES[door],
            f"{row[door]['times']:,}",
            f"{row[door]['p50']:.1f}",
            f"{row[door]['p99']:.1f}",
            "" if door == "bare" else f"{row[door]['p50'] / row['bare']['p50']:.1f} x",
            "" if door == "bare" else f"{row[door]['saved']:,}",
            f"{row['load']:.1f}",
        ]
        for row in answers
        for door in ("bare", "sqlite", "postgresql")
    ]
    head = ("knocks", "door", "times", "p50 ms", "p99 ms", "p50 to bare", "saved", "load")
    return f"""## The acknowledgement

A signed `/decompress done` over HTTP to uvicorn. The bare app is a Bolt `AsyncApp` with
`process_before_response` behind Starlette, which checks the signature and acknowledges. Ours is the
whole house as `aftershift run` opens it, before a sandbox Slack; it checks the signature, marks the
command as heard, finds the shift, plans the check-in, commits, and answers with the time of the
check-in. Every knock is another worker's, so each has all of that to do; `saved` counts the
check-ins that were planned by these knocks. A knock that cannot begin to be saved within 0.75 s is
answered "could not save" instead. After the answer our house also publishes the worker's Home, which the
next knock has to share the processor with; client, servers and sandbox are processes of their own
on the same cores.

{table(head, rows)}"""


def on_waves(waves: Sequence[Row]) -> str:
    rows = [
        [
            f"{row['size']:,}",
            NAMES[row["kind"]],
            f"{row['delay'] * 1000:.0f} ms",
            f"{row['cpu']:.2f}",
            f"{row['server_cpu']:.2f}" if row["kind"] != "sqlite" else "",
            f"{row['p50']:.1f}",
            f"{row['p99']:.1f}",
            f"{row['per_second']:.0f}",
            f"{row['peak_mb']:.0f}",
            f"{row['load']:.1f}",
        ]
        for row in waves
    ]
    head = (
        "due", "database", "Slack takes", "CPU ms each", "server CPU ms each", "late p50 s",
        "late p99 s", "sent a second", "peak MB", "load",
    )  # fmt: skip
    return f"""## Due in the same minute

The real courier of one process: claim, render, send to a Slack within the process, settle; every
check-in ended as sent. Late is counted from the courier's wake-up to the beginning of the send.
The pace towards Slack (8 messages a second to one workspace) is switched off, since otherwise
nothing else could be seen. At most 50 messages are in flight, so 100 ms of Slack allow 500 a
second. CPU is that of our process; that of PostgreSQL's processes stands beside it, and the target
is for both together.

{table(head, rows)}"""


def on_workers(workers: Sequence[Row]) -> str:
    one = workers[0]["per_second"]
    rows = [
        [
            str(row["processes"]),
            f"{row['per_second']:.0f}",
            f"{row['per_second'] / one:.2f} x",
            f"{row['cpu']:.2f}",
            f"{row['server_cpu']:.2f}",
            f"{row['p99']:.1f}",
            f"{row['load']:.1f}",
        ]
        for row in workers
    ]
    head = (
        "workers", "sent a second", "to one worker", "CPU ms each", "server CPU ms each",
        "late p99 s", "load",
    )  # fmt: skip
    cores = machine()["cores"]
    spent = workers[-1]["per_second"] * whole(workers[-1]) / 1000
    return f"""## One, two and four workers

The same wave of {workers[0]["size"]:,} before a Slack of 100 ms, shared by worker processes on one
PostgreSQL and one workspace. With {workers[-1]["processes"]} workers the couriers and the database
together used {spent:.1f} of {cores} cores: where that is near {cores}, the machine and not the engine
sets the limit.

{table(head, rows)}"""


def on_idle(idle: Sequence[Row]) -> str:
    rows = [
        [
            "all that a worker does" if row["ticks"] else "the claim alone",
            NAMES[row["kind"]],
            f"{row['seconds']:.0f}",
            f"{row['cpu'] / row['seconds'] * 100:.2f} %",
            f"{row['server_cpu'] / row['seconds'] * 100:.2f} %" if row["kind"] != "sqlite" else "",
            f"{row['peak_mb']:.0f}",
        ]
        for row in idle
    ]
    head = ("what", "database", "seconds", "of a core", "server, of a core", "peak MB")
    return f"""## Nothing to do

{idle[0]["size"]:,} workers, each with a check-in that is due in a week, and a claim each second.
The ticks of a worker are those of every second (signals, usual shifts, expected ends) up to those
of every minute (the audit; every worker's language and country read anew); the hourly clean-up is
not among them.

{table(head, rows)}"""


def on_engines(found: Found, work: Work) -> str:
    ours = [row | {"name": "ours", "sent": row["size"], "lost": 0} for row in same_wave(found)]
    rows = [
        [
            NAMES[row["name"]],
            NAMES[row["kind"]],
            f"{row['sent']:,}",
            f"{row['lost']:,}",
            f"{whole(row):.2f}",
            f"{whole(row) / whole(_of_kind(ours, row['kind'])):.1f} x",
            _seconds(row["p50"]),
            _seconds(row["p99"]),
            f"{row['peak_mb']:.0f}",
            f"{row['load']:.1f}",
        ]
        for row in [*ours, *found.engines]
    ]
    head = (
        "engine", "database", "sent", "not sent", "CPU ms each", "to ours", "late p50 s",
        "late p99 s", "peak MB", "load",
    )  # fmt: skip
    return f"""## Beside other engines

{work.wave:,} check-ins, rendered in the same way and sent to the same Slack within the process,
which answers at once. CPU is of the client and of PostgreSQL together, for each that was due. Ours
does more: consent, lateness, quiet hours and the weekly number are looked at before each send, and
the check-in is written down as sent. APScheduler keeps its jobs in SQLite with the same settings
as our store; its grace is how late a job may begin (`misfire_grace_time`, by default a second).
Procrastinate has one worker with 50 at a time. Late is counted from the instant for which the jobs
were made, or from the start of the worker.

{table(head, rows)}"""


def on_kills(kills: Sequence[Row]) -> str:
    rows = [
        [
            NAMES[row["name"]],
            NAMES[row["kind"]],
            f"{row['missing']:,}",
            f"{row['doubtful']:,}",
            f"{_lost(row):,}",
            f"{row['twice']:,}",
            f"{row['seconds']:.0f}",
        ]
        for row in kills
    ]
    head = (
        "engine", "database", "never arrived", "known to be in doubt", "lost without a trace",
        "sent twice", "back after s",
    )  # fmt: skip
    return f"""## kill -9 in the middle

{kills[0]["size"]:,} due, a Slack of 100 ms that has a message half-way through, the process killed
when a fifth had arrived, and started again. In doubt is what was under way: our due table ends
those letters as `uncertain` (the same offer waits in Home, and nothing is sent blindly again);
Procrastinate leaves those jobs in `doing`, to be found by a task that its user writes. Some of what
is in doubt did arrive. Lost without a trace: neither arrived nor known to anybody any more. Ours is
back when every letter has its end, for which the lease of the dead (30 s) has to run out.

{table(head, rows)}"""


def _lost(row: Row) -> int:
    """Nothing, where every one still has its row; else what neither arrived nor has one."""
    return 0 if row["known"] == row["size"] else max(row["missing"] - row["known"], 0)


def _of_kind(rows: Sequence[Row], kind: str) -> Row:
    return next(row for row in rows if row["kind"] == kind)


def _seconds(number: float) -> str:
    return "" if number != number else f"{number:.1f}"  # noqa: PLR0124  nothing was sent, so there is none


def same_wave(found: Found) -> list[Row]:
    """Our own waves of the size that the others had, without delay."""
    size = found.engines[0]["size"]
    return [row for row in found.waves if row["size"] == size and not row["delay"]]


def whole(row: Row) -> float:
    return float(row["cpu"] + row["server_cpu"])


def how(row: Row) -> str:
    if row["pause"]:
        return f"1 at a time, {row['pause'] * 1000:.0f} ms between"
    return f"{row['at_once']} at a time"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
