"""Sending: one call to Slack for one claimed letter."""

from bot import logs
from bot.clock import Clock
from bot.courier.faults import Fault
from bot.courier.office import Office, Parcel, Sent
from bot.courier.outcomes import CHANNEL_GONE, Sort, sort
from bot.courier.slack import Refused, Slack
from bot.domain.letters import METHOD_OF, LetterKind, Method
from bot.views import letters
from bot.views.kit import Message


async def send(parcel: Parcel, slack: Slack, office: Office) -> Sent:
    """Rendered now, in the reader's language; never tried twice here."""
    kind = LetterKind(parcel.kind)
    try:
        if METHOD_OF[kind] is Method.DELETE:
            await slack.delete(parcel.channel or "", parcel.ts or "")
            return Sent(parcel.channel, parcel.ts)
        message = _rendered(parcel, office)
        if message is None:
            return Sent(fault=Fault("nothing_to_say"))
        if METHOD_OF[kind] is Method.UPDATE:
            await slack.update(parcel.channel or "", parcel.ts or "", message)
            return Sent(parcel.channel, parcel.ts)
        return await _post(parcel, message, slack, office.wall)
    except Refused as refusal:
        return Sent(fault=refusal.fault)


def _rendered(parcel: Parcel, office: Office) -> Message | None:
    """None where there is nothing to say; a mistake in the words fails this letter, and surely unsent."""
    words = office.library.words(parcel.language)
    try:
        return letters.render(
            LetterKind(parcel.kind), parcel.about, words, parcel.others, parcel.particulars
        )
    except Exception as fault:  # noqa: BLE001  whatever a broken prompt brings about
        logs.note("courier.cannot_say", kind=parcel.kind, error=fault)
        return None


async def _post(parcel: Parcel, message: Message, slack: Slack, wall: Clock) -> Sent:
    """A channel that is known may be closed by now: nothing was sent, so it is opened once anew."""
    if parcel.channel is not None:
        try:
            return await _post_in_time(parcel, parcel.channel, message, slack, wall)
        except Refused as refusal:
            if refusal.fault.error not in CHANNEL_GONE:
                raise
    channel = await _channel_to(parcel.to, slack)
    return await _post_in_time(parcel, channel, message, slack, wall)


async def _post_in_time(
    parcel: Parcel, channel: str, message: Message, slack: Slack, wall: Clock
) -> Sent:
    """Not by a process that was frozen since the claim: consent and lateness were decided then."""
    if wall.now() > parcel.leave_by:
        raise Refused(Fault("too_late"))
    return Sent(*await slack.post(channel, message))


async def _channel_to(person: str, slack: Slack) -> str:
    """Where to write to them; whatever fails here, no message has left yet."""
    try:
        return await slack.direct_channel(person)
    except Refused as refusal:
        if sort(refusal.fault) is Sort.UNCLEAR:
            raise Refused(Fault("no_channel")) from refusal
        raise
