"""People whose check-in is due, and the real courier's way from them to a Slack that fails as told."""

from collections import Counter
from collections.abc import Iterable

import sqlalchemy as sa

from bot.courier.rounds import Courier
from bot.courier.slack import Slack
from bot.domain.check_ins import CheckIn
from bot.store import tables
from bot.store.threads import Threads
from tests.courier.road import Road
from tests.faults.faulty_slack import FaultySlack
from tests.use_cases.desk import Desk


class Mail:
    """One workplace, its courier, and one Slack."""

    def __init__(self, desk: Desk, slack: FaultySlack) -> None:
        self.desk = desk
        self.slack = slack
        self._road = Road(desk, slack.url)

    def is_due_to(self, *workers: str) -> None:
        """Each of them is on, and the check-in after their shift is due now."""
        for worker in workers:
            self.desk.joins(worker)
            self.desk.done(worker)
        self.desk.clock.move(minutes=20)

    def goes(self) -> None:
        """The courier's rounds, until it finds nothing more that may leave."""
        self._road.goes_rounds()

    def passes(self, seconds: float, step: float = 1.0) -> None:
        """Time goes by on both clocks, and one courier goes its rounds all the while."""

        async def go(slack: Slack) -> None:
            threads = Threads(1)
            courier = Courier(self.desk.office, slack, threads)
            for _ in range(int(seconds / step)):
                self.desk.clock.move(seconds=step)
                self.desk.wall.move(seconds=step)
                while await courier.go_round():
                    pass
            threads.close()

        self._road.walks(go)

    def states(self) -> Counter[str]:
        return Counter(self.desk.letters())

    def state_of(self, worker: str) -> str:
        """Where the one question to this person is."""
        table = tables.outbox
        with self.desk.place.look() as uow:
            row = uow.connection.execute(
                sa.select(table.c.state).where(
                    table.c.workspace == uow.workspace,
                    table.c.recipient == worker,
                    table.c.kind == "check_in",
                )
            ).one()
        return str(row.state)

    def states_of(self, workers: Iterable[str]) -> dict[str, str]:
        wanted, table = set(workers), tables.outbox
        with self.desk.place.look() as uow:
            rows = uow.connection.execute(
                sa.select(table.c.recipient, table.c.state).where(
                    table.c.workspace == uow.workspace, table.c.kind == "check_in"
                )
            )
            return {row.recipient: row.state for row in rows if row.recipient in wanted}

    def check_in_of(self, worker: str) -> CheckIn:
        return self.desk.last_check_in(worker)
