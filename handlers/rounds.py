"""Doors of a round: its settings, the preview with its rows, publishing and undoing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.bootstrap import Services
from bot.domain.audit import Act
from bot.domain.errors import CareError, ChangedMeanwhile, NoFittingPartner
from bot.domain.pairing.terms import Aim, Weights
from bot.domain.pairing.trials import Trial
from bot.domain.rounds import OPEN_WEIGHTS, WEEKS, Again, Pair, RoundSettings
from bot.domain.sheets import Seen, Sheet
from bot.replies import NOTHING, Fill, Replies, Work
from bot.use_cases import coverage, drafts, round_turns
from bot.use_cases import rounds as use_case
from bot.views import kit, round_forms, rounds
from handlers.coordination import first_of
from handlers.doors import Doors
from handlers.payloads import OpenView, Submission, Tap

doors = Doors()


def open_skeleton(tap: Tap, services: Services) -> kit.View:
    return rounds.skeleton(services.room(tap.worker))


@doors.tap("rounds.open", opens=open_skeleton)
def open_round(tap: Tap, services: Services) -> Replies:
    """What there is: a draft, a round that can be undone, or the settings of a new one."""
    room = services.room(tap.worker)
    sheet = use_case.look(tap.worker, services.place)
    if sheet is not None:
        return (Fill(rounds.preview(sheet, room)),)
    if tap.in_modal:  # which the preview is drawn in afterwards
        return (Fill(round_forms.settings(RoundSettings(), None, room)),)
    return (Fill(rounds.nothing(room.words.say("rounds.none"), room)),)


@doors.tap("rounds.settings", opens=open_skeleton)
def open_settings(tap: Tap, services: Services) -> Replies:
    sheet = use_case.look(tap.worker, services.place)
    room = services.room(tap.worker)
    if sheet is None:
        return (Fill(round_forms.settings(RoundSettings(), None, room)),)
    return (Fill(round_forms.settings(sheet.round.settings, sheet.seen, room)),)


@doors.form("rounds.settings")
def save_settings(form: Submission, services: Services) -> Replies:
    """The preview is drawn in the modal beneath; nobody hears of it."""
    seen, by = seen_in(form.view), form.worker
    known = (
        RoundSettings() if seen is None else use_case.settings_of(seen, form.worker, services.place)
    )
    chosen = _settings_of(form.view, known)
    return _worked_out(
        lambda: drafts.plan(chosen, seen, by, services.place), Act.DRAFTED_ROUND, by, services
    )


def _settings_of(view: OpenView, known: RoundSettings) -> RoundSettings:
    ticked = view.value("rules") or ()
    return replace(
        known,
        aim=view.chosen("aim", Aim),
        weeks=view.chosen("weeks", WEEKS),
        again=view.chosen("again", Again),
        different_team="different_team" in ticked,
        common_hours="common_hours" in ticked,
        common_language="common_language" in ticked,
        trio="trio" in ticked,
    )


@doors.tap("rounds.weigh", opens=open_skeleton)
def open_weights(tap: Tap, services: Services) -> Replies:
    seen = _must_have_seen(tap.view)
    weights = use_case.settings_of(seen, tap.worker, services.place).weights
    return (Fill(round_forms.weigh(weights, seen, services.room(tap.worker))),)


@doors.form("rounds.weigh")
def save_weights(form: Submission, services: Services) -> Replies:
    seen, by = _must_have_seen(form.view), form.worker
    known = use_case.settings_of(seen, by, services.place)
    points = {
        name: form.view.chosen(name, round_forms.points_offered(getattr(known.weights, name)))
        for name in OPEN_WEIGHTS
    }
    chosen = replace(known, weights=Weights(**points))  # what is not open counts as usual
    return _worked_out(
        lambda: drafts.plan(chosen, seen, by, services.place), Act.EDITED_ROUND, by, services
    )


def _open_from_row(tap: Tap, services: Services) -> kit.View | None:
    """A lock acts at once; everything else asks who is meant."""
    return None if tap.value.startswith(("lock", "unlock")) else open_skeleton(tap, services)


@doors.tap("rounds.row", opens=_open_from_row)
def row(tap: Tap, services: Services) -> Replies:
    wish, _, which = tap.value.partition(":")
    seen, room = _must_have_seen(tap.view), services.room(tap.worker)
    kind, _, name = which.partition(":")
    if wish in ("lock", "unlock"):
        return _edited(lambda: use_case.lock(name, seen, tap.worker, services.place), tap, services)
    people = (name,) if kind == "rest" else use_case.members(name, seen, tap.worker, services.place)
    form = round_forms.swap if wish == "swap" else round_forms.leave_out
    return (Fill(form(people, seen, room)),)


@doors.form("rounds.swap")
def swap(form: Submission, services: Services) -> Replies:
    seen, by = _must_have_seen(form.view), form.worker
    one, other = str(form.view.value("one")), str(form.view.value("other"))
    return _worked_out(
        lambda: drafts.plan_swap(one, other, seen, by, services.place),
        Act.EDITED_ROUND, by, services,
    )  # fmt: skip


@doors.form("rounds.leave")
def leave_out(form: Submission, services: Services) -> Replies:
    seen, by, person = _must_have_seen(form.view), form.worker, str(form.view.value("one"))
    return _worked_out(
        lambda: drafts.plan_leaving_out(person, seen, by, services.place),
        Act.EDITED_ROUND, by, services,
    )  # fmt: skip


@doors.tap("rounds.take_in")
def take_in(tap: Tap, services: Services) -> Replies:
    seen, by, person = _must_have_seen(tap.view), tap.worker, tap.value
    return _worked_out(
        lambda: drafts.plan_taking_in(person, seen, by, services.place),
        Act.EDITED_ROUND, by, services,
    )  # fmt: skip


@doors.tap("rounds.page")
def turn_page(tap: Tap, services: Services) -> Replies:
    sheet = use_case.look(tap.worker, services.place)
    return _show(sheet, tap.worker, services, page=first_of(tap))


@doors.tap("rounds.publish")
def publish(tap: Tap, services: Services) -> Replies:
    """What has changed since the preview is mended at once, beside the writer."""
    seen, place = _must_have_seen(tap.view), services.place
    return (
        *_edited(lambda: use_case.publish(seen, tap.worker, place), tap, services),
        look_through(services),
    )


def look_through(services: Services) -> Work:
    """Pairs of whom somebody has yet to hear, by all the hard rules as they are now."""
    place = services.place

    def mend(found: Sequence[Pair]) -> Replies:
        round_turns.mend_broken(found, place)
        return NOTHING

    return Work(lambda: round_turns.broken(place), mend, refused=lambda _no: NOTHING)


@doors.tap("rounds.undo")
def undo(tap: Tap, services: Services) -> Replies:
    seen = _must_have_seen(tap.view)
    return _edited(
        lambda: use_case.undo(seen, tap.worker, services.place), tap, services, "rounds.undone"
    )


@doors.tap("rounds.discard")
def discard(tap: Tap, services: Services) -> Replies:
    room = services.room(tap.worker)
    try:
        use_case.discard(_must_have_seen(tap.view), tap.worker, services.place)
    except ChangedMeanwhile as no:
        return _refused(no, tap.worker, services)
    return (Fill(rounds.nothing(room.words.say("rounds.discarded"), room)),)


@doors.tap("rounds.trial", opens=open_skeleton)
def try_out(tap: Tap, services: Services) -> Replies:
    seen, by, room = _must_have_seen(tap.view), tap.worker, services.room(tap.worker)

    def show(tried: Trial) -> Replies:
        coverage.note_trial(seen, by, services.place)
        return (Fill(round_forms.trial(tried, room)),)

    return (
        Work(
            think=lambda: coverage.try_out(seen, by, services.place),
            act=show,
            refused=lambda no: _refused(no, by, services),
        ),
    )


# What all of them do


def seen_in(view: OpenView | None) -> Seen | None:
    """The draft that the modal was drawn from, as it was then."""
    told = {} if view is None else view.metadata
    version = str(told.get("version", ""))
    return Seen(str(told["round"]), int(version)) if version.isdecimal() else None


def _must_have_seen(view: OpenView | None) -> Seen:
    seen = seen_in(view)
    if seen is None:
        raise ChangedMeanwhile
    return seen


def _worked_out(think: Callable[[], Sheet], act: Act, by: str, services: Services) -> Replies:
    """A skeleton at once, and the preview as soon as the engine is done."""

    def keep(sheet: Sheet) -> Replies:
        return _show(use_case.keep(sheet, by, act, services.place), by, services)

    work = Work(think, act=keep, refused=lambda no: _refused(no, by, services))
    return (Fill(rounds.skeleton(services.room(by))), work)


def _edited(
    edit: Callable[[], Sheet], tap: Tap, services: Services, said: str | None = None
) -> Replies:
    try:
        sheet = edit()
    except CareError as no:
        return _refused(no, tap.worker, services)
    return _show(sheet, tap.worker, services, said)


def _refused(no: CareError, by: str, services: Services) -> Replies:
    """Why not, and the round as it stands now; the log tells who often tries who does not fit."""
    key = "rounds.changed" if isinstance(no, ChangedMeanwhile) else no.words_key
    act = Act.TRIED_SWAP if isinstance(no, NoFittingPartner) else Act.LOOKED_AT_ROUND
    return _show(use_case.look(by, services.place, act), by, services, key)


def _show(
    sheet: Sheet | None, by: str, services: Services, said: str | None = None, page: int = 0
) -> Replies:
    room = services.room(by)
    notice = None if said is None else room.words.say(said)
    if sheet is None:
        return (Fill(rounds.nothing(notice or room.words.say("rounds.none"), room)),)
    return (Fill(rounds.preview(sheet, room, page, notice)),)
