"""What the doctor finds in the database: its state, its keys, the processes on it, what did not arrive."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.bootstrap import Foundations, workplace
from bot.store import migrate
from bot.store.engines import is_sqlite
from bot.store.migrate import Schema
from bot.store.worker_keys import Standing
from bot.use_cases import checkup, names
from bot.use_cases.checkup import Checkup
from bot.use_cases.heartbeats import ALIVE_FOR
from bot.use_cases.keys import WRONG_KEY
from handlers.findings import Finding, Verdict, bad, good, look

MIB = 1024 * 1024
ENOUGH_SPACE = 100 * MIB
IN_STEP = 5.0  # seconds by which two clocks may differ
FAR_APART = 15.0  # half a lease: twice that, and every letter under way ends in doubt

SCHEMAS = {
    Schema.MISSING: look("database", "There is none yet. `aftershift run` makes it."),
    Schema.AWAY: bad(
        "database", "It does not answer. See DATABASE_URL, and whether it is running."
    ),
    Schema.OLD: bad("database", "Its schema is old. Run: aftershift migrate"),
    Schema.LATER: look(
        "database",
        "Its schema is of a later release. That is as it should be while that one is rolled out; "
        "otherwise install the later release.",
    ),
}
MESSAGES_TAB_OFF = "messages_tab_disabled"
MESSAGES_TAB = (
    "Slack does not tell an app about its own messages tab. Look once: App Home, in Slack's settings of the "
    "app, has it switched on and read-only, as manifest.json says."
)


def database(base: Foundations) -> Finding:
    standing = migrate.standing(base.store.url)
    if standing in SCHEMAS:
        return SCHEMAS[standing]
    if not base.store.answers():
        return bad("database", "It cannot be read. See DATABASE_URL.")
    return good("database", f"It answers, at schema {migrate.newest()}.")


def space(base: Foundations) -> Iterator[Finding]:
    """The room beside a SQLite file; PostgreSQL does not tell of its own."""
    if not is_sqlite(base.store.url):
        return
    folder = Path(str(base.store.url.database)).absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    told = f"{free // MIB} MiB are free."
    yield good("disk", told) if free > ENOUGH_SPACE else bad("disk", told)


def everything(base: Foundations, workspace: str) -> list[Finding]:
    """All that the tables tell; they are those of this release."""
    now = base.wall.now()
    found = checkup.look(workplace(base, workspace), now)
    return [
        good("size", f"The data take {found.size / MIB:.1f} MiB."),
        *_drift(found, now),
        _user(base, found),
        _keys(base, found),
        _processes(base, found, now),
        *_due(found),
        *_letters(found),
        _messages_tab(found),
        *_taps(found),
        *rota(base, workspace),
    ]


def clock(what: str, theirs: datetime, ours: datetime) -> Finding:
    """How far this machine's clock is from another one."""
    ahead = (ours - theirs).total_seconds()
    if abs(ahead) <= IN_STEP:
        return good(what, "It goes with ours.")
    side = "ahead of" if ahead > 0 else "behind"
    told = f"Ours is {abs(ahead):.0f} seconds {side} it. Let both be set by network time (NTP)."
    return Finding(what, Verdict.LOOK if abs(ahead) <= FAR_APART else Verdict.BAD, told)


def _drift(found: Checkup, now: datetime) -> Iterator[Finding]:
    if found.time is not None:
        yield clock("database clock", found.time, now)


def _user(base: Foundations, found: Checkup) -> Finding:
    if found.open_files:
        files = " and ".join(found.open_files)
        return look("access", f"Others on this machine may open {files}. Run chmod 600 on them.")
    if is_sqlite(base.store.url):
        return good("access", "The files are open to their owner only.")
    if found.powers:
        told = f"Our user of the database may more than it needs: {', '.join(found.powers)}."
        return look("access", f"{told} See docs/operations.md.")
    return good("access", "Our user of the database has no powers beyond it.")


def _keys(base: Foundations, found: Checkup) -> Finding:
    keys = found.keys
    if keys is None:
        return bad("keys", "There is no place for the workers' keys. See docs/backup.md.")
    if keys.standing is Standing.WRONG:
        return bad("keys", WRONG_KEY)
    if keys.lost:
        told = f"{keys.lost} of {keys.keys} keys cannot be opened. See docs/keys.md."
        return bad("keys", told)
    if base.settings.aftershift_key_old is not None:
        if keys.wrapped_with_old:
            told = f"{keys.wrapped_with_old} of {keys.keys} keys wait for: aftershift keys rotate"
            return look("keys", told)
        told = "No key needs AFTERSHIFT_KEY_OLD. When `aftershift keys rotate` has ended well, take it out."
        return look("keys", told)
    return good("keys", f"AFTERSHIFT_KEY opens all {keys.keys} keys.")


def _processes(base: Foundations, found: Checkup, now: datetime) -> Finding:
    alive = [beat.role for beat in found.processes if now - beat.beat_at < ALIVE_FOR]
    vanished = len(found.processes) - len(alive)
    told = ", ".join(f"{alive.count(role)} {role}" for role in sorted(set(alive)))
    if not alive:
        return look("processes", "None is running.")
    if not {"run", "worker"} & set(alive):
        return bad("processes", f"{told}. No worker is running, so nothing is sent.")
    if not is_sqlite(base.store.url) and not {"run", "web"} & set(alive):
        return bad("processes", f"{told}. No web is running, so nobody is answered.")
    if vanished:
        return look("processes", f"{told}. {vanished} vanished within the last day.")
    return good("processes", f"{told}.")


def _due(found: Checkup) -> Iterator[Finding]:
    late = {what: count for what, count in found.overdue.items() if count}
    if late:
        told = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in late.items())
        yield bad("overdue", f"Waits longer than it may: {told}. Is a worker running?")


def _letters(found: Checkup) -> Iterator[Finding]:
    for (state, error), count in found.in_doubt.items():
        yield look("letters", f"{count} {state} within the last 30 days: {error}.")


def _messages_tab(found: Checkup) -> Finding:
    if any(error == MESSAGES_TAB_OFF for _state, error in found.in_doubt):
        told = (
            f"Slack refused a message: {MESSAGES_TAB_OFF}. Switch it on, read-only, under App Home."
        )
        return bad("messages tab", told)
    return Finding("messages tab", Verdict.UNKNOWN, MESSAGES_TAB)


def _taps(found: Checkup) -> Iterator[Finding]:
    if found.untapped is not None:
        told = (
            f"None of the last {found.untapped} check-ins was tapped by anybody. Silence means nothing, "
            "but ask somebody whether the messages can be seen."
        )
        yield look("taps", told)


def rota(base: Foundations, workspace: str) -> Iterator[Finding]:
    for source, name, _heard in names.listed(base.store, workspace):
        yield look("rota", f"{source} names {name!r}, whom Slack does not know.")
