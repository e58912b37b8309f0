"""Where everybody may meet everybody, nobody meets twice until all have met, and rests are shared."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from bot.domain.pairing.peers import PastRound, Peer, two
from bot.domain.pairing.proposals import Proposal
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Terms
from bot.domain.pairing.trials import Trial, dry_run, tried
from tests.domain.pairing.worlds import moved_on, peer, peers


def cycle(count: int) -> int:
    """Rounds until all have met."""
    return count - 1 + count % 2


def varied(count: int) -> list[Peer]:
    """People whom it does not leave the same whom they meet."""
    return [
        peer(
            f"p{number:03}",
            experience_years=(number * number) % 17,
            topics=frozenset({f"topic {number % 5}", f"topic {number % 3}"}),
        )
        for number in range(count)
    ]


def rests(trial: Trial) -> Counter[str]:
    return Counter(one.id for proposal in trial.proposals for one in proposal.unmatched)


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 7, 8, 12, 13, 24])
def test_nobody_meets_twice_until_all_have_met_and_then_it_begins_anew(count: int) -> None:
    people, once = peers(count), cycle(count)
    trial = dry_run(people, [], Terms(), rounds=2 * once)
    pairs = Counter(pair for proposal in trial.proposals for pair in proposal.past(0).pairs)
    assert set(pairs.values()) == {2}
    assert len(pairs) == count * (count - 1) // 2
    assert tried(people, [], trial.proposals[:once]).repeats == 0
    assert trial.longest_run <= 1


@pytest.mark.parametrize("count", [6, 7, 12, 13, 24])
def test_it_is_so_too_where_weights_would_bring_some_together_again(count: int) -> None:
    people = varied(count)
    trial = dry_run(people, [], Terms(), rounds=cycle(count))
    assert trial.repeats == 0
    assert trial.longest_run <= 1
    assert all(one.weight <= one.bound for one in trial.proposals)
    assert trial.proposals[0].weight == trial.proposals[0].bound


@pytest.mark.parametrize("people", [peers(13), varied(13)], ids=["alike", "varied"])
def test_thirteen_people_share_their_rests(people: list[Peer]) -> None:
    for rounds in (5, 13, 20, 26):
        told = rests(dry_run(people, [], Terms(), rounds=rounds))
        shares = [told[one.id] for one in people]
        assert max(shares) - min(shares) <= 1


def test_nobody_rests_twice_running_also_where_one_circle_ends_and_the_next_begins() -> None:
    for count in (3, 5, 9):
        assert dry_run(varied(count), [], Terms(), rounds=4 * count).longest_run == 1


@pytest.mark.parametrize("glad", [2, 3, 4])
@pytest.mark.parametrize("make", [peers, varied])
def test_rests_by_choice_go_round_among_those_who_like_to(
    make: Callable[[int], list[Peer]], glad: int
) -> None:
    """Somebody else rests now and then where otherwise two would meet again, and never more often."""
    people = [replace(one, rests_gladly=place < glad) for place, one in enumerate(make(13))]
    trial = dry_run(people, [], Terms(), rounds=26)
    shares = sorted(rests(trial).items())
    theirs, others = [told for _, told in shares[:glad]], [told for _, told in shares[glad:]]
    assert max(theirs) - min(theirs) <= 1
    assert max(others, default=0) < min(theirs)
    assert trial.longest_run == 1


@pytest.mark.parametrize("glad", [2, 3, 4])
@pytest.mark.parametrize("make", [peers, varied])
def test_where_some_may_not_meet_nobody_else_rests(
    make: Callable[[int], list[Peer]], glad: int
) -> None:
    people = [replace(one, rests_gladly=place < glad) for place, one in enumerate(make(13))]
    people[-1] = replace(people[-1], not_with=frozenset({people[-2].id}))
    told = rests(dry_run(people, [], Terms(), rounds=6 * glad))
    assert told == {one.id: 6 for one in people[:glad]}


def by_hand(people: Sequence[Peer], rounds: int) -> list[PastRound]:
    """Rounds that somebody dealt in another way: the others move on by one beside the last."""
    ring, last = [one.id for one in people[:-1]], people[-1].id
    ring = ring[1::2] + ring[::2]
    past = []
    for turn in range(rounds):
        moved = ring[turn:] + ring[:turn]
        halves = zip(
            moved[1 : len(moved) // 2 + 1], reversed(moved[len(moved) // 2 + 1 :]), strict=True
        )
        pairs = (two(moved[0], last), *(two(a, b) for a, b in halves))
        past.append(PastRound(turn + 1, pairs))
    return past


@pytest.mark.parametrize("rounds", [1, 4, 8])
@pytest.mark.parametrize("people", [peers(12), varied(12)], ids=["alike", "varied"])
def test_rounds_that_others_made_are_gone_on_from(people: list[Peer], rounds: int) -> None:
    past = by_hand(people, rounds)
    trial = dry_run(people, past, Terms(number=rounds + 1), rounds=11 - rounds)
    assert trial.repeats == 0


def test_told_anew_each_round_it_goes_on_as_in_one_run() -> None:
    people, past = varied(13), list[PastRound]()
    apart: list[Proposal] = []
    for number in range(1, 14):
        apart.append(propose(people, past, Terms(number=number)))
        past.append(apart[-1].past(number))
        people = moved_on(people, apart[-1])
    assert tuple(apart) == dry_run(varied(13), [], Terms(), rounds=13).proposals


def test_who_comes_later_meets_all_and_who_was_away_makes_few_repeats() -> None:
    people = peers(7)
    past = [
        one.past(number) for number, one in enumerate(dry_run(people, [], Terms(), 3).proposals)
    ]
    joined = peers(8)
    trial = dry_run(joined, past, Terms(number=3), rounds=7)
    met = {pair for one in trial.proposals for pair in one.past(0).pairs}
    met |= {pair for one in past for pair in one.pairs}
    assert met == set(combinations((one.id for one in joined), 2))


def test_with_all_willing_the_odd_one_joins_a_pair_and_that_is_shared() -> None:
    trial = dry_run(peers(5, trio=True), [], Terms(), rounds=10)
    assert rests(trial) == {}
    in_trios = Counter(
        one for each in trial.proposals for trio in each.trios for one in trio.people
    )
    assert sum(in_trios.values()) == 30
    assert max(in_trios.values()) - min(in_trios.values()) <= 2
