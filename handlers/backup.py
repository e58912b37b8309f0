"""Putting a copy of the data back so that nothing stale is sent, and nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL  # noqa: TID251  only the type of an address

from bot.bootstrap import Foundations, open_foundations, workplace
from bot.settings import Settings
from bot.store import backup, migrate
from bot.store.engines import database_url
from bot.use_cases import keys, restoring
from bot.use_cases.restoring import Settled
from bot.use_cases.workplace import Workplace

Tell = Callable[[str], None]

AS_THEY_WERE = (
    "Who joined, changed something, paused or turned check-ins off after the backup was made is as they "
    "were then. Tell everybody, or turn everybody off (--everybody-off), so that each asks anew."
)
STRANGE_KEY = (
    "AFTERSHIFT_KEY is not the key that was in use when the backup was made. Put that one back. If it is "
    "lost for good, add --key-lost: the answers that are kept go then, and nothing else."
)
AT_WORK = "Processes are at work on this database. Stop them all, and try again a minute later."
NOBODY = "There is nobody in this database. Put the data back first; see docs/backup.md."


class CannotRestore(Exception):
    """Somebody has to do something first; the text says what."""


@dataclass(frozen=True)
class Wishes:
    """What the person at the terminal has decided."""

    key_is_lost: bool
    everybody_off: bool


def put_back(file: Path, settings: Settings, wishes: Wishes, tell: Tell) -> None:
    """A SQLite file: the database appears when it is set right, and not before."""
    url = database_url(settings.database_url)
    backup.examine(file)
    with backup.laid_aside(file, url) as passing:
        set_right(_at(passing, settings), wishes, tell)
        backup.put_in_place(passing, url)


def set_right(settings: Settings, wishes: Wishes, tell: Tell) -> None:
    """Bring a restored database to this release, and see to it that nothing is sent twice."""
    url = database_url(settings.database_url)
    migrate.upgrade(url)
    backup.make_keys(url)
    backup.learn_sizes(url)
    base = open_foundations(settings)
    try:
        _settle(base, wishes, tell)
    finally:
        base.close()


def insist_on_peace(settings: Settings) -> None:
    """Where there is no place for keys yet, nobody can be at work."""
    migrate.upgrade(database_url(settings.database_url))
    base = open_foundations(settings)
    try:
        if not base.store.has_keys():
            return
        now = base.wall.now()
        if any(restoring.somebody_is_at_work(place, now) for place in _places(base)):
            raise CannotRestore(AT_WORK)
    finally:
        base.close()


def _settle(base: Foundations, wishes: Wishes, tell: Tell) -> None:
    places = _places(base)
    if not places:
        raise CannotRestore(NOBODY)
    if not wishes.key_is_lost and not all(keys.fits(place) for place in places):
        raise CannotRestore(STRANGE_KEY)
    for place in places:
        settled = restoring.settle(place, key_is_lost=wishes.key_is_lost)
        for sentence in _sentences(settled):
            tell(f"{place.workspace}: {sentence}")
        if wishes.everybody_off:
            tell(f"{place.workspace}: check-ins of {restoring.turn_everybody_off(place)} are off.")
    if not wishes.everybody_off:
        tell(AS_THEY_WERE)


def _sentences(settled: Settled) -> list[str]:
    told = [
        f"{settled.people} people.",
        f"{settled.expired} messages were too late and are not sent.",
        f"{settled.in_doubt} messages may have been sent since the backup and are not sent again.",
    ]
    if settled.deleted_again:
        told.append(f"{settled.deleted_again} had deleted themselves since, and are deleted again.")
    if settled.without_answers:
        told.append(f"The keys of {settled.without_answers} are lost, and with them their answers.")
    return told


def _places(base: Foundations) -> list[Workplace]:
    return [workplace(base, one) for one in base.store.workspaces()]


def _at(url: URL, settings: Settings) -> Settings:
    address = url.render_as_string(hide_password=False)
    return settings.model_copy(update={"database_url": address})
