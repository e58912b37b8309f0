"""Builds everything from the settings; nothing else news things up."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import SecretStr

from bot.clock import Clock, Dice, SystemClock, SystemDice
from bot.courier.office import Office
from bot.courier.rounds import Courier
from bot.courier.slack import Identity, Slack
from bot.domain.directory import Country
from bot.domain.languages import Languages
from bot.settings import BadSettings, Settings
from bot.store import migrate
from bot.store.engines import database_url, writers_of
from bot.store.readers import Readers
from bot.store.sealing import parse_key
from bot.store.threads import Threads
from bot.store.unit_of_work import Store
from bot.use_cases import keys
from bot.use_cases.workplace import Workplace
from bot.views.room import Room
from bot.words import Library, load_library


@dataclass(frozen=True)
class Services:
    """All that the doors need, for one workspace and the life of one process."""

    settings: Settings
    identity: Identity
    place: Workplace
    readers: Readers
    slack: Slack
    courier: Courier
    threads: Threads
    wall: Clock

    @property
    def library(self) -> Library:
        return self.place.library

    def room(self, worker: str) -> Room:
        """The reader's words and country, from memory: this works with the database down."""
        reader = self.readers.of(worker)
        return Room(
            words=self.library.words(reader.language),
            country=self.country_of(worker),
            today=self.wall.now().date(),
        )

    def country_of(self, worker: str) -> Country:
        return self.library.country(self.readers.of(worker).country or "")


@dataclass(frozen=True)
class Foundations:
    """What stands before Slack has said who we are; `shows_unsigned` is for the demo alone."""

    settings: Settings
    store: Store
    library: Library
    clock: Clock
    wall: Clock
    dice: Dice
    slack: Slack
    threads: Threads
    shows_unsigned: bool = False

    def close(self) -> None:
        self.threads.close()
        self.store.close()


def lay_foundations(
    settings: Settings, clock: Clock | None = None, dice: Dice | None = None
) -> Foundations:
    """Bring the schema up to date and open the database; raises when it cannot be used."""
    migrate.upgrade(database_url(settings.database_url))
    base = open_foundations(settings, clock, dice)
    try:
        keys.check(base.store)
    except Exception:
        base.close()
        raise
    return base


def open_foundations(
    settings: Settings, clock: Clock | None = None, dice: Dice | None = None
) -> Foundations:
    """The same, with the database as it is: for who only wants to look."""
    library = load_library(settings.prompts_dir)
    _check_against_prompts(settings, library)
    url = database_url(settings.database_url)
    wall = SystemClock()
    return Foundations(
        settings=settings,
        store=Store(url, *master_keys(settings)),
        library=library,
        clock=clock or wall,
        wall=wall,
        dice=dice or SystemDice(),
        slack=Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url),
        threads=Threads(writers_of(url)),
    )


def _check_against_prompts(settings: Settings, library: Library) -> None:
    """What only the prompts can tell: BadSettings for a folder or a country that is not there."""
    faults = []
    if settings.prompts_dir is not None and not settings.prompts_dir.is_dir():
        faults.append("PROMPTS_DIR: there is no such folder.")
    known = [country.code for country in library.countries()]
    chosen = settings.organisation_country
    if chosen is not None and chosen.upper() not in known:
        faults.append(f"ORGANISATION_COUNTRY: there are lines for {', '.join(sorted(known))}.")
    there = library.locales()
    if set(settings.allowed_languages) - {*there}:
        faults.append(f"LANGUAGES: there are words in {', '.join(there)}.")
    if not languages_of(settings).allows(settings.organisation_language):
        faults.append("ORGANISATION_LANGUAGE: has to be among LANGUAGES.")
    if faults:
        raise BadSettings(faults)


def furnish(base: Foundations, identity: Identity) -> Services:
    """Everything else, for the workspace that the token belongs to."""
    workspace = identity.workspace
    place = workplace(base, workspace)
    languages = languages_of(base.settings)
    office = Office(
        workspace, base.store, base.library, base.clock, base.wall, base.dice, languages
    )
    country = base.settings.organisation_country
    readers = Readers(base.store, workspace, country, languages)
    return Services(
        settings=base.settings,
        identity=identity,
        place=place,
        readers=readers,
        slack=base.slack,
        courier=Courier(office, base.slack, base.threads),
        threads=base.threads,
        wall=base.wall,
    )


def workplace(base: Foundations, workspace: str) -> Workplace:
    """Where the use cases of one workspace work."""
    return Workplace(
        workspace=workspace,
        store=base.store,
        clock=base.clock,
        dice=base.dice,
        library=base.library,
        settling=timedelta(minutes=base.settings.settling_minutes),
        languages=languages_of(base.settings),
        shows_unsigned=base.shows_unsigned,
    )


def languages_of(settings: Settings) -> Languages:
    return Languages(settings.allowed_languages, settings.organisation_language)


def master_keys(settings: Settings) -> tuple[bytes, bytes | None]:
    """The key to the workers' keys, and the one before it while that is being replaced."""
    old = settings.aftershift_key_old
    return _bytes_of(settings.aftershift_key), None if old is None else _bytes_of(old)


def _bytes_of(key: SecretStr) -> bytes:
    return parse_key(key.get_secret_value())
