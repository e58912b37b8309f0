"""Doors of Home, and of what Slack says about a person."""

from bot.bootstrap import Services
from bot.courier.told_times import window_of
from bot.replies import NOTHING, LearnProfile, PublishHome, Replies
from bot.use_cases import home as homes
from bot.use_cases import membership
from handlers.doors import Doors
from handlers.payloads import Happened

doors = Doors()


@doors.event("app_home_opened")
def opened(event: Happened, _services: Services) -> Replies:
    """Only the Home tab is drawn; nobody is written to for having looked."""
    if event.facts.get("tab") != "home":
        return NOTHING
    return (PublishHome(),)


@doors.event("user_change")
def changed(event: Happened, services: Services) -> Replies:
    """A new clock is offered, never taken over; who has left the workspace is forgotten, worker or not."""
    user = event.facts.get("user") or {}
    if user.get("deleted"):
        membership.erase(event.worker, services.place)
        services.readers.forget(event.worker)
        return NOTHING
    if homes.look(event.worker, services.place).worker is None:
        return NOTHING
    return (LearnProfile(),)


@doors.event("dnd_updated_user")
def undisturbed(event: Happened, services: Services) -> Replies:
    known = homes.look(event.worker, services.place).worker
    if known is None:
        return NOTHING
    window = window_of(event.facts.get("dnd_status") or {}, known.zone)
    membership.note_do_not_disturb(event.worker, window, services.place)
    return NOTHING


@doors.event("app_uninstalled")
@doors.event("tokens_revoked")
def gone(_event: Happened, services: Services) -> Replies:
    """Slack will not let us in any more: what waits is taken back, and nothing else is touched."""
    membership.take_all_letters_back(services.place)
    return NOTHING
