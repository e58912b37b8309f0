"""How much of everything is done, and what every chapter needs of the databases."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL

from bot.store import tables
from bot.store.unit_of_work import Store
from tests.bench.crowd import MASTER, WORKSPACE
from tests.databases import server

Row = dict[str, Any]


@dataclass(frozen=True)
class Work:
    """A little more than ten minutes on two cores."""

    knocks: int = (
        1_200  # at each door, so many at a time; a half and a quarter of them one at a time
    )
    wave: int = 10_000
    big_wave: int = 100_000
    future: int = 100_000
    idle_seconds: float = 60.0  # as long as the longest interval of a tick that counts
    killed_wave: int = 2_000

    def tenth(self) -> "Work":
        """To try the benchmark itself."""
        return Work(
            self.knocks // 10,
            self.wave // 10,
            self.big_wave // 10,
            self.future // 10,
            self.idle_seconds / 10,
            self.killed_wave // 2,
        )


def address(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def postmaster(kind: str) -> int | None:
    """The process of the database's server, whose work counts too."""
    return None if kind == "sqlite" else int(server().get_pid())


def letters_by_state(url: URL) -> dict[str, int]:
    store = Store(url, MASTER)
    with store.look(WORKSPACE) as uow:
        counts = uow.outbox.counts()
    store.close()
    return counts


def check_ins_planned(url: URL) -> int:
    store = Store(url, MASTER)
    with store.look("") as uow:
        count = sa.select(sa.func.count()).select_from(tables.check_ins)
        planned = int(uow.connection.execute(count).scalar_one())
    store.close()
    return planned
