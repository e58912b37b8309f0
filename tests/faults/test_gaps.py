"""Hours without Slack, hours without events, nights in which the clocks change while the bot is down."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.people import Moment
from bot.domain.practices import Feeling
from bot.domain.shifts import SignalKind
from bot.store.unit_of_work import Store
from bot.use_cases import usual_shifts
from tests.domain.makers import FIVE_ZONES
from tests.domain.test_people import CHANGES
from tests.faults.faulty_slack import FaultySlack, No
from tests.faults.mail import Mail
from tests.faults.wave import fill
from tests.store.stores import empty
from tests.use_cases.desk import Desk
from tests.use_cases.test_usual_shifts import usual

AWAY = {"conversations.open": No("service_unavailable", 503)}
TWENTY = timedelta(minutes=20)


@pytest.fixture
def mail(one_store: Store) -> Iterator[Mail]:
    with FaultySlack() as slack:
        yield Mail(Desk(empty(one_store)), slack)


def test_after_hours_without_slack_the_late_ones_expire_and_the_others_come_at_our_pace(
    mail: Mail,
) -> None:
    desk = mail.desk
    mail.slack.noes = dict(AWAY)
    fill(desk.place.store, 50, desk.now, prefix="EARLY")
    mail.passes(seconds=3 * 3600, step=1800)
    fill(desk.place.store, 50, desk.now, prefix="LATE")
    mail.passes(seconds=1200, step=600)
    mail.slack.noes.clear()
    desk.clock.move(seconds=130)
    desk.wall.move(seconds=130)
    mail.goes()
    assert mail.states() == {"expired": 50, "sent": 20, "due": 30}
    mail.passes(seconds=2)
    assert mail.states() == {"expired": 50, "sent": 36, "due": 14}
    mail.passes(seconds=60, step=20)
    assert mail.states() == {"expired": 50, "sent": 50}
    assert {about[:4] for about in mail.slack.accepted} == {"LATE"}
    assert set(mail.slack.accepted.values()) == {1}


def test_seventeen_hours_without_an_event_keep_nobodys_shift_from_ending(mail: Mail) -> None:
    """Slack once paused its events so long and never brought them; the rota and the clock go on."""
    desk = mail.desk
    for worker in ("UUSUAL", "UROTA"):
        desk.joins(worker)
    usual_shifts.add(usual(worker="UUSUAL"), desk.place)  # to 04:00; it is two at night
    old = desk.sends_check_in("UROTA")
    for _ in range(17):
        desk.passes(hours=1)
    desk.hears(SignalKind.ENDED, "UROTA")
    desk.passes(minutes=20)
    assert desk.arrived("UUSUAL")[0] == "check_in"
    assert desk.arrived("UROTA") == ["check_in", "card", "check_in"]
    open_one = desk.open_one("UROTA")
    desk.taps(old, Feeling.HEAVY)  # the card of yesterday's shift
    desk.delivers()
    assert desk.open_one("UROTA") == open_one
    assert desk.check_in(old.id).answered_at is None
    assert desk.arrived("UROTA") == ["check_in", "card", "check_in", "card"]
    assert desk.slack.arrivals[-1].ts == old.ts  # drawn once more as what it is


@pytest.mark.parametrize("which", [0, 1], ids=["forward", "back"])
def test_a_bot_that_was_down_while_the_clocks_changed_in_five_zones_tells_each_end_once(
    mail: Mail, which: int
) -> None:
    """Two nights each, with an end that is skipped or comes twice; down an hour around it."""
    desk = mail.desk
    for zone in sorted(FIVE_ZONES, key=lambda zone: CHANGES[zone][which]):
        change, worker = CHANGES[zone][which], f"U{zone.replace('/', '')}"
        shown = wall_time(change, zone, timedelta(minutes=-1))
        end = (datetime.combine(change, shown) + timedelta(minutes=31)).time()
        go_to(desk, change - timedelta(hours=8))
        desk.joins(worker, zone=zone)
        usual_shifts.add(usual(id=worker, worker=worker, start=time(19), end=end), desk.place)
        for about in (change, change + timedelta(days=1)):
            go_to(desk, about - timedelta(minutes=30))
            desk.passes(minutes=1)
            desk.clock.move(minutes=60)  # nobody ticks
            desk.wall.move(minutes=60)
            for _ in range(4):
                desk.passes(minutes=30)
        told = [one for one in desk.check_ins(worker) if one.sent_at is not None]
        assert len(told) == 2, zone
        nights = {local_night(one.due_at or desk.now, zone) for one in told}
        assert len(nights) == 2, zone
        usual_shifts.remove(worker, worker, desk.place)
    assert desk.letters().keys() <= {"sent", "cancelled"}


def test_when_i_wake_is_a_clock_time_on_the_morning_of_a_change_too(mail: Mail) -> None:
    desk = mail.desk
    for zone in FIVE_ZONES:
        change, worker = CHANGES[zone][0], f"U{zone.replace('/', '')}"
        go_to(desk, change - timedelta(hours=2))
        desk.joins(worker, zone=zone, moment=Moment.WAKE, wake_at=time(11))
        desk.done(worker)
        (planned,) = desk.check_ins(worker)
        assert planned.due_at is not None
        assert planned.due_at.astimezone(ZoneInfo(zone)).time() == time(11)
        assert timedelta() < planned.due_at - desk.now < timedelta(hours=24)


def wall_time(moment: datetime, zone: str, shift: timedelta) -> time:
    return (moment + shift).astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)


def local_night(moment: datetime, zone: str) -> str:
    return (moment.astimezone(ZoneInfo(zone)) - timedelta(hours=12)).date().isoformat()


def go_to(desk: Desk, moment: datetime) -> None:
    """In one step: nothing is done on the way. The changes of a year come in their order."""
    ahead = (moment - desk.now).total_seconds()
    desk.clock.move(seconds=ahead)
    desk.wall.move(seconds=ahead)
