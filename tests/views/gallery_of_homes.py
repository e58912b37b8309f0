"""Home and the forms that open from it, for everybody whose own look different."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product

from bot.domain.decision_points import PersonalSetting
from bot.domain.homes import HomeFacts
from bot.domain.languages import Languages
from bot.domain.people import DailyWindow, Moment, PausedBy, Worker
from bot.domain.shifts import UsualShift
from bot.views import home, settings
from bot.views.kit import View
from bot.views.room import Room
from bot.words import Library

ANA = "U0ANA00001"
ALL_LANGUAGES = Languages(allowed=("de", "es", "fr", "el", "he"))

Drawn = Iterator[tuple[str, View]]


def forms(room: Room, library: Library, now: datetime) -> Drawn:
    for worker in setters():
        name = f"settings of {worker.moment} {worker.delay_minutes} {worker.country}"
        yield name, settings.settings(worker, room, library, ALL_LANGUAGES)
    for chosen in (None, "Europe/Lisbon", "UTC"):
        yield f"zone {chosen}", settings.zone(room, chosen)
    for suits in ([], list(PersonalSetting)):
        yield f"{len(suits)} things suit", settings.suits(suits, room)
    yield "pause", settings.pause(room, now.date())
    for known in ([], usual_series()[:1], usual_series(), usual_series() * 8):
        named = [replace(usual, id=f"{n:032x}") for n, usual in enumerate(known)]
        shown = settings.usual_shifts(named, room, now)
        yield f"{len(known)} usual shifts", shown


def setters() -> Iterator[Worker]:
    """Workers whose settings form preselects something else each."""
    ana = Worker(ANA, is_on=True, zone="Europe/Lisbon")
    yield ana
    for minutes_after in settings.DELAYS:
        yield replace(ana, moment=Moment.DELAY, delay_minutes=minutes_after)
    yield replace(ana, moment=Moment.WAKE, wake_at=time(13, 30), keep_days=90, may_ask_once=True)
    quiet = DailyWindow(time(22), time(7))
    yield replace(ana, quiet_hours=quiet, country="IE", language="en", keep_days=0, most_per_week=1)


def usual_series() -> list[UsualShift]:
    nights = UsualShift("1", ANA, frozenset(range(7)), time(22), time(6, 30), date(2026, 9, 1))
    until = replace(nights, id="2", last_day=date(2027, 9, 29))
    return [nights, until, replace(until, id="3", days=frozenset({2}), last_day=date(2026, 9, 30))]


def homes(room: Room, now: datetime) -> Drawn:
    for worker, notice in product(dwellers(now), (None, room.words.say("home.saved"))):
        yield _told_of(worker), home.home(_facts(worker, now), room, notice)
    ana = Worker(ANA, is_on=True, zone="Europe/Lisbon")
    soon = now + timedelta(minutes=20)
    for planned, look_in, quiet in product((None, now, soon), (None, soon), (False, True)):
        facts = HomeFacts(ana, now, timedelta(minutes=20), (), planned, look_in, quiet)
        yield f"Home with {planned} {look_in} {quiet}", home.home(facts, room)
    for settling in (0, 1, 120):
        facts = replace(_facts(ana, now), settling=timedelta(minutes=settling))
        yield f"Home settling {settling}", home.home(facts, room)


def dwellers(now: datetime) -> Iterator[Worker | None]:
    """Everybody whose Home looks different."""
    yield None
    yield Worker(ANA)
    zones = (
        (None, None),
        ("Europe/Lisbon", None),
        ("America/Argentina/ComodRivadavia", "Asia/Tokyo"),
    )
    moments = (
        (Moment.UNCHOSEN, None, None), (Moment.DELAY, 0, None), (Moment.DELAY, 45, None),
        (Moment.WAKE, None, None), (Moment.WAKE, None, time(13, 30)),
    )  # fmt: skip
    pauses = ((None, None), (PausedBy.WORKER, now + timedelta(days=9)), (PausedBy.SILENCE, None))
    for (zone, offered), (moment, delay, wake), (by, until) in product(zones, moments, pauses):
        yield Worker(
            ANA, is_on=True, zone=zone, offered_zone=offered, moment=moment,
            delay_minutes=delay, wake_at=wake, paused_by=by, paused_until=until,
        )  # fmt: skip


def _facts(worker: Worker | None, now: datetime) -> HomeFacts:
    return HomeFacts(worker, now, timedelta(minutes=20))


def _told_of(worker: Worker | None) -> str:
    if worker is None:
        return "Home of a stranger"
    return f"Home {worker.is_on} {worker.zone} {worker.moment} {worker.delay_minutes} {worker.paused_by}"
