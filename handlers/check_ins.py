"""Doors of the check-in: an answer, not now, still on shift, an emoji."""

from dataclasses import replace

from bot.bootstrap import Services
from bot.domain.decisions import Offer
from bot.domain.minutes import Minute, Step, first_step
from bot.domain.practices import Feeling
from bot.replies import NOTHING, Fill, Replies
from bot.use_cases import check_ins, practices
from bot.use_cases.check_ins import Meeting
from bot.views import minutes
from bot.views.kit import View
from handlers.doors import Doors
from handlers.payloads import Happened, Tap

doors = Doors()

FEELINGS = dict(enumerate(Feeling, start=1))
EMOJI = {
    "one": Feeling.LIGHT,
    "sunny": Feeling.LIGHT,
    "sun_with_face": Feeling.LIGHT,
    "two": Feeling.A_BIT_HEAVY,
    "partly_sunny": Feeling.A_BIT_HEAVY,
    "mostly_sunny": Feeling.A_BIT_HEAVY,
    "sun_small_cloud": Feeling.A_BIT_HEAVY,
    "barely_sunny": Feeling.A_BIT_HEAVY,
    "sun_behind_cloud": Feeling.A_BIT_HEAVY,
    "three": Feeling.HEAVY,
    "rain_cloud": Feeling.HEAVY,
    "cloud": Feeling.HEAVY,
    "partly_sunny_rain": Feeling.HEAVY,
    "sun_behind_rain_cloud": Feeling.HEAVY,
    "umbrella_with_rain_drops": Feeling.HEAVY,
    "four": Feeling.VERY_HEAVY,
    "thunder_cloud_and_rain": Feeling.VERY_HEAVY,
    "lightning": Feeling.VERY_HEAVY,
    "lightning_cloud": Feeling.VERY_HEAVY,
    "tornado": Feeling.VERY_HEAVY,
    "fog": Feeling.HARD_TO_SAY,
    "foggy": Feeling.HARD_TO_SAY,
}  # fmt: skip


def feeling_of(tap: Tap) -> Feeling:
    """The answer that a button stands for, by its place in the row."""
    return FEELINGS.get(int(tap.choice or 0), Feeling.HARD_TO_SAY)


def meeting_of(tap: Tap, check_in: str | None) -> Meeting:
    spot = tap.spot
    return Meeting(
        worker=tap.worker,
        check_in=check_in,
        key=tap.key,
        channel=spot.channel if spot and not spot.ephemeral else None,
        ts=spot.ts if spot and not spot.ephemeral else None,
    )


def open_skeleton(knock: Tap, services: Services) -> View:
    return minutes.skeleton(services.room(knock.worker))


def _answer_without_store(tap: Tap, services: Services) -> Replies:
    """Nothing is kept, and the practice and the people are there all the same."""
    minute = _minute_after(tap)
    offer = None
    if minute.step is Step.PRACTICE:
        language = services.room(tap.worker).words.locale
        offer = practices.offer_unremembered(minute, language, services.place)
    return _draw(minute, offer, tap, services)


@doors.tap("check_in.answer", opens=open_skeleton, without_store=_answer_without_store)
def answered(tap: Tap, services: Services) -> Replies:
    meeting = replace(meeting_of(tap, tap.value), feeling=feeling_of(tap))
    offer = practices.offer_after(meeting, services.place)
    return _draw(_minute_after(tap), offer, tap, services)


@doors.tap("check_in.not_now")
def not_now(tap: Tap, services: Services) -> Replies:
    check_ins.meet_tap(meeting_of(tap, tap.value), services.place)
    return NOTHING


@doors.event("reaction_added")
def reacted(event: Happened, services: Services) -> Replies:
    """Any emoji on any of our messages is met; a known one is an answer as well."""
    item = event.facts.get("item") or {}
    if not str(item.get("channel", "")).startswith("D"):
        return NOTHING  # not a direct message, so not one of ours: dropped without a row
    emoji = str(event.facts.get("reaction", "")).partition("::")[0]
    meeting = Meeting(
        worker=event.worker,
        check_in=None,
        key=event.key,
        channel=item.get("channel"),
        ts=item.get("ts"),
        feeling=EMOJI.get(emoji),
    )
    check_ins.meet_emoji(meeting, services.place)
    return NOTHING


def _minute_after(tap: Tap) -> Minute:
    feeling = feeling_of(tap)
    return Minute(first_step(feeling), check_in=tap.value, feeling=feeling)


def _draw(minute: Minute, offer: Offer | None, tap: Tap, services: Services) -> Replies:
    room = services.room(tap.worker)
    if offer is None:
        return (Fill(minutes.modal(minute, None, room)),)
    return (Fill(minutes.modal(minute.offering(offer), offer.practice, room)),)
