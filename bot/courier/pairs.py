"""Letters of rounds at the claim: does what they tell still hold, and what do they tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.buddies import Buddy
from bot.domain.letters import (
    NOTHING_MORE,
    TO_COORDINATORS,
    TO_MEMBERS,
    LetterKind,
    Particulars,
)
from bot.domain.people import Worker
from bot.domain.rounds import Pair, PairState, Round, RoundState
from bot.store import introductions
from bot.store.outbox import Candidate
from bot.store.unit_of_work import UnitOfWork

OURS = frozenset((*TO_MEMBERS, *TO_COORDINATORS))


@dataclass(frozen=True)
class PairFacts:
    """What is true of every pair and round that these letters are about, and of everybody in them."""

    pairs: Mapping[str, Pair]
    rounds: Mapping[str, Round]
    buddies: Mapping[str, Buddy]
    progress: Mapping[str, tuple[int, int]]
    now: datetime

    def holds(self, letter: Candidate) -> bool:
        """Nobody is introduced who has left the list, or to somebody who has (rule 6)."""
        if letter.kind in TO_COORDINATORS:
            return letter.about in self.rounds
        if not self._is_there(letter.to):
            return False
        if letter.kind == LetterKind.ROUND_RESTS:
            one = self.rounds.get(letter.about or "")
            return one is not None and one.state is RoundState.PUBLISHED
        pair = self.pairs.get(letter.about or "")
        if pair is None or letter.to not in pair.members:
            return False
        if letter.kind == LetterKind.PAIR_ASKED:
            return pair.state is PairState.ASKED
        return (
            pair.state is PairState.HELD
            and bool(letter.others)
            and {*letter.others} == {*pair.others(letter.to)}
            and all(map(self._is_there, letter.others))
        )

    def particulars(self, letter: Candidate, worker: Worker | None) -> Particulars:
        """On the reader's own calendar."""
        if letter.kind not in OURS:
            return NOTHING_MORE
        pair = self.pairs.get(letter.about or "")
        if pair is not None and pair.ends_at is not None:
            reader = worker or Worker(letter.to)
            return Particulars(until=reader.local(pair.ends_at).date())
        one = self.rounds.get(letter.about or "")
        if one is None:
            return NOTHING_MORE
        sent, of = self.progress.get(one.id, (0, 0))
        return Particulars(pairs=of, sent=sent, is_draft=one.state is RoundState.DRAFT)

    def _is_there(self, worker: str) -> bool:
        buddy = self.buddies.get(worker)
        return buddy is not None and not buddy.is_paused(self.now)


def look_up(uow: UnitOfWork, letters: Sequence[Candidate], now: datetime) -> PairFacts:
    """Nothing is asked of the database for letters of any other kind."""
    ours = [letter for letter in letters if letter.kind in OURS]
    if not ours:
        return PairFacts({}, {}, {}, {}, now)
    about = sorted({letter.about for letter in ours if letter.about})
    people = {who for letter in ours for who in (letter.to, *letter.others)}
    rounds = uow.rounds.several(about)
    told = {letter.about for letter in ours if letter.kind in TO_COORDINATORS}
    return PairFacts(
        pairs=uow.pairs.several(about),
        rounds=rounds,
        buddies=uow.buddies.several(sorted(people)),
        progress={one: _progress(uow, one) for one in rounds if one in told},
        now=now,
    )


def _progress(uow: UnitOfWork, round_id: str) -> tuple[int, int]:
    """How many pairs have heard of each other, of how many."""
    pairs = uow.pairs.of_round(round_id)
    return introductions.sent(uow, pairs), len(pairs)
