"""The quiet minute: one modal, drawn anew after each tap; it is the only place where an answer shows."""

from bot.domain.check_ins import LookIn, Outcome
from bot.domain.memories import Judgement
from bot.domain.minutes import Minute, Step
from bot.domain.practices import Feeling, Length, Practice
from bot.views import kit, practices
from bot.views.check_ins import answer_buttons
from bot.views.people import emergency, first_line, person_button
from bot.views.room import Room


def skeleton(room: Room) -> kit.View:
    """Opened before anything is written: it already carries the people to call."""
    words = room.words
    blocks = [
        kit.section(words.say("minute.one_moment")),
        kit.actions("minute.person", person_button(words)),
        first_line(room.country, words, room.today),
    ]
    return kit.modal(words.say("minute.title"), blocks, close=words.say("modal.done"))


def modal(minute: Minute, practice: Practice | None, room: Room) -> kit.View:
    return kit.modal(
        room.words.say("minute.title"),
        [*_notice(minute, room), *_body(minute, practice, room), *_foot(minute, room)],
        close=room.words.say("modal.done"),
        callback="minute",
        metadata=to_metadata(minute),
    )


def to_metadata(minute: Minute) -> dict[str, str]:
    told = {
        "step": minute.step.value,
        "check_in": minute.check_in,
        "feeling": minute.feeling,
        "situation": minute.situation,
        "practice": minute.practice,
        "reasons": " ".join(minute.reasons) or None,
        "says": " ".join(minute.says) or None,
        "length": minute.length,
        "outcome": minute.outcome,
        "judged": minute.judged,
        "look_in": minute.look_in,
    }
    return {key: str(value) for key, value in told.items() if value is not None}


def from_metadata(told: dict[str, str]) -> Minute:
    """ValueError when it is not one of ours."""
    return Minute(
        step=Step(told.get("step", Step.ENDED)),
        check_in=told.get("check_in"),
        feeling=Feeling(told["feeling"]) if "feeling" in told else None,
        situation=told.get("situation"),
        practice=told.get("practice"),
        reasons=tuple(told.get("reasons", "").split()),
        says=tuple(told.get("says", "").split()),
        judged=Judgement(told["judged"]) if "judged" in told else None,
        length=Length(told["length"]) if "length" in told else None,
        outcome=Outcome(told["outcome"]) if "outcome" in told else None,
        look_in=LookIn(told["look_in"]) if "look_in" in told else None,
    )


def _body(minute: Minute, practice: Practice | None, room: Room) -> list[kit.Block]:
    words = room.words
    if minute.step is Step.ASKING:
        return [
            kit.section(words.say("check_in.question")),
            kit.actions("minute.answer", *answer_buttons("-", words, "minute.answer")),
            kit.actions("minute.person", person_button(words)),
        ]
    if minute.step is Step.ENDED or (practice is None and minute.step is not Step.OPENING):
        return _ending(minute, room)
    if minute.step is Step.OPENING or practice is None:
        return _very_heavy(room) if minute.feeling is Feeling.VERY_HEAVY else _light(room)
    return practices.card(minute, practice, room)


def _notice(minute: Minute, room: Room) -> list[kit.Block]:
    return [] if minute.notice is None else [kit.section(room.words.say(minute.notice))]


def _light(room: Room) -> list[kit.Block]:
    words = room.words
    return [
        kit.section(words.say("minute.light")),
        kit.actions(
            "minute.next",
            kit.button(words.say("minute.button.anyway"), "minute.anyway"),
            person_button(words),
        ),
    ]


def _very_heavy(room: Room) -> list[kit.Block]:
    words = room.words
    return [
        kit.section(words.say("minute.very_heavy")),
        kit.actions(
            "minute.next",
            kit.button(words.say("minute.button.from_here"), "people.here"),
            kit.button(words.say("minute.button.outside"), "people.outside"),
            kit.button(words.say("minute.button.land_first"), "minute.anyway"),
            kit.button(words.say("minute.button.thats_all"), "minute.end"),
        ),
        first_line(room.country, words, room.today),
    ]


def _ending(minute: Minute, room: Room) -> list[kit.Block]:
    words = room.words
    if minute.outcome is Outcome.HEAVIER:
        return [
            kit.section(words.say("minute.heavier")),
            kit.actions(
                "minute.person",
                person_button(words),
                kit.button(words.say("minute.button.outside"), "people.outside"),
            ),
            first_line(room.country, words, room.today),
        ]
    return [
        kit.section(words.say("check_in.card")),
        kit.actions("minute.person", person_button(words)),
    ]


def _foot(minute: Minute, room: Room) -> list[kit.Block]:
    """The same after every answer: looking in again, changing the answer, the emergency number."""
    words = room.words
    danger = [] if _shows_people(minute) else [emergency(room.country, words)]
    if minute.check_in is None or minute.step is Step.ASKING:
        return danger
    look_in = [
        kit.button(words.say(f"look_in.button.{wish.value}"), f"look_in.ask.{n}")
        for n, wish in enumerate(LookIn, start=1)
    ]
    asked = "look_in.ask" if minute.look_in is None else f"look_in.asked.{minute.look_in.value}"
    return [
        kit.divider(),
        kit.section(words.say(asked)),
        kit.actions("look_in", *look_in),
        kit.actions(
            "minute.change", kit.button(words.say("minute.button.change"), "minute.change")
        ),
        *danger,
    ]


def _shows_people(minute: Minute) -> bool:
    """Very heavy, and heavier after a practice: the number to call stands in the body already."""
    if minute.step is Step.OPENING:
        return minute.feeling is Feeling.VERY_HEAVY
    return minute.step is Step.ENDED and minute.outcome is Outcome.HEAVIER
