"""One letter settled by itself, for tests that look at one letter at a time."""

from bot.courier.office import Office, Parcel, Receipt, Sent
from bot.courier.settle import settle
from bot.domain.letters import LetterState


def settle_one(parcel: Parcel, sent: Sent, office: Office) -> LetterState | None:
    return settle([Receipt(parcel, sent)], office)[0]
