"""Short notes to one person: rare letters, and what a slash command is met with."""

from bot.views import kit
from bot.views.home import turn_off_button
from bot.views.people import directory_button, person_button
from bot.views.room import Room
from bot.words import Words


def ask_once(words: Words) -> kit.Message:
    """After a quiet month, for who allowed it: fixed words, asked once."""
    return kit.message(
        words.say("notes.ask_once_spoken"),
        kit.section(words.say("notes.ask_once_spoken")),
        kit.section(words.say("notes.ask_once")),
        kit.actions(
            "note",
            kit.button(words.say("minute.button.take"), "minute.take"),
            person_button(words),
            kit.button(words.say("home.button.settings"), "settings.open"),
        ),
    )


def welcome_coordinator(words: Words) -> kit.Message:
    return kit.message(
        words.say("notes.coordinator_spoken"),
        kit.section(words.say("notes.coordinator")),
        kit.actions(
            "note",
            kit.button(words.say("home.button.try"), "minute.take"),
            kit.button(words.say("home.button.who_sees_what"), "privacy.open"),
            person_button(words),
        ),
    )


def said(words: Words, text: str, *buttons: kit.Element) -> kit.Message:
    """One sentence for one person, with the way to a person beside it."""
    return kit.message(text, kit.section(text), kit.actions("note", *buttons, person_button(words)))


def shift_ended(words: Words, text: str, *, is_on: bool) -> kit.Message:
    take = kit.button(words.say("minute.button.take"), "minute.take")
    if is_on:
        return said(words, text, take)
    return said(words, text, kit.button(words.say("home.button.turn_on"), "membership.on"), take)


def did_you_mean(words: Words, typed: str, meant: str | None) -> kit.Message:
    """An unknown word, met for that person alone, with the likely one on a button."""
    shown = kit.escape(typed[:40])
    if meant is None:
        text = words.say("slash.unknown", typed=shown)
        return said(words, text, kit.button(words.say("slash.button.help"), "slash.help"))
    text = words.say("slash.did_you_mean", typed=shown, meant=meant)
    return said(words, text, kit.button(f"/decompress {meant}", f"slash.{meant}"))


def typed(words: Words) -> kit.Message:
    """Somebody wrote a sentence: nothing is echoed, and a person is offered."""
    text = words.say("slash.typed")
    take = kit.button(words.say("minute.button.take"), "minute.take")
    return kit.message(
        text,
        kit.section(text),
        kit.actions("note", person_button(words), take),
        kit.context(words.say("people.honest")),
    )


def stopping(words: Words) -> kit.Message:
    return said(
        words,
        words.say("slash.stopping"),
        kit.button(words.say("home.button.pause"), "pause.open"),
        turn_off_button(words),
    )


def help_note(words: Words) -> kit.Message:
    return said(
        words,
        words.say("slash.help"),
        kit.button(words.say("minute.button.take"), "minute.take"),
        kit.button(words.say("home.button.who_sees_what"), "privacy.open"),
    )


def people(room: Room) -> kit.Message:
    """The people to call where no page opened: the number, what this app is not, and once more."""
    words = room.words
    text = words.say("people.no_modal", number=room.number)
    take = kit.button(words.say("minute.button.take"), "minute.take")
    return kit.message(
        text,
        kit.section(text),
        kit.section(words.say("people.honest")),
        kit.actions("note", person_button(words), take, directory_button(room.country, words)),
    )


def could_not_save(words: Words) -> kit.Message:
    """The database would not have it: said plainly, with the minute and the people all the same."""
    take = kit.button(words.say("minute.button.take"), "minute.take")
    return said(words, words.say("errors.could_not_save"), take)
