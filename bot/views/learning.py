"""Learn a little: the topics with their pages, and a page; read at leisure, and noted nowhere."""

from collections.abc import Iterator, Sequence

from bot.domain.learning import Topic, is_exercise
from bot.domain.practices import Practice
from bot.views import kit
from bot.views.languages import in_english_only
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words


def contents(topics: Sequence[Topic], room: Room, *, lost: bool = False) -> kit.View:
    """`lost`: the page that was tapped has left the library since."""
    words = room.words
    opening = "learn.lost" if lost else "learn.opening"
    blocks = [kit.section(words.say(opening if topics else "learn.nothing"))]
    for topic in topics:
        blocks += _shelf(topic, words)
    blocks.append(kit.actions("learn.person", person_button(words)))
    return _modal(blocks, room, close="modal.close")


def page(topic: Topic, card: Practice, room: Room) -> kit.View:
    """It lies on top of the list, so that closing it leads back to where one was."""
    words = room.words
    text = [
        *in_english_only(card, words),
        *_length(card, words),
        kit.section("\n\n".join(card.steps)),
        *_care(card),
        kit.context(kit.escape(card.evidence.source)),
    ]
    ways_on = [kit.actions("learn.next", *_next(topic, card, words), person_button(words))]
    body = [*ways_on, *text] if topic.puts_a_person_first else [*text, *ways_on]
    return _modal([kit.header(card.title), *body], room, close="modal.back")


def _shelf(topic: Topic, words: Words) -> Iterator[kit.Block]:
    yield kit.section(f"*{words.say(f'learn.topic.{topic.name}')}*")
    for start in range(0, len(topic.pages), kit.ACTIONS):
        row = topic.pages[start : start + kit.ACTIONS]
        yield kit.actions(f"learn.{topic.name}.{start}", *[_page_button(card) for card in row])


def _page_button(card: Practice) -> kit.Element:
    return kit.button(kit.shortened(card.title, kit.BUTTON_TEXT), f"learn.page.{card.id}")


def _length(card: Practice, words: Words) -> list[kit.Block]:
    if not is_exercise(card):
        return []
    return [kit.context(words.say(f"minute.length.{card.length.name.lower()}"))]


def _care(card: Practice) -> list[kit.Block]:
    """Who should take care; and how to leave, where there is something to do."""
    told = (*card.caution, card.stop_line) if is_exercise(card) else card.caution
    return [kit.context(*told)] if told else []


def _next(topic: Topic, card: Practice, words: Words) -> list[kit.Element]:
    following = topic.after(card)
    if following is None:
        return []
    return [kit.button(words.say("learn.button.next"), f"learn.next.{following.id}")]


def _modal(blocks: Sequence[kit.Block], room: Room, *, close: str) -> kit.View:
    words = room.words
    blocks = [*blocks, emergency(room.country, words)]
    return kit.modal(words.say("learn.title"), blocks, close=words.say(close))
