"""Joining, choosing, pausing, leaving and being forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.domain.check_ins import EXPIRES_AFTER, Answer, CheckInKind, CheckInState
from bot.domain.languages import is_the_same
from bot.domain.letters import QUESTIONS, Letter, LetterKind
from bot.domain.memories import Preferences
from bot.domain.people import (
    SILENT_MONTH,
    DailyWindow,
    Moment,
    PausedBy,
    Profile,
    Worker,
    next_at,
    out_of_quiet_hours,
)
from bot.store.unit_of_work import UnitOfWork
from bot.store.vault import Vault
from bot.use_cases import buddies, departures, hellos, pairs, shifts, usual_shifts
from bot.use_cases.check_ins import withdraw_offer
from bot.use_cases.chores import Chore
from bot.use_cases.workplace import Workplace, day_of, known_worker

HOUR_OF_THE_QUESTION = time(17)  # awake after a day shift and before a night shift, mostly


def turn_on(worker: str, key: str, place: Workplace) -> Worker:
    """One tap: check-ins are on, with everything else as the worker left it."""
    with place.begin() as uow:
        is_new = uow.inbound.is_new(key, place.now())
        known = uow.people.locked(worker) or Worker(worker)
        if is_new and not known.is_on:
            known = replace(known, is_on=True, on_since=place.now(), last_tap_at=place.now())
            uow.people.save(known)
            Vault(uow, worker).open(place.now().date())
        return known


def learn_profile(worker: str, profile: Profile, place: Workplace) -> Worker | None:
    """Take over what Slack says, and only offer a new time zone, never change it unasked."""
    with place.begin() as uow:
        known = uow.people.locked(worker)
        if known is None:
            return None
        settled = (None, known.zone, known.declined_zone)
        told_hours = profile if profile.tells_do_not_disturb else known
        moved = known.zone is not None and profile.zone not in settled
        learned = replace(
            known,
            zone=known.zone or profile.zone,
            offered_zone=profile.zone if moved else None,
            declined_zone=None if profile.zone == known.zone else known.declined_zone,
            language=_chosen(known, profile),
            slack_language=profile.language or known.slack_language,
            channel=profile.channel or known.channel,
            email_mark=None if profile.email is None else uow.email_mark(profile.email),
            is_guest=profile.is_guest,
            do_not_disturb=told_hours.do_not_disturb,
        )
        if learned != known:
            uow.people.save(learned)
        if learned.zone != known.zone:
            usual_shifts.follow_zone(uow, learned, place)
        if learned.is_guest and not known.is_guest:
            pairs.look_again(uow, worker, place)
        return learned


def _chosen(known: Worker, profile: Profile) -> str | None:
    """The worker's own choice; the first release kept there what Slack said at joining as well.

    So what is the same as Slack's when Slack is first asked anew was no choice (decision 0014).
    """
    is_from_slack = known.slack_language is None and is_the_same(known.language, profile.language)
    return None if is_from_slack else known.language


def note_do_not_disturb(worker: str, window: DailyWindow | None, place: Workplace) -> None:
    with place.begin() as uow:
        known = uow.people.locked(worker)
        if known is not None and known.do_not_disturb != window:
            uow.people.save(replace(known, do_not_disturb=window))


def choose_zone(worker: str, zone: str, place: Workplace) -> None:
    with place.visit(worker) as uow:
        moved = replace(known_worker(uow, worker), zone=zone, offered_zone=None)
        uow.people.save(moved)
        usual_shifts.follow_zone(uow, moved, place)


def keep_zone(worker: str, place: Workplace) -> None:
    """The offered clock is not offered again while Slack goes on saying the same."""
    with place.visit(worker) as uow:
        known = known_worker(uow, worker)
        declined = known.offered_zone or known.declined_zone
        uow.people.save(replace(known, offered_zone=None, declined_zone=declined))


def choose_moment(worker: str, minutes: int | None, place: Workplace) -> None:
    """So many minutes after the shift; None is "when I wake"."""
    with place.visit(worker) as uow:
        known = known_worker(uow, worker)
        moment = Moment.WAKE if minutes is None else Moment.DELAY
        changed = replace(known, moment=moment, delay_minutes=minutes)
        uow.people.save(changed)
        shifts.follow_moment(uow, changed, place)


@dataclass(frozen=True)
class Settings:
    """Everything a worker can set in the settings form."""

    moment: Moment
    delay_minutes: int | None
    wake_at: time | None
    quiet_hours: DailyWindow | None
    most_per_week: int
    keep_days: int
    may_ask_once: bool
    country: str | None
    language: str | None


def change_settings(worker: str, settings: Settings, place: Workplace) -> Worker:
    with place.visit(worker) as uow:
        known = known_worker(uow, worker)
        changed = replace(
            known,
            **settings.__dict__,
            asked_once_at=known.asked_once_at if settings.may_ask_once else None,
        )
        uow.people.save(changed)
        shifts.follow_moment(uow, changed, place)
        if settings.keep_days < known.keep_days:
            Vault(uow, worker).shorten(timedelta(days=known.keep_days - settings.keep_days))
        return changed


def pause(worker: str, until: datetime, place: Workplace) -> None:
    """Nothing comes before then; what is already planned for that time is taken back."""
    with place.visit(worker) as uow:
        known = known_worker(uow, worker)
        uow.people.save(replace(known, paused_by=PausedBy.WORKER, paused_until=until))
        for kind in CheckInKind:
            planned = uow.check_ins.open_of(worker, kind)
            if planned and planned.is_waiting and (planned.due_at or until) < until:
                withdraw_offer(uow, planned, place)
        pairs.look_again(uow, worker, place)


def resume(worker: str, place: Workplace) -> None:
    with place.visit(worker) as uow:
        known = known_worker(uow, worker)
        uow.people.save(replace(known, paused_by=None, paused_until=None, on_since=place.now()))


def turn_off(worker: str, place: Workplace) -> None:
    """Nothing is sent any more, to a buddy neither; what is out there becomes the neutral card."""
    with place.begin() as uow:
        known = uow.people.locked(worker)
        if known is None:
            return
        _take_everything_back(uow, worker, place)
        buddies.take_off(uow, worker, place)
        uow.people.save(replace(known, is_on=False, paused_by=None, paused_until=None))


def erase(worker: str, place: Workplace) -> list[tuple[str, str]]:
    """Every row of the worker goes and the key is destroyed; then the log is truncated.

    Also of somebody who is no worker here and stands on the roster, or supports a colleague. What comes
    back is where questions are still open (channel, ts): nothing here remembers them.
    """
    with place.begin() as uow:
        uow.people.locked(worker)
        offers = [uow.check_ins.open_of(worker, kind) for kind in CheckInKind]
        hellos.end_all(uow, worker, place, nameless=True)
        Vault(uow, worker).destroy()
        asked_at = departures.forget(uow, worker, place)
    place.store.wipe_traces()
    return asked_at + [(one.channel, one.ts) for one in offers if one and one.channel and one.ts]


def is_seen_today(worker: str, place: Workplace) -> bool:
    """Whether a tap of today is noted already, or there is nobody to note it of."""
    with place.look() as uow:
        known = uow.people.get(worker)
    return known is None or known.last_tap_at == day_of(place.now())


def note_visit(worker: str, place: Workplace) -> None:
    """Any tap is a tap, also one that needed nothing from the database."""
    with place.visit(worker):
        pass


def begin_anew(workers: Iterable[str], place: Workplace) -> None:
    """Their keys are lost: what these sealed goes, and everything else stays.

    All at once, so that afterwards either nobody or everybody of them has a key.
    """
    with place.begin() as uow:
        for worker in workers:
            if uow.people.locked(worker) is None:
                Vault(uow, worker).destroy()
            else:
                Vault(uow, worker).begin_anew(place.now().date())


def what_is_held(worker: str, place: Workplace) -> tuple[Worker | None, list[Answer], Preferences]:
    """All that is kept of a worker, for that worker."""
    with place.look() as uow:
        vault = Vault(uow, worker)
        return uow.people.get(worker), vault.answers(), vault.preferences()


def _silent(uow: UnitOfWork, now: datetime) -> list[Worker]:
    silent = uow.people.silent_since(now - SILENT_MONTH)
    return [worker for worker in silent if worker.may_be_asked(now)]


def _ask(uow: UnitOfWork, worker: Worker, place: Workplace) -> bool:
    if uow.people.locked_unless_busy(worker.id) != worker:
        return False
    now = place.now()
    uow.people.save(replace(worker, asked_once_at=now))
    due = out_of_quiet_hours(worker, next_at(HOUR_OF_THE_QUESTION, worker.tz, now))
    letter = Letter(place.dice.token(), LetterKind.ASK_ONCE, worker.id, due)
    uow.outbox.put(replace(letter, expires_at=due + EXPIRES_AFTER), now)
    return True


# Who allowed it is asked once after a month without any tap, at a fixed hour, in fixed words.
ASK_THE_SILENT = Chore("ask_once", _silent, _ask)


def take_all_letters_back(place: Workplace) -> int:
    """The app was removed from the workspace: nothing that waits will leave."""
    with place.begin() as uow:
        everybody = [worker.id for worker in uow.people.everybody()]
        uow.people.hold(everybody)
        uow.check_ins.give_up(everybody)
        return sum(uow.outbox.cancel_to(worker) for worker in everybody)


def _take_everything_back(uow: UnitOfWork, worker: str, place: Workplace) -> None:
    uow.outbox.cancel_to(worker, QUESTIONS)
    for kind in CheckInKind:
        offer = uow.check_ins.open_of(worker, kind)
        if offer is None:
            continue
        if offer.channel and offer.ts:
            card = Letter(place.dice.token(), LetterKind.CARD, worker, place.now(), offer.id)
            uow.outbox.put(replace(card, channel=offer.channel, ts=offer.ts), place.now())
        uow.check_ins.save(offer.closed(CheckInState.CANCELLED), place.now())
