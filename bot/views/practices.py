"""One practice card, as it stands in the quiet minute."""

from bot.domain.check_ins import Outcome
from bot.domain.memories import Judgement
from bot.domain.minutes import Minute, Step
from bot.domain.practices import Practice
from bot.views import kit, situations
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
            f"minute.next.{practice.id}",  # another id with each card, so that Slack shows the list empty
            person_button(words),
            kit.button(words.say("minute.button.another"), "minute.another"),
            situations.choice(words),
            kit.button(words.say("minute.button.why"), "minute.why"),
        ),
    ]
    if minute.step is Step.WHY:
        blocks += _why(minute, practice, words)
    return blocks


def _above(minute: Minute, words: Words) -> list[kit.Block]:
    """What comes before any card now; where that is a person, with the way to one."""
    return [
        kit.section(
            words.say(f"minute.say.{key}"), person_button(words) if key == PERSON_FIRST else None
        )
        | {"block_id": f"minute.say.{key}"}
        for key in minute.says
    ]


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
    """The rule in full size; what it holds to, and what the card rests on, in small print."""
    reasons = [words.say(key) for key in minute.reasons if words.knows(key)]
    grade = words.say(f"minute.evidence.{practice.evidence.grade.lower()}")
    rests_on = f"{grade} {kit.escape(practice.evidence.source)}"
    holds = kit.shortened(" ".join(reasons[1:]), kit.SECTION_TEXT)
    return [*map(kit.section, reasons[:1]), kit.context(*filter(None, (holds, rests_on)))]
