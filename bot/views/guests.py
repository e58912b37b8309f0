"""Guests on the list of buddies, for coordinators: a name, and whether they are welcome."""

from collections.abc import Sequence

from bot.domain.buddies import Buddy
from bot.views import kit
from bot.views.coordination import page
from bot.views.room import Room
from bot.words import Words

ON_A_PAGE = 40


def everybody(guests: Sequence[Buddy], at: int, room: Room) -> kit.View:
    """`at` is how many come before those on this page."""
    words = room.words
    rows = [_row(guest, words) for guest in guests[at : at + ON_A_PAGE]]
    blocks = [*(rows or [kit.section(words.say("guests.nobody"))])]
    if at + ON_A_PAGE < len(guests):
        more = kit.button(words.say("guests.button.next"), "guests.open", str(at + ON_A_PAGE))
        blocks.append(kit.actions("guests", more))
    return page("guests", [*blocks, kit.context(words.say("guests.text"))], room)


def _row(guest: Buddy, words: Words) -> kit.Block:
    who = kit.mention(guest.worker)
    if guest.guest_is_welcome:
        told = words.say("guests.welcome", who=who)
        button = kit.button(words.say("guests.button.take_back"), "guests.turn_away", guest.worker)
    else:
        told = words.say("guests.waiting", who=who)
        button = kit.button(words.say("guests.button.welcome"), "guests.welcome", guest.worker)
    return kit.row(f"guest.{guest.worker}", told, button)
