"""A restored database sends nothing stale and nothing twice, and loses nothing that was still to come."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.courier.claim import claim
from bot.domain.check_ins import CheckInKind, LookIn
from bot.domain.people import Moment
from bot.domain.shifts import SignalKind, UsualShift
from bot.store import backup, engines, migrate, tables
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from bot.use_cases import home, keys, look_ins, membership, restoring, usual_shifts
from bot.use_cases.keys import KeyTrouble
from tests.fakes import HandClock
from tests.mortal import Mortals
from tests.store.drills import ANA, BEN, Bot, Drill, drill
from tests.store.hands import ANSWER, MONTH_ON, OLD, STRANGE, place_on
from tests.winding import winds

HOUR = timedelta(hours=1)


@pytest.fixture
def night(kind: str, tmp_path: Path) -> Iterator[Drill]:
    """Ana has joined."""
    with drill(kind, tmp_path) as night:
        with night.bot() as bot:
            bot.joins()
        yield night


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


# People and their keys


def answers_of(bot: Bot, worker: str = ANA) -> int:
    with bot.place.look() as uow:
        return len(Vault(uow, worker).answers())


def with_an_answer(bot: Bot) -> None:
    with bot.place.begin() as uow:
        Vault(uow, ANA).keep("c1", "r1", ANSWER, MONTH_ON)


def test_without_the_keys_the_answers_are_lost_and_everybody_goes_on(night: Drill) -> None:
    with night.bot() as bot:
        with_an_answer(bot)
        bot.joins(BEN)
        with bot.place.begin() as uow:
            before = uow.people.everybody()
        night.backs_up()
    with night.put_back() as url:
        assert night.settles(url).without_answers == 2
        with night.bot(url) as bot:
            keys.check(bot.store)
            with bot.place.look() as uow:
                assert uow.people.everybody() == before
            assert answers_of(bot) == 0
            with bot.place.look() as uow:
                for table, count in ((tables.memories, 2), (tables.answers, 0)):
                    found = sa.select(sa.func.count()).select_from(table)
                    assert uow.connection.execute(found).scalar() == count
            with_an_answer(bot)
            assert answers_of(bot) == 1


def test_with_the_keys_the_answers_are_there_again(night: Drill) -> None:
    with night.bot() as bot:
        with_an_answer(bot)
    night.backs_up()
    with night.put_back(keys_are_lost=False) as url:
        assert night.settles(url).without_answers == 0
        with night.bot(url) as bot:
            assert answers_of(bot) == 1


def test_who_had_deleted_themselves_is_deleted_again_where_the_keys_can_tell(night: Drill) -> None:
    with night.bot() as bot:
        bot.joins(BEN)
        night.backs_up()
        membership.erase(BEN, bot.place)
        bot.joins("U3")
    with night.put_back(keys_are_lost=False) as url:
        settled = night.settles(url)
        assert (settled.people, settled.deleted_again) == (1, 1)
        with night.bot(url) as bot:
            assert keys.everybody(bot.place) == [ANA]
            assert keys.holders(bot.place) == {ANA}


def test_whoever_would_rather_ask_everybody_again_turns_them_off(night: Drill) -> None:
    with night.bot() as bot:
        bot.done()
        night.backs_up()
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot:
            assert restoring.turn_everybody_off(bot.place) == 1
            bot.passes(minutes=30)
    assert night.slack.questions() == 0


def test_a_restored_database_is_not_started_before_it_is_set_right(night: Drill) -> None:
    night.backs_up()
    with night.put_back() as url:
        migrate.upgrade(url)
        store = Store(url, OLD)
        with pytest.raises(KeyTrouble, match="aftershift restore"):
            keys.check(store)
        store.close()


def test_addresses_are_known_again_by_the_same_master_key(night: Drill) -> None:
    with night.bot() as bot, bot.place.begin() as uow:
        mark = uow.email_mark("ana@lantern.example")
    with night.bot() as bot:
        bot.joins(email_mark=mark)
    night.backs_up()
    with night.put_back() as url:
        night.settles(url)
        with night.bot(url) as bot, bot.place.look() as uow:
            found = uow.people.by_email(uow.email_mark("Ana@lantern.example"))
            assert found is not None
            assert found.id == ANA


def test_another_master_key_is_noticed_although_no_key_is_left_to_try(night: Drill) -> None:
    night.backs_up()
    with night.put_back() as url:
        migrate.upgrade(url)
        backup.make_keys(url)
        with night.bot(url, STRANGE) as bot:
            assert not keys.fits(bot.place)
            assert restoring.settle(bot.place, key_is_lost=True).without_answers == 1
            keys.check(bot.store)


def test_a_process_that_is_at_work_is_seen(night: Drill) -> None:
    with night.bot() as bot:
        assert not restoring.somebody_is_at_work(bot.place, bot.clock.now())
        with bot.place.begin() as uow:
            uow.heartbeats.beat("p1", "worker", bot.clock.now())
        assert restoring.somebody_is_at_work(bot.place, bot.clock.now())
        bot.clock.move(minutes=2)
        assert not restoring.somebody_is_at_work(bot.place, bot.clock.now())


# Killed on the way


def settle_there(address: str, now: str) -> None:
    store = Store(engines.database_url(address), OLD)
    restoring.settle(place_on(store, HandClock(datetime.fromisoformat(now))))
    store.close()


def test_setting_right_may_be_killed_anywhere_and_done_again(
    night: Drill, mortals: Mortals
) -> None:
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
            if not mortals.do(
                "tests.use_cases.test_restoring:settle_there", facts, commit, "before"
            ):
                break
        with night.bot(url) as bot:
            assert keys.everybody(bot.place) == [ANA, BEN]
            assert keys.lost_workers(bot.place) == []
            bot.passes(minutes=30)
    assert night.slack.questions() == 1
