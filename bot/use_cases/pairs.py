"""Pairs after a round is published: introduced, and mended while nobody has heard."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

from bot.domain.letters import Letter, LetterKind
from bot.domain.pairing.peers import Peer
from bot.domain.pairing.previews import fits
from bot.domain.pairing.proposals import Why
from bot.domain.pairing.terms import Terms
from bot.domain.rounds import A_PAIR, Pair, PairState, Rest, Round, RoundSettings, heard_at
from bot.store import introductions
from bot.store.unit_of_work import UnitOfWork
from bot.use_cases import peers
from bot.use_cases.peers import People
from bot.use_cases.workplace import Workplace

HAND_MADE = RoundSettings(weeks=12, different_team=False, common_hours=False, common_language=False)
MOST_TRIED = 12  # pairs that are asked whether a third one fits


def standing_buddies(uow: UnitOfWork, worker: str, now: datetime) -> tuple[str, ...]:
    """Who is their buddy now, two in a trio; nobody who has left the list or pauses."""
    for pair in uow.pairs.held(worker, now):
        known = uow.buddies.several(pair.others(worker))
        there = tuple(one.worker for one in known.values() if not one.is_paused(now))
        if there:
            return there
    return ()


# Hard rules, once more


def holds(pair: Pair, made: RoundSettings, people: People) -> bool:
    """Whether everybody is there, each two of them may still meet, and three are glad to be three."""
    known = [people.peer(who, made) for who in pair.members if who in people.buddies]
    if not len(known) == len(pair.members) >= A_PAIR:
        return False
    return all_fit(known, made) and (pair.is_of_two or all(one.trio for one in known))


def settings_of(made: Round | None) -> RoundSettings:
    """By which rules a pair has to hold; one by hand belongs to no round."""
    return HAND_MADE if made is None else made.settings


def all_fit(known: Sequence[Peer], made: RoundSettings) -> bool:
    terms = Terms(without=made.lifted)
    return all(fits([a, b], (), terms, a.id, b.id) for a, b in combinations(known, 2))


# Introductions


def introduce(  # noqa: PLR0913, PLR0917  the parts of one decision
    uow: UnitOfWork,
    pair: Pair,
    weeks: int,
    mornings: Mapping[str, datetime],
    listed: Container[str],
    place: Workplace,
) -> None:
    """Each hears of the others in their own morning; from the last of these mornings they are a pair.

    A pair of whom one has gone says nothing: it is mended before anybody hears.
    """
    begins_at = max((mornings[who] for who in pair.members), default=place.now())
    uow.pairs.hold(pair.id, begins_at, begins_at + timedelta(weeks=weeks))
    if len(pair.members) < A_PAIR or not all(who in listed for who in pair.members):
        return
    for who in pair.members:
        letter = Letter(
            place.dice.token(), LetterKind.INTRODUCTION, who, mornings[who], pair.id,
            others=pair.others(who),
        )  # fmt: skip
        uow.outbox.put(letter, place.now())


def say_it_rests(
    uow: UnitOfWork, round_id: str, worker: str, due_at: datetime, place: Workplace
) -> None:
    letter = Letter(place.dice.token(), LetterKind.ROUND_RESTS, worker, due_at, round_id)
    uow.outbox.put(letter, place.now())


# Mending, as long as nobody has heard


def look_again(uow: UnitOfWork, worker: str, place: Workplace) -> None:
    """Somebody has left, paused or changed whom they would rather not meet; nobody is told which."""
    upcoming = uow.pairs.upcoming(place.now(), worker)
    if upcoming:
        people = peers.gather(uow, place)
        for pair in upcoming:
            mend(uow, pair, people, place)


def let_go(uow: UnitOfWork, worker: str, place: Workplace) -> None:
    """Somebody goes for good; with their row their pairs go, so these are mended before."""
    if uow.pairs.upcoming(place.now(), worker):
        uow.buddies.remove(worker)
        look_again(uow, worker, place)


def mend(uow: UnitOfWork, pair: Pair, people: People, place: Workplace) -> bool:
    """True when the pair did not hold; who is left over joins two others, or the round rests for them.

    Only whose introduction has not left hears anything, and at the time at which it would have come:
    to anybody else it would tell that somebody has gone.
    """
    made = None if pair.round is None else uow.rounds.get(pair.round)
    if holds(pair, settings_of(made), people):
        return False
    letters = introductions.waiting(uow, pair.id)
    introductions.take_back(uow, letters)
    if made is None:
        uow.pairs.remove(pair.id)
        return True
    mornings = {letter.to: letter.due_at for letter in letters}
    part(uow, pair, made, people, _without_a_letter(pair, made, people) | mornings, place)
    return True


def _without_a_letter(pair: Pair, made: Round, people: People) -> dict[str, datetime]:
    """Mornings to come: an introduction goes with whom it names when they are erased."""
    published_at = made.published_at or people.now
    there = (people.workers[who] for who in pair.members if who in people.workers)
    mornings = {worker.id: heard_at(worker, published_at) for worker in there}
    return {who: morning for who, morning in mornings.items() if morning > people.now}


def part(  # noqa: PLR0913, PLR0917  the parts of one decision
    uow: UnitOfWork,
    pair: Pair,
    made: Round,
    people: People,
    mornings: Mapping[str, datetime],
    place: Workplace,
) -> None:
    """The pair is none any more; of three, two who fit stay together."""
    uow.pairs.remove(pair.id)
    left = [who for who in pair.members if who in people.buddies and who in mornings]
    for members in [] if pair.is_of_two else combinations(left, A_PAIR):
        two = replace(pair, id=place.dice.token(), members=members, is_locked=False)
        if holds(two, made.settings, people):
            uow.pairs.add([two])
            introduce(uow, two, made.settings.weeks, mornings, people.buddies, place)
            left = [who for who in left if who not in members]
            break
    for who in left:
        if not _joins_others(uow, who, made, people, mornings[who], place):
            uow.pairs.rest(made.id, [Rest(who, Why.NO_FITTING_PARTNER)])
            say_it_rests(uow, made.id, who, mornings[who], place)


def _joins_others(  # noqa: PLR0913, PLR0917  the parts of one decision
    uow: UnitOfWork, who: str, made: Round, people: People, morning: datetime, place: Workplace
) -> bool:
    """A third one with two who are glad of one, have not heard yet, and fit; all three are willing."""
    newcomer = people.peer(who, made.settings)
    if not newcomer.trio:
        return False
    willing = [pair for pair in uow.pairs.of_round(made.id) if _may_grow(pair, made, people)]
    for pair in willing[:MOST_TRIED]:
        letters = introductions.waiting(uow, pair.id)
        three = replace(pair, members=(*pair.members, who))
        if len(letters) == len(pair.members) and holds(three, made.settings, people):
            introductions.take_back(uow, letters)
            uow.pairs.join(pair.id, who)
            mornings = {who: morning} | {letter.to: letter.due_at for letter in letters}
            introduce(uow, three, made.settings.weeks, mornings, people.buddies, place)
            return True
    return False


def _may_grow(pair: Pair, made: Round, people: People) -> bool:
    return (
        pair.state is PairState.HELD
        and pair.is_of_two
        and all(
            who in people.buddies and people.peer(who, made.settings).trio for who in pair.members
        )
    )
