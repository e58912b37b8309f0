"""What somebody would rather not hear is told to the one they talk with, in time, and to nobody else."""

from bot.domain.buddies import PrivateLists, Topic
from bot.domain.topics import RatherNot
from bot.use_cases import buddies, buddy_requests, membership, topics
from tests.use_cases.circle import ASKER
from tests.use_cases.circle import Circle as Givers
from tests.use_cases.desk import Desk
from tests.use_cases.round_table import Circle

NAMED = frozenset({Topic.DEATH, Topic.SUICIDE})


def asked(desk: Desk) -> Givers:
    givers = Givers(desk)
    for one in ("U1", "U2"):
        givers.gives(one, PrivateLists(topics=NAMED))
    givers.asks()
    return givers


def test_the_asker_is_told_once_both_are_named_and_for_a_day(desk: Desk) -> None:
    givers = asked(desk)
    request = givers.request().id
    assert topics.of_request(request, ASKER, desk.place) is None
    givers.accepts("U1")
    assert topics.of_request(request, ASKER, desk.place) is None, "it can still be passed on"
    desk.passes(minutes=1)
    told = (RatherNot("U1", NAMED),)
    assert topics.of_request(request, ASKER, desk.place) == told
    assert buddy_requests.look(ASKER, desk.place).rather_not == told[0]
    desk.passes(hours=24)
    assert topics.of_request(request, ASKER, desk.place) is None
    assert buddy_requests.look(ASKER, desk.place).rather_not is None


def test_nobody_but_the_asker_is_told(desk: Desk) -> None:
    givers = asked(desk)
    givers.accepts("U1")
    desk.passes(minutes=1)
    for other in ("U1", "U2", "U9"):
        assert topics.of_request(givers.request().id, other, desk.place) is None
    assert topics.of_request("no such request", ASKER, desk.place) is None
    assert "DEATH" not in repr(topics.of_request(givers.request().id, ASKER, desk.place))


def test_who_has_left_the_list_looks_like_who_has_named_nothing(desk: Desk) -> None:
    """Rule 6: this page is no way to find out who has gone."""
    givers = asked(desk)
    givers.accepts("U1")
    desk.passes(minutes=1)
    buddies.leave("U1", desk.place)
    told = topics.of_request(givers.request().id, ASKER, desk.place)
    assert told == (RatherNot("U1"),)


def test_each_of_a_pair_is_told_of_the_others_until_its_day(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", "U3", wants_trio=True)
    circle.joins("U4")
    circle.names("U1", *NAMED)
    sheet = circle.drafts()
    pair = next(one for one in sheet.pairs if "U1" in one.members)
    reader = pair.others("U1")[0]
    assert topics.of_pair(pair.id, reader, desk.place) is None, "nobody has heard of it"
    circle.publishes(seen=sheet.seen)
    circle.morning_comes()
    assert topics.of_pair(pair.id, reader, desk.place) == (RatherNot("U1", NAMED),)
    assert topics.of_pair(pair.id, "U1", desk.place) == (RatherNot(reader),)
    (outsider, _) = {"U2", "U3", "U4"} - {reader}
    assert topics.of_pair(pair.id, outsider, desk.place) is None
    desk.passes(days=28)
    assert topics.of_pair(pair.id, reader, desk.place) is None


def test_of_three_each_is_told_of_two_and_of_who_is_erased_nothing(desk: Desk) -> None:
    circle = Circle(desk)
    circle.joins("U1", "U2", "U3", wants_trio=True)
    circle.names("U1", Topic.DEATH)
    circle.names("U2", Topic.ILLNESS)
    (pair,) = circle.publishes().pairs
    circle.morning_comes()
    both = (RatherNot("U1", frozenset({Topic.DEATH})), RatherNot("U2", frozenset({Topic.ILLNESS})))
    assert topics.of_pair(pair.id, "U3", desk.place) == both
    membership.erase("U1", desk.place)
    assert topics.of_pair(pair.id, "U3", desk.place) == both[1:]
