"""A modal of one sentence, with the people to call beneath it."""

from bot.views import kit
from bot.views.people import first_line, person_button
from bot.views.room import Room


def sentence(text: str, room: Room, *buttons: kit.Element) -> kit.View:
    words = room.words
    blocks = [
        kit.section(text),
        kit.actions("plain", *buttons, person_button(words)),
        first_line(room.country, words, room.today),
    ]
    return kit.modal(words.say("minute.title"), blocks, close=words.say("modal.close"))
