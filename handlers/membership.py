"""Doors of joining and leaving, and of who sees what."""

from bot.bootstrap import Services
from bot.replies import CloseQuestions, Fill, LearnProfile, PublishHome, Replies
from bot.use_cases import buddies, coordination, membership, practices
from bot.views import buddy_records, kit, privacy, supporters
from handlers.check_ins import open_skeleton
from handlers.doors import Doors
from handlers.payloads import Tap
from handlers.saying import where_tapped

doors = Doors()


@doors.tap("membership.on")
def turn_on(tap: Tap, services: Services) -> Replies:
    """One tap; Home is drawn as soon as Slack has said which clock it is, so that it need not ask."""
    services.readers.note(membership.turn_on(tap.worker, tap.key, services.place))
    words = services.room(tap.worker).words
    ended = kit.button(words.say("home.button.shift_ended"), "shift.ended")
    said = where_tapped(words.say("home.turned_on"), tap.worker, services, ended)
    return (*said, LearnProfile())


@doors.tap("membership.off")
def turn_off(tap: Tap, services: Services) -> Replies:
    membership.turn_off(tap.worker, services.place)
    return (PublishHome(),)


def open_privacy(tap: Tap, services: Services) -> kit.View:
    return privacy.who_sees_what(services.room(tap.worker))


@doors.tap("privacy.open", opens=open_privacy, in_memory=True)
def who_sees_what(_tap: Tap, _services: Services) -> Replies:
    return ()


@doors.tap("privacy.held", opens=open_skeleton)
def what_is_held(tap: Tap, services: Services) -> Replies:
    return _show_what_is_held(tap, services)


@doors.tap("privacy.forget_cards")
def forget_cards(tap: Tap, services: Services) -> Replies:
    """What was said of single cards goes; everything else stays."""
    practices.forget_judgements(tap.worker, services.place)
    return _show_what_is_held(tap, services)


def _show_what_is_held(tap: Tap, services: Services) -> Replies:
    room = services.room(tap.worker)
    worker, answers, said = membership.what_is_held(tap.worker, services.place)

    def title(practice: str) -> str:
        known = services.library.practice(practice, room.words.locale)
        return practice if known is None else known.title

    more = [
        *supporters.held(coordination.standing_of(tap.worker, services.place), room.words),
        *buddy_records.held(buddies.look(tap.worker, services.place), room.words),
    ]
    return (Fill(privacy.what_is_held(worker, answers, said, title, room, more=more)),)


@doors.tap("membership.erase")
def erase(tap: Tap, services: Services) -> Replies:
    spots = membership.erase(tap.worker, services.place)
    services.readers.forget(tap.worker)
    said = Fill(privacy.erased(services.room(tap.worker)))
    return (said, CloseQuestions(tuple(spots)), PublishHome())
