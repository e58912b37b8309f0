"""What a coordinator has on the screen: a round with its pairs, who rests and why, and the edit to come."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.pairing.proposals import Proposal, Reason, Why
from bot.domain.rounds import Pair, Rest, Round

UNSAID = "topics"  # comes from the private lists, so it weighs and is never told
NO_REASON = "fits"


@dataclass(frozen=True)
class Seen:
    """The round that was on the screen, as it was then."""

    round: str
    version: int


@dataclass(frozen=True)
class Sheet:
    """A round as it stands; names are on it, and nothing else about anybody.

    `now` is the moment at which it was read, on the clock of who reads it.
    """

    round: Round
    pairs: tuple[Pair, ...]
    rests: tuple[Rest, ...]
    now: datetime

    @property
    def seen(self) -> Seen:
        return Seen(self.round.id, self.round.version)

    @property
    def left_out(self) -> frozenset[str]:
        return frozenset(rest.worker for rest in self.rests if rest.why is Why.LEFT_OUT)

    def pair(self, pair_id: str) -> Pair | None:
        return next((pair for pair in self.pairs if pair.id == pair_id), None)

    def people(self) -> frozenset[str]:
        return frozenset(
            [who for pair in self.pairs for who in pair.members]
            + [rest.worker for rest in self.rests]
        )

    def without(self, gone: frozenset[str]) -> "Sheet":
        """The same after some people have gone: who was paired with one of them rests."""
        kept = tuple(pair for pair in self.pairs if gone.isdisjoint(pair.members))
        left = {who for pair in self.pairs if pair not in kept for who in pair.members} - gone
        rests = [rest for rest in self.rests if rest.worker not in gone]
        rests += [Rest(who, Why.NO_FITTING_PARTNER) for who in sorted(left)]
        return replace(self, pairs=kept, rests=tuple(rests))


def reason_of(reasons: tuple[Reason, ...]) -> str:
    """The strongest reason that may be told to a coordinator."""
    return next((one.key for one in reasons if one.key != UNSAID), NO_REASON)


def written_down(proposal: Proposal, before: Sheet, ids: list[str]) -> Sheet:
    """The proposal as the new sheet; a pair that was there before keeps its id, its reason and its lock."""
    known = {pair.members: pair for pair in before.pairs}
    fresh = iter(ids)

    def pair(people: tuple[str, ...], reasons: tuple[Reason, ...]) -> Pair:
        members = tuple(sorted(people))
        return known.get(members) or Pair(
            next(fresh), members, reason_of(reasons), round=before.round.id
        )

    pairs = [pair(one.people, one.reasons) for one in proposal.pairs]
    pairs += [pair(one.people, one.reasons) for one in proposal.trios]
    rests = [Rest(one.id, one.why) for one in proposal.unmatched]
    return in_order(replace(before, pairs=tuple(pairs), rests=tuple(rests)))


def in_order(sheet: Sheet) -> Sheet:
    """By people; whom the coordinator left out comes last."""
    return replace(
        sheet,
        pairs=tuple(sorted(sheet.pairs, key=lambda one: one.members)),
        rests=tuple(sorted(sheet.rests, key=lambda one: (one.why is Why.LEFT_OUT, one.worker))),
    )
