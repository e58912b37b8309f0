"""What somebody would rather not hear reaches the one they talk with, in a page that Slack does not keep."""

from bot.domain.buddies import Topic
from bot.sandbox.seats import Seat
from bot.use_cases import buddies
from tests.rules.outages import gone
from tests.rules.surfaces import surfaces
from tests.stories.circles import gives
from tests.stories.stage import Stage
from tests.stories.steps import modal
from tests.stories.test_a_different_buddy import a_round_is_made

RATHER_NOT = "would rather not hear about:"


def names(night: Stage, seat: Seat, *topics: Topic) -> None:
    buddies.keep_lists(seat.id, (), topics, (), night.services.place)


def leads_to_a_person(seat: Seat) -> None:
    assert [one.name for one in surfaces(seat) if not one.leads_to_a_person] == []


def test_the_asker_reads_it_once_somebody_said_yes(night: Stage, ana: Seat) -> None:
    ben = gives(night, "Ben")
    names(night, ben, Topic.DEATH, Topic.SELF_HARM)
    ana.opens_home()
    ana.sees("[Talk to a person]")
    ana.taps("Talk to a person", where="home")
    ana.sees("[Anyone free now]")
    ana.taps("Anyone free now")
    ana.sees("Ask now")
    ana.taps("Ask now")
    ana.sees("Asked. I look until")
    night.settles()
    assert RATHER_NOT not in ana.screen()
    ana.closes()
    ben.taps("I'm here", where="message")
    ben.sees("In a minute")
    night.passes(minutes=1)
    ana.closes()
    assert "death" not in str(ana.messages()).lower()
    ana.taps("Before you talk", where="message")
    ana.sees(f"<@{ben.id}> {RATHER_NOT}")
    for topic in ("• A death", "• Self-harm", "Say first what stays between you."):
        assert topic in modal(ana)
    leads_to_a_person(ana)
    ana.closes()
    ana.taps("Look again", where="message")  # a slip: ten minutes are not over
    ana.sees(RATHER_NOT)
    ana.closes()
    with gone(night):
        ana.taps("Before you talk", where="message")
        ana.sees("Say first what stays between you.")
        assert ana.seen()["failures"] == []
    ana.closes()
    night.passes(days=1)
    ana.taps("Before you talk", where="message")
    ana.sees("This is over by now.")


def test_two_who_are_paired_read_it_of_each_other(night: Stage) -> None:
    ana, ben = gives(night, "Ana"), gives(night, "Ben")
    names(night, ben, Topic.ILLNESS)
    shown = a_round_is_made(night)
    assert "llness" not in shown
    ana.taps("Before you talk", where="message")
    ana.sees(f"<@{ben.id}> {RATHER_NOT}")
    assert "• Illness" in modal(ana)
    ben.taps("Before you talk", where="message")
    ben.sees(f"<@{ana.id}> has named nothing to leave out.")
    leads_to_a_person(ben)
    assert "llness" not in str(ana.messages()) + str(ben.messages())
