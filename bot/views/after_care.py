"""After a talk: one mild message with one button, and behind it a page that is the same for everybody."""

from bot.domain.after_care import Afterwards
from bot.domain.letters import LetterKind
from bot.views import kit
from bot.views.check_ins import answer_buttons
from bot.views.offers import named
from bot.views.people import first_line, person_button
from bot.views.room import Room
from bot.words import Words


def note(kind: LetterKind, request: str, words: Words) -> kit.Message:
    """It stays as it is, whatever is said behind its button, or not said."""
    is_question = kind is LetterKind.FOUND_EACH_OTHER
    opening = words.say("after.found_opening" if is_question else "after.opening")
    door = "found.open" if is_question else "after.open"
    return kit.message(
        opening,
        kit.section(opening),
        kit.actions(
            "note", kit.button(words.say("after.button.open"), door, request), person_button(words)
        ),
    )


def skeleton(room: Room) -> kit.View:
    return _modal(room, [kit.section(room.words.say("offer.one_moment"))])


def page(told: Afterwards, request: str, room: Room) -> kit.View:
    """Thanks, how it is now, and three ways on; no answer to any of it leaves this modal."""
    words = room.words
    blocks = [
        kit.section(words.say("after.thanks")),
        *_guide(told, words),
        *([kit.section(_off(told, words))] if told.gives else []),
        kit.section(words.say("after.now")),
        kit.actions("after.now", *answer_buttons(request, words, "after.now")),
        kit.actions(
            "after.ways",
            *([_longer(told, request, words)] if told.gives else []),
            kit.button(words.say("after.button.supporter"), "after.supporter", request),
            kit.button(words.say("after.button.worried"), "after.worried", request),
        ),
    ]
    return _modal(room, blocks)


def rests(told: Afterwards, request: str, room: Room) -> kit.View:
    """Until when; and, tapped by mistake or not, the way back."""
    words = room.words
    if not told.gives:
        return _turned(room, request, words.say("after.not_on_list"))
    text = _off(told, words)
    return _turned(room, request, text, button=_longer(told, request, words))


def returns(request: str, room: Room) -> kit.View:
    """Back on the list sooner; not at once, so that nothing moves at the tap."""
    return _turned(room, request, room.words.say("after.sooner"))


def _off(told: Afterwards, words: Words) -> str:
    """A day for everybody, or longer for who said so."""
    if told.rests_until is None:
        return words.say("after.off")
    key = "after.longer" if told.is_off else "after.longer_soon"
    return words.say(key, day=words.day(told.worker.local(told.rests_until).date()))


def _longer(told: Afterwards, request: str, words: Words) -> kit.Element:
    if told.rests_until is None:
        return kit.button(words.say("after.button.longer"), "after.longer", request)
    return kit.button(words.say("after.button.sooner"), "after.sooner", request)


def supporter(told: Afterwards, request: str, room: Room) -> kit.View:
    """Whom this person named for themselves; told to nobody else."""
    words, whom = room.words, told.supporter
    if whom is None:
        return _turned(room, request, words.say("after.no_supporter"))
    if whom.supporter is None:
        return _turned(room, request, words.say("after.supporter_outside"))
    return _turned(room, request, words.say("after.supporter", name=named(whom.supporter)))


def worried(request: str, room: Room) -> kit.View:
    """The ladder of the buddy guide, with the people to call beneath it."""
    words = room.words
    return _turned(room, request, words.say("after.worried"), words.say("after.alone"))


def found(told: Afterwards, request: str, room: Room) -> kit.View:
    """Two choices or three; the message behind them stays as it is after each."""
    words = room.words
    different = kit.button(words.say("after.button.different"), "found.different", request)
    blocks = [
        kit.section(words.say("after.found_question")),
        kit.actions(
            "found",
            kit.button(words.say("after.button.yes"), "found.yes", request),
            kit.button(words.say("after.button.not_yet"), "found.not_yet", request),
            *([different] if told.may_wish else []),
        ),
    ]
    return _modal(room, blocks)


def said(key: str, room: Room) -> kit.View:
    return _modal(room, [kit.section(room.words.say(key))])


def _guide(told: Afterwards, words: Words) -> list[kit.Block]:
    buddy = told.buddy
    if buddy is None or buddy.guide_version is None or buddy.guide_read_at is None:
        return []
    day = words.day(told.worker.local(buddy.guide_read_at).date())
    version = str(buddy.guide_version)
    return [kit.section(words.say("after.guide", version=version, day=day))]


def _turned(room: Room, request: str, *texts: str, button: kit.Element | None = None) -> kit.View:
    """A page behind the first one, with the way back."""
    back = kit.button(room.words.say("after.button.back"), "after.back", request)
    buttons = [back] if button is None else [button, back]
    return _modal(room, [kit.section(text) for text in texts], *buttons)


def _modal(room: Room, blocks: list[kit.Block], *buttons: kit.Element) -> kit.View:
    words = room.words
    foot = [
        kit.actions("after.person", *buttons, person_button(words)),
        first_line(room.country, words, room.today),
    ]
    return kit.modal(words.say("after.title"), [*blocks, *foot], close=words.say("modal.close"))
