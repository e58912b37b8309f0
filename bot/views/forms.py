"""What every form has: its words, a way to a person, and the number to ring."""

from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room


def form(callback: str, room: Room, blocks: list[kit.Block], submit: str | None = None) -> kit.View:
    """`callback` is its door, and the table of its words."""
    words = room.words
    person = [
        kit.actions("form.person", person_button(words)),
        emergency(room.country, words),
    ]
    return kit.modal(
        words.say(f"{callback}.title"),
        [*blocks, *person],
        close=words.say("modal.back"),
        submit=submit or words.say("modal.save"),
        callback=callback,
    )
