"""run, web and worker as real processes: who does what, beside whom, and how each one ends."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.bootstrap import open_foundations, workplace
from bot.sandbox import DEMO_WORLD, Sandbox
from bot.sandbox.seats import Seat, Town
from bot.sandbox.server import Running
from bot.use_cases import heartbeats
from bot.use_cases.coordination import name_coordinator
from bot.use_cases.workplace import Workplace
from handlers.cli import app
from tests.databases import fresh_database
from tests.handlers.crowd import Crowd, crowd, environment, looks, wait_for
from tests.makers import SIGNING_SECRET, settings
from tests.rules.logbooks import logbook
from tests.stories.steps import OPENING, openings

Says = Callable[..., tuple[int, str]]


class Evening:
    """A sandbox workspace, an empty PostgreSQL database, and the processes that a test starts."""

    def __init__(self, sandbox: Sandbox, running: Running, database_url: str, them: Crowd) -> None:
        self._sandbox = sandbox
        self.town = Town(running.url)
        self.slack_url = running.url
        self.database_url = database_url
        self.crowd = them

    def web(self, **more: str) -> int:
        """The port of a `web` to which Slack now delivers."""
        port = free_port()
        self.crowd.runs("web", port=port, **more)
        self._sandbox.events_url = f"http://127.0.0.1:{port}/slack/events"
        return port

    @contextmanager
    def office(self) -> Iterator[Workplace]:
        """The same database, looked at from beside the processes."""
        base = open_foundations(settings(Path(), self.slack_url, database_url=self.database_url))
        try:
            yield workplace(base, DEMO_WORLD.team_id)
        finally:
            base.close()


@pytest.fixture
def evening() -> Iterator[Evening]:
    sandbox = Sandbox(DEMO_WORLD, signing_secret=SIGNING_SECRET, events_url=None)
    with (
        sandbox.start() as running,
        fresh_database("postgresql", Path()) as address,
        crowd(address, running.url) as all_of_them,
    ):
        yield Evening(sandbox, running, address, all_of_them)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def ends_a_shift(evening: Evening) -> Seat:
    ana = evening.town.seat("Ana")
    ana.opens_home()
    ana.sees("off until you turn it on")
    ana.taps("Turn on")
    ana.sees("Check-ins are on")
    ana.taps("Before I leave")
    ana.sees("right at the end of each shift")
    ana.types("/decompress done")
    return ana


def test_one_web_and_two_workers_share_the_evening_and_nothing_comes_twice(
    evening: Evening,
) -> None:
    """PORT is the same for all of them, as in one `.env` on one machine: nobody is in the way."""
    port = evening.web()
    workers = [evening.crowd.runs("worker", port=port) for _ in range(2)]
    ana = ends_a_shift(evening)
    ana.waits_for(lambda _seen: openings(ana) == [OPENING], within=30)
    ana.taps("Heavy")
    ana.sees("Lighter")
    ana.waits_for(lambda _seen: "That is all." in ana.messages()[-1]["text"], within=30)
    assert len(evening.town.calls("chat.postMessage")) == 1
    assert all(worker.is_alive for worker in workers)
    assert all("worker.without_port" in worker.told() for worker in workers)


def test_web_sends_nothing_that_is_due(evening: Evening) -> None:
    port = evening.web()
    ana = ends_a_shift(evening)
    page = looks(port, "/metrics")
    assert page is not None
    assert 'aftershift_queue_letters{state="waiting"} 1.0' in page.text
    assert 'job="shifts"' not in page.text
    assert openings(ana) == []
    ready = looks(port, "/readyz")
    assert ready is not None
    assert ready.json() == {"slack": True, "database": True, "clock": True}


def test_a_worker_with_a_port_of_its_own_shows_its_health_and_no_other_door(
    evening: Evening,
) -> None:
    port = free_port()
    evening.crowd.runs("worker", port=port)
    wait_for(lambda: (answer := looks(port, "/readyz")) is not None and answer.status_code == 200)
    for path, status in (("/healthz", 200), ("/metrics", 200), ("/slack/events", 404)):
        answer = looks(port, path)
        assert answer is not None
        assert answer.status_code == status
    page = looks(port, "/metrics")
    assert page is not None
    assert 'aftershift_processes{role="worker"} 1.0' in page.text


def test_a_worker_without_a_port_listens_nowhere(evening: Evening) -> None:
    worker = evening.crowd.runs("worker")
    assert "worker.without_port" not in worker.told()
    assert looks(3000, "/healthz") is None  # where `web` would be without PORT


def test_a_worker_plugs_into_no_socket_though_the_token_is_there(evening: Evening) -> None:
    evening.crowd.runs("worker", slack_app_token=DEMO_WORLD.app_token)
    assert evening.town.calls("apps.connections.open") == []


@pytest.mark.parametrize(("role", "port"), [("worker", ""), ("worker", "0"), ("run", "0")])
def test_sigterm_lets_the_courier_end_what_it_has_begun(
    evening: Evening, role: str, port: str
) -> None:
    process = evening.crowd.runs(role, port=port)
    evening.town.fault("chat.postMessage", "hang", seconds=1, times=1)
    with evening.office() as place:
        wait_for(lambda: [beat.role for beat in heartbeats.listed(place)] == [role])
        name_coordinator(evening.town.seat("Chidi").id, place)
        wait_for(lambda: states(place) == {"sending": 1})
        process.is_told_to_stop()
        assert process.ends() == 0
        assert states(place) == {"sent": 1}
        assert heartbeats.listed(place) == []


def states(place: Workplace) -> dict[str, int]:
    """How many letters are in each state."""
    with place.look() as uow:
        return uow.outbox.counts()


def test_a_second_run_on_the_same_file_is_told_so(tmp_path: Path) -> None:
    with crowd(f"sqlite:///{tmp_path}/aftershift.db") as on_a_file:
        first = on_a_file.starts("run", port=0)
        wait_for(lambda: "slack.not_reached" in first.told())
        second = on_a_file.starts("run", port=0)
        assert second.ends() == 1
        assert "Another `aftershift run` is at work on" in second.told()
        first.is_told_to_stop()
        assert first.ends() == 0


# Kind refusals, in this process.


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Says]:
    """What a command answers, and with which exit code."""
    monkeypatch.chdir(tmp_path)

    def say(command: str, **more: object) -> tuple[int, str]:
        told = environment(f"sqlite:///{tmp_path}/aftershift.db", "http://127.0.0.1:1")
        told |= {key.upper(): str(value) for key, value in more.items()}
        answer = CliRunner().invoke(app, [command], env=told)
        return answer.exit_code, answer.output

    with logbook():
        yield say


@pytest.mark.parametrize("role", ["web", "worker"])
def test_several_processes_on_a_file_are_refused_kindly(says: Says, role: str) -> None:
    why = f"`aftershift {role}` needs PostgreSQL. On a SQLite file, use: aftershift run\n"
    assert says(role) == (1, why)


def test_a_port_that_is_taken_is_told_before_anything_is_begun(says: Says, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, told = says("run", port=taken.getsockname()[1])
    assert code == 1
    assert "cannot be listened on. See HOST and PORT." in told
    assert not (tmp_path / "aftershift.db").exists()


def test_a_database_that_is_not_there_is_told_without_its_password(says: Says) -> None:
    address = "postgresql://ana:secret-word@127.0.0.1:1/none"
    code, told = says("web", port=0, database_url=address)
    assert code == 1
    assert "cannot be opened" in told
    assert "secret-word" not in told


@pytest.mark.parametrize("spelling", ["postgresql://", "postgresql+psycopg://", "postgres://"])
def test_every_spelling_of_a_postgresql_address_is_taken(
    evening: Evening, says: Says, spelling: str
) -> None:
    """What hosting platforms hand out, and SQLAlchemy's own."""
    address = evening.database_url.replace("postgresql://", spelling)
    code, told = says("migrate", database_url=address)
    assert (code, told.startswith("The database is at")) == (0, True)
