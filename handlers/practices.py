"""Doors of the quiet minute: taking one, another, why, how it was, looking in again."""

from collections.abc import Callable
from dataclasses import replace

from bot.bootstrap import Services
from bot.domain.check_ins import LookIn, Outcome
from bot.domain.decisions import Offer
from bot.domain.memories import Judgement
from bot.domain.minutes import Minute, Step, first_step
from bot.domain.practices import Length
from bot.domain.situations import SITUATIONS
from bot.replies import Fill, PublishHome, Replies
from bot.use_cases import check_ins, look_ins, practices
from bot.views import minutes
from bot.views.check_ins import NOBODY
from handlers.check_ins import feeling_of, meeting_of, open_skeleton
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()

OUTCOMES = dict(enumerate(Outcome, start=1))
LOOK_INS = dict(enumerate(LookIn, start=1))
JUDGEMENTS = dict(enumerate(Judgement, start=1))
SITUATION_AT = dict(enumerate(SITUATIONS, start=1))
LENGTHS = dict(enumerate(Length, start=1))


def plain_minute(worker: str, services: Services) -> Fill:
    """A practice straight away, without a check-in behind it."""
    minute = Minute(Step.PRACTICE)
    return _fill(minute, _remembered(worker, minute, services), worker, services)


def unremembered_minute(worker: str, services: Services) -> Fill:
    """The same with the database away."""
    minute = Minute(Step.PRACTICE)
    return _fill(minute, _unremembered(worker, minute, services), worker, services)


def _take_without_store(tap: Tap, services: Services) -> Replies:
    return (unremembered_minute(tap.worker, services),)


@doors.tap("minute.take", opens=open_skeleton, without_store=_take_without_store)
def take(tap: Tap, services: Services) -> Replies:
    """From a card it goes on where the answer left off, as long as that answer still counts."""
    if tap.value in ("", NOBODY):
        return (plain_minute(tap.worker, services),)
    meeting = meeting_of(tap, tap.value)
    check_ins.meet_late(meeting, services.place)
    if not check_ins.still_counts(meeting, services.place):
        return (plain_minute(tap.worker, services),)
    feeling = check_ins.kept_feeling(tap.worker, tap.value, services.place)
    minute = Minute(first_step(feeling), check_in=tap.value, feeling=feeling)
    return _draw_with_practice(tap, minute, services)


def _answer_without_store(tap: Tap, services: Services) -> Replies:
    return _draw_with_practice(tap, _answered_again(tap), services, _unremembered)


@doors.tap("minute.answer", without_store=_answer_without_store)
def answer_again(tap: Tap, services: Services) -> Replies:
    """The last answer within ten minutes stands."""
    minute = _answered_again(tap)
    meeting = replace(meeting_of(tap, minute.check_in), feeling=minute.feeling)
    stands = check_ins.change_answer(meeting, services.place)
    if not stands:
        minute = replace(minute, notice="minute.first_answer_stays")
    return _draw_with_practice(tap, minute, services)


def _answered_again(tap: Tap) -> Minute:
    before, feeling = _minute_of(tap), feeling_of(tap)
    return Minute(first_step(feeling), before.check_in, feeling, look_in=before.look_in)


@doors.tap("minute.change", in_memory=True)
def change(tap: Tap, services: Services) -> Replies:
    return _draw(tap, replace(_minute_of(tap), step=Step.ASKING), services)


def _another_without_store(tap: Tap, services: Services) -> Replies:
    return _draw_with_practice(tap, _practising(tap), services, _unremembered)


@doors.tap("minute.anyway", without_store=_another_without_store)
@doors.tap("minute.another", without_store=_another_without_store)
def another(tap: Tap, services: Services) -> Replies:
    return _draw_with_practice(tap, _practising(tap), services)


def _practising(tap: Tap) -> Minute:
    return replace(_minute_of(tap), step=Step.PRACTICE, notice=None)


def _more_exact(tap: Tap) -> Minute:
    """The time there is, or a situation: it lives in the modal alone, and is gone with it.

    The open card is not held against anything: a twin is for who asks for another, and not for this.
    """
    minute = replace(_minute_of(tap), step=Step.PRACTICE, practice=None)
    what, _, place = tap.value.partition(".")
    number = int(place) if place.isdecimal() else 0
    if what == "time":
        return replace(minute, length=LENGTHS.get(number, minute.length))
    return replace(minute, situation=SITUATION_AT.get(number, minute.situation))


def _exact_without_store(tap: Tap, services: Services) -> Replies:
    return _draw_with_practice(tap, _more_exact(tap), services, _unremembered)


@doors.tap("minute.exact", without_store=_exact_without_store)
def exact(tap: Tap, services: Services) -> Replies:
    """A card for what was chosen."""
    return _draw_with_practice(tap, _more_exact(tap), services)


def _judge_without_store(tap: Tap, services: Services) -> Replies:
    return _draw(tap, replace(_minute_of(tap), notice="minute.not_kept"), services)


@doors.tap("minute.judge", without_store=_judge_without_store)
def judge(tap: Tap, services: Services) -> Replies:
    """What a worker says of a card is obeyed at once: another comes in place of one not wanted again."""
    minute, said = _minute_of(tap), JUDGEMENTS.get(int(tap.value))
    if minute.practice is None or said is None:
        return _draw(tap, minute, services)
    if not practices.judge(tap.worker, minute.practice, said, services.place):
        return _draw(tap, replace(minute, notice="minute.judged.off"), services)
    minute = replace(minute, step=Step.PRACTICE, notice=f"minute.judged.{said.value}")
    if said is Judgement.NOT_AGAIN:
        return _draw_with_practice(tap, minute, services)
    judged = Judgement.HELPS if said is Judgement.HELPS else None
    return _draw(tap, replace(minute, judged=judged), services)


@doors.tap("minute.why", in_memory=True)
def why(tap: Tap, services: Services) -> Replies:
    return _draw(tap, replace(_minute_of(tap), step=Step.WHY), services)


@doors.tap("minute.end", in_memory=True)
def end(tap: Tap, services: Services) -> Replies:
    return _draw(tap, replace(_minute_of(tap), step=Step.ENDED), services)


def _ended(tap: Tap) -> Minute:
    said = OUTCOMES.get(int(tap.choice or 0), Outcome.SAME)
    return replace(_minute_of(tap), step=Step.ENDED, outcome=said)


def _outcome_without_store(tap: Tap, services: Services) -> Replies:
    """Heavier stops the cards and shows people, whether it could be kept or not."""
    return _draw(tap, replace(_ended(tap), notice="minute.not_kept"), services)


@doors.tap("minute.outcome", without_store=_outcome_without_store)
def outcome(tap: Tap, services: Services) -> Replies:
    """Lighter, the same or heavier ends it; heavier stops the cards and shows people."""
    minute = _ended(tap)
    if minute.check_in is not None and minute.outcome is not None:
        meeting = meeting_of(tap, minute.check_in)
        check_ins.say_outcome(meeting, minute.outcome, services.place)
    return _draw(tap, minute, services)


def _look_in_without_store(tap: Tap, services: Services) -> Replies:
    return _draw(tap, replace(_minute_of(tap), notice="look_in.not_kept"), services)


@doors.tap("look_in.ask", without_store=_look_in_without_store)
def look_in(tap: Tap, services: Services) -> Replies:
    """Offered at the same place after every answer; only what was really planned is promised."""
    wish = LOOK_INS.get(int(tap.choice or 0), LookIn.NO)
    due = look_ins.ask(tap.worker, wish, tap.key, services.place)
    minute = replace(_minute_of(tap), look_in=wish)
    if due is None and wish is not LookIn.NO:
        minute = replace(minute, look_in=None, notice="look_in.cannot")
    return (*_draw(tap, minute, services), PublishHome())


def _minute_of(tap: Tap) -> Minute:
    """The minute as the modal remembers it; a plain one when it does not."""
    try:
        return minutes.from_metadata(tap.view.metadata if tap.view else {})
    except ValueError:
        return Minute(Step.PRACTICE)


def _draw(tap: Tap, minute: Minute, services: Services) -> Replies:
    room = services.room(tap.worker)
    practice = services.library.practice(minute.practice or "", room.words.locale)
    if practice is not None and not practices.may_reach_people(practice, services.place):
        practice = None  # its words have changed since it was opened, and nobody has signed them
    return (Fill(minutes.modal(minute, practice, room)),)


def _draw_with_practice(
    tap: Tap, minute: Minute, services: Services, offer: "Offering | None" = None
) -> Replies:
    if minute.step is not Step.PRACTICE:
        if offer is None:
            practices.no_card_yet(tap.worker, services.place)
        return _draw(tap, replace(minute, practice=None), services)
    offered = (offer or _remembered)(tap.worker, minute, services)
    return (_fill(minute, offered, tap.worker, services),)


def _fill(minute: Minute, offer: Offer, worker: str, services: Services) -> Fill:
    """The very card that was decided on: in another language it might wait for a signature."""
    return Fill(minutes.modal(minute.offering(offer), offer.practice, services.room(worker)))


def _remembered(worker: str, minute: Minute, services: Services) -> Offer:
    return practices.offer(worker, minute, services.place)


def _unremembered(worker: str, minute: Minute, services: Services) -> Offer:
    """A card comes even when the database does not."""
    language = services.room(worker).words.locale
    return practices.offer_unremembered(minute, language, services.place)


Offering = Callable[[str, Minute, Services], Offer]
