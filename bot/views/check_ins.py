"""The check-in, the look-in, and the one card that each of them becomes."""

from bot.domain.check_ins import CheckInKind
from bot.domain.practices import Feeling
from bot.views import kit
from bot.views.people import person_button
from bot.words import Words

NOBODY = "-"  # the value of a button on a card that belongs to no check-in


def question(kind: CheckInKind, check_in: str, words: Words) -> kit.Message:
    """The same for everybody, every night; only the opening line tells a look-in from a check-in."""
    opening = words.say(f"{kind.value}.opening")
    return kit.message(
        f"{opening} {words.say('check_in.spoken_buttons')}",
        kit.section(opening),
        kit.section(words.say("check_in.question")),
        kit.actions("check_in.answer", *answer_buttons(check_in, words)),
        kit.actions(
            "check_in.else",
            person_button(words, check_in),
            kit.button(words.say("check_in.button.not_now"), "check_in.not_now", check_in),
            kit.overflow("check_in.more", _more(check_in, words)),
        ),
        kit.context(words.say("check_in.small_print")),
    )


def answer_buttons(value: str, words: Words, action: str = "check_in.answer") -> list[kit.Element]:
    return [
        kit.button(words.say(f"check_in.button.{feeling.value}"), f"{action}.{place}", value)
        for place, feeling in enumerate(Feeling, start=1)
    ]


def card(check_in: str | None, words: Words) -> kit.Message:
    """Whatever was said, by whichever way, or nothing at all: this."""
    opening = words.say("check_in.card")
    about = check_in or NOBODY
    return kit.message(
        f"{opening} {words.say('check_in.spoken_card')}",
        kit.section(opening),
        kit.actions(
            "card",
            kit.button(words.say("minute.button.take"), "minute.take", about),
            kit.button(words.say("people.button.talk"), "people.call.late", about),
            kit.overflow(
                "card.more",
                [
                    kit.Option(words.say("home.button.settings"), "settings"),
                    kit.Option(words.say("home.button.pause"), "pause"),
                    kit.Option(words.say("home.button.who_sees_this"), "who_sees"),
                ],
            ),
        ),
    )


def _more(check_in: str, words: Words) -> list[kit.Option]:
    return [
        kit.Option(words.say("check_in.option.stay_15"), f"stay_15:{check_in}"),
        kit.Option(words.say("check_in.option.stay_60"), f"stay_60:{check_in}"),
        kit.Option(words.say("check_in.option.stay"), f"stay:{check_in}"),
        kit.Option(words.say("home.button.settings"), f"settings:{check_in}"),
        kit.Option(words.say("home.button.who_sees_this"), f"who_sees:{check_in}"),
    ]
