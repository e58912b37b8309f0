"""Home: what is on, in one sentence, and the few things one can do; never an answer or a practice."""

from datetime import datetime, timedelta

from bot.domain.homes import HomeFacts
from bot.domain.people import FIRST_WAKE, Moment, PausedBy, Worker
from bot.views import audit_log, buddies, coordination, kit
from bot.views.people import emergency, person_button
from bot.views.room import Room
from bot.words import Words


def home(facts: HomeFacts, room: Room, notice: str | None = None) -> kit.View:
    """`notice` is one sentence about what was just done."""
    if facts.worker is None or not facts.worker.is_on:
        return kit.home([*_welcome(room, notice), *_roles(facts, room.words)])
    return kit.home([*_dashboard(facts, facts.worker, room, notice), *_roles(facts, room.words)])


def unreadable(room: Room) -> kit.View:
    """The database is away: what is on or off cannot be said, a minute and a person can be had."""
    words = room.words
    return kit.home(
        [
            kit.header(words.say("home.title")),
            kit.section(words.say("home.unreadable")),
            kit.actions(
                "home.now",
                kit.button(words.say("minute.button.take"), "minute.take"),
                learn_button(words),
                person_button(words),
            ),
            emergency(room.country, words),
            kit.context(words.say("people.honest")),
        ]
    )


def not_from_here(room: Room) -> kit.View:
    """Somebody of another organisation: kindly no, with the people to call all the same."""
    words = room.words
    return kit.home(
        [
            kit.section(words.say("errors.not_from_here")),
            kit.actions("home.person", person_button(words)),
            emergency(room.country, words),
        ]
    )


def turn_off_button(words: Words) -> kit.Element:
    """It asks once before it acts, wherever it stands."""
    return kit.confirmed(
        kit.button(words.say("home.button.turn_off"), "membership.off"),
        words.say("home.turn_off.title"),
        words.say("home.turn_off.text"),
        words.say("home.button.turn_off"),
        words.say("home.turn_off.stay"),
    )


def learn_button(words: Words) -> kit.Element:
    return kit.button(words.say("learn.button.open"), "learn.open")


def _welcome(room: Room, notice: str | None) -> list[kit.Block]:
    words = room.words
    return [
        kit.header(words.say("home.title")),
        *_notice(notice),
        kit.section(words.say("home.welcome")),
        kit.actions(
            "home.start",
            kit.button(words.say("home.button.try"), "minute.take"),
            kit.button(words.say("home.button.turn_on"), "membership.on", style="primary"),
            kit.button(words.say("home.button.who_sees_what"), "privacy.open"),
            learn_button(words),
            buddies.open_button(words),
        ),
        kit.section(words.say("home.person")),
        kit.actions("home.person", person_button(words)),
        emergency(room.country, words),
        kit.context(words.say("people.honest")),
    ]


def _dashboard(facts: HomeFacts, worker: Worker, room: Room, notice: str | None) -> list[kit.Block]:
    words = room.words
    return [
        kit.header(words.say("home.title")),
        *_notice(notice),
        kit.section(state(facts, worker, words)),
        *_planned(facts, worker, words),
        *_offer(facts, words),
        kit.actions(
            "home.now",
            kit.button(words.say("minute.button.take"), "minute.take"),
            kit.button(words.say("home.button.shift_ended"), "shift.ended"),
            person_button(words),
        ),
        *([] if worker.is_paused(facts.now) else _questions(worker, words)),
        kit.divider(),
        kit.actions("home.choices", *_choices(facts, worker, words)),
        emergency(room.country, words),
        kit.context(words.say("people.honest")),
        kit.context(words.say("home.typing")),
    ]


def state(facts: HomeFacts, worker: Worker, words: Words) -> str:
    """One sentence: on and when, or paused and until when."""
    if worker.is_paused(facts.now):
        if worker.paused_by is PausedBy.SILENCE:
            return words.say("home.paused_by_silence")
        if worker.paused_until is not None:
            return words.say("home.paused", day=words.day(worker.local(worker.paused_until).date()))
    moment = _moment(facts, worker, words)
    if worker.zone is None:
        return words.say("home.on_without_zone", when=moment)
    return words.say("home.on", when=moment, zone=words.city(worker.zone))


def _moment(facts: HomeFacts, worker: Worker, words: Words) -> str:
    if worker.moment is Moment.WAKE:
        if worker.wake_at is None:
            return words.count("home.when.wake_first", int(FIRST_WAKE / timedelta(hours=1)))
        return words.say("home.when.wake", clock=words.clock(worker.wake_at))
    minutes = int(facts.settling / timedelta(minutes=1))
    if worker.moment is Moment.DELAY:
        minutes = worker.delay_minutes or 0
    return words.count("home.when.minutes", minutes) if minutes else words.say("home.when.at_once")


def _roles(facts: HomeFacts, words: Words) -> list[kit.Block]:
    """Doors for who has a role; what lies behind them is never shown beside what is private."""
    buttons = [coordination.open_button(words)] if facts.coordinates else []
    buttons += [audit_log.open_button(words)] if facts.audits else []
    return [kit.actions("home.roles", *buttons)] if buttons else []


def _notice(notice: str | None) -> list[kit.Block]:
    return [] if notice is None else [kit.section(notice)]


def _planned(facts: HomeFacts, worker: Worker, words: Words) -> list[kit.Block]:
    told = []
    if facts.planned_for is not None and facts.planned_for > facts.now:
        told.append(
            words.say("home.planned", moment=when(worker, facts.planned_for, facts.now, words))
        )
    if facts.look_in_at is not None:
        told.append(
            words.say("home.look_in", moment=when(worker, facts.look_in_at, facts.now, words))
        )
    if facts.undisturbed_at_end:
        told.append(words.say("home.do_not_disturb"))
    return [kit.context(one) for one in told]


def _offer(facts: HomeFacts, words: Words) -> list[kit.Block]:
    """What a message should have offered; the minute itself is the first button below."""
    return [kit.section(words.say("home.offer"))] if facts.offer_waits else []


def when(worker: Worker, moment: datetime, now: datetime, words: Words) -> str:
    """A coming moment on the worker's own clock: today, tomorrow, or on which day."""
    local = worker.local(moment)
    days = (local.date() - worker.local(now).date()).days
    key = {0: "times.today", 1: "times.tomorrow"}.get(days, "times.later")
    return words.say(key, day=words.day(local.date()), clock=words.clock(local.time()))


def _questions(worker: Worker, words: Words) -> list[kit.Block]:
    """At most what is not settled yet: where, a move, and when."""
    blocks: list[kit.Block] = []
    if worker.zone is None:
        blocks += [
            kit.section(words.say("home.which_zone")),
            kit.actions("home.zone", kit.button(words.say("home.button.choose_zone"), "zone.open")),
        ]
    elif worker.offered_zone is not None:
        here, there = words.city(worker.offered_zone), words.city(worker.zone)
        blocks += [
            kit.section(words.say("home.moved", city=here)),
            kit.actions(
                "home.zone",
                kit.button(words.say("home.button.use_zone"), "zone.use", worker.offered_zone),
                kit.button(words.say("home.button.keep_zone", city=there), "zone.keep"),
            ),
        ]
    if worker.moment is Moment.UNCHOSEN:
        blocks += [
            kit.section(words.say("home.which_moment")),
            kit.actions(
                "home.moment",
                kit.button(words.say("home.button.before_i_leave"), "moment.choose.0", "0"),
                kit.button(words.say("home.button.later"), "moment.choose.20", "20"),
                kit.button(words.say("home.button.when_i_wake"), "moment.choose.wake", "wake"),
            ),
        ]
    return blocks


def _choices(facts: HomeFacts, worker: Worker, words: Words) -> list[kit.Element]:
    pause = kit.button(words.say("home.button.pause"), "pause.open")
    if worker.is_paused(facts.now):
        pause = kit.button(words.say("home.button.start_again"), "pause.end", style="primary")
    return [
        kit.button(words.say("home.button.usual_shifts"), "usual.open"),
        kit.button(words.say("home.button.settings"), "settings.open"),
        pause,
        buddies.open_button(words),
        learn_button(words),
        kit.button(words.say("home.button.who_sees_what"), "privacy.open"),
        turn_off_button(words),
    ]
