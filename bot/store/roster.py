"""The roster as rows: people go by marks of their names, and the names themselves only until matched."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.domain.roles import Role
from bot.domain.roster import Line, Member, Taken, Unmatched, same_name
from bot.store import tables
from bot.store.columns import among, insert

ROWS, NAMES = tables.roster, tables.roster_names
OTHERS = ("manager", "supervisor", "supporter")
TOLD = ("team", "site", "languages", "experience_years", "role", *OTHERS)


@dataclass(frozen=True)
class Name:
    """The words as written until they are matched, then the person and no words."""

    given: str | None
    person: str | None


MATCHED = Name(None, None)


@dataclass
class Everything:
    """The whole list in memory, by marks: it is read once, changed, and what differs is written."""

    names: dict[str, Name]
    rows: dict[str, dict[str, Any]]
    lines_of: dict[str, str] = field(default_factory=dict)  # the mark of each person's line

    def __post_init__(self) -> None:
        self.lines_of = {one: mark for mark in self.rows if (one := self.person(mark))}

    def person(self, mark: str | None) -> str | None:
        name = None if mark is None else self.names.get(mark)
        return None if name is None else name.person

    def written(self, mark: str | None) -> str | None:
        """The Slack id, or the words as long as nobody is matched."""
        name = None if mark is None else self.names.get(mark)
        return None if name is None else name.person or name.given

    def row_of(self, person: str) -> str | None:
        mark = self.lines_of.get(person)
        return mark if mark in self.rows else None

    def let_go_of_unused_names(self) -> None:
        """A name stays as long as a line goes by it, or by another name of the same person."""
        used = set(self.rows) | {row[one] for row in self.rows.values() for one in OTHERS}
        people = {self.person(mark) for mark in used} - {None}
        self.names = {
            mark: name for mark, name in self.names.items() if mark in used or name.person in people
        }


class Roster:
    """The people of one workspace; `marks` gives the mark of a name to write, then those still good."""

    def __init__(
        self, connection: sa.Connection, workspace: str, marks: Callable[[str], list[str]]
    ) -> None:
        self._connection = connection
        self._workspace = workspace
        self._marks = marks

    def members(self) -> list[Member]:
        """Everybody on it, in no order that says anything."""
        found = self._everything()
        return [_member(found, mark) for mark in sorted(found.rows)]

    def lines(self) -> list[Line]:
        """The same as it can be written out and read in again: Slack ids, else the words as written."""
        found = self._everything()
        lines = [_line(found, mark) for mark in found.rows]
        return sorted(lines, key=lambda line: same_name(line.names[0]))

    def member(self, person: str) -> Member | None:
        """What the roster says of this person; None when it does not name them."""
        theirs = sa.select(NAMES.c.mark).where(self._of(NAMES), NAMES.c.person == person)
        found = self._everything(ROWS.c.mark.in_(theirs))
        return next((_member(found, mark) for mark in found.rows), None)

    def unmatched(self) -> list[Unmatched]:
        """Names that mean nobody in Slack yet, also of managers and others who have no line."""
        found = self._everything().names.items()
        open_ones = [Unmatched(mark, name.given) for mark, name in found if name.given]
        return sorted(open_ones, key=lambda one: (same_name(one.name), one.mark))

    def known(self, names: Iterable[str]) -> dict[str, str]:
        """Whom those of these names mean that are matched."""
        found = self._everything()
        people = {name: found.person(self._mark(found, name)) for name in names}
        return {name: person for name, person in people.items() if person}

    def put(
        self,
        lines: Sequence[Line],
        people: Mapping[str, str],
        now: datetime,
        *,
        only_these: bool = False,
    ) -> Taken:
        """Take these lines in; `people` says whom names mean, as far as it is known."""
        found = self._everything()
        before = {mark: dict(row) for mark, row in found.rows.items()}
        here = {self._put_line(found, line, people, now) for line in lines}
        if only_these:
            found.rows = {mark: row for mark, row in found.rows.items() if mark in here}
        self._save(found)
        stayed = here & set(before)
        changed = sum(before[mark] != found.rows[mark] for mark in stayed)
        gone = len(set(before) - set(found.rows))
        return Taken(len(here) - len(stayed), changed, len(stayed) - changed, gone)

    def match(self, people: Mapping[str, str]) -> int:
        """From here on each name, told by its mark, means this person; how many waited for somebody."""
        found = self._everything()
        waiting = [mark for mark in people if found.names.get(mark, MATCHED).given is not None]
        for mark in waiting:
            _match(found, mark, people[mark])
        self._save(found)
        return len(waiting)

    def forget(self, person: str) -> None:
        """Nobody is called by this person's names any more, in their own line or in another's."""
        found = self._everything()
        theirs = {mark for mark, name in found.names.items() if name.person == person}
        if not theirs:
            return
        found.rows = {
            mark: {**row, **{one: None for one in OTHERS if row[one] in theirs}}
            for mark, row in found.rows.items()
            if mark not in theirs
        }
        found.names = {mark: name for mark, name in found.names.items() if mark not in theirs}
        self._save(found)

    def _put_line(
        self, found: Everything, line: Line, people: Mapping[str, str], now: datetime
    ) -> str:
        """The mark of the line's row; nothing in it changes when it says what is known already."""
        person = next((people[name] for name in line.names if name in people), None)
        marks = [self._mark(found, name) for name in line.names]
        by_mark = next((mark for mark in marks if mark in found.rows), None)
        mark = (found.row_of(person) if person else None) or by_mark or marks[0]
        for own, name in zip(marks, line.names, strict=True):
            if person or own == mark:
                _note(found, own, name, person)
        if by_mark and by_mark != mark:
            del found.rows[by_mark]
        told: dict[str, Any] = {one: getattr(line, one) for one in TOLD}
        for one in OTHERS:
            told[one] = self._note_other(found, told[one], people)
        told |= {"languages": list(line.languages), "role": line.role and line.role.value}
        row = found.rows.get(mark)
        if row is None or any(row[one] != told[one] for one in TOLD):
            found.rows[mark] = {**told, "changed_at": now}
        if person:
            found.lines_of[person] = mark
        return mark

    def _note_other(
        self, found: Everything, name: str | None, people: Mapping[str, str]
    ) -> str | None:
        if name is None:
            return None
        mark = self._mark(found, name)
        _note(found, mark, name, people.get(name))
        return mark

    def _mark(self, found: Everything, name: str) -> str:
        """The mark that is there, of whichever master key; else the one to write."""
        marks = self._marks(same_name(name))
        return next((mark for mark in marks if mark in found.names), marks[0])

    def _everything(self, *which: sa.ColumnElement[bool]) -> Everything:
        """All lines, or only some, with the names that occur in them."""
        rows = self._connection.execute(sa.select(ROWS).where(self._of(ROWS), *which)).all()
        columns = ("mark", *OTHERS)
        theirs = {getattr(row, one) for row in rows for one in columns} - {None}
        only = [among(NAMES.c.mark, theirs)] if which else []
        names = self._connection.execute(sa.select(NAMES).where(self._of(NAMES), *only))
        return Everything(
            {row.mark: Name(row.given, row.person) for row in names},
            {row.mark: {one: getattr(row, one) for one in (*TOLD, "changed_at")} for row in rows},
        )

    def _save(self, wanted: Everything) -> None:
        wanted.let_go_of_unused_names()
        there = self._everything()
        self._write(
            NAMES,
            {m: n.__dict__ for m, n in there.names.items()},
            {m: n.__dict__ for m, n in wanted.names.items()},
        )
        self._write(ROWS, there.rows, wanted.rows)

    def _write(
        self,
        table: sa.Table,
        there: Mapping[str, Mapping[str, Any]],
        wanted: Mapping[str, Mapping[str, Any]],
    ) -> None:
        gone = set(there) - set(wanted)
        if gone:
            this = sa.and_(self._of(table), among(table.c.mark, gone))
            self._connection.execute(sa.delete(table).where(this))
        differing = [
            {"workspace": self._workspace, "mark": mark, **row}
            for mark, row in wanted.items()
            if there.get(mark) != row
        ]
        if differing:
            put = insert(self._connection, table)
            told = {name: put.excluded[name] for name in differing[0]}
            keys = ["workspace", "mark"]
            put = put.on_conflict_do_update(index_elements=keys, set_=told)
            self._connection.execute(put, differing)

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.workspace == self._workspace


def _note(found: Everything, mark: str, name: str, person: str | None) -> None:
    known = found.names.get(mark, Name(name, None))
    found.names[mark] = replace(known, given=None, person=person) if person else known


def _match(found: Everything, mark: str, person: str) -> None:
    """Two lines of one person become one, the one that was changed last."""
    found.names[mark] = Name(None, person)
    if mark not in found.rows:
        return
    other = found.row_of(person)
    if other and other != mark:
        older, mark = sorted((other, mark), key=lambda one: found.rows[one]["changed_at"])
        del found.rows[older]
    found.lines_of[person] = mark


def _line(found: Everything, mark: str) -> Line:
    row = found.rows[mark]
    return Line(
        names=(found.written(mark) or mark,),
        team=row["team"],
        site=row["site"],
        languages=tuple(row["languages"]),
        experience_years=row["experience_years"],
        role=row["role"] and Role(row["role"]),
        **{one: found.written(row[one]) for one in OTHERS},
    )


def _member(found: Everything, mark: str) -> Member:
    row, name = found.rows[mark], found.names[mark]
    return Member(
        person=name.person,
        name=name.given or "",
        team=row["team"],
        site=row["site"],
        manager=found.person(row["manager"]),
        supervisor=found.person(row["supervisor"]),
        languages=tuple(row["languages"]),
        experience_years=row["experience_years"],
        role=row["role"] and Role(row["role"]),
        supporter=found.person(row["supporter"]),
    )
