"""The map of empty hours: days and hours, and no name."""

from datetime import time

from bot.domain.coverage import CROWD, HOURS_A_DAY, EmptyHours
from bot.views import kit
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words


def empty_hours(found: EmptyHours, room: Room) -> kit.View:
    words = room.words
    blocks = [
        *_map(found, words),
        kit.actions("form.person", person_button(words)),
        emergency(room.country, words),
    ]
    return kit.modal(words.say("rounds.hours.title"), blocks, close=words.say("modal.back"))


def _map(found: EmptyHours, words: Words) -> list[kit.Block]:
    if found.hours is None:
        return [kit.section(words.say("rounds.hours.too_few", number=CROWD))]
    if not found.hours:
        return [kit.section(words.say("rounds.hours.none"))]
    days = [_day(found, day, words) for day in range(7) if any(found.spans(day))]
    text = words.say("rounds.hours.text", zone=words.city(found.zone))
    return [kit.section(text), kit.section("\n".join(days))]


def _day(found: EmptyHours, day: int, words: Words) -> str:
    hours = words.listed(_span(start, end, words) for start, end in found.spans(day))
    return words.say("rounds.hours.day", day=words.weekday(day), hours=hours)


def _span(start: int, end: int, words: Words) -> str:
    if (start, end) == (0, HOURS_A_DAY):
        return words.say("rounds.hours.all_day")
    told = (words.clock(time(hour % HOURS_A_DAY)) for hour in (start, end))
    return words.say("rounds.hours.span", start=next(told), end=next(told))
