"""One and the same journey of a worker, in which nothing varies but what the worker says."""

from dataclasses import dataclass

from bot.use_cases import coordination
from tests.rules.logbooks import logbook
from tests.rules.records import Record, Recorder
from tests.stories.stage import Stage, stage
from tests.stories.steps import label
from tests.winding import forgets

ANSWERS = ("Light", "A bit heavy", "Heavy", "Very heavy", "Hard to say")
EMOJI = ("sunny", "partly_sunny", "rain_cloud", "thunder_cloud_and_rain", "fog")
UNKNOWN_EMOJI = "tea"
OUTCOMES = ("Lighter", "Same", "Heavier")
KEEPING = {0: "Not at all", 30: "30 days"}
OTHERS = ("Ben", "Chidi", "Daria", "Emre")

# What stands between an answer and the row of Lighter, Same and Heavier.
WAY_TO_A_PRACTICE = {"Light": "A practice anyway", "Very heavy": "Help me land first"}
LOOK_IN_QUESTION = "Shall I look in again?"


@dataclass(frozen=True)
class Journey:
    """`says` is the label of a button, or the name of an emoji when `by_emoji`.

    `through_card` closes what the tap opened and goes on from the card, as an emoji always does.
    `about` is a situation that is named, and `judges` what is said of its card. `at_midnight` a day
    lies behind the joining, and another begins between the answer and everything that is said later.
    """

    says: str
    by_emoji: bool = False
    through_card: bool = False
    look_in: bool = False
    keep_days: int = 30
    outcome: str | None = None
    changes_to: str | None = None
    about: str | None = None
    judges: str | None = None
    at_midnight: bool = False
    database: str = "sqlite"


def play(journey: Journey) -> Record:
    """The whole journey on a fresh stage; the record is all that anybody else could look at."""
    with logbook() as log, stage(journey.database) as scene:
        recorder = Recorder(scene, log)
        _all_arrive(scene, journey)
        recorder.notes("all are there")
        if journey.at_midnight:
            scene.clock.move(hours=21, minutes=35)
        _ends_a_shift(scene)
        recorder.notes("the check-in is out")
        _says_it(scene, journey)
        recorder.notes("it is answered")
        if journey.at_midnight:
            scene.clock.move(minutes=6)
        _takes_the_minute(scene, journey, recorder)
        scene.settles()  # what was tapped last is noted on the day on which it was tapped
        scene.clock.move(hours=39)
        recorder.notes("the hour at which a look-in comes")
        if journey.look_in:
            _says_it(scene, journey)
            _closes_what_is_open(scene)
            recorder.notes("the look-in is answered")
        _ends_a_shift(scene)
        recorder.notes("the next check-in is out")
        scene.passes(days=29)  # the first answer has had its thirty days, the look-in's has not
        scene._run(scene.services.threads.write(forgets, scene.services.place))
        recorder.notes("a month later")
        for name in OTHERS:
            scene.seat(name).opens_home()
        recorder.notes("others open their Home")
        recorder.looks_at_screens(OTHERS)
        return recorder.record()


def _all_arrive(scene: Stage, journey: Journey) -> None:
    """Ana answers the line, Chidi coordinates, and the others live here too."""
    ana = scene.seat("Ana")
    ana.opens_home()
    ana.sees("It is off until you turn it on")
    ana.taps("Turn on")
    ana.sees("Check-ins are on")
    services, chidi = scene.services, scene.seat("Chidi")
    scene._run(services.threads.write(coordination.name_coordinator, chidi.id, services.place))
    scene.settles()
    chidi.sees("Aftershift is set up here")
    if journey.keep_days != 30:
        _chooses_how_long(scene, KEEPING[journey.keep_days])


def _chooses_how_long(scene: Stage, choice: str) -> None:
    ana = scene.seat("Ana")
    ana.taps("Settings", where="home")
    ana.sees("Keep my answers")
    ana.fills({"Keep my answers, sealed, for me alone": choice})
    ana.submits()
    ana.sees("Saved.")


def _ends_a_shift(scene: Stage) -> None:
    scene.seat("Ana").types("/decompress done")
    scene.settles()  # Home is drawn by the clock of that moment
    scene.passes(minutes=20)
    assert "How heavy does it feel" in str(scene.seat("Ana").messages()[-1]["blocks"])


def _says_it(scene: Stage, journey: Journey) -> None:
    """To a look-in as to a check-in; the card follows, whatever it was."""
    ana = scene.seat("Ana")
    if journey.by_emoji:
        ana.reacts(journey.says)
    else:
        ana.taps(journey.says, where="message")
    scene.settles()
    assert "Thank you. That is all." in ana.messages()[-1]["text"]


def _takes_the_minute(scene: Stage, journey: Journey, recorder: Recorder) -> None:
    """In the modal that the tap opened, or in the one behind the card's button."""
    ana = scene.seat("Ana")
    if journey.through_card or journey.by_emoji:
        _closes_what_is_open(scene)
        ana.taps("Take a minute", where="message")
    ana.sees(LOOK_IN_QUESTION)
    if journey.changes_to is not None:
        ana.taps("Change my answer")
        ana.sees("How heavy does it feel")
        ana.taps(journey.changes_to)
        ana.sees(LOOK_IN_QUESTION)
        recorder.notes("the answer is changed")
    if journey.about is not None or journey.judges is not None:
        _says_more(scene, journey, recorder)
    if journey.outcome is not None:
        _says_how_it_was(scene, journey)
        recorder.notes("the outcome is told")
    if journey.look_in:
        ana.taps("Tomorrow")
        ana.sees("I will look in tomorrow.")
        recorder.notes("a look-in is asked for")
    _closes_what_is_open(scene)


def _says_more(scene: Stage, journey: Journey, recorder: Recorder) -> None:
    """Whether the card helps, and what it was about; then one more card, which may differ by both."""
    ana = scene.seat("Ana")
    if journey.says in WAY_TO_A_PRACTICE:
        ana.taps(WAY_TO_A_PRACTICE[journey.says])
    ana.sees("Lighter")
    if journey.judges is not None:
        ana.taps("⋯", choose=journey.judges, where="modal")
        scene.settles()
        recorder.notes("the card is judged")
    if journey.about is not None:
        ana.taps("Something more exact", choose=label(f"situations.button.{journey.about}"))
        scene.settles()
        recorder.notes("what it was about is named")
    ana.taps("Another")
    scene.settles()
    recorder.notes("another card is read")


def _says_how_it_was(scene: Stage, journey: Journey) -> None:
    ana = scene.seat("Ana")
    if journey.says in WAY_TO_A_PRACTICE:
        ana.taps(WAY_TO_A_PRACTICE[journey.says])
    ana.sees("Lighter")
    ana.taps(str(journey.outcome))
    ana.sees("Let's stop here." if journey.outcome == "Heavier" else "Thank you. That is all.")


def _closes_what_is_open(scene: Stage) -> None:
    ana = scene.seat("Ana")
    while ana.modal() is not None:
        ana.closes()
