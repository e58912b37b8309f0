"""Leaving is one tap, and being forgotten leaves nothing."""

import time as clock
from pathlib import Path
from threading import Thread

import sqlalchemy as sa

from bot.courier.claim import claim
from bot.domain.check_ins import Answer, CheckInState, LookIn
from bot.domain.memories import Judgement, Memory, Preferences
from bot.domain.minutes import Minute, Step
from bot.domain.people import Worker
from bot.domain.practices import Feeling
from bot.domain.roster import Line
from bot.domain.shifts import SignalKind
from bot.store import tables
from bot.store.vault import Vault
from bot.use_cases import (
    check_ins,
    coordination,
    look_ins,
    membership,
    practices,
    roster,
    supporters,
)
from tests.use_cases.desk import Desk, desk_in


def test_after_leaving_nothing_is_sent(desk: Desk) -> None:
    desk.joins()
    desk.done()
    look_ins.ask("U1", LookIn.TOMORROW, desk.key(), desk.place)
    membership.turn_off("U1", desk.place)
    desk.passes(minutes=20)
    desk.passes(hours=24)
    assert desk.arrived() == []
    assert {one.state for one in desk.check_ins()} == {CheckInState.CANCELLED}


def test_after_leaving_the_open_question_becomes_the_card(desk: Desk) -> None:
    desk.joins()
    desk.sends_check_in()
    membership.turn_off("U1", desk.place)
    desk.delivers()
    assert desk.arrived() == ["check_in", "card"]


def test_leaving_in_the_moment_after_a_tap_still_brings_the_card(desk: Desk) -> None:
    """Otherwise the answered question would stand there with its buttons for ever."""
    desk.joins()
    desk.taps(desk.sends_check_in(), Feeling.HEAVY)
    membership.turn_off("U1", desk.place)
    desk.delivers()
    assert desk.arrived() == ["check_in", "card"]


def test_leaving_in_the_moment_after_an_emoji_still_takes_the_emoji_away(desk: Desk) -> None:
    desk.joins()
    sent = desk.sends_check_in()
    check_ins.meet_emoji(desk.meeting(sent, feeling=Feeling.HEAVY), desk.place)
    membership.turn_off("U1", desk.place)
    desk.delivers()
    assert "withdrawal" in desk.arrived()


def test_what_goes_with_a_role_still_comes_as_home_says_beforehand(desk: Desk) -> None:
    desk.joins()
    membership.turn_off("U1", desk.place)
    with desk.place.begin() as uow:
        supporters.name(uow, "U2", "U1", desk.place)
    desk.delivers()
    assert desk.arrived() == ["supporter_asked"]
    said = desk.place.library.words("en").say("home.turn_off.text")
    assert "No more check-ins come." in said
    assert "As a supporter or coordinator you still hear from me." in said


def test_leaving_twice_is_leaving_once(desk: Desk) -> None:
    desk.joins()
    membership.turn_off("U1", desk.place)
    membership.turn_off("U1", desk.place)
    assert not desk.worker().is_on


def test_leaving_changes_nothing_for_the_others(desk: Desk) -> None:
    desk.joins("U1")
    desk.joins("U2")
    desk.done("U2")
    membership.turn_off("U1", desk.place)
    desk.passes(minutes=20)
    assert desk.arrived("U2") == ["check_in"]


def test_when_the_app_is_removed_nothing_that_waits_will_leave(desk: Desk) -> None:
    desk.joins("U1")
    desk.joins("U2")
    desk.done("U1")
    desk.done("U2")
    assert membership.take_all_letters_back(desk.place) == 2
    desk.passes(minutes=20)
    assert desk.slack.arrivals == []


# Being forgotten


def has_lived(desk: Desk, worker: str) -> None:
    """Somebody of whom everything is held that can be held."""
    desk.joins(worker)
    desk.hears(SignalKind.ENDED, worker, name="night-7")
    desk.passes(minutes=20)
    desk.taps(desk.last_check_in(worker), Feeling.HEAVY)
    look_ins.ask(worker, LookIn.MONTH, desk.key(), desk.place)
    practices.offer(worker, Minute(Step.PRACTICE, feeling=Feeling.HEAVY), desk.place)
    practices.judge(worker, "LAND-01", Judgement.HELPS, desk.place)
    has_a_role(desk, worker)
    desk.delivers()


def has_a_role(desk: Desk, worker: str) -> None:
    """On the roster, over a colleague, coordinating, supported by one and asked by another."""
    told = [Line((worker, f"{worker} by name"), team="North"), Line(("Kim",), manager=worker)]
    roster.take_in_file(told, {worker: worker}, desk.place)
    coordination.name_coordinator(worker, desk.place)
    coordination.name_own_supporter(worker, "U-KIM", desk.place)
    with desk.place.begin() as uow:
        supporters.name(uow, f"of-{worker[2:]}", worker, desk.place)


def rows_naming(desk: Desk, worker: str) -> dict[str, int]:
    """Tables that still have a row with this person in it."""
    with desk.place.look() as uow:
        counts = {
            table.name: sum(
                worker in str(value)
                for row in uow.connection.execute(sa.select(table))
                for value in row
            )
            for table in tables.metadata.sorted_tables
        }
    return {name: count for name, count in counts.items() if count}


def test_who_is_erased_is_named_nowhere_any_more(desk: Desk) -> None:
    has_lived(desk, "U-ANA")
    has_lived(desk, "U-BEN")
    before = rows_naming(desk, "U-BEN")
    assert len(before) >= 11
    membership.erase("U-ANA", desk.place)
    assert rows_naming(desk, "U-ANA") == {}
    assert rows_naming(desk, "U-BEN") == before


def test_no_byte_of_who_was_erased_is_left_in_a_file(tmp_path: Path) -> None:
    with desk_in(tmp_path) as desk:
        has_lived(desk, "U-ANA")
        membership.erase("U-ANA", desk.place)
        for file in tmp_path.iterdir():
            assert b"U-ANA" not in file.read_bytes(), file.name


def test_a_letter_on_its_way_to_who_was_erased_leaves_no_trace(desk: Desk) -> None:
    desk.joins("U-ANA")
    desk.done("U-ANA")
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    membership.erase("U-ANA", desk.place)
    assert desk.carries(parcel) is None
    assert rows_naming(desk, "U-ANA") == {}


def test_who_was_erased_can_join_anew_and_finds_nothing(desk: Desk) -> None:
    has_lived(desk, "U1")
    membership.erase("U1", desk.place)
    known = desk.joins("U1")
    assert known == Worker("U1", is_on=True, on_since=desk.now, last_tap_at=desk.now)
    assert membership.what_is_held("U1", desk.place) == (known, [], Preferences())
    with desk.place.look() as uow:
        assert Vault(uow, "U1").memory() == Memory()


def test_a_worker_sees_what_is_held_of_them_and_of_nobody_else(desk: Desk) -> None:
    has_lived(desk, "U1")
    has_lived(desk, "U2")
    known, answers, said = membership.what_is_held("U1", desk.place)
    assert known == desk.worker("U1")
    assert [answer.feeling for answer in answers] == [Feeling.HEAVY]
    assert said.helps == ("LAND-01",)
    assert membership.what_is_held("U3", desk.place) == (None, [], Preferences())


def test_an_erasure_waits_its_turn_behind_a_tap_and_not_in_a_ring(desk: Desk) -> None:
    """The worker's row first, then the rest, as everywhere: or tap and erasure wait for each other."""
    desk.joins()
    sent = desk.sends_check_in()
    desk.taps(sent, Feeling.HEAVY)
    erasures: list[object] = []

    def erase() -> None:
        erasures.append(membership.erase("U1", desk.place))

    other = Thread(target=erase)
    with desk.place.begin() as uow:
        uow.people.locked("U1")
        other.start()
        clock.sleep(0.2)
        Vault(uow, "U1").keep(sent.id, "r2", Answer(feeling=Feeling.LIGHT), desk.now)
    other.join()
    assert erasures == [[]]
    with desk.place.look() as uow:
        assert uow.people.get("U1") is None
