"""Doors of Learn a little: all from memory, and nothing of what is read goes anywhere."""

from bot.bootstrap import Services
from bot.domain.learning import Topic, find_page, topics_of
from bot.replies import NOTHING, Fill, Replies
from bot.views import learning
from bot.views.kit import View
from handlers.doors import Doors
from handlers.payloads import Command, Tap

doors = Doors()


def open_contents(knock: Tap | Command, services: Services) -> View:
    return learning.contents(_topics(knock.worker, services), services.room(knock.worker))


def open_page(tap: Tap, services: Services) -> View | None:
    """None for a page that has left the library since it was listed."""
    found = find_page(tap.choice, _topics(tap.worker, services))
    return None if found is None else learning.page(*found, services.room(tap.worker))


@doors.tap("learn.open", opens=open_contents, in_memory=True)
@doors.tap("slash.learn", opens=open_contents, in_memory=True)
def contents(_tap: Tap, _services: Services) -> Replies:
    return NOTHING


@doors.tap("learn.page", opens=open_page, in_memory=True)
def page(tap: Tap, services: Services) -> Replies:
    """It lies on top of the list; a page that is gone leads back to the others."""
    topics = _topics(tap.worker, services)
    if find_page(tap.choice, topics) is not None:
        return NOTHING
    return (Fill(learning.contents(topics, services.room(tap.worker), lost=True)),)


@doors.tap("learn.next", in_memory=True)
def following(tap: Tap, services: Services) -> Replies:
    """The next page takes the place of the one before it, so that one step leads back."""
    view = open_page(tap, services)
    return page(tap, services) if view is None else (Fill(view),)


def _topics(worker: str, services: Services) -> tuple[Topic, ...]:
    room = services.room(worker)
    return topics_of(services.library.practices(room.words.locale), room.today)
