"""A restored database sends nothing stale and nothing twice, and loses nothing that was still to come."""

import itertools
from datetime import date, datetime, time, timedelta

from bot.courier.claim import claim
from bot.domain.check_ins import CheckInKind, LookIn
from bot.domain.people import Moment
from bot.domain.shifts import SignalKind, UsualShift
from bot.store import backup, engines, migrate
from bot.store.unit_of_work import Store
from bot.use_cases import home, keys, look_ins, restoring, usual_shifts
from tests.fakes import HandClock
from tests.mortal import dies
from tests.store.drills import ANA, BEN, Bot, Drill
from tests.store.hands import OLD, place_on
from tests.winding import winds

HOUR = timedelta(hours=1)


def questions_afterwards(night: Drill, **later: float) -> int:
    """How often Ana was asked in all, after the restore and everything that follows from it."""
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            bot.passes(seconds=1)
            bot.passes(**later or {"minutes": 30})
    return night.slack.questions()


# Nothing twice


def test_what_was_sent_after_the_backup_is_not_sent_again(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        night.backs_up()
        bot.passes(minutes=20)
    assert night.slack.questions() == 1
    assert questions_afterwards(night) == 1


def test_what_was_being_sent_when_the_backup_was_made_is_not_sent_again(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        bot.clock.move(minutes=20)
        parcels = claim(bot.office)
        assert len(parcels) == 1
        night.backs_up()
    with night.put_back() as url:
        assert night.settles(url).in_doubt == 1
        with night.bot(url) as bot:
            bot.passes(minutes=5)
            assert bot.letters() == {"uncertain": 1}
    assert night.slack.questions() == 0


def test_the_same_offer_waits_in_home_instead(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        night.backs_up()
        bot.passes(minutes=20)
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            bot.passes(minutes=5)
            assert home.look(ANA, bot.place).offer_waits


def test_a_shift_that_ended_after_the_backup_is_not_asked_about_again(night: Drill) -> None:
    with night.bot() as bot:
        bot.hears(SignalKind.ENDED, ended_at=bot.clock.now() + HOUR, name="night-7")
        night.backs_up()
        bot.passes(hours=1)
        bot.passes(minutes=20)
    assert night.slack.questions() == 1
    assert questions_afterwards(night) == 1


def test_a_rota_that_tells_of_a_shift_again_after_the_restore_is_thanked_and_no_more(
    night: Drill,
) -> None:
    night.backs_up()
    with night.bot() as bot:
        end = bot.clock.now()
        bot.hears(SignalKind.ENDED, ended_at=end, name="night-7")
        bot.passes(minutes=20)
    assert night.slack.questions() == 1
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            bot.hears(SignalKind.ENDED, ended_at=end, name="night-7")
            bot.passes(minutes=30)
    assert night.slack.questions() == 1


def test_a_signal_that_was_just_coming_in_is_not_asked_about_twice(night: Drill) -> None:
    with night.bot() as bot:
        bot.hears(SignalKind.ENDED, take_in=False)
        night.backs_up()
        bot.passes(seconds=1)
        bot.passes(minutes=20)
    assert night.slack.questions() == 1
    assert questions_afterwards(night) == 1


def with_a_usual_shift(bot: Bot) -> None:
    """Every day until an hour from now."""
    end = (bot.clock.now() + HOUR).time()
    usual = UsualShift("u1", ANA, frozenset(range(7)), time(5), end, date(2026, 11, 1))
    usual_shifts.add(usual, bot.place)


def test_a_usual_shift_is_not_asked_about_twice(night: Drill) -> None:
    with night.bot() as bot:
        bot.joins(zone="UTC")
        with_a_usual_shift(bot)
        night.backs_up()
        bot.passes(hours=1)
        bot.passes(minutes=20)
    assert night.slack.questions() == 1
    assert questions_afterwards(night) == 1


def test_nobody_is_asked_twice_whether_check_ins_should_go_on(night: Drill) -> None:
    with night.bot() as bot:
        bot.joins(may_ask_once=True)
        night.clock.move(days=29)
        night.backs_up()
        bot.passes(days=2)
        bot.passes(hours=5)  # the question leaves at five in the afternoon
        assert bot.slack.arrived == [("ask_once", ANA)]
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            bot.passes(hours=1)
            bot.passes(hours=23)
    assert night.slack.arrived == [("ask_once", ANA)]


def test_an_edit_that_waits_is_done_since_doing_it_twice_is_the_same_as_once(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        bot.passes(minutes=20)
        night.clock.move(hours=4)
        winds(bot.place)
        night.backs_up()
    assert night.slack.arrived == [("check_in", ANA)]
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            bot.passes(seconds=1)
    assert night.slack.arrived == [("check_in", ANA), ("card", ANA)]


def test_an_edit_that_was_being_made_is_made_again_too(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        bot.passes(minutes=20)
        night.clock.move(hours=4)
        winds(bot.place)
        assert len(claim(bot.office)) == 1
        night.backs_up()
    with night.put_back() as url:
        assert night.settles(url).in_doubt == 0
        with night.bot(url) as bot:
            bot.passes(seconds=1)
    assert night.slack.arrived == [("check_in", ANA), ("card", ANA)]


# Nothing stale, and nothing lost that was still to come


def test_a_check_in_whose_time_is_over_expires(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        night.backs_up()
    night.clock.move(hours=3)
    with night.put_back() as url:
        assert night.settles(url).expired == 1
        with night.bot(url) as bot:
            bot.passes(hours=1)
            assert bot.letters() == {"expired": 1}
            with bot.place.look() as uow:
                assert uow.check_ins.open_of(ANA, CheckInKind.SHIFT_END) is None
    assert night.slack.arrived == []


def test_what_is_due_after_the_restore_comes_once(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        night.backs_up()
        bot.passes(minutes=5)
    assert questions_afterwards(night) == 1


def test_a_look_in_that_was_asked_for_comes_on_its_day(night: Drill) -> None:
    with night.bot() as bot:
        look_ins.ask(ANA, LookIn.THREE_DAYS, "wish", bot.place)
        night.backs_up()
        bot.passes(days=1)
    assert questions_afterwards(night, days=2) == 1


def test_a_shift_that_ended_before_the_restore_and_is_due_after_it_comes_once(
    night: Drill,
) -> None:
    with night.bot() as bot:
        bot.joins(zone="UTC", moment=Moment.WAKE, wake_at=time(22))
        with_a_usual_shift(bot)
        night.backs_up()
        bot.passes(hours=1)
    assert night.slack.questions() == 0
    assert questions_afterwards(night, hours=9) == 1


def test_a_shift_after_the_restore_is_asked_about_as_ever(night: Drill) -> None:
    night.backs_up()
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            bot.clock.move(minutes=1)
            bot.done()
            bot.passes(minutes=20)
    assert night.slack.questions() == 1


# Killed on the way


def settle_there(address: str, now: str) -> None:
    store = Store(engines.database_url(address), OLD)
    restoring.settle(place_on(store, HandClock(datetime.fromisoformat(now))))
    store.close()


def test_setting_right_may_be_killed_anywhere_and_done_again(night: Drill) -> None:
    with night.bot() as bot:
        bot.joins(BEN)
        bot.done()
        night.backs_up()
        bot.passes(minutes=20)
    with night.put_back() as url:
        migrate.upgrade(url)
        backup.make_keys(url)
        facts = [url.render_as_string(hide_password=False), night.clock.now().isoformat()]
        for commit in itertools.count(1):
            if not dies("tests.use_cases.test_restoring:settle_there", facts, commit, "before"):
                break
        with night.bot(url) as bot:
            assert keys.everybody(bot.place) == [ANA, BEN]
            assert keys.lost_workers(bot.place) == []
            bot.passes(minutes=30)
    assert night.slack.questions() == 1
