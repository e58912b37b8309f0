"""What a coordinator may change in a preview, and what it tells them without telling secrets."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing.peers import PastRound, Peer
from bot.domain.pairing.previews import fits, rule_costs, swapped
from bot.domain.pairing.proposals import Why
from bot.domain.pairing.rounds import propose
from bot.domain.pairing.terms import Rule, Terms
from bot.domain.pairing.trials import dry_run
from tests.domain.pairing.worlds import breaches, peer, peers, worlds

World = tuple[list[Peer], list[PastRound], Terms]


def test_two_change_places() -> None:
    people = peers(4)
    proposal = propose(people, [], Terms())
    (a, b), (c, d) = proposal.groups
    anew = swapped(people, [], Terms(), proposal, (a, c))
    assert anew is not None
    assert set(anew.groups) == {tuple(sorted((c, b))), tuple(sorted((a, d)))}


def test_who_has_no_partner_may_take_a_place() -> None:
    people = peers(3)
    proposal = propose(people, [], Terms())
    ((a, b),), alone = proposal.groups, proposal.unmatched[0].id
    anew = swapped(people, [], Terms(), proposal, (alone, a))
    assert anew is not None
    assert anew.groups == (tuple(sorted((alone, b))),)
    assert [(one.id, one.why) for one in anew.unmatched] == [(a, Why.NO_FITTING_PARTNER)]


def test_a_swap_that_a_rule_forbids_is_none_whichever_rule_it_was() -> None:
    terms = Terms(locked=frozenset({("a", "b"), ("c", "d")}))
    for told in (
        {"not_with": frozenset({"d"})},
        {"manager": "d"},
        {"languages": frozenset({"fr"})},
    ):
        people = [peer("a"), peer("b", languages=frozenset({"en", "fr"})), peer("c"), peer("d")]
        people[0] = replace(people[0], **told)
        proposal = propose(people, [], terms)
        assert proposal.groups == (("a", "b"), ("c", "d"))
        assert swapped(people, [], terms, proposal, ("a", "c")) is None
        assert not fits(people, [], terms, "a", "d")
        assert fits(people, [], terms, "b", "c")


def test_who_is_away_or_unknown_changes_no_places() -> None:
    people, terms = peers(4), Terms(absent=frozenset({"p000"}))
    proposal = propose(people, [], terms)
    placed = proposal.groups[0][0]
    assert swapped(people, [], terms, proposal, (placed, "p000")) is None
    assert swapped(people, [], terms, proposal, (placed, "nobody")) is None


@settings(max_examples=30)
@given(worlds(), st.data())
def test_no_swap_breaks_a_rule_or_forgets_anybody(world: World, data: st.DataObject) -> None:
    people, past, terms = world
    if len(people) < 2:
        return
    proposal = propose(people, past, terms)
    ids = st.sampled_from([one.id for one in people])
    anew = swapped(people, past, terms, proposal, (data.draw(ids), data.draw(ids)))
    if anew is not None:
        assert breaches(people, anew.groups, terms) == []
        told = [one for group in anew.groups for one in group] + [one.id for one in anew.unmatched]
        assert sorted(told) == sorted(one.id for one in people)
        assert anew.weight <= anew.bound


def test_what_a_rule_costs_is_told_in_pairs_and_never_of_private_lists() -> None:
    people = [peer(f"p{place}", team="all", outside_team=True) for place in range(4)]
    people += [peer("x", not_with=frozenset({"y"})), peer("y")]
    listed = [
        replace(one, languages=frozenset({"fr"})) if one.id in "xy" else one for one in people
    ]
    proposal = propose(listed, [], Terms())
    assert proposal.groups == ()
    assert rule_costs(listed, [], Terms(), proposal) == {
        Rule.DIFFERENT_TEAM: 2,
        Rule.COMMON_LANGUAGE: 2,
    }


def test_a_dry_run_counts_repeats_who_waits_and_who_never_had_anybody() -> None:
    people = [*peers(2), peer("z", languages=frozenset({"fr"}))]
    absent = [frozenset({"p000"})]
    trial = dry_run(people, [], Terms(), rounds=4, absent=absent)
    assert len(trial.proposals) == 4
    assert trial.repeats == 2
    assert trial.unmatched == 5
    assert trial.longest_run == 4
    assert trial.never == {"z"}
    assert trial.coverage == 6 / 11
