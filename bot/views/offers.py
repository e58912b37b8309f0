"""What a buddy is shown when somebody would like company, and what both read once one said yes."""

from collections.abc import Sequence

from bot.domain.letters import LetterKind
from bot.views import kit
from bot.views.people import first_line, person_button
from bot.views.room import Room
from bot.views.topics import button as topics_button
from bot.words import Words

CHAT = "https://slack.com/app_redirect?channel="


def named(person: str) -> str:
    """A name that can be tapped, and that notifies nobody in a message that is theirs alone."""
    return f"<@{kit.escape(person)}>"


def chat_button(person: str, words: Words) -> kit.Element:
    """For who would rather tap a button than a name."""
    return kit.link_button(words.say("offer.button.open"), "offer.chat", CHAT + person)


def letter(kind: LetterKind, about: str, others: Sequence[str], words: Words) -> kit.Message:
    """Each letter of a request; `others` is who is named in it, if anybody."""
    match kind:
        case LetterKind.BUDDY_OFFER:
            return offer(about, words)
        case LetterKind.MY_BUDDY_OFFER:
            return offer(about, words, others[0])
        case LetterKind.YOU_ARE_THE_BUDDY:
            return you_are_the_buddy(others[0], words)
        case LetterKind.NOBODY_FREE:
            return nobody_free(about, words)
        case LetterKind.BUDDY_IS_HERE | LetterKind.BUDDY_COMES:
            return buddy_comes(kind, about, others[0], words)
        case _:
            return over(kind, words)


def offer(about: str, words: Words, asker: str | None = None) -> kit.Message:
    """By the list nobody is named; only one's own buddy reads who it is, and never in the first line."""
    opening = words.say("offer.opening")
    told = words.say("offer.list")
    if asker is not None:
        told = words.say("offer.named", name=named(asker))
    return kit.message(
        f"{opening} {words.say('offer.spoken_buttons')}",
        kit.section(opening),
        kit.section(told),
        kit.actions(
            "offer",
            kit.button(words.say("offer.button.here"), "offer.here", about),
            kit.button(words.say("offer.button.soon"), "offer.soon", about),
            kit.button(words.say("offer.button.cannot"), "offer.cannot", about),
        ),
        kit.actions("offer.person", person_button(words)),
        kit.context(words.say("offer.small_print")),
    )


def over(kind: LetterKind, words: Words) -> kit.Message:
    """The same for everybody who was asked, whatever they had said or not said."""
    text = words.say("offer.call_over" if kind is LetterKind.CALL_OVER else "offer.over")
    return kit.message(text, kit.section(text), kit.actions("note", person_button(words)))


def buddy_comes(kind: LetterKind, request: str, buddy: str, words: Words) -> kit.Message:
    """To the asker: who it is, and how to look again if nobody came."""
    opening = words.say("offer.yes.opening")
    key, again = "offer.yes.here", "offer.yes.again"
    if kind is LetterKind.BUDDY_COMES:
        key, again = "offer.yes.later", "offer.yes.again_later"
    return kit.message(
        opening,
        kit.section(opening),
        kit.section(words.say(key, name=named(buddy))),
        kit.actions(
            "note",
            chat_button(buddy, words),
            topics_button("topics.request", request, words),
            kit.button(words.say("asking.button.again"), "asking.again", request),
            person_button(words),
        ),
        kit.context(words.say(again)),
    )


def you_are_the_buddy(asker: str, words: Words) -> kit.Message:
    opening = words.say("offer.yes.buddy_opening")
    return kit.message(
        opening,
        kit.section(opening),
        kit.section(words.say("offer.yes.buddy", name=named(asker))),
        kit.section(words.say("offer.being_there")),
        kit.actions("note", chat_button(asker, words), person_button(words)),
    )


def nobody_free(request: str, words: Words) -> kit.Message:
    opening = words.say("offer.yes.nobody_opening")
    return kit.message(
        opening,
        kit.section(opening),
        kit.section(words.say("offer.yes.nobody")),
        kit.actions(
            "note",
            kit.button(words.say("asking.button.again"), "asking.again", request),
            kit.button(words.say("minute.button.take"), "minute.take"),
            person_button(words),
        ),
    )


def skeleton(room: Room) -> kit.View:
    """Opened before anything is written; it already carries the people to call."""
    return _modal(room, room.words.say("offer.one_moment"))


def yes(asker: str, about: str, room: Room, *, is_held: bool) -> kit.View:
    """Only here is the name told; for a minute it can still be passed on."""
    words = room.words
    if not is_held:
        told = words.say("offer.named_yes", name=named(asker))
        return _modal(room, told, words.say("offer.being_there"))
    return _modal(
        room,
        words.say("offer.held", name=named(asker)),
        words.say("offer.being_there"),
        button=kit.button(words.say("offer.button.pass_on"), "offer.pass_on", about),
    )


def said(key: str, room: Room, **facts: str) -> kit.View:
    return _modal(room, room.words.say(key, **facts))


def _modal(room: Room, *texts: str, button: kit.Element | None = None) -> kit.View:
    words = room.words
    buttons = [] if button is None else [button]
    blocks = [
        *(kit.section(text) for text in texts),
        kit.actions("offer.next", *buttons, person_button(words)),
        first_line(room.country, words, room.today),
    ]
    return kit.modal(words.say("asking.title"), blocks, close=words.say("modal.close"))
