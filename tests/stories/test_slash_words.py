"""The slash command: a few words, and a kind answer to every other."""

from bot.sandbox.seats import Seat
from tests.stories.stage import Stage
from tests.stories.steps import OPENING, label, modal, openings

CHANNEL = "C0NIGHT001"


def test_help_says_what_can_be_said_and_nothing_of_typing_to_the_app(
    night: Stage, ana: Seat
) -> None:
    ana.types("/decompress help", channel=CHANNEL)
    for line in ("`/decompress done`", "`/decompress pause 2w`", "`/decompress privacy`"):
        ana.sees(line)
    for hint in ("write to me", "message me", "type here", "reply"):
        ana.sees_not(hint)
    night.seat("Ben").sees_not("/decompress")


def test_privacy_opens_who_sees_what(night: Stage, ana: Seat) -> None:
    ana.types("/decompress privacy")
    night.settles()
    assert "Your answers are yours" in modal(ana)
    assert ana.messages() == []


SLIPS = {"dnoe": "done", "paus": "pause", "privat": "privacy", "hlep": "help"}


def test_a_slip_of_the_finger_is_met_with_the_likely_word_on_a_button(ana: Seat) -> None:
    for typed, meant in SLIPS.items():
        ana.types(f"/decompress {typed}", channel=CHANNEL)
        ana.sees(f'I don\'t know "{typed}". Did you mean "{meant}"?')
        ana.sees(f"[/decompress {meant}] [Talk to a person]")


def test_the_button_does_what_was_meant(night: Stage, ana: Seat) -> None:
    ana.types("/decompress doen")
    ana.taps("/decompress done")
    ana.sees("Noted. A quiet minute comes")
    night.passes(minutes=20)
    assert openings(ana) == [OPENING]


def test_the_button_for_pause_opens_the_form(night: Stage, ana: Seat) -> None:
    ana.types("/decompress puase 2w")
    ana.taps("/decompress pause")
    ana.sees("Nothing comes until the day you choose.")
    ana.submits()
    ana.sees("Check-ins are paused until Saturday 28 November.")
    night.settles()


def test_the_button_for_privacy_opens_it(ana: Seat) -> None:
    ana.types("/decompress pricavy")
    ana.taps("/decompress privacy")
    assert "Your answers are yours" in modal(ana)


def test_the_button_for_help_helps(ana: Seat) -> None:
    ana.types("/decompress hlep")
    ana.taps("/decompress help")
    ana.sees("`/decompress done`")


def test_a_word_like_none_is_met_kindly_too(ana: Seat) -> None:
    ana.types("/decompress xyzzy")
    ana.sees('I don\'t know "xyzzy".')
    ana.taps(label("slash.button.help"))
    ana.sees("`/decompress done`")


def test_capitals_and_spaces_do_not_matter(ana: Seat) -> None:
    for typed in ("DONE", " done ", "Done"):
        ana.reloads()
        ana.types(f"/decompress {typed}")
        ana.sees("Noted. A quiet minute comes")


def test_whatever_is_typed_calls_nobody_and_breaks_nothing(ana: Seat) -> None:
    for typed in ("<!channel>", "<@U0BEN00001>", "*x*&<b>", "y" * 3000):
        ana.reloads()
        ana.types(f"/decompress {typed}", channel=CHANNEL)
        ana.sees("I don't know")
        ana.sees_not("<!channel>")
        ana.sees_not("<@U0BEN00001>")
    assert ana.seen()["failures"] == []


def test_what_was_typed_is_never_kept(night: Stage, ana: Seat) -> None:
    ana.types("/decompress a caller told me", channel=CHANNEL)
    night.settles()
    assert not any("caller" in str(one) for one in night.town.kept() if one["what"] == "posted")


def test_the_command_works_for_whoever_has_not_joined(night: Stage) -> None:
    ben = night.seat("Ben")
    ben.types("/decompress")
    night.settles()
    assert "[Lighter] [Same] [Heavier]" in modal(ben)
    ben.closes()
    ben.types("/decompress help")
    ben.sees("`/decompress done`")
