"""Who is never brought together, and who is supported enough to support others."""

import pytest

from bot.domain.roster import Member, Reason, may_not_meet
from bot.domain.supporters import Lack, Supporter, is_supported, lacking
from tests.domain.makers import NOON


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (Member("U1"), Member("U2"), None),
        (Member("U1", manager="U2"), Member("U2"), Reason.MANAGER),
        (Member("U1", supervisor="U2"), Member("U2"), Reason.SUPERVISOR),
        (Member("U1", manager="U3"), Member("U2", manager="U3"), None),
        (Member(None), Member("U2", manager=None), None),
        (Member("U1", team="North"), Member("U2", team="North"), None),
    ],
)
def test_own_line_is_kept_apart_in_both_directions(
    one: Member, other: Member, reason: Reason | None
) -> None:
    assert may_not_meet(one, other) is reason
    assert may_not_meet(other, one) is reason


@pytest.mark.parametrize(
    ("team", "reason"), [("NORTH", Reason.SAME_TEAM), ("South", None), (None, None)]
)
def test_one_team_is_kept_apart_when_one_of_them_wishes_it(
    team: str | None, reason: Reason | None
) -> None:
    one, other = Member("U1", team="North"), Member("U2", team=team)
    assert may_not_meet(one, other, outside_team=True) is reason
    assert may_not_meet(other, one, outside_team=True) is reason


ASKED = Supporter("U1", "U2", NOON)
AGREED = Supporter("U1", "U2", NOON, NOON)


@pytest.mark.parametrize(
    ("named", "manager", "in_turn", "missing"),
    [
        (None, None, None, Lack.NOBODY_NAMED),
        (ASKED, None, None, Lack.NOT_AGREED),
        (AGREED, None, None, None),
        (AGREED, "U3", Supporter("U2", "U3", NOON), None),
        (AGREED, "U2", None, Lack.OWN_MANAGER),
        (AGREED, None, Supporter("U2", "U1", NOON), Lack.EACH_OTHER),
        (Supporter("U1", "U1", NOON, NOON), None, None, Lack.THEMSELVES),
        (Supporter("U1", None, NOON, NOON), None, None, None),
        (Supporter("U1", None, NOON), None, None, Lack.NOT_AGREED),
    ],
)
def test_nobody_supports_without_support(
    named: Supporter | None, manager: str | None, in_turn: Supporter | None, missing: Lack | None
) -> None:
    assert lacking(named, manager, in_turn) is missing
    assert is_supported(named, manager, in_turn) is (missing is None)
