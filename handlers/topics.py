"""Doors of the page before a talk: from the message that named somebody, or from an introduction."""

from collections.abc import Sequence

from bot.bootstrap import Services
from bot.domain.topics import RatherNot
from bot.replies import Fill, Replies
from bot.use_cases import topics as use_case
from bot.views import topics
from bot.views.kit import View
from handlers.doors import Doors
from handlers.payloads import Tap

doors = Doors()


def open_skeleton(tap: Tap, services: Services) -> View:
    return topics.skeleton(services.room(tap.worker))


def _limits(tap: Tap, services: Services) -> Replies:
    """What holds for everybody stands with the database away."""
    return _page((), tap, services)


@doors.tap("topics.request", opens=open_skeleton, without_store=_limits)
def of_request(tap: Tap, services: Services) -> Replies:
    return _page(use_case.of_request(tap.value, tap.worker, services.place), tap, services)


@doors.tap("topics.pair", opens=open_skeleton, without_store=_limits)
def of_pair(tap: Tap, services: Services) -> Replies:
    return _page(use_case.of_pair(tap.value, tap.worker, services.place), tap, services)


def _page(told: Sequence[RatherNot] | None, tap: Tap, services: Services) -> Replies:
    room = services.room(tap.worker)
    return (Fill(topics.over(room) if told is None else topics.page(told, room)),)
