"""Two people whom a coordinator would like to bring together: both are asked, and one no ends it."""

from dataclasses import replace

from bot.domain.audit import Act
from bot.domain.errors import BadInput
from bot.domain.letters import Letter, LetterKind
from bot.domain.people import out_of_quiet_hours
from bot.domain.roster import Member, may_not_meet
from bot.domain.rounds import ASKED_FOR, Pair, PairState, heard_at
from bot.store import introductions
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import pairs, peers
from bot.use_cases.coordination import acting
from bot.use_cases.pairs import HAND_MADE
from bot.use_cases.workplace import Workplace

BY_HAND = "by_hand"


def ask(one: str, other: str, by: str, place: Workplace) -> None:
    """Both are asked, without a name, if they may meet at all.

    What is private (a list, a pause, who gives) stops it without a word: the coordinator hears the same.
    """
    if one == other:
        raise BadInput("other", "errors.two_different_people")
    with acting(by, Act.ASKED_TWO, place) as uow:
        members = [uow.roster.member(who) or Member(who) for who in (one, other)]
        if may_not_meet(*members) is not None:
            raise BadInput("other", "errors.own_line")
        uow.people.hold([one, other])
        pair = Pair(place.dice.token(), tuple(sorted((one, other))), BY_HAND, PairState.ASKED)
        if _may_be_asked(uow, pair, place):
            uow.pairs.add([replace(pair, ends_at=place.now() + ASKED_FOR)])
            for who in pair.members:
                _put_question(uow, pair, who, place)


def _may_be_asked(uow: UnitOfWork, pair: Pair, place: Workplace) -> bool:
    """Everything that always holds, and no question or pair of these two that stands already."""
    if not pairs.holds(pair, HAND_MADE, peers.gather(uow, place)):
        return False
    return all(pair.members != known.members for known in uow.pairs.alive(place.now()))


def _put_question(uow: UnitOfWork, pair: Pair, who: str, place: Workplace) -> None:
    now = place.now()
    worker = uow.people.get(who)
    due = now if worker is None else out_of_quiet_hours(worker, now)
    letter = Letter(place.dice.token(), LetterKind.PAIR_ASKED, who, due, pair.id)
    uow.outbox.put(replace(letter, expires_at=now + ASKED_FOR), now)


def answer(worker: str, pair_id: str, place: Workplace, *, gladly: bool) -> None:
    """A no leaves no trace; with the second yes both hear who it is, in their own morning.

    The message becomes the card either way, and also when the other has said no already.
    """
    with place.visit(worker) as uow:
        _put_card(uow, worker, pair_id, place)
        pair = uow.pairs.get(pair_id)
        if pair is None or pair.state is not PairState.ASKED or worker not in pair.members:
            return
        if not gladly:
            uow.outbox.cancel_about(pair.id, [LetterKind.PAIR_ASKED])
            uow.pairs.remove(pair.id)
        elif uow.pairs.agree(pair.id, worker, place.now()):
            _bring_together(uow, pair, place)


def _bring_together(uow: UnitOfWork, pair: Pair, place: Workplace) -> None:
    people = peers.gather(uow, place)
    if not pairs.holds(pair, HAND_MADE, people):
        uow.pairs.remove(pair.id)
        return
    mornings = {who: heard_at(people.workers[who], place.now()) for who in pair.members}
    pairs.introduce(uow, pair, HAND_MADE.weeks, mornings, people.buddies, place)


def _put_card(uow: UnitOfWork, worker: str, pair_id: str, place: Workplace) -> None:
    spot = introductions.spot(uow, pair_id, LetterKind.PAIR_ASKED, worker)
    if spot is not None:
        channel, ts = spot
        card = Letter(place.dice.token(), LetterKind.CARD, worker, place.now())
        uow.outbox.put(replace(card, channel=channel, ts=ts), place.now())
