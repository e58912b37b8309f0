"""Working out a draft: reads what there is and asks the engine; nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.errors import ChangedMeanwhile, NoFittingPartner, NotInThisRound
from bot.domain.pairing.peers import Peer, Two, two
from bot.domain.pairing.previews import rule_costs, swapped
from bot.domain.pairing.proposals import Proposal, Why
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Rule, Terms
from bot.domain.rounds import Findings, Rest, Round, RoundSettings, terms_of
from bot.domain.sheets import Seen, Sheet, written_down
from bot.use_cases import peers
from bot.use_cases.coordination import as_coordinator
from bot.use_cases.peers import People
from bot.use_cases.workplace import Workplace

COST_OF = {Rule.COMMON_HOURS: "common_hours", Rule.COMMON_LANGUAGE: "common_language"}


@dataclass(frozen=True)
class Bench:
    """A sheet, and everybody who could be on it."""

    sheet: Sheet
    people: People

    @property
    def settings(self) -> RoundSettings:
        return self.sheet.round.settings

    @property
    def locked(self) -> frozenset[Two]:
        """What the coordinator keeps as it is."""
        return _twos(self.sheet, only_locked=True)

    def terms(self, locked: frozenset[Two]) -> Terms:
        return terms_of(self.sheet.round, self.sheet.left_out, locked)

    def peers(self) -> list[Peer]:
        return self.people.peers(self.settings)


def plan(settings: RoundSettings, seen: Seen | None, by: str, place: Workplace) -> Sheet:
    """Everybody anew by these settings; locks and who was left out stay. A new draft without `seen`."""
    bench = lay_out(seen, by, place)
    changed = replace(bench.sheet, round=replace(bench.sheet.round, settings=settings))
    bench = replace(bench, sheet=changed)
    best = _best(bench)
    return _finished(bench, best, best, place)


def plan_leaving_out(person: str, seen: Seen, by: str, place: Workplace) -> Sheet:
    """Only who was with this person is paired anew, with somebody who had nobody."""
    bench = lay_out(seen, by, place)
    left = bench.sheet.without(frozenset({person}))
    out = (*left.rests, Rest(person, Why.LEFT_OUT))
    return _settled(replace(bench, sheet=replace(left, rests=out)), place)


def plan_taking_in(person: str, seen: Seen, by: str, place: Workplace) -> Sheet:
    """Whom the coordinator left out is in again."""
    bench = lay_out(seen, by, place)
    back = replace(bench.sheet, rests=_besides(bench.sheet.rests, person))
    return _settled(replace(bench, sheet=back), place)


def plan_swap(one: str, other: str, seen: Seen, by: str, place: Workplace) -> Sheet:
    """The two change places, and what came of it is locked; NoFittingPartner when a rule says no.

    NotInThisRound where somebody does not take part in it.
    """
    bench = lay_out(seen, by, place)
    if not {one, other} <= bench.sheet.people():
        raise NotInThisRound
    known, past = bench.peers(), bench.people.past
    standing = propose(known, past, bench.terms(_twos(bench.sheet)))
    new = swapped(known, past, bench.terms(bench.locked), standing, (one, other))
    if new is None:
        raise NoFittingPartner
    sheet = _finished(bench, new, _best(bench), place)
    pairs = (
        replace(pair, is_locked=pair.is_locked or bool({one, other} & {*pair.members}))
        for pair in sheet.pairs
    )
    return replace(sheet, pairs=tuple(pairs))


def lay_out(seen: Seen | None, by: str, place: Workplace) -> Bench:
    """ChangedMeanwhile when the draft is not what was on the screen."""
    with place.look() as uow:
        as_coordinator(uow, by)
        draft = uow.rounds.draft()
        if (None if draft is None else Seen(draft.id, draft.version)) != seen:
            raise ChangedMeanwhile
        if draft is None:
            draft = Round(place.dice.token(), uow.rounds.next_number(), by, place.now(), version=0)
        pairs, rests = uow.pairs.of_round(draft.id), uow.pairs.rests_of(draft.id)
        sheet = Sheet(draft, tuple(pairs), tuple(rests), place.now())
        return Bench(sheet, peers.gather(uow, place))


def _settled(bench: Bench, place: Workplace) -> Sheet:
    """Every pair stays as it is; who has nobody is tried once more."""
    terms = bench.terms(_twos(bench.sheet))
    new = propose(bench.peers(), bench.people.past, terms)
    return _finished(bench, new, _best(bench), place)


def _best(bench: Bench) -> Proposal:
    """What the engine would make of it, but for what the coordinator has locked."""
    return propose(bench.peers(), bench.people.past, bench.terms(bench.locked))


def _finished(bench: Bench, proposal: Proposal, best: Proposal, place: Workplace) -> Sheet:
    """Written down, with how good it is and what each rule costs."""
    ids = [place.dice.token() for _ in range(len(proposal.pairs) + len(proposal.trios))]
    sheet = written_down(proposal, bench.sheet, ids)
    weight = min(proposal.weight, best.bound)
    findings = Findings(weight, best.bound, dict(_costs(bench, proposal)))
    return replace(sheet, round=replace(sheet.round, findings=findings))


def _costs(bench: Bench, proposal: Proposal) -> Iterable[tuple[str, int]]:
    """How many pairs more there would be without each rule that the coordinator may lift."""
    if all(one.why is Why.LEFT_OUT for one in proposal.unmatched):
        return
    known, past, terms = bench.peers(), bench.people.past, bench.terms(bench.locked)
    if bench.settings.different_team:
        settings = replace(bench.settings, different_team=False)
        without = propose(bench.people.peers(settings), past, terms)
        if more := _placed(without) - _placed(proposal):
            yield "different_team", more
    for rule, more in rule_costs(known, past, terms, proposal).items():
        if rule in COST_OF:
            yield COST_OF[rule], more


def _placed(proposal: Proposal) -> int:
    return len(proposal.pairs) + len(proposal.trios)


def _twos(sheet: Sheet, *, only_locked: bool = False) -> frozenset[Two]:
    """Pairs of two; three are put together anew."""
    return frozenset(
        two(*pair.members)
        for pair in sheet.pairs
        if pair.is_of_two and (pair.is_locked or not only_locked)
    )


def _besides(rests: tuple[Rest, ...], person: str) -> tuple[Rest, ...]:
    return tuple(rest for rest in rests if rest.worker != person)
