"""After a restore everybody is there again: with their keys also their answers, without them all the rest."""

import pytest
import sqlalchemy as sa

from bot.store import backup, migrate, tables
from bot.store.unit_of_work import Store
from bot.store.vault import Vault
from bot.use_cases import keys, membership, restoring
from bot.use_cases.keys import KeyTrouble
from tests.store.drills import ANA, BEN, Bot, Drill
from tests.store.hands import ANSWER, MONTH_ON, OLD, STRANGE


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
