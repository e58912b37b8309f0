"""Letters move as the one table of moves says, each for its owner only, and nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.letters import (
    METHOD_OF,
    MOST_ATTEMPTS,
    MOVES,
    Letter,
    LetterKind,
    LetterState,
    Method,
)
from bot.store import tables
from bot.store.moves import Ending
from bot.store.outbox import KNOWN_KINDS, Outbox
from bot.store.unit_of_work import Store, UnitOfWork
from tests.domain.makers import NOON
from tests.store.stores import WORKSPACE, opened

LEASE_END = NOON + timedelta(seconds=30)
HOUR = timedelta(hours=1)
QUESTION = Letter("l1", LetterKind.CHECK_IN, "U1", NOON, "c1", expires_at=NOON + 2 * HOUR)


def put(uow: UnitOfWork, letter: Letter = QUESTION, state: LetterState = LetterState.DUE) -> None:
    """A letter that is already in this state."""
    uow.outbox.put(letter, NOON)
    holds = {"owner": "me", "lease_until": LEASE_END} if state is LetterState.SENDING else {}
    uow.connection.execute(
        sa.update(tables.outbox)
        .where(tables.outbox.c.id == letter.id)
        .values(state=state.value, **holds)
    )


def settle(outbox: Outbox, letter: str, owner: str, state: LetterState, **more: Any) -> bool:
    """One letter settled by itself; whether it was still the owner's."""
    return letter in outbox.settle([Ending(letter, owner, state, **more)])


def state_of(uow: UnitOfWork, letter: str = "l1") -> str:
    table = tables.outbox
    state = uow.connection.execute(sa.select(table.c.state).where(table.c.id == letter)).scalar()
    assert state is not None
    return str(state)


# Every verb of the outbox that changes states, with the move that it makes.
VERBS = {
    "claim": (LetterState.DUE, LetterState.SENDING),
    "expire": (LetterState.DUE, LetterState.EXPIRED),
    "refuse": (LetterState.DUE, LetterState.FAILED),
    "take back": (LetterState.DUE, LetterState.CANCELLED),
    "take back all": (LetterState.DUE, LetterState.CANCELLED),
    "arrive": (LetterState.SENDING, LetterState.SENT),
    "fail": (LetterState.SENDING, LetterState.FAILED),
    "doubt": (LetterState.SENDING, LetterState.UNCERTAIN),
    "lose the lease": (LetterState.SENDING, LetterState.UNCERTAIN),
    "wait again": (LetterState.SENDING, LetterState.DUE),
    "prove": (LetterState.UNCERTAIN, LetterState.SENT),
    "give up": (LetterState.UNCERTAIN, LetterState.ABANDONED),
}


def do(verb: str, outbox: Outbox) -> object:
    verbs: dict[str, Callable[[], object]] = {
        "claim": lambda: outbox.claim(["l1"], "me", LEASE_END),
        "expire": lambda: outbox.close(["l1"], LetterState.EXPIRED),
        "refuse": lambda: outbox.close(["l1"], LetterState.FAILED, "unknown_kind"),
        "take back": lambda: outbox.cancel_about("c1", [LetterKind.CHECK_IN]),
        "take back all": lambda: outbox.cancel_to("U1"),
        "arrive": lambda: settle(outbox, "l1", "me", LetterState.SENT, channel="D1", ts="1.0"),
        "fail": lambda: settle(outbox, "l1", "me", LetterState.FAILED, error="gone"),
        "doubt": lambda: settle(outbox, "l1", "me", LetterState.UNCERTAIN),
        "lose the lease": lambda: outbox.doubt_lost_leases(LEASE_END + HOUR),
        "wait again": lambda: settle(outbox, "l1", "me", LetterState.DUE, again_at=NOON + HOUR),
        "prove": lambda: outbox.prove("c1", "D1", "1.0"),
        "give up": lambda: outbox.abandon_doubts(NOON + HOUR),
    }
    return verbs[verb]()


def test_the_verbs_make_every_move_of_the_table_and_no_other() -> None:
    assert set(VERBS.values()) == set(MOVES)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_moves_a_letter_only_from_where_the_table_says(store: Store, verb: str) -> None:
    start, after = VERBS[verb]
    with store.begin(WORKSPACE) as uow:
        for before in LetterState:
            uow.connection.execute(sa.delete(tables.outbox))
            put(uow, state=before)
            moved = do(verb, uow.outbox)
            assert bool(moved) is (before is start)
            assert state_of(uow) == (after if before is start else before).value


def test_a_move_that_is_not_in_the_table_is_a_fault_of_ours(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow, state=LetterState.SENDING)
        for state in (LetterState.EXPIRED, LetterState.CANCELLED, LetterState.ABANDONED):
            with pytest.raises(ValueError, match="never goes"):
                settle(uow.outbox, "l1", "me", state)
        assert state_of(uow) == "sending"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(verbs=st.lists(st.sampled_from(sorted(VERBS)), max_size=12))
def test_whatever_is_done_in_whatever_order_the_table_is_kept(
    store: Store, verbs: list[str]
) -> None:
    with store.begin(WORKSPACE) as uow:
        uow.connection.execute(sa.delete(tables.outbox))
        put(uow)
        before = LetterState.DUE
        for verb in verbs:
            do(verb, uow.outbox)
            after = LetterState(state_of(uow))
            assert after is before or (before, after) in MOVES
            before = after


def test_only_the_owner_of_the_lease_says_how_a_send_ended(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow)
        assert uow.outbox.claim(["l1"], "first", LEASE_END)
        assert not uow.outbox.claim(["l1"], "second", LEASE_END)
        assert not settle(uow.outbox, "l1", "second", LetterState.SENT, channel="D1", ts="1.0")
        assert state_of(uow) == "sending"
        assert settle(uow.outbox, "l1", "first", LetterState.SENT, channel="D1", ts="1.0")


def test_who_lost_the_lease_has_nothing_more_to_say(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow)
        uow.outbox.claim(["l1"], "slow", LEASE_END)
        assert uow.outbox.doubt_lost_leases(LEASE_END) == 0
        assert uow.outbox.doubt_lost_leases(LEASE_END + timedelta(seconds=1)) == 1
        assert not settle(uow.outbox, "l1", "slow", LetterState.SENT, channel="D1", ts="1.0")
        assert state_of(uow) == "uncertain"


def test_an_edit_whose_sender_vanished_waits_again_and_a_post_does_not(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for kind in LetterKind:
            put(uow, replace(QUESTION, id=kind.value, kind=kind), LetterState.SENDING)
        assert uow.outbox.repeat_lost_edits(LEASE_END) == 0
        edits = {kind for kind in LetterKind if METHOD_OF[kind] is not Method.POST}
        assert uow.outbox.repeat_lost_edits(LEASE_END + timedelta(seconds=1)) == len(edits)
        assert {one.kind for one in uow.outbox.due(NOON, most=9)} == edits


def test_a_letter_that_waits_again_belongs_to_nobody(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow, state=LetterState.SENDING)
        settle(uow.outbox, "l1", "me", LetterState.DUE, again_at=NOON + HOUR)
        row = uow.connection.execute(sa.select(tables.outbox)).one()
        assert (row.owner, row.lease_until, row.due_at) == (None, None, NOON + HOUR)


def test_edits_of_what_was_tapped_come_before_new_questions(store: Store) -> None:
    kinds = [LetterKind.CHECK_IN, LetterKind.WITHDRAWAL, LetterKind.CARD]
    with store.begin(WORKSPACE) as uow:
        for number, kind in enumerate(kinds):
            due_at = NOON - HOUR + timedelta(minutes=number)
            uow.outbox.put(replace(QUESTION, id=f"l{number}", kind=kind, due_at=due_at), NOON)
        due = [one.kind for one in uow.outbox.due(NOON, most=10)]
        assert due == ["card", "withdrawal", "check_in"]


def test_what_waited_longest_comes_first_and_nothing_before_its_time(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for minutes in (30, 10, 20, 90):
            late = replace(QUESTION, id=str(minutes), due_at=NOON + timedelta(minutes=minutes))
            uow.outbox.put(late, NOON)
        assert [one.id for one in uow.outbox.due(NOON + HOUR, most=2)] == ["10", "20"]
        assert len(uow.outbox.due(NOON + HOUR, most=10)) == 3


def test_a_candidate_is_what_was_put(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow, replace(QUESTION, kind=LetterKind.CARD, channel="D1", ts="1.0"))
        (due,) = uow.outbox.due(NOON, most=1)
    assert (due.id, due.kind, due.version, due.to, due.about) == ("l1", "card", 1, "U1", "c1")
    assert (due.channel, due.ts, due.expires_at, due.attempts) == ("D1", "1.0", NOON + 2 * HOUR, 0)


def test_each_claim_counts_as_an_attempt(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow)
        for _ in range(3):
            uow.outbox.claim(["l1"], "me", LEASE_END)
            settle(uow.outbox, "l1", "me", LetterState.DUE, again_at=NOON)
        (due,) = uow.outbox.due(NOON, most=1)
        assert due.attempts == 3


def test_a_postponed_letter_waits_and_one_on_its_way_does_not_hear_of_it(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow)
        uow.outbox.postpone("l1", NOON + HOUR)
        assert uow.outbox.due(NOON, most=1) == []
        put(uow, replace(QUESTION, id="l2"), LetterState.SENDING)
        uow.outbox.postpone("l2", NOON + HOUR)
        due_at = uow.connection.execute(
            sa.select(tables.outbox.c.due_at).where(tables.outbox.c.id == "l2")
        ).scalar()
        assert due_at == NOON


def test_taking_back_takes_only_those_kinds_about_that_check_in(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow)
        put(uow, replace(QUESTION, id="card", kind=LetterKind.CARD))
        put(uow, replace(QUESTION, id="other", about="c2"))
        assert uow.outbox.cancel_about("c1", [LetterKind.CHECK_IN]) == 1
        assert [state_of(uow, one) for one in ("l1", "card", "other")] == [
            "cancelled",
            "due",
            "due",
        ]


def test_a_message_is_ours_when_we_posted_it(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow, state=LetterState.SENDING)
        assert not uow.outbox.is_ours("D1", "1.0")
        settle(uow.outbox, "l1", "me", LetterState.SENT, channel="D1", ts="1.0")
        assert uow.outbox.is_ours("D1", "1.0")
        assert not uow.outbox.is_ours("D2", "1.0")
    with store.look("T2") as uow:
        assert not uow.outbox.is_ours("D1", "1.0")


def test_every_letter_is_counted_somewhere(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        for state in LetterState:
            put(uow, replace(QUESTION, id=state.value), state)
        assert uow.outbox.counts() == {state.value: 1 for state in LetterState}


def test_another_workspace_neither_sees_nor_moves_a_letter(store: Store) -> None:
    with store.begin(WORKSPACE) as uow:
        put(uow)
    with store.begin("T2") as uow:
        assert uow.outbox.due(NOON, most=10) == []
        assert not any(do(verb, uow.outbox) for verb in VERBS)
    with store.look(WORKSPACE) as uow:
        assert state_of(uow) == "due"


def test_a_row_of_letters_has_no_room_for_words() -> None:
    """Kinds, ids, states and times: nothing in which a word of a worker could be kept."""
    texts = {c.name for c in tables.outbox.columns if isinstance(c.type, sa.Text | sa.JSON)}
    assert texts == set()
    lengths = {c.name: c.type.length for c in tables.outbox.columns if hasattr(c.type, "length")}
    assert all(length is not None and length <= 64 for length in lengths.values())


def test_every_kind_is_known_to_the_outbox() -> None:
    assert {kind.value for kind in LetterKind} == KNOWN_KINDS


def test_on_sqlite_an_idle_look_does_not_walk_through_what_is_planned_for_later(
    tmp_path: Path,
) -> None:
    """Across priorities it did, with the one pen in its hand: 8 ms at 40,000 planned letters."""
    asked: list[tuple[str, Any]] = []
    with opened(tmp_path) as store, store.look(WORKSPACE) as uow:
        sa.event.listen(
            uow.connection,
            "before_cursor_execute",
            lambda _connection, _cursor, text, told, *_more: asked.append((text, told)),
        )
        uow.outbox.due(NOON, most=1)
        looks = list(asked)
        for text, told in looks:
            plan = uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", told).all()
            assert "priority=? AND due_at<?" in " ".join(row.detail for row in plan)
    assert len(looks) == 3


def test_an_edit_whose_senders_vanish_again_and_again_is_given_up(store: Store) -> None:
    card = Letter("l1", LetterKind.CARD, "U1", NOON, "c1", channel="D1", ts="1.0")
    with store.begin(WORKSPACE) as uow:
        uow.outbox.put(card, NOON)
        for _ in range(MOST_ATTEMPTS):
            assert state_of(uow) == LetterState.DUE
            uow.outbox.claim(["l1"], "me", NOON)
            uow.outbox.repeat_lost_edits(LEASE_END)
        assert state_of(uow) == LetterState.FAILED


def test_a_letter_knows_whom_it_names_and_goes_when_one_of_them_goes(store: Store) -> None:
    """U12 begins like U1, and is another person."""
    with store.begin(WORKSPACE) as uow:
        uow.outbox.put(replace(QUESTION, id="l1", to="U3", others=("U1", "U2")), NOON)
        uow.outbox.put(replace(QUESTION, id="l2", to="U3", others=("U12",)), NOON)
        uow.outbox.put(replace(QUESTION, id="l3", to="U3"), NOON)
        named = {letter.id: letter.others for letter in uow.outbox.due(NOON, most=9)}
        assert named == {"l1": ("U1", "U2"), "l2": ("U12",), "l3": ()}
        uow.people.remove("U1")
        assert {letter.id for letter in uow.outbox.due(NOON, most=9)} == {"l2", "l3"}
