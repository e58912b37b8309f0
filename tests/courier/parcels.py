"""A check-in on its way, and the two ways in which that can end."""

from bot.courier.claim import claim
from bot.courier.faults import Fault
from bot.courier.office import Parcel, Sent
from tests.use_cases.desk import Desk

ARRIVED = Sent("D1", "7.0")


def on_its_way(desk: Desk) -> Parcel:
    """A check-in of U1 that was claimed and not settled."""
    desk.joins()
    desk.done()
    desk.clock.move(minutes=20)
    (parcel,) = claim(desk.office)
    return parcel


def fails(error: str, retry_after: int | None = None) -> Sent:
    return Sent(fault=Fault(error, retry_after))
