"""Slack slow, broken, hanging or gone: each letter ends as it must, and nothing is repeated blindly."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from bot.courier import slack as door
from bot.courier.faults import Fault
from bot.domain.rates import LONGEST_BLOCK, RATE
from bot.store.rates import locked_bucket
from bot.store.unit_of_work import Store
from tests.courier.road import Road
from tests.courier.test_send import parcel
from tests.faults.faulty_slack import Allowance, FaultySlack, No
from tests.faults.mail import Mail
from tests.faults.wave import fill
from tests.store.stores import empty
from tests.use_cases.desk import Desk

WAVE = 200


@pytest.fixture
def mail(one_store: Store) -> Iterator[Mail]:
    with FaultySlack() as slack:
        yield Mail(Desk(empty(one_store)), slack)


def test_each_misfortune_after_acceptance_leaves_a_doubt_and_no_second_message(
    mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "SEND_TIMEOUT", 2)
    mail.slack.misfortunes = {
        "DU500": "broken",
        "DUHANG": "hang",
        "DUDROP": "drop",
        "DUREFUSE": "refuse",
    }
    people = [channel[1:] for channel in mail.slack.misfortunes]
    mail.is_due_to(*people, "UWELL")
    mail.goes()
    doubt = dict.fromkeys(people, "uncertain")
    assert mail.states_of([*people, "UWELL"]) == doubt | {"UWELL": "sent"}
    mail.slack.misfortunes.clear()
    mail.passes(seconds=7200, step=600)
    assert mail.states_of(people) == doubt
    mail.passes(seconds=2 * 86_400, step=43_200)
    mail.desk.winds()
    assert mail.states_of(people) == dict.fromkeys(people, "abandoned")
    assert set(mail.slack.accepted.values()) == {1}
    assert mail.slack.calls["chat.postMessage"] == 5


def test_an_edit_of_which_nobody_knows_is_made_again(mail: Mail) -> None:
    mail.is_due_to("U1")
    mail.goes()
    mail.slack.noes = {"chat.update": No("fatal_error", 500)}
    mail.desk.taps(mail.check_in_of("U1"))
    mail.passes(seconds=2)
    assert mail.states() == {"sent": 1, "due": 1}
    mail.slack.noes.clear()
    mail.passes(seconds=20, step=5)
    assert mail.states() == {"sent": 2}


def test_a_channel_that_cannot_be_opened_is_no_doubt_and_is_tried_until_it_expires(
    mail: Mail,
) -> None:
    mail.slack.noes = {"conversations.open": No("internal_error", 500)}
    mail.is_due_to("UEARLY")
    mail.passes(seconds=6600, step=300)
    mail.is_due_to("ULATE")
    assert mail.states() == {"due": 2}
    mail.slack.noes.clear()
    mail.passes(seconds=300, step=60)
    assert mail.states_of(["UEARLY", "ULATE"]) == {"UEARLY": "expired", "ULATE": "sent"}


# A Slack that cannot be reached


def test_a_slack_that_takes_no_connection_in_hours_costs_nobody_in_time_their_letter(
    one_store: Store,
) -> None:
    """What expired stays unsent, what is in time is sent, paced and once."""
    desk = Desk(empty(one_store))
    with FaultySlack() as slack:
        mail = Mail(desk, slack)
        away = Mail(desk, FaultySlack(url="http://127.0.0.1:1"))
        away.is_due_to("UEARLY")
        away.passes(seconds=3 * 3600, step=600)
        away.is_due_to("ULATE")
        away.passes(seconds=600, step=60)
        assert away.states_of(["UEARLY", "ULATE"]) == {"UEARLY": "expired", "ULATE": "due"}
        mail.passes(seconds=300, step=60)
        assert mail.state_of("ULATE") == "sent"
        assert list(slack.accepted.values()) == [1]


def test_a_road_on_which_every_packet_is_lost_leaves_no_doubt(
    one_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A firewall that drops instead of refusing: what never reached Slack surely was not sent."""
    monkeypatch.setattr(door, "CONNECT_TIMEOUT", 0.3)
    with ExitStack() as stack:
        full = stack.enter_context(closing(socket.socket()))
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # nobody takes these, so that the next ones wait outside
            waiting = stack.enter_context(closing(socket.socket()))
            waiting.setblocking(False)
            waiting.connect_ex(full.getsockname())
        road = Road(Desk(empty(one_store)), f"http://127.0.0.1:{full.getsockname()[1]}")
        assert road.sends(parcel(channel="D1")).fault == Fault("not_connected")


def test_a_slack_that_answers_nobody_for_a_while_leaves_few_in_doubt_and_then_sends_the_rest(
    mail: Mail,
) -> None:
    """What nobody knows of is never repeated; so no wave is spent on finding out that it is away."""
    fill(mail.desk.place.store, WAVE, mail.desk.now)
    mail.slack.misfortunes = {f"DU{number:06d}": "broken" for number in range(WAVE)}
    mail.passes(seconds=1200, step=5)
    assert mail.states().keys() == {"uncertain", "due"}
    assert mail.states()["uncertain"] < WAVE // 2
    in_doubt = mail.states()["uncertain"]
    mail.slack.misfortunes.clear()
    mail.passes(seconds=1200, step=5)
    assert mail.states() == {"uncertain": in_doubt, "sent": WAVE - in_doubt}


# 429


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("30", 30),
        ("0", 1),
        ("-5", 1),
        ("1e9", 1),
        ("soon", 1),
        ("2.5", 1),
        ("", 1),
        (None, 1),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 1),
        ("1000000000", LONGEST_BLOCK.total_seconds()),
        ("9" * 400, LONGEST_BLOCK.total_seconds()),
        ("٣٠", 1),
    ],
    ids=repr,
)
def test_what_slack_asks_for_is_kept_within_reason(
    mail: Mail, told: str | None, seconds: float
) -> None:
    headers = {} if told is None else {"Retry-After": told}
    mail.slack.noes = {"DU1": No("ratelimited", 429, headers)}
    mail.is_due_to("U1")
    mail.goes()
    with mail.desk.place.begin() as uow:
        blocked_until = locked_bucket(uow, mail.desk.wall.now()).blocked_until
    assert blocked_until is not None
    assert (blocked_until - mail.desk.wall.now()).total_seconds() == seconds
    mail.slack.noes.clear()
    mail.passes(seconds=360, step=60)
    assert mail.state_of("U1") == "sent"


def test_a_wave_through_a_slack_that_allows_half_our_pace_arrives_with_few_refusals(
    mail: Mail,
) -> None:
    desk = mail.desk
    mail.slack.allowance = Allowance(desk.wall, rate=RATE / 2, burst=10)
    fill(desk.place.store, WAVE, desk.now)
    mail.goes()
    first = mail.slack.refusals
    assert first > 0
    for _ in range(WAVE):
        mail.passes(seconds=1)
        if mail.states() == {"sent": WAVE}:
            break
    assert mail.states() == {"sent": WAVE}
    assert set(mail.slack.accepted.values()) == {1}
    assert mail.slack.refusals - first <= WAVE // 100
