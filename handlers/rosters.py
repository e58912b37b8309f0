"""The roster from the command line: a file taken in whole or not at all, and written out."""

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.bootstrap import Foundations, Services, furnish
from bot.courier.slack import Refused
from bot.domain.roster import Line
from bot.domain.roster_files import BadLines, harmless, read_roster
from bot.use_cases import roster, round_turns
from bot.views import roster as views
from bot.words import ENGLISH
from bot.words.tongues import code_of
from handlers.lookups import find

MOST_BYTES = 5 * 1024 * 1024
HEADINGS = (
    "Slack ID", "E-mail", "Name", "Team", "Site", "Line manager", "Supervisor", "Languages",
    "Experience", "Role", "Supporter",
)  # fmt: skip


class CannotRead(Exception):
    """The file is no list that could be taken in; the text says why."""


def text_of(file: Path) -> str:
    """The words of a file as spreadsheets save it: UTF-8, UTF-16 or the code page of Windows."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CannotRead(f"{file} is larger than any list of people.")
        raw = file.read_bytes()
    except OSError as fault:
        raise CannotRead(f"{file} cannot be read ({type(fault).__name__}).") from fault
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def lines_of(text: str, base: Foundations) -> list[Line]:
    """CannotRead with every fault and its line."""
    try:
        return read_roster(text, code_of)
    except BadLines as bad:
        words = base.library.words(ENGLISH)
        faults = views.faults(bad.faults, words, most=len(bad.faults))
        raise CannotRead(f"{faults}\nNothing was taken in.") from bad


async def take_in(base: Foundations, file: Path, *, only_these: bool) -> str:
    """One sentence, once everything is taken in; CannotRead when nothing was."""
    lines = await asyncio.to_thread(lambda: lines_of(text_of(file), base))
    await base.slack.open()
    try:
        services = furnish(base, await base.slack.who_am_i())
        people = await _people(lines, services)
        told = roster.take_in_file(lines, people, services.place, only_these=only_these)
        round_turns.mend_broken(round_turns.broken(services.place), services.place)
    except Refused as refusal:
        raise CannotRead(f"Slack says {refusal.fault.error}. Nothing was taken in.") from refusal
    finally:
        await base.slack.close()
    words = base.library.words(ENGLISH)
    return f"{views.taken(told.taken, words)} {_left(told.unmatched)}"


async def write_out(base: Foundations) -> str:
    """As CSV, in which nothing is a formula."""
    await base.slack.open()
    try:
        services = furnish(base, await base.slack.who_am_i())
        return as_csv(roster.export(services.place))
    except Refused as refusal:
        raise CannotRead(f"Slack says {refusal.fault.error}.") from refusal
    finally:
        await base.slack.close()


def as_csv(lines: Iterable[Line]) -> str:
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(HEADINGS)
    writer.writerows([harmless(cell) for cell in _cells(line)] for line in lines)
    return page.getvalue()


def _cells(line: Line) -> Sequence[str]:
    (name,) = line.names
    is_id = roster.may_be_asked(name) and "@" not in name
    ways = ("", name, "") if "@" in name else (name, "", "") if is_id else ("", "", name)
    years = "" if line.experience_years is None else f"{line.experience_years:g}"
    others = (line.team, line.site, line.manager, line.supervisor, ", ".join(line.languages))
    return [*ways, *(one or "" for one in others), years, line.role or "", line.supporter or ""]


async def _people(lines: Sequence[Line], services: Services) -> dict[str, str]:
    """Whom the names mean: those matched before, and those that Slack knows."""
    names = list(dict.fromkeys(name for line in lines for name in line.everybody()))
    known = roster.known(names, services.place)
    for name in names:
        if name not in known and roster.may_be_asked(name):
            person = await _patiently(name, services)
            if person is not None:
                known[name] = person
    return known


async def _patiently(name: str, services: Services) -> str | None:
    """Slack answers so many questions a minute; a file may have more."""
    while True:
        try:
            return await find(name, services.slack)
        except Refused as refusal:
            if refusal.fault.error != "ratelimited":
                raise
            await asyncio.sleep(refusal.fault.retry_after or 1)


def _left(unmatched: int) -> str:
    if not unmatched:
        return "All names are matched."
    return f"{unmatched} names wait to be matched: Home, Coordinate, Roster, Match names."
