"""Two releases side by side: what another one wrote ends as failed, and holds up nobody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.store import engines, migrate, tables
from bot.store.unit_of_work import Store
from tests.databases import fresh_database
from tests.faults.faulty_slack import FaultySlack
from tests.faults.wave import WORKSPACE, Wave, fill
from tests.handlers.crowd import crowd, wait_for
from tests.store.stores import MASTER

STRANGE: dict[str, dict[str, Any]] = {
    "U000000": {"kind": "from_tomorrow"},
    "U000001": {"version": 99},
    "U000002": {"kind": "", "version": 0},
}


def test_letters_of_another_release_end_as_failed_and_the_others_are_sent(
    tmp_path: Path,
) -> None:
    """Real processes on PostgreSQL; they stay alive, and end well when told to."""
    with fresh_database("postgresql", tmp_path) as address, FaultySlack() as slack:
        url = engines.database_url(address)
        migrate.upgrade(url)
        store = Store(url, MASTER)
        fill(store, 8, datetime.now(UTC) - timedelta(seconds=1))
        with store.begin(WORKSPACE) as uow:
            table = tables.outbox
            for recipient, strange in STRANGE.items():
                uow.connection.execute(
                    sa.update(table).where(table.c.recipient == recipient).values(**strange)
                )
        wave = Wave(store, tmp_path, 8)
        with crowd(address, slack.url) as them:
            started = [them.starts("worker") for _ in range(2)]
            wait_for(lambda: all(process.is_ready() for process in started))
            wait_for(lambda: wave.states() == {"failed": 3, "sent": 5})
            assert all(process.is_alive for process in started)
            for process in started:
                process.is_told_to_stop()
            assert [process.ends() for process in started] == [0, 0]
        assert set(slack.accepted.values()) == {1}
        assert len(slack.accepted) == 5
        store.close()
