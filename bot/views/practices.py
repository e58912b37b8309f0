"""One practice card, as it stands in the quiet minute."""

from bot.domain.check_ins import Outcome
from bot.domain.memories import Judgement
from bot.domain.minutes import Minute, Step
from bot.domain.practices import Practice
from bot.views import kit
from bot.views.languages import in_english_only
from bot.views.people import person_button
from bot.views.room import Room
from bot.words import Words

PERSON_FIRST = "person_first"


def card(minute: Minute, practice: Practice, room: Room) -> list[kit.Block]:
    words = room.words
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(practice.steps, start=1))
    blocks = [
        *_above(minute, words),
        kit.header(practice.title),
        *in_english_only(practice, words),
        kit.context(*_about(practice, room)),
        kit.section(steps),
        kit.context(*practice.caution, practice.stop_line),
        kit.actions("minute.outcome", *_outcomes(words), _judging(minute, words)),
        kit.actions(
            "minute.next",
            person_button(words),
            kit.button(words.say("minute.button.another"), "minute.another"),
            kit.button(words.say("minute.button.exact"), "minute.exact"),
            kit.button(words.say("minute.button.why"), "minute.why"),
        ),
    ]
    if minute.step is Step.WHY:
        blocks += _why(minute, practice, words)
    return blocks


def _above(minute: Minute, words: Words) -> list[kit.Block]:
    """What comes before any card now; where that is a person, with the way to one."""
    blocks = [kit.section(words.say(f"minute.say.{key}")) for key in minute.says]
    if PERSON_FIRST in minute.says:
        blocks.append(kit.actions("minute.person", person_button(words)))
    return blocks


def _about(practice: Practice, room: Room) -> list[str]:
    told = [room.words.say(f"minute.length.{practice.length.name.lower()}")]
    if practice.waits_for_a_signature(room.today):
        told.append(room.words.say("minute.unsigned"))
    return told


def _outcomes(words: Words) -> list[kit.Element]:
    return [
        kit.button(words.say(f"minute.button.{outcome.value}"), f"minute.outcome.{n}")
        for n, outcome in enumerate(Outcome, start=1)
    ]


def _judging(minute: Minute, words: Words) -> kit.Element:
    """Helps me, not again; what was said already can be taken back at the same place."""
    options = [
        kit.Option(words.say(f"minute.judge.{one.value}"), str(number))
        for number, one in enumerate(Judgement, start=1)
        if one is not (minute.judged or Judgement.TAKEN_BACK)
    ]
    return kit.overflow("minute.judge", options)


def _why(minute: Minute, practice: Practice, words: Words) -> list[kit.Block]:
    """The reasons as they were found; what is known of the card in small print beneath."""
    reasons = " ".join(words.say(key) for key in minute.reasons)
    grade = words.say(f"minute.evidence.{practice.evidence.grade.lower()}")
    known = kit.context(f"{grade} {kit.escape(practice.evidence.source)}")
    return [kit.section(reasons), known] if reasons else [known]
