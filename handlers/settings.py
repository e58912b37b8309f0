"""Doors of the forms: settings, clock, moment and pause."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

from bot.bootstrap import Services
from bot.domain.decision_points import PersonalSetting
from bot.domain.errors import BadInput
from bot.domain.people import DailyWindow, Moment, Worker
from bot.replies import NOTHING, Fill, PublishHome, Replies
from bot.use_cases import home as homes
from bot.use_cases import membership, practices
from bot.use_cases.check_ins import look_around, stay_on_shift
from bot.use_cases.membership import Settings
from bot.views import minutes, privacy, settings
from bot.views.kit import View
from bot.views.languages import OF_SLACK
from handlers.check_ins import meeting_of, open_skeleton
from handlers.doors import Doors
from handlers.payloads import OpenView, Submission, Tap
from handlers.saying import where_tapped

doors = Doors()

LONGEST_PAUSE = timedelta(days=366)
STAYS = {"stay_15": 15, "stay_60": 60, "stay": None}


def worker_of(worker: str, services: Services) -> Worker:
    """The worker as known, or with every default."""
    return homes.look(worker, services.place).worker or Worker(worker)


@doors.tap("settings.open", opens=open_skeleton)
def open_settings(tap: Tap, services: Services) -> Replies:
    room = services.room(tap.worker)
    known = worker_of(tap.worker, services)
    return (Fill(settings.settings(known, room, services.library, services.place.languages)),)


@doors.form("settings")
def save_settings(form: Submission, services: Services) -> Replies:
    known = worker_of(form.worker, services)
    chosen = _settings_of(form.view)
    chosen = replace(
        chosen,
        country=chosen.country or known.country,
        language=_language(form.view, known),
    )
    changed = membership.change_settings(form.worker, chosen, services.place)
    services.readers.note(changed)
    return (PublishHome(services.room(form.worker).words.say("home.saved")),)


def _settings_of(view: OpenView) -> Settings:
    moment = str(view.value("moment") or "unchosen")
    return Settings(
        moment={"unchosen": Moment.UNCHOSEN, "wake": Moment.WAKE}.get(moment, Moment.DELAY),
        delay_minutes=int(moment) if moment.isdecimal() else None,
        wake_at=_time(view.value("wake_at")),
        quiet_hours=_quiet_hours(view),
        most_per_week=int(view.value("most_per_week")),
        keep_days=int(view.value("keep_days")),
        may_ask_once=view.value("may_ask_once") == "yes",
        country=view.value("country"),
        language=view.value("language"),
    )


def _language(view: OpenView, known: Worker) -> str | None:
    """Nobody is asked where there is only one; then an earlier choice stays what it was."""
    chosen: str | None = view.value("language")
    return None if chosen == OF_SLACK else chosen or known.language


def _quiet_hours(view: OpenView) -> DailyWindow | None:
    start, end = _time(view.value("quiet_from")), _time(view.value("quiet_until"))
    if start is None and end is None:
        return None
    if start is None:
        raise BadInput("quiet_from", "errors.quiet_needs_both")
    if end is None:
        raise BadInput("quiet_until", "errors.quiet_needs_both")
    if start == end:
        raise BadInput("quiet_until", "errors.quiet_same")
    return DailyWindow(start, end)


def _time(text: str | None) -> time | None:
    return None if not text else time.fromisoformat(text)


@doors.tap("zone.open", opens=open_skeleton)
def open_zone(tap: Tap, services: Services) -> Replies:
    zone = worker_of(tap.worker, services).zone
    return (Fill(settings.zone(services.room(tap.worker), zone)),)


@doors.form("zone")
def save_zone(form: Submission, services: Services) -> Replies:
    membership.choose_zone(form.worker, str(form.view.value("zone")), services.place)
    return (PublishHome(),)


@doors.tap("zone.use")
def use_zone(tap: Tap, services: Services) -> Replies:
    if tap.value in available_timezones():
        membership.choose_zone(tap.worker, tap.value, services.place)
    return (PublishHome(),)


@doors.tap("zone.keep")
def keep_zone(tap: Tap, services: Services) -> Replies:
    membership.keep_zone(tap.worker, services.place)
    return (PublishHome(),)


@doors.tap("suits.open", opens=open_skeleton)
def open_what_suits(tap: Tap, services: Services) -> Replies:
    chosen = practices.what_suits(tap.worker, services.place)
    return (Fill(settings.suits(chosen, services.room(tap.worker))),)


@doors.form("suits")
def save_what_suits(form: Submission, services: Services) -> Replies:
    ticked = form.view.value("suits") or ()
    chosen = frozenset(setting for setting in PersonalSetting if setting in ticked)
    practices.choose_what_suits(form.worker, chosen, services.place)
    return (PublishHome(services.room(form.worker).words.say("home.saved")),)


@doors.tap("moment.choose")
def choose_moment(tap: Tap, services: Services) -> Replies:
    minutes_after = int(tap.value) if tap.value.isdecimal() else None
    membership.choose_moment(tap.worker, minutes_after, services.place)
    return (PublishHome(),)


def open_pause(tap: Tap, services: Services) -> View:
    return settings.pause(services.room(tap.worker), services.place.now().date())


@doors.tap("pause.open", opens=open_pause, in_memory=True)
def pause(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("pause.end")
def start_again(tap: Tap, services: Services) -> Replies:
    membership.resume(tap.worker, services.place)
    text = services.room(tap.worker).words.say("home.started_again")
    return (PublishHome(), *where_tapped(text, tap.worker, services))


@doors.form("pause")
def save_pause(form: Submission, services: Services) -> Replies:
    worker = worker_of(form.worker, services)
    day = date.fromisoformat(str(form.view.value("until")))
    until = datetime.combine(day, time(), worker.tz).astimezone(UTC)
    now = services.place.now()
    if until <= now:
        raise BadInput("until", "errors.date_is_past")
    if until - now > LONGEST_PAUSE:
        raise BadInput("until", "errors.date_is_far")
    membership.pause(form.worker, until, services.place)
    return (PublishHome(),)


def _open_from_menu(tap: Tap, services: Services) -> View | None:
    """What a menu on a message opens at once; staying on shift opens nothing."""
    room = services.room(tap.worker)
    match tap.value.partition(":")[0]:
        case "who_sees":
            return privacy.who_sees_what(room)
        case "pause":
            return open_pause(tap, services)
        case "settings":
            return minutes.skeleton(room)
        case _:
            return None


@doors.tap("check_in.more", opens=_open_from_menu)
@doors.tap("card.more", opens=_open_from_menu)
def more(tap: Tap, services: Services) -> Replies:
    """Staying on shift moves the check-in; a look at anything else leaves the question as it is."""
    wish, _, check_in = tap.value.partition(":")
    meeting = meeting_of(tap, check_in)
    if wish in STAYS:
        stay_on_shift(meeting, STAYS[wish], services.place)
        return (PublishHome(),)
    if check_in:
        look_around(meeting, services.place)
    return open_settings(tap, services) if wish == "settings" else NOTHING
