"""One call to a Slack that answers as the real one does, and what each misfortune comes out as."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.courier import slack as door
from bot.courier.claim import claim
from bot.courier.faults import Fault
from bot.courier.office import Parcel
from bot.domain.letters import LetterKind, LetterState
from bot.use_cases import membership
from bot.views import letters
from tests.courier.road import ANA, BEN, OPENING, Road
from tests.courier.settling import settle_one
from tests.fakes import TWO_AT_NIGHT
from tests.use_cases.desk import Desk


def parcel(kind: LetterKind = LetterKind.CHECK_IN, **more: Any) -> Parcel:
    """A claimed letter to Ana, of whom no channel is known yet."""
    facts = {
        "letter": "l1",
        "kind": kind.value,
        "owner": "o1",
        "leave_by": TWO_AT_NIGHT + timedelta(days=1),
        "to": ANA,
        "about": "c1",
        "channel": None,
        "ts": None,
        "language": "en",
        "attempts": 1,
    }
    return Parcel(**{**facts, **more})


def test_a_check_in_comes_to_its_worker_alone(road: Road) -> None:
    sent = road.sends(parcel())
    assert sent.fault is None
    (message,) = road.ana.messages()
    assert message["ts"] == sent.ts
    assert message["text"].startswith("Your shift is over. A quiet minute, if you want it.")
    assert road.town.seat("Ben").messages() == []


@pytest.mark.parametrize(
    "kind",
    [LetterKind.LOOK_IN, LetterKind.FRESH_CARD, LetterKind.ASK_ONCE, LetterKind.COORDINATOR],
)
def test_every_kind_that_is_posted_comes_as_a_message(road: Road, kind: LetterKind) -> None:
    assert road.sends(parcel(kind)).fault is None
    assert len(road.ana.messages()) == 1


def test_a_card_takes_the_place_of_the_question(road: Road) -> None:
    there = road.sends(parcel())
    edited = road.sends(parcel(LetterKind.CARD, channel=there.channel, ts=there.ts))
    assert edited == there
    (message,) = road.ana.messages()
    assert message["text"].startswith("Thank you. That is all.")


def test_a_withdrawal_takes_the_message_away(road: Road) -> None:
    there = road.sends(parcel())
    road.sends(parcel(LetterKind.WITHDRAWAL, channel=there.channel, ts=there.ts))
    assert road.ana.messages() == []


def test_a_known_channel_is_not_asked_for_again(road: Road) -> None:
    there = road.sends(parcel())
    road.sends(parcel(channel=there.channel))
    assert len(road.town.calls("conversations.open")) == 1


def test_no_preview_of_any_link_is_asked_for(road: Road) -> None:
    road.sends(parcel())
    (call,) = road.town.calls("chat.postMessage")
    assert call["args"]["unfurl_links"] is False
    assert call["args"]["unfurl_media"] is False
    assert "metadata" not in call["args"]


# Misfortunes


@pytest.mark.parametrize(
    ("misfortune", "error", "arrives"),
    [
        ({"fault": "429", "retry_after": 7}, "ratelimited", 0),
        ({"fault": "500"}, "no_answer:500", 0),
        ({"fault": "refuse"}, "no_answer:ServerDisconnectedError", 0),
        ({"fault": "accept_then_drop"}, "no_answer:ServerDisconnectedError", 1),
        ({"fault": "error", "error": "channel_not_found"}, "channel_not_found", 0),
        ({"fault": "error", "error": "fatal_error"}, "fatal_error", 0),
    ],
)
def test_each_misfortune_has_its_word_and_nothing_is_tried_twice(
    road: Road, misfortune: dict[str, Any], error: str, arrives: int
) -> None:
    road.town.fault("chat.postMessage", times=1, **misfortune)
    sent = road.sends(parcel())
    assert sent.fault is not None
    assert sent.fault.error == error
    assert sent.fault.retry_after == misfortune.get("retry_after")
    assert len(road.town.calls("chat.postMessage")) == 1
    assert len(road.ana.messages()) == arrives


def test_an_answer_that_takes_too_long_is_no_answer(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = road.sends(parcel())
    monkeypatch.setattr(door, "SEND_TIMEOUT", 0.2)
    road.town.fault("chat.postMessage", "hang", seconds=5, times=1)
    assert road.sends(parcel(channel=there.channel)).fault == Fault("no_answer:TimeoutError")


def test_a_slack_that_is_not_there_surely_got_nothing(desk: Desk) -> None:
    away = Road(desk, "http://127.0.0.1:1")
    assert away.sends(parcel()).fault == Fault("not_connected")


@pytest.mark.parametrize("misfortune", ["500", "refuse", "accept_then_drop"])
def test_when_only_the_channel_could_not_be_had_no_message_is_in_doubt(
    road: Road, misfortune: str
) -> None:
    road.town.fault("conversations.open", misfortune, times=1)
    assert road.sends(parcel()).fault == Fault("no_channel")
    assert road.town.calls("chat.postMessage") == []


def test_a_person_whom_slack_does_not_know_is_gone(road: Road) -> None:
    sent = road.sends(parcel(to="U0NOBODY01"))
    assert sent.fault == Fault("user_not_found")


def test_a_revoked_token_is_told_by_its_word(road: Road) -> None:
    async def ask(slack: door.Slack) -> str:
        try:
            return (await slack.who_am_i()).workspace
        except door.Refused as refusal:
            return refusal.fault.error

    assert road.walks(ask, token="xoxb-revoked") == "invalid_auth"


def test_a_message_that_is_gone_cannot_be_edited_or_taken_away(road: Road) -> None:
    there = road.sends(parcel())
    road.sends(parcel(LetterKind.WITHDRAWAL, channel=there.channel, ts=there.ts))
    for kind in (LetterKind.CARD, LetterKind.WITHDRAWAL):
        sent = road.sends(parcel(kind, channel=there.channel, ts=there.ts))
        assert sent.fault == Fault("message_not_found")


# From the claim to the end, over the road


def due(road: Road, worker: str = ANA) -> None:
    road.desk.joins(worker)
    road.desk.done(worker)
    road.desk.clock.move(minutes=20)


def test_consent_withdrawn_between_the_claim_and_the_end_leaves_a_card(road: Road) -> None:
    due(road)
    (taken,) = claim(road.desk.office)
    sent = road.sends(taken)
    membership.turn_off(ANA, road.desk.place)
    settle_one(taken, sent, road.desk.office)
    road.sends_all()
    (message,) = road.ana.messages()
    assert message["text"].startswith("Thank you. That is all.")


def test_a_refusal_for_the_pace_holds_everybody_back_until_slack_allows_it(road: Road) -> None:
    due(road, ANA)
    due(road, BEN)
    road.town.fault("chat.postMessage", "429", retry_after=30, times=1)
    states = road.sends_all()
    assert sorted(str(state) for state in states) == ["due", "sent"]
    road.desk.clock.move(seconds=29)
    road.desk.wall.move(seconds=29)
    assert road.sends_all() == []
    road.desk.clock.move(seconds=1)
    road.desk.wall.move(seconds=1)
    assert road.sends_all() == [LetterState.SENT]
    assert road.posted() == [OPENING, OPENING]


def test_a_dropped_connection_after_acceptance_never_posts_twice(road: Road) -> None:
    due(road)
    road.town.fault("chat.postMessage", "accept_then_drop", times=1)
    assert road.sends_all() == [LetterState.UNCERTAIN]
    for _ in range(3):
        road.desk.clock.move(minutes=30)
        assert road.sends_all() == []
    assert road.posted() == [OPENING]


def test_a_tap_on_a_message_in_doubt_lifts_the_doubt(road: Road) -> None:
    due(road)
    road.town.fault("chat.postMessage", "accept_then_drop", times=1)
    road.sends_all()
    (message,) = road.ana.messages()
    check_in = road.desk.last_check_in(ANA)
    place = road.walks(lambda slack: slack.direct_channel(ANA))
    road.desk.taps(replace(check_in, channel=place, ts=message["ts"]))
    assert road.sends_all() == [LetterState.SENT]
    assert road.desk.letters() == {"sent": 2}
    assert [one["text"][:9] for one in road.ana.messages()] == ["Thank you"]


def test_the_channel_is_learnt_from_the_first_message(road: Road) -> None:
    due(road)
    road.sends_all()
    assert road.desk.worker(ANA).channel is not None
    road.desk.taps(road.desk.last_check_in(ANA))
    road.sends_all()
    road.desk.clock.move(hours=20)
    road.desk.done(ANA)
    road.desk.clock.move(minutes=20)
    road.sends_all()
    assert len(road.town.calls("conversations.open")) == 1


def test_a_process_that_was_frozen_since_its_claim_posts_nothing_when_it_wakes(road: Road) -> None:
    """Meanwhile consent may have gone and the time be over: that was decided at the claim."""
    road.desk.joins(ANA)
    road.desk.done(ANA)
    road.desk.clock.move(minutes=20)
    (claimed,) = claim(road.desk.office)
    membership.turn_off(ANA, road.desk.place)
    road.desk.wall.move(seconds=21)
    sent = road.sends(claimed)
    assert sent.fault == Fault("too_late")
    assert road.posted() == []
    assert settle_one(claimed, sent, road.desk.office) is LetterState.DUE
    road.desk.passes(minutes=1)
    assert road.desk.letters() == {"cancelled": 1}


def test_a_mistake_in_the_words_fails_its_letter_and_stops_nobody(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_facts: Any) -> None:
        raise KeyError("a word that is not there")

    monkeypatch.setattr(letters, "render", stumble)
    assert road.sends(parcel()).fault == Fault("nothing_to_say")
    assert road.posted() == []
