"""What monitors read: counts and latencies that are true, and nothing that tells of anybody."""

import re
from datetime import timedelta

import httpx
import pytest

from bot.domain.letters import LetterKind, LetterState, Moved
from bot.domain.practices import Feeling
from bot.use_cases.audit import Audit
from handlers.metrics import Metrics, Vitals
from tests.fakes import TWO_AT_NIGHT, HandClock
from tests.handlers.crowd import wait_for
from tests.handlers.posting import posts, posts_json
from tests.rules.outages import gone
from tests.stories.stage import PLAIN, Stage, stage
from tests.stories.steps import gets_a_check_in, turns_on

HOUR = timedelta(hours=1)


def page(scene: Stage, **headers: str) -> str:
    answer = httpx.get(f"{scene.url}/metrics", headers=headers, verify=PLAIN)
    assert answer.status_code == 200
    return answer.text


def value(text: str, name: str, **labels: str) -> float:
    """The one number of this name with these labels."""
    told = [
        line.rpartition(" ")[2]
        for line in text.splitlines()
        if re.match(rf"aftershift_{name}(\{{|\s)", line)
        and all(f'{key}="{one}"' in line for key, one in labels.items())
    ]
    assert len(told) == 1, f"{name} {labels}: {told}"
    return float(told[0])


def letters(text: str, kind: str, end: str) -> float:
    return value(text, "letters_total", kind=kind, end=end)


# In a running bot.


def test_a_question_is_counted_by_its_end_and_a_card_that_came_is_not(night: Stage) -> None:
    """With one worker on at night, a card would tell that this one tapped, and when."""
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    ana.taps("Not now")
    night.settles()
    told = page(night)
    assert letters(told, "question", "sent") == 1
    assert letters(told, "other", "sent") == 0
    assert value(told, "letter_lateness_seconds_count", kind="question") == 1


def test_a_card_that_did_not_come_is_counted(night: Stage) -> None:
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    night.town.fault("chat.update", "error", error="invalid_blocks", times=1)
    ana.taps("Not now")
    night.settles()
    assert letters(page(night), "other", "failed") == 1


def test_what_is_taken_back_or_comes_too_late_is_counted_as_such(night: Stage) -> None:
    ana = turns_on(night)
    ana.types("/decompress done")
    night.settles()
    night.clock.move(hours=5)
    night.settles()
    ana.types("/decompress done")
    night.settles()
    ana.opens_home()
    ana.taps("Turn off", confirmed=True)
    night.settles()
    told = page(night)
    assert letters(told, "question", "expired") == 1
    assert letters(told, "question", "cancelled") == 1
    assert letters(told, "question", "sent") == 0


def test_a_429_is_counted_and_the_letter_that_comes_later_is_late(night: Stage) -> None:
    ana = turns_on(night)
    night.town.fault("chat.postMessage", "429", times=1, retry_after=1)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert value(page(night), "rate_limited_total") == 1
    waits_for_slack(night)
    night.passes(minutes=3)
    told = page(night)
    assert letters(told, "question", "sent") == 1
    assert value(told, "letter_lateness_seconds_sum", kind="question") == 180


def waits_for_slack(night: Stage) -> None:
    """The pause that Slack asked for goes by on the machine's own clock; here it is just over."""
    with night.services.place.begin() as uow:
        uow.connection.exec_driver_sql("UPDATE rate_buckets SET blocked_until = NULL, tokens = 9")


def test_the_queue_and_its_age_are_what_they_are(night: Stage) -> None:
    ana = turns_on(night)
    assert value(page(night), "queue_letters", state="waiting") == 0
    night.town.fault("chat.postMessage", "429", retry_after=60)
    ana.types("/decompress done")
    night.passes(minutes=20)
    night.clock.move(minutes=10)
    told = page(night)
    assert value(told, "queue_letters", state="waiting") == 1
    assert value(told, "queue_oldest_seconds") == 600


def test_what_waits_longer_than_it_may_is_told(night: Stage) -> None:
    turns_on(night)
    assert value(page(night), "overdue", what="letters") == 0
    night.town.fault("chat.postMessage", "429", retry_after=300)
    night.seat("Ana").types("/decompress done")
    night.passes(minutes=20)
    night.clock.move(hours=3)
    assert value(page(night), "overdue", what="letters") == 1


def test_ticks_and_processes_are_counted(night: Stage) -> None:
    ticked = 'aftershift_ticks_total{job="shifts",outcome="done"}'
    wait_for(lambda: ticked in page(night))
    told = page(night)
    assert value(told, "tick_age_seconds", job="shifts") < 60
    night.settles()
    told = page(night)
    assert value(told, "processes", role="run") == 1
    assert value(told, "processes", role="worker") == 0


def test_requests_are_counted_by_the_door_alone(night: Stage) -> None:
    before = page(night)
    posts(night, b"{}", x_slack_signature="v0=no")
    posts_json(night, {"type": "url_verification", "challenge": "x"})
    night.signals("shift.ended", {"slack_id": "U0NOBODY01"})
    told = page(night)
    for door, outcome in (("slack", "refused"), ("slack", "taken"), ("signals", "taken")):
        was = value(before, "requests_total", door=door, outcome=outcome)
        assert value(told, "requests_total", door=door, outcome=outcome) == was + 1
    doors = {line.partition("}")[0] for line in told.splitlines() if "requests_total{" in line}
    assert len(doors) == 7


def test_envelopes_of_socket_mode_are_counted(kind: str) -> None:
    with stage(kind, socket=True) as night:
        turns_on(night)
        assert value(page(night), "requests_total", door="socket", outcome="heard") > 0
        assert httpx.get(f"{night.url}/readyz", verify=PLAIN).json()["socket"] is True


def test_whoever_comes_through_a_proxy_is_told_nothing(night: Stage) -> None:
    for header in ("X-Forwarded-For", "Forwarded", "Via"):
        answer = httpx.get(f"{night.url}/metrics", headers={header: "203.0.113.1"}, verify=PLAIN)
        assert answer.status_code == 404
        assert "aftershift_" not in answer.text


def test_while_the_database_is_away_the_page_says_so_and_guesses_nothing(night: Stage) -> None:
    assert value(page(night), "database_up") == 1
    with gone(night):
        told = page(night)
        assert value(told, "database_up") == 0
        assert "aftershift_queue" not in told
        assert "aftershift_overdue" not in told
        assert value(told, "tick_age_seconds", job="shifts") < 60


# Nobody and nothing that was said.


def test_the_page_names_nobody_and_no_answer(night: Stage) -> None:
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    ana.taps("Very heavy")
    night.settles()
    told = page(night)
    assert ana.id not in told
    assert night.services.identity.workspace not in told
    answers = [*(feeling.value for feeling in Feeling), "lighter", "heavier", "answer", "views"]
    assert not [word for word in answers if word in told]


def test_every_label_is_from_a_fixed_list() -> None:
    metrics = Metrics(HandClock())
    before = metrics.page(Vitals()).count(b"\n")
    made = TWO_AT_NIGHT - HOUR
    for kind in (*LetterKind, "of_a_later_release", "U0ANA00001"):
        for state in LetterState:
            metrics.moved([Moved(kind, state, made)])
    assert metrics.page(Vitals()).count(b"\n") == before


def test_no_line_appears_when_something_happens_for_the_first_time(night: Stage) -> None:
    """Its appearing would tell when."""

    def names(text: str) -> set[str]:
        lines = [line for line in text.splitlines() if "aftershift_tick" not in line]
        return {line.rpartition(" ")[0] for line in lines}

    before = names(page(night))
    ana = turns_on(night)
    gets_a_check_in(night, ana)
    ana.taps("Heavy")
    night.settles()
    assert names(page(night)) == before


@pytest.mark.parametrize("late", [timedelta(seconds=-5), timedelta(), 2 * HOUR])
def test_lateness_is_told_from_when_it_was_first_due(late: timedelta) -> None:
    clock = HandClock()
    due = clock.now() - late
    metrics = Metrics(clock)
    asked_long_ago = due - 5 * HOUR
    metrics.moved([Moved("check_in", LetterState.SENT, asked_long_ago, due + 2 * HOUR)])
    told = metrics.page(Vitals()).decode()
    wanted = max(late.total_seconds(), 0)
    assert value(told, "letter_lateness_seconds_sum", kind="question") == wanted


def test_what_is_doubtful_first_and_proven_later_is_counted_at_both(night: Stage) -> None:
    ana = turns_on(night)
    night.town.fault("chat.postMessage", "accept_then_drop", times=1)
    ana.types("/decompress done")
    night.passes(minutes=20)
    assert letters(page(night), "question", "uncertain") == 1
    assert value(page(night), "queue_letters", state="uncertain") == 1
    ana.taps("Not now")
    night.settles()
    told = page(night)
    assert letters(told, "question", "sent") == 1
    assert value(told, "queue_letters", state="uncertain") == 0


def test_an_audit_is_shown_as_it_is() -> None:
    found = Audit(3, 2, 1, timedelta(seconds=90), {"letters": 4, "shifts": 0})
    told = Metrics(HandClock()).page(Vitals(found, {"shifts": 0.5}, {"worker": 2})).decode()
    assert value(told, "queue_letters", state="waiting") == 3
    assert value(told, "queue_oldest_seconds") == 90
    assert value(told, "overdue", what="letters") == 4
    assert value(told, "processes", role="worker") == 2
    assert value(told, "tick_age_seconds", job="shifts") == 0.5
