"""`/decompress`: bare, done, pause 2w, learn, privacy, help, and whatever else is typed."""

import re
from datetime import timedelta
from difflib import get_close_matches

from bot.bootstrap import Services
from bot.domain.errors import ChecksAreOff
from bot.replies import NOTHING, PublishHome, Replies, Whisper
from bot.use_cases import home as homes
from bot.use_cases import membership, signals
from bot.use_cases.shifts import Told
from bot.views import kit, minutes, notes, privacy, settings
from bot.words import Words
from handlers import learning
from handlers.doors import Doors
from handlers.payloads import Command, Tap
from handlers.practices import plain_minute, unremembered_minute
from handlers.shifts import told

doors = Doors()

WORDS = ("done", "pause", "learn", "privacy", "help")
LEAVING = ("stop", "off", "leave", "unsubscribe")
MOST_WORDS = 2  # more than this is a sentence, not a command
SPAN = re.compile(r"(\d{1,3})\s*([dwm])[a-z]*")
DAYS_OF = {"d": 1, "w": 7, "m": 30}
LONGEST_PAUSE = 366


def span_of(text: str) -> timedelta | None:
    """5d, 2w or 1m, up to a year; None when it is none of these."""
    found = SPAN.fullmatch(text.strip().lower())
    if found is None:
        return None
    days = int(found[1]) * DAYS_OF[found[2]]
    return timedelta(days=days) if 1 <= days <= LONGEST_PAUSE else None


def word_of(text: str) -> str:
    """The word that is meant; "talk" for anything that reads like a sentence.

    Whoever types what happened must not be answered with a lesson in syntax (content-brief.md 8).
    """
    parts = text.lower().split()
    if not parts:
        return ""
    if parts[0] == "pause" and len(parts) <= MOST_WORDS + 1:
        return "pause"
    if len(parts) > MOST_WORDS or (parts[0] == "help" and len(parts) > 1):
        return "talk"
    return parts[0]


def _open(command: Command, services: Services) -> kit.View | None:
    room = services.room(command.worker)
    match word_of(command.text):
        case "":
            return minutes.skeleton(room)
        case "learn":
            return learning.open_contents(command, services)
        case "privacy":
            return privacy.who_sees_what(room)
        case _:
            return None


def _without_store(command: Command, services: Services) -> Replies:
    room = services.room(command.worker)
    word = word_of(command.text)
    if word in ("learn", "privacy"):
        return NOTHING
    if not word:
        return (unremembered_minute(command.worker, services),)
    return (Whisper(notes.could_not_save(room.words)),)


@doors.command("/decompress", opens=_open, without_store=_without_store)
def decompress(command: Command, services: Services) -> Replies:
    rest = command.text.lower().partition(" ")[2]
    words = services.room(command.worker).words
    match word_of(command.text):
        case "":
            return (plain_minute(command.worker, services),)
        case "done":
            return _done(command, services)
        case "pause":
            return _pause(command, rest, services)
        case "learn" | "privacy":
            return NOTHING
        case word:
            return (Whisper(_whisper(word, words)),)


def _whisper(word: str, words: Words) -> kit.Message:
    """What is said to words that do nothing by themselves."""
    if word == "help":
        return notes.help_note(words)
    if word in LEAVING:
        return notes.stopping(words)
    if word == "talk":
        return notes.typed(words)
    meant = get_close_matches(word, WORDS, n=1)
    return notes.did_you_mean(words, word, meant[0] if meant else None)


def _done(command: Command, services: Services) -> Replies:
    heard = signals.end_now(command.worker, "slash", command.key, services.place)
    text = told(heard, command.worker, services)
    words = services.room(command.worker).words
    note = notes.shift_ended(words, text, is_on=heard.told is not Told.NOBODY)
    return (Whisper(note), PublishHome())


def _pause(command: Command, rest: str, services: Services) -> Replies:
    words = services.room(command.worker).words
    span = span_of(rest)
    if span is None:
        button = kit.button(words.say("home.button.pause"), "pause.open")
        return (Whisper(notes.said(words, words.say("slash.pause_how"), button)),)
    until = services.place.now() + span
    try:
        membership.pause(command.worker, until, services.place)
    except ChecksAreOff as no:
        return (Whisper(notes.shift_ended(words, words.say(no.words_key), is_on=False)),)
    known = homes.look(command.worker, services.place).worker
    day = words.day((known.local(until) if known else until).date())
    start_again = kit.button(words.say("home.button.start_again"), "pause.end")
    return (
        Whisper(notes.said(words, words.say("slash.paused", day=day), start_again)),
        PublishHome(),
    )


# The buttons under "Did you mean ...?".


@doors.tap("slash.done")
def meant_done(tap: Tap, services: Services) -> Replies:
    heard = signals.end_now(tap.worker, "slash", tap.key, services.place)
    text = told(heard, tap.worker, services)
    words = services.room(tap.worker).words
    is_on = heard.told is not Told.NOBODY
    return (Whisper(notes.shift_ended(words, text, is_on=is_on)), PublishHome())


def _open_pause(tap: Tap, services: Services) -> kit.View:
    return settings.pause(services.room(tap.worker), services.place.now().date())


@doors.tap("slash.pause", opens=_open_pause, in_memory=True)
def meant_pause(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


def _open_privacy(tap: Tap, services: Services) -> kit.View:
    return privacy.who_sees_what(services.room(tap.worker))


@doors.tap("slash.privacy", opens=_open_privacy, in_memory=True)
def meant_privacy(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("slash.help", in_memory=True)
def meant_help(tap: Tap, services: Services) -> Replies:
    return (Whisper(notes.help_note(services.room(tap.worker).words)),)
