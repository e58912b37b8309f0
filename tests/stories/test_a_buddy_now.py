"""A buddy now: three taps across two people, and the app is not in the room."""

from bot.sandbox.seats import Seat
from tests.rules.outages import gone
from tests.stories.circles import gives
from tests.stories.stage import Stage
from tests.stories.steps import first_line, label, modal, openings

COMPANY = label("offer.opening")
COVERED = label("offer.over")


def opens_people(seat: Seat) -> None:
    seat.opens_home()
    seat.taps("Talk to a person", where="home")
    seat.sees("Anyone free now")


def asks(night: Stage, seat: Seat, how: str = "Anyone free now") -> None:
    opens_people(seat)
    seat.taps(how)
    seat.sees("Ask now")
    seat.taps("Ask now")
    seat.sees("Asked. I look until")
    night.settles()


def test_from_the_request_to_the_yes_it_takes_three_taps(night: Stage, ana: Seat) -> None:
    ben, daria = gives(night, "Ben"), gives(night, "Daria")
    opens_people(ana)
    ana.taps("Anyone free now")  # one
    ana.sees("Somebody is free now.")
    shown = modal(ana)
    ana.taps("Ask now")  # two
    ana.sees("Asked. I look until 02:45")
    night.settles()
    assert openings(ben) == openings(daria) == [COMPANY]
    assert "Ana" not in ben.screen()
    words_sent = ben.messages()[-1]["blocks"][1]["text"]["text"]
    assert words_sent in shown  # the exact words, before they are sent
    for said in ("Never said", "The limits"):
        assert said in shown
    ben.taps("I'm here", where="message")  # three
    ben.sees("In a minute")
    assert ana.id in modal(ben) or "Ana" in modal(ben)
    night.passes(minutes=1)
    assert openings(ana) == ["There is an answer to what you asked."]
    assert "is here for you now" in ana.screen()
    assert openings(ben) == [COVERED, "You said yes a moment ago."]
    assert openings(daria) == [COVERED]
    assert "Ana" not in daria.screen()
    shared = [one for one in night.town.calls() if one["method"] == "conversations.open"]
    assert all("," not in str(one["args"].get("users")) for one in shared)  # never a room of three


def test_what_each_pane_shows_after_a_decline_and_a_pass(night: Stage, ana: Seat) -> None:
    ben, daria, emre = (gives(night, name) for name in ("Ben", "Daria", "Emre"))
    asks(night, ana)
    asked = [seat for seat in (ben, daria, emre) if openings(seat)]
    assert len(asked) == 2
    first, second = asked
    third = next(seat for seat in (ben, daria, emre) if seat not in asked)
    first.taps("I can't this time", where="message")
    first.sees("Nobody is told")
    night.settles()
    assert openings(first) == [COMPANY]  # not even this message tells
    assert openings(third) == [COMPANY]
    second.taps("In 30 minutes", where="message")
    second.sees("Pass it on")
    second.taps("Pass it on")
    second.sees("Passed on.")
    night.passes(minutes=2)
    assert openings(ana) == []
    third.taps("I'm here", where="message")
    night.passes(minutes=1)
    assert [openings(seat) for seat in (first, second)] == [[COVERED], [COVERED]]
    assert "is here for you now" in ana.screen()


def test_stopping_is_one_tap_and_nobody_free_is_about_the_hour(night: Stage, ana: Seat) -> None:
    opens_people(ana)
    ana.taps("My buddy")
    ana.sees("Nobody is free within the next day.")
    ana.sees("You have no buddy of your own just now.")
    ana.closes()
    ana.closes()
    ben = gives(night, "Ben")
    asks(night, ana)
    ana.taps("Stop looking")
    ana.sees("I have stopped looking.")
    night.settles()
    assert openings(ben) == [COVERED]
    ana.closes()
    ana.closes()
    asks(night, ana)
    night.passes(minutes=45)
    assert first_line(ana.messages()[-1]) == "About what you asked."
    ana.taps("Look again", where="message")
    ana.sees("Asked. I look until")


def test_who_would_stop_after_a_yes_reads_who_said_it(night: Stage, ana: Seat) -> None:
    ben = gives(night, "Ben")
    asks(night, ana)  # and the page stays open
    ben.taps("I'm here", where="message")
    ben.sees("In a minute")
    night.passes(minutes=1)
    ana.taps("Stop looking")
    ana.sees("said yes. Tap the name")
    assert "stopped looking" not in modal(ana)


def test_with_the_database_away_the_people_to_call_stand(night: Stage, ana: Seat) -> None:
    ben = gives(night, "Ben")
    asks(night, ana)
    ana.closes()
    with gone(night):
        ana.taps("Anyone free now")
        ana.sees("I cannot see who is free just now.")
        ana.sees("call *999*")
        ben.taps("I'm here", where="message")
        ben.sees("I could not save that.")
        ben.sees("call *999*")
        assert ana.seen()["failures"] == ben.seen()["failures"] == []
    ben.closes()
    ben.taps("I'm here", where="message")
    ben.sees("In a minute")


def test_after_a_talk_a_page_for_the_buddy_and_a_question_for_both(night: Stage, ana: Seat) -> None:
    ben = gives(night, "Ben")
    asks(night, ana)
    ben.taps("I'm here", where="message")
    ben.sees("In a minute")
    ben.closes()
    night.passes(minutes=1)
    night.passes(hours=2)
    before = ben.messages()[-1]
    assert first_line(before) == "A short page for you, if you want it."
    ben.taps("Open", where="message")
    ben.sees("That was the task.")
    ben.sees("You followed the guide (version 1")
    ben.taps("My supporter")
    ben.sees("somebody outside Slack")
    ben.taps("Back")
    ben.sees("How is it with you now?")
    ben.taps("I'm worried about them")
    ben.sees("Ask plainly")
    ben.sees("call *999*")
    ben.taps("Back")
    ben.waits_for(lambda _seen: "[Longer off the list]" in modal(ben))
    ben.taps("Longer off the list")
    ben.sees("You stay off the list until")
    ben.closes()
    night.settles()
    assert ben.messages()[-1] == before  # whatever was said in there
    night.passes(hours=26)
    ben.opens_home()
    ben.sees("[Buddies]")
    ben.taps("Buddies", where="home")
    ben.sees("You stay off the list until")
    ben.taps("Come back sooner")
    ben.sees("You are back on the list within a day.")
    ben.closes()
    night.passes(hours=11)
    for seat in (ana, ben):
        assert first_line(seat.messages()[-1]) == "A short question, if you want it."
        seat.taps("Open", where="message")
        seat.sees("Did you find each other?")
        if seat is ben:
            seat.taps("A different buddy")
            seat.sees("From the next round on")
        else:  # Ana is not on the list, so no round would hear of it
            assert "[A different buddy]" not in modal(seat)
            seat.taps("Not yet")
            seat.sees("That happens.")
        seat.closes()
        assert first_line(seat.messages()[-1]) == "A short question, if you want it."
