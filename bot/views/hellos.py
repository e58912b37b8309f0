"""Hellos: the offer, the prompt, the word that they are over, and the page behind an offer."""

from collections.abc import Sequence

from bot.domain.hellos import RHYTHMS, Hello, HelloKind
from bot.domain.letters import ENDS_OF_HELLOS, OFFERS_OF_HELLOS, LetterKind
from bot.views import kit
from bot.views.forms import form
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words


def letter(kind: LetterKind, hello: str, others: Sequence[str], words: Words) -> kit.Message:
    """An offer, a prompt, or the word that it is over; each is the same for everybody but for the name."""
    if kind in OFFERS_OF_HELLOS:
        look = kit.button(words.say("hellos.button.look"), "hellos.look", hello)
        return _message("offer", kind, others, words, look, person_button(words))
    if kind in ENDS_OF_HELLOS:
        return _message("over", kind, others, words, person_button(words))
    return _message("turn", kind, others, words, person_button(words), end_button(hello, words))


def _message(
    part: str, kind: LetterKind, others: Sequence[str], words: Words, *buttons: kit.Element
) -> kit.Message:
    """`part` is its table of words; the name comes after the first block, which is all a phone shows."""
    opening = words.say(f"hellos.{part}.opening")
    name = named(next(iter(others), None), words)
    return kit.message(
        opening,
        kit.section(opening),
        kit.section(words.say(f"hellos.says.{kind.value}", name=name)),
        kit.actions("hello", *buttons),
        kit.context(words.say(f"hellos.{part}.note")),
    )


def page(hello: Hello | None, reader: str, room: Room) -> kit.View:
    """An offer with its yes, one that is on with its end, or that the offer has passed."""
    words = room.words
    if hello is None:
        blocks = [kit.section(words.say("hellos.passed"))]
        buttons = []
    else:
        state = "hellos.on" if hello.is_on else "hellos.offered"
        blocks = [
            kit.section(words.say(state, **facts_of(hello, reader, words))),
            kit.section(words.say("hellos.asked")),
            kit.section(words.say("hellos.free")),
        ]
        take = kit.button(words.say("hellos.button.take"), "hellos.take", hello.id, style="primary")
        buttons = [end_button(hello.id, words) if hello.is_on else take]
    blocks += [
        kit.actions("hello", *buttons, person_button(words)),
        emergency(room.country, words),
    ]
    return kit.modal(words.say("hellos.title"), blocks, close=words.say("modal.close"))


def offering(room: Room) -> kit.View:
    """The form of a new offer."""
    words = room.words
    kinds = [kit.Option(words.say(f"hellos.what.{kind.value}"), kind) for kind in HelloKind]
    rhythms = [kit.Option(words.say(f"hellos.rhythm.{days}"), str(days)) for days in RHYTHMS]
    pick = words.say("settings.pick")
    return form(
        "hello_offer",
        room,
        [
            kit.section(words.say("hello_offer.text")),
            kit.field(
                "other", words.say("hello_offer.with_whom"), kit.user_select("value", None, pick)
            ),
            kit.field(
                "kind", words.say("hello_offer.kind"), kit.radio("value", kinds, HelloKind.HELLO)
            ),
            kit.field(
                "rhythm",
                words.say("hello_offer.rhythm"),
                kit.radio("value", rhythms, str(RHYTHMS[0])),
            ),
        ],
        submit=words.say("hello_offer.submit"),
    )


def facts_of(hello: Hello, reader: str, words: Words) -> dict[str, str]:
    """What, with whom and how often, as words."""
    return {
        "what": words.say(f"hellos.what.{hello.kind.value}"),
        "name": named(hello.partner_of(reader), words),
        "rhythm": words.say(f"hellos.rhythm.{hello.every_days}"),
    }


def end_button(hello: str, words: Words) -> kit.Element:
    return kit.button(words.say("hellos.button.end"), "hellos.end", hello)


def named(person: str | None, words: Words) -> str:
    """As Slack shows them; a colleague where nobody may be named any more."""
    return words.say("hellos.a_colleague") if person is None else kit.mention(person)
