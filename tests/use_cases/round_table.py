"""A circle of people on the list of buddies, one who coordinates, and rounds made at a desk."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain.audit import Act
from bot.domain.buddies import Buddy, PrivateLists, Topic
from bot.domain.letters import LetterKind
from bot.domain.people import Worker
from bot.domain.roles import Role
from bot.domain.rounds import RoundSettings
from bot.domain.sheets import Seen, Sheet
from bot.domain.supporters import Supporter
from bot.store.sealed import Sealed
from bot.use_cases import buddies, drafts, guide, pairs, rounds
from bot.use_cases.workplace import Workplace
from tests.use_cases.desk import Desk

CHIDI = "U0CHIDI"
INTRODUCTION, RESTS = LetterKind.INTRODUCTION.value, LetterKind.ROUND_RESTS.value
PLAIN = RoundSettings(different_team=False)


def join(worker: Worker, place: Workplace, **choices: Any) -> None:
    """On the list as one who gives and takes, with the guide read and somebody behind them."""
    now = place.now()
    buddy = Buddy(worker.id, gives=True, takes=True, since=now, languages=frozenset({"en"}))
    with place.begin() as uow:
        uow.people.save(uow.people.get(worker.id) or worker)
        uow.buddies.save(replace(buddy.read(guide.version(place.library), now), **choices))
        uow.supporters.name(Supporter(worker.id, None, now, now))
        Sealed(uow).keep(worker.id, PrivateLists())


class Circle:
    """Whoever joins gives and takes, has read the guide, and has a supporter."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.place = desk, desk.place
        with self.place.begin() as uow:
            uow.roles.name(CHIDI, Role.COORDINATOR, self.place.now(), is_active=True)

    def joins(self, *people: str, zone: str = "Europe/Lisbon", **choices: Any) -> None:
        for who in people:
            join(Worker(who, zone=zone), self.place, **choices)

    def leaves(self, who: str) -> None:
        with self.place.begin() as uow:
            uow.buddies.remove(who)
            pairs.look_again(uow, who, self.place)

    def would_rather_not(self, who: str, *others: str) -> None:
        with self.place.begin() as uow:
            Sealed(uow).keep(who, PrivateLists(not_with=frozenset(others)))
            pairs.look_again(uow, who, self.place)

    def names(self, who: str, *topics: Topic) -> None:
        """What they would rather not hear."""
        buddies.keep_lists(who, (), topics, (), self.place)

    def drafts(self, settings: RoundSettings = PLAIN, seen: Seen | None = None) -> Sheet:
        plan = drafts.plan(settings, seen, CHIDI, self.place)
        return rounds.keep(plan, CHIDI, Act.DRAFTED_ROUND, self.place)

    def edits(self, plan: Callable[..., Sheet], *who: str, seen: Seen) -> Sheet:
        worked_out = plan(*who, seen, CHIDI, self.place)
        return rounds.keep(worked_out, CHIDI, Act.EDITED_ROUND, self.place)

    def publishes(self, settings: RoundSettings = PLAIN, seen: Seen | None = None) -> Sheet:
        """A draft that is made for it, or one that is there."""
        return rounds.publish(seen or self.drafts(settings).seen, CHIDI, self.place)

    def morning_comes(self) -> None:
        """It is a little after ten in Lisbon."""
        now = self.desk.now
        hours = (10 - now.hour) % 24 + 0.1 - now.minute / 60
        self.desk.passes(hours=hours if hours > 0 else hours + 24)

    def told(self, who: str) -> list[str]:
        """The kinds of letters that reached this person."""
        return self.desk.arrived(who)

    def who_met(self) -> dict[str, tuple[str, ...]]:
        """Everybody who has been introduced, and to whom."""
        with self.place.look() as uow:
            table = uow.outbox._table
            rows = uow.connection.execute(table.select().where(table.c.kind == INTRODUCTION))
            return {row.recipient: tuple(row.others.split()) for row in rows if row.state == "sent"}

    def standing(self, who: str) -> tuple[str, ...]:
        with self.place.look() as uow:
            return pairs.standing_buddies(uow, who, self.place.now())


def partners(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    return {who: pair.others(who) for pair in sheet.pairs for who in pair.members}
