"""A practice fits, is not shown again within two weeks, and comes with the database away too."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.decision_points import PersonalSetting
from bot.domain.memories import Judgement
from bot.domain.minutes import Minute, Step
from bot.domain.practices import Feeling, Length, Needs, Practice
from bot.store import tables
from bot.store.unit_of_work import StoreUnavailable
from bot.store.vault import Vault
from bot.use_cases import practices
from tests.fakes import SeededDice
from tests.use_cases.desk import Desk, desk_in
from tests.winding import forgets


def asking(feeling: Feeling | None = Feeling.HEAVY, length: Length | None = None) -> Minute:
    return Minute(Step.PRACTICE, feeling=feeling, length=length)


def offered(
    desk: Desk,
    worker: str = "U1",
    feeling: Feeling | None = Feeling.HEAVY,
    length: Length | None = None,
) -> Practice:
    return practices.offer(worker, asking(feeling, length), desk.place).practice


def shown(desk: Desk) -> list[str]:
    with desk.place.look() as uow:
        return [one.practice for one in Vault(uow, "U1").memory().shown]


def test_what_was_shown_is_remembered_and_not_shown_again(desk: Desk) -> None:
    desk.joins()
    first = offered(desk)
    second = offered(desk)
    assert first.id != second.id
    assert shown(desk) == [first.id, second.id]


def test_after_two_weeks_it_may_come_again_and_is_forgotten_till_then(desk: Desk) -> None:
    desk.joins()
    first = offered(desk)
    desk.clock.move(days=14)
    again = offered(desk)
    assert again.id == first.id
    assert shown(desk) == [first.id]


def test_cards_shown_are_forgotten_after_two_weeks_also_of_who_never_comes_back(desk: Desk) -> None:
    """And what was said of them stays, as long as the worker does."""
    desk.joins()
    desk.joins("U2")
    card = offered(desk).id
    practices.judge("U1", card, Judgement.HELPS, desk.place)
    desk.passes(days=13)
    offered(desk, "U2")
    assert shown(desk) == [card]
    desk.passes(days=1)
    forgets(desk.place)
    with desk.place.look() as uow:
        assert Vault(uow, "U1")._text_of(tables.memories) is None
        assert Vault(uow, "U2").memory().shown
        assert Vault(uow, "U1").preferences().helps == (card,)


def test_no_card_is_kept_for_more_than_two_weeks_though_others_came_since(desk: Desk) -> None:
    """Looked at as it lies in the vault: what is told of it would leave old cards out anyhow."""
    desk.joins()
    first = offered(desk).id
    desk.passes(days=13)
    second = offered(desk).id
    assert shown(desk) == [first, second]
    desk.passes(days=1)
    assert shown(desk) == [second]


def test_a_memory_whose_key_is_away_just_now_is_left_as_it_is(desk: Desk) -> None:
    desk.joins()
    card = offered(desk).id
    with desk.place.begin() as uow:
        kept = uow.connection.execute(sa.select(tables.worker_keys.c.wrapped)).scalar_one()
        uow.connection.execute(sa.delete(tables.worker_keys))
    desk.passes(days=1)
    with desk.place.begin() as uow:
        assert uow.connection.execute(sa.select(tables.worker_keys)).first() is None
        mine = {"workspace": uow.workspace, "worker": "U1", "wrapped": kept}
        uow.connection.execute(sa.insert(tables.worker_keys).values(**mine))
    assert shown(desk) == [card]


NIGHTS = frozenset({PersonalSetting.NIGHT_WORKER})


@pytest.mark.parametrize(("hours", "rule"), [(5, "night"), (12, "plain"), (21, "late")])
def test_who_works_nights_is_taken_to_come_off_one_in_the_morning_only(
    desk: Desk, hours: int, rule: str
) -> None:
    """Nobody told of a shift; it is two at night, and so many hours pass."""
    desk.joins()
    practices.choose_what_suits("U1", NIGHTS, desk.place)
    desk.clock.move(hours=hours)
    assert practices.offer("U1", asking(None), desk.place).rule.id == rule


@pytest.mark.parametrize("length", Length)
def test_the_length_asked_for_is_the_length_offered(desk: Desk, length: Length) -> None:
    desk.joins()
    assert offered(desk, length=length).length is length


def test_who_is_off_is_offered_one_and_nothing_is_remembered(desk: Desk) -> None:
    assert offered(desk, feeling=None).steps
    assert shown(desk) == []


def test_nobody_sees_what_another_was_shown(desk: Desk) -> None:
    desk.joins("U1")
    desk.joins("U2")
    first = offered(desk)
    assert offered(desk, "U2").id == first.id


@pytest.mark.parametrize("feeling", [None, *Feeling])
def test_without_the_database_there_is_a_practice_all_the_same(
    tmp_path: Path, feeling: Feeling | None
) -> None:
    with desk_in(tmp_path) as desk:
        desk.place.store.close()
        (tmp_path / "aftershift.db").write_bytes(b"no database" * 1000)
        with pytest.raises(StoreUnavailable):
            offered(desk, feeling=feeling)
        assert practices.offer_unremembered(asking(feeling), "en", desk.place).practice.steps


@pytest.mark.parametrize("feeling", [None, *Feeling])
def test_with_the_database_away_nothing_comes_that_a_worker_may_have_ruled_out(
    desk: Desk, feeling: Feeling | None
) -> None:
    place = replace(desk.place, dice=SeededDice(4))
    for _ in range(60):
        card = practices.offer_unremembered(asking(feeling), "en", place).practice
        assert card.needs == Needs()


def preferences(desk: Desk) -> bytes | None:
    """The row as whoever reads the database sees it."""
    with desk.place.look() as uow:
        sealed = uow.connection.execute(sa.select(tables.preferences.c.sealed)).scalar()
        return None if sealed is None else bytes(sealed)


@pytest.mark.parametrize("feeling", Feeling)
def test_every_answer_makes_and_seals_the_same_rows(desk: Desk, feeling: Feeling) -> None:
    """Also of who joined before there were preferences, and so has no row of them yet."""
    desk.joins()
    with desk.place.begin() as uow:
        uow.connection.execute(sa.delete(tables.preferences))
    answers(desk, feeling)
    first = preferences(desk)
    desk.clock.move(days=1)
    answers(desk, feeling)
    assert first is not None
    assert preferences(desk) not in (None, first)


def answers(desk: Desk, feeling: Feeling) -> None:
    meeting = desk.meeting(desk.sends_check_in(), feeling=feeling)
    practices.offer_after(meeting, desk.place)
