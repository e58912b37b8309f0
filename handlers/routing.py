"""Joins payload and handler: open first, commit, acknowledge last; the rest is carried out afterwards."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot import logs
from bot.bootstrap import Services
from bot.domain.errors import BadInput, CareError, NotFromHere
from bot.domain.roster_files import BadLines
from bot.replies import Faults, Fill, PublishHome, Replies, Whisper
from bot.store.unit_of_work import StoreUnavailable
from bot.views import kit, notes, plain
from bot.views import people as people_to_call
from bot.views import roster as roster_views
from bot.views.kit import Message
from handlers import (
    after_care,
    asking,
    buddies,
    check_ins,
    coordination,
    guests,
    hellos,
    home,
    learning,
    membership,
    offers,
    pairs,
    payloads,
    people,
    practices,
    roster,
    rounds,
    settings,
    shifts,
    slash,
    supporters,
    topics,
)
from handlers.carrying import Carrier
from handlers.doors import CommandDoor, Doors, TapDoor, joined
from handlers.payloads import Command, Submission, Tap, Visitor

Ack = Callable[..., Awaitable[BoltResponse]]
ANY = re.compile(".*")

DOORS: Doors = joined(
    after_care.doors,
    asking.doors,
    offers.doors,
    check_ins.doors,
    people.doors,
    practices.doors,
    learning.doors,
    membership.doors,
    settings.doors,
    shifts.doors,
    slash.doors,
    home.doors,
    coordination.doors,
    roster.doors,
    supporters.doors,
    buddies.doors,
    hellos.doors,
    rounds.doors,
    pairs.doors,
    guests.doors,
    topics.doors,
)


def build_app(services: Services, routing: "Routing") -> AsyncApp:
    """The Bolt app, which serves HTTP and Socket Mode alike."""
    identity = services.identity

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=services.slack.token,
            bot_id=identity.bot,
            bot_user_id=identity.bot_user,
        )

    app = AsyncApp(
        client=services.slack.client_for_bolt(),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,  # handlers/web.py has verified before Bolt is asked
    )
    app.error(_on_error)
    app.action(ANY)(routing.tapped)
    app.view(ANY)(routing.submitted)
    app.view_closed(ANY)(routing.passed)
    app.command(ANY)(routing.commanded)
    app.shortcut(ANY)(routing.shortcut)
    app.options(ANY)(routing.passed)
    app.event(ANY)(routing.happened)
    return app


async def _on_error(error: Exception) -> BoltResponse:
    """Not acknowledged: Slack sends an event again, and tells a person that a tap did not work."""
    logs.note("handler.failed", error=error)
    return BoltResponse(status=500, body="")


class Routing:
    """One listener for each kind of payload."""

    def __init__(self, services: Services, doors: Doors) -> None:
        self.carrier = Carrier(services)
        self._services = services
        self._doors = doors

    async def tapped(self, ack: Ack, body: dict[str, Any]) -> None:
        tap = payloads.to_tap(body)
        door = self._doors.taps.get(tap.door)
        if door is None:
            await ack()  # a button of another release does nothing
            return
        if not self._is_ours(tap.visitor):
            await self._turn_away(tap, ack)
            return
        opened, instead = await self.carrier.open_first(tap, door)
        replies = await self._handle(tap, door)
        await ack()
        self.carrier.later((*instead, *replies), tap, opened)
        self.carrier.note_visit(tap.worker)

    async def commanded(self, ack: Ack, body: dict[str, Any]) -> None:
        door = self._doors.commands.get(str(body.get("command")))
        if door is None:  # a command that only the organisation's own manifest knows
            words = self._services.room(str(body.get("user_id"))).words
            await ack(**_ephemeral(notes.help_note(words)))
            return
        await self._command(payloads.to_command(body), door, ack)

    async def shortcut(self, ack: Ack, body: dict[str, Any]) -> None:
        door = self._doors.shortcuts.get(str(body.get("callback_id")))
        if door is None:
            await ack()
            return
        await self._command(payloads.to_shortcut(body), door, ack)

    async def submitted(self, ack: Ack, body: dict[str, Any]) -> None:
        form = payloads.to_submission(body)
        handle = self._doors.forms.get(form.view.callback)
        if handle is None or not self._is_ours(form.visitor):
            await ack()
            return
        try:
            replies = await self._services.threads.write_soon(handle, form, self._services)
        except (CareError, StoreUnavailable) as no:
            await ack(response_action="errors", errors=self._faults(form, no).of)
            return
        await ack()
        self.carrier.later(replies, form)

    async def happened(self, ack: Ack, body: dict[str, Any]) -> None:
        event = payloads.to_event(body)
        handle = self._doors.events.get(event.kind)
        if handle is None or body.get("team_id") != self._services.identity.workspace:
            await ack()
            return
        self.carrier.homes.learn_hash(event)
        replies = await self._services.threads.write(handle, event, self._services)
        await ack()
        self.carrier.later(replies, event)

    async def passed(self, ack: Ack) -> None:
        await ack()

    async def _command(self, command: Command, door: CommandDoor, ack: Ack) -> None:
        """What is whispered goes into the acknowledgement itself, which only that person sees."""
        if not self._is_ours(command.visitor):
            words = self._services.room(command.worker).words
            await ack(**_ephemeral(notes.said(words, words.say(NotFromHere.words_key))))
            return
        opened, instead = await self.carrier.open_first(command, door)
        replies = (*instead, *await self._handle(command, door))
        whispers = [reply for reply in replies if isinstance(reply, Whisper)]
        await (ack(**_ephemeral(whispers[0].message)) if whispers else ack())
        rest = tuple(reply for reply in replies if not isinstance(reply, Whisper))
        self.carrier.later(rest, command, opened)
        self.carrier.note_visit(command.worker)

    async def _handle(self, knock: Tap | Command, door: TapDoor | CommandDoor) -> Replies:
        """The handler's replies; a rule that says no, and a database that is away, become words."""
        services = self._services
        words = services.room(knock.worker).words
        if door.in_memory:
            return door.handle(knock, services)  # type: ignore[arg-type]  # the door takes what knocked
        try:
            return await services.threads.write_soon(door.handle, knock, services)  # type: ignore[arg-type]  # the door takes what knocked
        except CareError as no:
            return self._say_no(knock, words.say(no.words_key))
        except StoreUnavailable as fault:
            logs.note(
                "store.away", where="tap" if isinstance(knock, Tap) else "command", error=fault
            )
            if door.without_store is not None:
                return door.without_store(knock, services)  # type: ignore[arg-type]  # as above
            return self._say_no(knock, words.say("errors.could_not_save"))

    def _say_no(self, knock: Tap | Command, text: str) -> Replies:
        """In the open modal if there is one, in Home if the tap was there, else for that person alone."""
        room = self._services.room(knock.worker)
        take = kit.button(room.words.say("minute.button.take"), "minute.take")
        sentence = Fill(plain.sentence(text, room, take))
        in_home = isinstance(knock, Tap) and knock.view is not None and not knock.in_modal
        if in_home:
            return (PublishHome(text), sentence)
        return (Whisper(notes.said(room.words, text)), sentence)

    def _faults(self, form: Submission, no: CareError | StoreUnavailable) -> Faults:
        """Beside the field that is meant, or the first one; the form stays open and nothing is lost."""
        words = self._services.room(form.worker).words
        first = next(iter(form.view.values), "none")
        if isinstance(no, BadLines):
            return Faults({first: roster_views.faults(no.faults, words)})
        if isinstance(no, BadInput):
            return Faults({no.field: words.say(no.words_key)})
        if isinstance(no, CareError):
            return Faults({first: words.say(no.words_key)})
        logs.note("store.away", where="form", error=no)
        return Faults({first: words.say("errors.could_not_save")})

    async def _turn_away(self, tap: Tap, ack: Ack) -> None:
        """A person of another organisation is told kindly, with the people to call."""
        await ack()
        if tap.trigger is not None:
            room = self._services.room(tap.worker)
            view = plain.sentence(room.words.say(NotFromHere.words_key), room)
            if tap.door.startswith("people."):
                view = people_to_call.for_strangers(room.country, room.words, room.today)
            self.carrier.soon(self.carrier.open_for(tap, tap.trigger, view))
        self.carrier.soon(self.carrier.homes.turn_away(tap.worker))

    def _is_ours(self, visitor: Visitor) -> bool:
        """Of our workspace, or of our own Enterprise organisation."""
        identity = self._services.identity
        if visitor.team in (None, identity.workspace):
            return True
        return identity.enterprise is not None and visitor.enterprise == identity.enterprise


def _ephemeral(message: Message) -> dict[str, Any]:
    return {
        "text": message.text,
        "blocks": list(message.blocks),
        "response_type": "ephemeral",
    }
