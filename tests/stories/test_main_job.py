"""A shift ends, a check-in arrives, one tap, one practice, done."""

from tests.stories.stage import Stage


def test_from_done_to_practice_in_two_taps(scene: Stage) -> None:
    ana = scene.seat("Ana")
    ana.opens_home()
    ana.sees("It is off until you turn it on")
    ana.taps("Turn on")
    ana.sees("Check-ins are on, by Lisbon time: 20 minutes after each shift.")
    ana.types("/decompress done")
    ana.sees("Noted. A quiet minute comes")
    scene.passes(minutes=20)
    ana.sees("Your shift is over. A quiet minute, if you want it.")
    ana.taps("Heavy")
    ana.sees("Lighter")
    scene.settles()
    assert ana.messages()[-1]["text"].startswith("Thank you. That is all.")
    ana.taps("Lighter")
    ana.sees("Shall I look in again?")
