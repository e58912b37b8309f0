"""Who has which role, and whether it has begun."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from bot.domain.roles import Role
from bot.store import tables
from bot.store.columns import among, insert

TABLE = tables.roles


class Roles:
    """The roles of one workspace; one that is not active waits for a supporter."""

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._mine = TABLE.c.workspace == workspace

    def of(self, person: str) -> dict[Role, bool]:
        """Each role that the person was named for, and whether it is active."""
        rows = self._connection.execute(
            sa.select(TABLE.c.role, TABLE.c.is_active).where(self._of(person))
        )
        return {Role(row.role): row.is_active for row in rows}

    def is_active(self, person: str, role: Role) -> bool:
        return self.of(person).get(role, False)

    def everybody(self, role: Role) -> Sequence[tuple[str, bool]]:
        """(person, is active) of all who were named for it, those first who were named first."""
        rows = self._connection.execute(
            sa.select(TABLE.c.person, TABLE.c.is_active)
            .where(self._mine, TABLE.c.role == role.value)
            .order_by(TABLE.c.named_at, TABLE.c.person)
        )
        return [(row.person, row.is_active) for row in rows]

    def holders(self, people: Iterable[str]) -> list[str]:
        """Those of them who were named for anything."""
        rows = sa.select(TABLE.c.person).where(self._mine, among(TABLE.c.person, people))
        return sorted(set(self._connection.execute(rows).scalars()))

    def active(self, role: Role) -> list[str]:
        """All who have begun, those first who were named first."""
        return [person for person, is_active in self.everybody(role) if is_active]

    def name(self, person: str, role: Role, now: datetime, *, is_active: bool = False) -> bool:
        """False when the person was named for it before; then nothing changes."""
        row = {"workspace": self._workspace, "person": person, "role": role.value}
        done = self._connection.execute(
            insert(self._connection, TABLE)
            .values(**row, is_active=is_active, named_at=now)
            .on_conflict_do_nothing()
            .returning(TABLE.c.person)
        )
        return done.first() is not None

    def set_active(self, person: str, role: Role, *, is_active: bool) -> None:
        self._connection.execute(
            sa.update(TABLE)
            .where(self._of(person), TABLE.c.role == role.value)
            .values(is_active=is_active)
        )

    def take(self, person: str, role: Role) -> bool:
        """Take the role from them; False when they had none."""
        done = self._connection.execute(
            sa.delete(TABLE).where(self._of(person), TABLE.c.role == role.value)
        )
        return done.rowcount > 0

    def forget(self, person: str) -> None:
        """All roles of the person, also the one that a release before this one kept."""
        self._connection.execute(sa.delete(TABLE).where(self._of(person)))
        old = tables.coordinators
        self._connection.execute(
            sa.delete(old).where(old.c.workspace == self._workspace, old.c.person == person)
        )

    def _of(self, person: str) -> sa.ColumnElement[bool]:
        return sa.and_(self._mine, TABLE.c.person == person)
