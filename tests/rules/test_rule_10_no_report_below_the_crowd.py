"""Rule 10: no report below the crowd; as yet there is none, and no table, route or line to make one of.

The doctor's one hint, that nobody of a whole crowd taps, is held to it in tests/handlers/test_doctor.py.
"""

import json

import httpx
import pytest
import typer.main

from bot.store import tables
from handlers import cli
from handlers.routing import DOORS
from tests.rules.logbooks import logbook
from tests.rules.sources import modules
from tests.stories.stage import PLAIN, Stage, stage
from tests.stories.steps import gets_a_check_in, turns_on

# Whoever adds a way to count or name people finds this file, and rule 10, in the way.
ROUTES = {"/slack/events", "/signals/{source}", "/healthz", "/readyz", "/metrics"}
COMMANDS = {
    "run", "web", "worker", "demo", "migrate", "key", "manifest", "doctor", "env",
    "coordinators add", "roles add", "roles remove",
    # The organisation's own list, as it gave it in, and whether its log stands; nothing of a worker's.
    "roster import", "roster export", "audit check",
    "backup", "restore", "rules explain", "keys rotate", "keys forget",
    "prompts check", "prompts new", "prompts preview", "prompts print", "prompts review-pack",
    "prompts sign", "i18n status", "i18n new", "pairs simulate",
}  # fmt: skip
TABLES = {
    "workers", "usual_shifts", "shifts", "shift_names", "waiting_signals", "check_ins", "outbox",
    "rate_buckets", "inbound", "unknown_names", "coordinators", "answers", "memories", "preferences",
    "keys.worker_keys", "master_keys", "heartbeats", "restores", "roster", "roster_names", "roles",
    "supporters", "audit_log", "audit_names", "audit_chain", "buddies", "private_lists",
    "buddy_requests", "buddy_offers", "hellos", "rounds", "pairs", "pair_members", "rests",
}  # fmt: skip
REPORTING = ("report", "statistic", "trend", "summary", "metric", "dashboard", "export", "team")


def test_no_route_counts_or_names_people(night: Stage) -> None:
    assert {getattr(route, "path", "") for route in night.house.web.routes} == ROUTES


@pytest.mark.parametrize("path", ["/reports", "/workers", "/admin", "/demo/clock"])
def test_what_is_no_route_is_not_there(night: Stage, path: str) -> None:
    assert httpx.get(f"{night.url}{path}", verify=PLAIN).status_code == 404


def test_readiness_tells_of_four_parts_and_no_person(night: Stage) -> None:
    turns_on(night)
    told = httpx.get(f"{night.url}/readyz", verify=PLAIN).json()
    assert told == {"slack": True, "database": True, "clock": True, "courier": True}


def test_no_command_lists_or_counts_people() -> None:
    group = typer.main.get_command(cli.app)
    found = set()
    for name, command in getattr(group, "commands", {}).items():
        inner = getattr(command, "commands", None)
        found |= {name} if inner is None else {f"{name} {one}" for one in inner}
    assert found == COMMANDS


def test_no_table_holds_counts_or_groups() -> None:
    assert set(tables.metadata.tables) == TABLES


def test_no_door_leads_to_a_report() -> None:
    doors = [*DOORS.taps, *DOORS.forms, *DOORS.commands, *DOORS.shortcuts]
    assert [door for door in doors if any(word in door for word in REPORTING)] == []


def test_answers_are_never_counted_or_grouped() -> None:
    for room in ("bot.store.vault", "bot.store.retention"):
        text = modules()[room].read_text(encoding="utf-8")
        assert "func." not in text
        assert "group_by" not in text


def test_no_log_line_names_or_places_anybody(kind: str) -> None:
    """A night of two workers, one with an emoji and one with a tap, and a rota that names a third."""
    with logbook() as log, stage(kind) as night:
        people = night.town.ask("people")["people"]
        ana, ben = turns_on(night), turns_on(night, "Ben")
        gets_a_check_in(night, ana)
        ana.reacts("thunder_cloud_and_rain")
        night.settles()
        gets_a_check_in(night, ben)
        ben.taps("Very heavy", where="message")
        night.signals("shift.ended", {"email": "daria@lantern.example"}, shift_id="s1")
        night.settles()
        night.passes(days=2)
    lines = log.getvalue()
    assert lines
    for person in people:
        for trace in (person["id"], person["app_dm"], person["name"], person["email"]):
            assert trace not in lines
    facts = {key for line in lines.splitlines() for key in json.loads(line)}
    assert facts <= {
        "event",
        "level",
        "timestamp",
        "kind",
        "state",
        "fault",
        "what",
        "where",
        "error",
        "count",
    }
