"""What an asker is shown before anything is sent is what arrives, letter by letter; and "Call for me"."""

from typing import Any

from bot.sandbox.seats import Seat
from tests.stories.circles import are_a_pair, gives, is_on_duty
from tests.stories.stage import Stage
from tests.stories.steps import label, modal, openings

COMPANY = label("offer.opening")


def opens(seat: Seat, way: str) -> None:
    while seat.modal() is not None:
        seat.closes()
    seat.opens_home()
    seat.taps("Talk to a person", where="home")
    seat.sees(way)
    seat.taps(way)
    seat.sees("Never said")


def quoted(seat: Seat) -> list[str]:
    """Every line that the page shows as one that will be sent, in order."""
    page = seat.modal()
    assert page is not None
    texts = [block["text"]["text"] for block in page["blocks"] if block["type"] == "section"]
    lines = "\n".join(texts).split("\n")
    return [line.removeprefix(">") for line in lines if line.startswith(">")]


def small_print(blocks: list[dict[str, Any]]) -> str:
    contexts = [block["elements"] for block in blocks if block["type"] == "context"]
    return "\n".join(element["text"] for elements in contexts for element in elements)


def arrived(seat: Seat) -> list[str]:
    """What the newest message says, but for its small print and its buttons."""
    blocks = seat.messages()[-1]["blocks"]
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


def test_by_the_list(night: Stage, ana: Seat) -> None:
    ben = gives(night, "Ben")
    opens(ana, "Anyone free now")
    shown, page = quoted(ana), ana.modal()
    assert page is not None
    ana.taps("Ask now")
    night.settles()
    assert arrived(ben) == shown
    assert small_print(ben.messages()[-1]["blocks"]) in small_print(page["blocks"])


def test_ones_own_buddy_and_then_the_others(night: Stage, ana: Seat) -> None:
    gives(night, "Ana")
    ben, daria = gives(night, "Ben"), gives(night, "Daria")
    are_a_pair(night, ana, ben)
    opens(ana, "My buddy")
    shown = quoted(ana)
    ana.taps("Ask now")
    night.settles()
    assert arrived(ben) == shown[:2]
    assert openings(daria) == []
    ben.taps("I can't this time", where="message")
    ben.sees("Nobody is told")
    night.settles()
    assert arrived(daria) == shown[2:]


def test_call_for_me_and_after_ten_minutes_the_next_one_is_shown_before_it_is_called(
    night: Stage, ana: Seat
) -> None:
    ben = gives(night, "Ben")
    chidi, daria = is_on_duty(night, "Chidi"), is_on_duty(night, "Daria")
    opens(ana, "Call for me")
    shown, page = quoted(ana), ana.modal()
    assert page is not None
    assert f"<@{chidi.id}> is called" in str(page)
    ana.taps("Call now")
    ana.sees("is called. A message comes")
    night.settles()
    assert arrived(chidi) == shown
    assert small_print(chidi.messages()[-1]["blocks"]) in small_print(page["blocks"])
    night.passes(minutes=10)
    assert openings(ana) == ["About what you asked."]
    assert openings(chidi) == [label("offer.call_over")]  # nobody has covered it for them
    while ana.modal() is not None:
        ana.closes()
    ana.taps("Look again", where="message")
    ana.sees("Never said")
    night.passes(minutes=2)
    assert openings(ben) == openings(daria) == []  # nothing before the tap
    shown = quoted(ana)
    ana.taps("Call now")
    ana.sees("is called. A message comes")
    night.settles()
    assert arrived(daria) == shown
    daria.taps("I'm here", where="message")
    daria.sees("reads now that you said yes")
    night.settles()
    assert "is here for you now" in ana.screen()


def test_from_the_page_of_a_call_the_list_is_one_tap_away(night: Stage, ana: Seat) -> None:
    ben = gives(night, "Ben")
    is_on_duty(night, "Chidi")
    opens(ana, "Call for me")
    ana.taps("Anyone free now")
    ana.sees("Ask now")
    assert "two people at a time" in modal(ana)
    ana.taps("Ask now")
    ana.sees("Asked. I look until")
    night.settles()
    assert openings(ben) == [COMPANY]
    opens(ana, "Call for me")
    ana.sees("ends with this call")
    ana.taps("Call now")
    ana.sees("is called. A message comes")
    night.settles()
    assert openings(ben) == [label("offer.over")]
