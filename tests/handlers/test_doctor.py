"""The doctor looks, says what to do, and touches nothing."""

import asyncio
import base64
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.bootstrap import lay_foundations, open_foundations, workplace
from bot.domain.check_ins import CheckInState
from bot.domain.letters import Letter, LetterKind
from bot.sandbox import DEMO_WORLD, Sandbox, World
from bot.settings import BadSettings, Settings
from bot.store import migrate, tables
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import heartbeats, membership
from bot.use_cases.checkup import THE_CROWD
from bot.use_cases.workplace import Workplace
from handlers import checkup
from handlers.desk import sign
from handlers.doctor import examine
from handlers.findings import Finding, Verdict
from tests.databases import KINDS, fresh_database
from tests.domain.makers import NOON, check_in, worker
from tests.fakes import HandClock
from tests.makers import SIGNING_SECRET, settings
from tests.words.makers import write, write_card

DAY = timedelta(days=1)
TEAM = DEMO_WORLD.team_id


@dataclass
class Practice:
    """A doctor, and a bot to be looked at on one of the two databases."""

    kind: str
    folder: Path
    address: str
    _open: ExitStack = field(default_factory=ExitStack)

    def settings(self, **more: Any) -> Settings:
        return settings(self.folder, **{"database_url": self.address, **more})

    def opens(self, **more: Any) -> None:
        """A first start."""
        lay_foundations(self.settings(**more)).close()
        for file in self.folder.glob("*.db*"):
            file.chmod(0o600)

    def place(self) -> Workplace:
        """A bot at work, until it is closed."""
        base = self._open.enter_context(closing(lay_foundations(self.settings())))
        return workplace(base, TEAM)

    def closes(self) -> None:
        self._open.close()

    def looks(
        self, world: World = DEMO_WORLD, *, ahead: timedelta = timedelta(), **more: Any
    ) -> list[Finding]:
        """With a clock of this machine that goes ahead of all others."""
        with Sandbox(world, signing_secret=SIGNING_SECRET, events_url=None).start() as running:
            return self._looks(f"{running.url}/api/", ahead, more)

    def looks_without_slack(self) -> list[Finding]:
        return self._looks("http://127.0.0.1:1/api/", timedelta(), {})

    def _looks(self, api: str, ahead: timedelta, more: dict[str, Any]) -> list[Finding]:
        base = open_foundations(self.settings(slack_api_url=api, **more))
        base = replace(base, wall=HandClock(base.wall.now() + ahead))
        try:
            return asyncio.run(examine(base))
        finally:
            base.close()


@pytest.fixture(params=KINDS)
def practice(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Practice]:
    with fresh_database(request.param, tmp_path) as address:
        practice = Practice(request.param, tmp_path, address)
        yield practice
        practice.closes()


@pytest.fixture
def on_a_file(tmp_path: Path) -> Practice:
    return Practice("sqlite", tmp_path, f"sqlite:///{tmp_path}/new/aftershift.db")


def told(findings: list[Finding], what: str) -> Finding:
    """The only finding of this name."""
    (finding,) = (one for one in findings if one.what == what)
    return finding


def test_where_nothing_is_yet_nothing_is_made(on_a_file: Practice) -> None:
    assert told(on_a_file.looks(), "database").verdict is Verdict.LOOK
    assert list(on_a_file.folder.iterdir()) == []


def test_all_is_well_in_the_demo(practice: Practice) -> None:
    practice.opens()
    place = practice.place()
    heartbeats.beat("p1", "run", place, place.clock.now())
    found = practice.looks()
    assert {one.what for one in found if one.verdict is not Verdict.GOOD} == {
        "lines",  # nobody has rung them
        "cards",  # nor signed the hard ones
        "messages tab",
        *(["access"] if practice.kind == "postgresql" else []),  # tests are a superuser there
    }
    assert ("disk" in {one.what for one in found}) == (practice.kind == "sqlite")


def test_an_empty_or_old_schema_is_told_and_left_alone(practice: Practice) -> None:
    practice.opens()
    base = open_foundations(practice.settings())
    migrate.downgrade(base.store.url, "base")
    base.close()
    assert "aftershift migrate" in told(practice.looks(), "database").told
    assert migrate.current(base.store.url) is None


def test_a_later_schema_is_no_fault_but_told(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        uow.connection.execute(sa.text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    found = told(practice.looks(), "database")
    assert found.verdict is Verdict.LOOK
    assert "later release" in found.told


def test_a_database_that_does_not_answer_is_told_without_its_address(tmp_path: Path) -> None:
    away = Practice("postgresql", tmp_path, "postgresql://ana:a-secret@127.0.0.1:1/after")
    found = away.looks()
    assert told(found, "database").verdict is Verdict.BAD
    assert "a-secret" not in str(found)


def test_without_slack_the_database_is_looked_at_all_the_same(practice: Practice) -> None:
    membership.turn_on("U1", "on", practice.place())
    found = practice.looks_without_slack()
    assert told(found, "slack").verdict is Verdict.BAD
    assert "cannot be reached" in told(found, "slack").told
    assert told(found, "keys").told == "AFTERSHIFT_KEY opens all 1 keys."


def test_a_missing_scope_is_named_with_the_way_to_mend_it(on_a_file: Practice) -> None:
    fewer = tuple(scope for scope in DEMO_WORLD.scopes if scope != "dnd:read")
    found = told(on_a_file.looks(replace(DEMO_WORLD, scopes=fewer)), "scopes")
    assert found.verdict is Verdict.BAD
    assert "dnd:read" in found.told
    assert "Reinstall" in found.told


def test_a_scope_that_nobody_needs_is_named_too(on_a_file: Practice) -> None:
    more = (*DEMO_WORLD.scopes, "im:history")
    found = told(on_a_file.looks(replace(DEMO_WORLD, scopes=more)), "scopes")
    assert found.verdict is Verdict.LOOK
    assert "im:history" in found.told


@pytest.mark.parametrize(
    ("minutes", "verdict"), [(0.2, Verdict.LOOK), (0.5, Verdict.BAD), (-60, Verdict.BAD)]
)
def test_a_clock_that_is_wrong_is_told_against_slack_and_the_database(
    practice: Practice, minutes: float, verdict: Verdict
) -> None:
    practice.opens()
    found = practice.looks(ahead=timedelta(minutes=minutes))
    clocks = [one for one in found if one.what.endswith("clock")]
    assert len(clocks) == (2 if practice.kind == "postgresql" else 1)
    assert {one.verdict for one in clocks} == {verdict}
    assert all("NTP" in one.told for one in clocks)


# As docs/operations.md has it.
ROWS = "SELECT, INSERT, UPDATE, DELETE"
FOR_WEB_AND_WORKER = (
    "CREATE ROLE aftershift LOGIN",
    "GRANT USAGE ON SCHEMA keys TO aftershift",
    f"GRANT {ROWS} ON ALL TABLES IN SCHEMA public, keys TO aftershift",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA public, keys GRANT {ROWS} ON TABLES TO aftershift",
)


def test_a_superuser_is_told_and_a_user_without_powers_is_enough(tmp_path: Path) -> None:
    with fresh_database("postgresql", tmp_path) as address:
        practice = Practice("postgresql", tmp_path, address)
        with practice.place().begin() as uow:
            for command in FOR_WEB_AND_WORKER:
                uow.connection.execute(sa.text(command))
        found = told(practice.looks(), "access")
        assert found.verdict is Verdict.LOOK
        assert "super" in found.told
        practice.address = "postgresql://aftershift@" + address.partition("@")[2]
        membership.turn_on("U1", "on", practice.place())
        assert told(practice.looks(), "access").verdict is Verdict.GOOD
        assert told(practice.looks(), "keys").verdict is Verdict.GOOD
        practice.closes()


def test_files_that_others_may_open_are_told(tmp_path: Path) -> None:
    practice = Practice("sqlite", tmp_path, f"sqlite:///{tmp_path}/aftershift.db")
    practice.opens()
    for file in tmp_path.iterdir():
        file.chmod(0o600)
    assert told(practice.looks(), "access").verdict is Verdict.GOOD
    (tmp_path / "keys.db").chmod(0o644)
    assert "keys.db" in told(practice.looks(), "access").told


def test_whether_the_key_fits_is_told(practice: Practice) -> None:
    membership.turn_on("U1", "on", practice.place())
    first, other = (base64.urlsafe_b64encode(letter * 32).decode() for letter in (b"k", b"x"))
    assert told(practice.looks(), "keys").verdict is Verdict.GOOD
    assert told(practice.looks(aftershift_key=other), "keys").verdict is Verdict.BAD
    both = told(practice.looks(aftershift_key=other, aftershift_key_old=first), "keys")
    assert both.told == "1 of 1 keys wait for: aftershift keys rotate"


def test_processes_are_counted_and_a_missing_kind_is_told(practice: Practice) -> None:
    place = practice.place()
    now = place.clock.now()
    assert told(practice.looks(), "processes").verdict is Verdict.LOOK
    heartbeats.beat("p1", "web", place, now)
    assert told(practice.looks(), "processes").verdict is Verdict.BAD
    heartbeats.beat("p2", "worker", place, now)
    heartbeats.beat("p3", "worker", place, now)
    assert told(practice.looks(), "processes").told == "1 web, 2 worker."
    heartbeats.beat("p4", "worker", place, now - timedelta(hours=1))
    assert "1 vanished" in told(practice.looks(), "processes").told


def test_letters_that_failed_are_counted_by_slacks_word_and_by_nobody(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        for number, error in enumerate(["cannot_dm_bot", "cannot_dm_bot", "messages_tab_disabled"]):
            uow.outbox.put(Letter(f"l{number}", LetterKind.CARD, "U0ANA00001", NOON), NOON)
            uow.connection.execute(
                sa.update(tables.outbox)
                .where(tables.outbox.c.id == f"l{number}")
                .values(state="failed", error=error)
            )
    found = practice.looks()
    letters = [one.told for one in found if one.what == "letters"]
    assert letters[0] == "2 failed within the last 30 days: cannot_dm_bot."
    assert told(found, "messages tab").verdict is Verdict.BAD
    assert "U0ANA00001" not in str(found)


def test_what_waits_longer_than_it_may_is_told(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        uow.outbox.put(Letter("l1", LetterKind.COORDINATOR, "U9", NOON), NOON)
    found = [one for one in practice.looks() if one.what == "overdue"]
    assert [one.verdict for one in found] == [Verdict.BAD]


def sent(uow: UnitOfWork, number: int, place: Workplace, **more: Any) -> None:
    person = f"U{number}"
    uow.people.save(worker(id=person))
    facts = {"state": CheckInState.LAPSED, "sent_at": place.now() - DAY, **more}
    offer = check_in(f"c{number}", worker=person, shift=f"s{number}", **facts)
    uow.check_ins.save(offer, place.now())


def test_that_nobody_of_a_whole_crowd_taps_is_a_hint_and_names_nobody(practice: Practice) -> None:
    place = practice.place()
    with place.begin() as uow:
        for number in range(THE_CROWD):
            sent(uow, number, place)
        sent(uow, 99, place, state=CheckInState.SENT, sent_at=place.now())
    found = told(practice.looks(), "taps")
    assert found.verdict is Verdict.LOOK
    assert found.told.startswith(f"None of the last {THE_CROWD} check-ins was tapped by anybody.")


@pytest.mark.parametrize("people", [THE_CROWD - 1, THE_CROWD])
def test_nothing_is_told_of_taps_below_the_crowd_or_when_anybody_taps(
    practice: Practice, people: int
) -> None:
    """So the report is the same whether one person, most or all of them taps."""
    place = practice.place()
    with place.begin() as uow:
        for number in range(people):
            sent(uow, number, place, was_touched=people == THE_CROWD and number == 0)
    assert [one for one in practice.looks() if one.what == "taps"] == []


def test_cards_that_wait_are_counted_until_somebody_signs_them(
    on_a_file: Practice, tmp_path: Path
) -> None:
    folder = tmp_path / "ours"
    write_card(folder, situations='["S04"]')
    before = told(on_a_file.looks(prompts_dir=folder), "cards")
    assert before.verdict is Verdict.LOOK
    sign(["LAND-77"], "Dr Ada Okafor", "en", folder, datetime.now(UTC).date())
    after = told(on_a_file.looks(prompts_dir=folder), "cards")
    assert int(before.told.split()[0]) == int(after.told.split()[0]) + 1


@pytest.mark.parametrize(("days", "more"), [(400, 0), (31, 0), (30, 1), (-1, 1)])
def test_reviews_that_are_due_are_counted_a_month_ahead(
    on_a_file: Practice, tmp_path: Path, days: int, more: int
) -> None:
    folder, due = tmp_path / "ours", datetime.now(UTC).date() + timedelta(days=days)
    write_card(folder, review_due=due.isoformat())
    ours = told(on_a_file.looks(), "cards").told
    theirs = told(on_a_file.looks(prompts_dir=folder), "cards").told
    before, after = (int(text.partition("before. ")[2].split()[0]) for text in (ours, theirs))
    assert after == before + more


def test_faults_of_the_organisations_own_words_are_counted(
    on_a_file: Practice, tmp_path: Path
) -> None:
    assert "own words" not in {one.what for one in on_a_file.looks()}
    folder = tmp_path / "ours"
    write_card(folder)
    assert told(on_a_file.looks(prompts_dir=folder), "own words").verdict is Verdict.GOOD
    write_card(folder, step="A secret of ours!")
    found = told(on_a_file.looks(prompts_dir=folder), "own words")
    assert found.verdict is Verdict.LOOK
    assert found.told.startswith("PROMPTS_DIR has faults: 1.")
    assert "secret" not in found.told


def test_every_line_that_nobody_has_rung_is_named(on_a_file: Practice) -> None:
    found = told(on_a_file.looks(), "lines")
    assert found.verdict is Verdict.LOOK
    base = open_foundations(on_a_file.settings())
    assert all(line.name in found.told for line in base.library.country("GB").lines)
    base.close()


def test_clocks_go_together_within_a_few_seconds() -> None:
    near, far = NOON + timedelta(seconds=4), NOON - timedelta(seconds=20)
    assert checkup.clock("a", NOON, near).verdict is Verdict.GOOD
    assert checkup.clock("a", NOON, far).told.startswith("Ours is 20 seconds behind it.")


@pytest.mark.parametrize(
    "wrong", [{"organisation_country": "UK"}, {"prompts_dir": Path("/no/such/folder")}]
)
def test_what_only_the_prompts_can_tell_is_told_at_once(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadSettings):
        open_foundations(settings(tmp_path, **wrong))


def test_a_draft_that_is_offered_is_named_until_somebody_has_signed_it(on_a_file: Practice) -> None:
    assert told(on_a_file.looks(), "languages").verdict is Verdict.GOOD
    folder = on_a_file.folder.parent / "signed-prompts"
    found = told(on_a_file.looks(languages="en, de, fr"), "languages")
    assert found.verdict is Verdict.LOOK
    assert found.told.startswith("Drafts that nobody here has signed: Deutsch, Français.")
    signed = 'name = "Deutsch"\nreviewed_on = 2027-01-31\nreviewed_by = "Ada Okafor"'
    write(folder, "de/language.toml", signed)
    assert (
        told(on_a_file.looks(languages="de", prompts_dir=folder), "languages").verdict
        is Verdict.GOOD
    )
