"""Before you talk: what the other would rather not hear, in a modal, which Slack does not keep."""

from collections.abc import Sequence

from bot.domain.topics import RatherNot
from bot.views import kit
from bot.views.people import first_line, person_button
from bot.views.room import Room
from bot.words import Words


def button(door: str, about: str, words: Words) -> kit.Element:
    """The same in every message, whether anything was named or not."""
    return kit.button(words.say("topics.button.open"), door, about)


def skeleton(room: Room) -> kit.View:
    return _modal(room, [kit.section(room.words.say("offer.one_moment"))])


def page(told: Sequence[RatherNot], room: Room) -> kit.View:
    """One paragraph for each of the others, then the limits that hold for everybody."""
    words = room.words
    lines = [kit.section(said(one, words)) for one in told]
    return _modal(room, [*lines, kit.section(words.say("topics.limits"))])


def over(room: Room) -> kit.View:
    return _modal(room, [kit.section(room.words.say("topics.over"))])


def said(told: RatherNot, words: Words) -> str:
    name = kit.mention(told.person)
    if not told.topics:
        return words.say("topics.nothing", name=name)
    topics = (words.say(f"buddy_lists.topic.{one.value}") for one in sorted(told.topics))
    lines = (words.say("topics.rather_not", name=name), *(f"• {topic}" for topic in topics))
    return "\n".join([*lines, words.say("topics.else")])


def _modal(room: Room, blocks: list[kit.Block]) -> kit.View:
    words = room.words
    foot = [
        kit.actions("topics", person_button(words)),
        first_line(room.country, words, room.today),
    ]
    return kit.modal(words.say("topics.title"), [*blocks, *foot], close=words.say("modal.close"))
