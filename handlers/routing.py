"""Joins payload, handler and courier: open first, commit, acknowledge last, then carry out the rest."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot import logs
from bot.bootstrap import Services
from bot.courier.slack import Refused
from bot.domain.errors import BadInput, CareError, NotFromHere
from bot.replies import Faults, Fill, LearnProfile, PublishHome, Replies, Whisper
from bot.store.unit_of_work import StoreUnavailable
from bot.views import notes, plain
from bot.views.kit import View
from handlers import (
    check_ins,
    home,
    membership,
    payloads,
    people,
    practices,
    settings,
    shifts,
    slash,
)
from handlers.doors import CommandDoor, Doors, TapDoor, joined
from handlers.homes import Homes
from handlers.payloads import Command, Happened, Submission, Tap, Visitor

Knock = TypeVar("Knock", Command, Happened, Submission, Tap)
Ack = Callable[..., Awaitable[BoltResponse]]
ANY = re.compile(".*")

DOORS: Doors = joined(
    check_ins.doors,
    people.doors,
    practices.doors,
    membership.doors,
    settings.doors,
    shifts.doors,
    slash.doors,
    home.doors,
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
    for name in routing.commands:
        app.command(name)(routing.commanded)
    app.shortcut(ANY)(routing.shortcut)
    app.options(ANY)(routing.passed)
    app.event(ANY)(routing.happened)
    return app


async def _on_error(error: Exception) -> BoltResponse:
    """Not acknowledged: Slack sends an event again, and tells a person that a tap did not work."""
    logs.note("handler.failed", error=error)
    return BoltResponse(status=500, body="")


class Routing:
    """One listener for each kind of payload; replies are carried out by tasks that are kept track of."""

    def __init__(self, services: Services, doors: Doors) -> None:
        self._services = services
        self._doors = doors
        self._homes = Homes(services)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def commands(self) -> list[str]:
        return list(self._doors.commands)

    async def tapped(self, ack: Ack, body: dict[str, Any]) -> None:
        tap = payloads.to_tap(body)
        door = self._doors.taps.get(tap.door)
        if door is None or not self._is_ours(tap.visitor):
            await self._turn_away(tap, ack, known=door is not None)
            return
        opened = await self._open_first(tap, door)
        replies = await self._handle(tap, door)
        await ack()
        self._later(self._carry_out(replies, tap, opened))

    async def commanded(self, ack: Ack, body: dict[str, Any]) -> None:
        command = payloads.to_command(body)
        await self._command(command, self._doors.commands[body["command"]], ack)

    async def shortcut(self, ack: Ack, body: dict[str, Any]) -> None:
        door = self._doors.shortcuts.get(str(body.get("callback_id")))
        if door is None:
            await ack()
            return
        await self._command(payloads.to_shortcut(body), door, ack)

    async def _command(self, command: Command, door: CommandDoor, ack: Ack) -> None:
        if not self._is_ours(command.visitor):
            await ack(**self._ephemeral(self._kind_no(command.worker)))
            return
        opened = await self._open_first(command, door)
        replies = await self._handle(command, door)
        whispers = [reply for reply in replies if isinstance(reply, Whisper)]
        await ack(**self._ephemeral(whispers[0])) if whispers else await ack()
        rest = tuple(reply for reply in replies if not isinstance(reply, Whisper))
        self._later(self._carry_out(rest, command, opened))

    async def submitted(self, ack: Ack, body: dict[str, Any]) -> None:
        form = payloads.to_submission(body)
        handle = self._doors.forms.get(form.view.callback)
        if handle is None or not self._is_ours(form.visitor):
            await ack()
            return
        words = self._services.room(form.worker).words
        first = next(iter(form.view.values), "none")
        try:
            replies = await self._services.threads.write(handle, form, self._services)
        except BadInput as fault:
            replies = (Faults({fault.field: words.say(fault.words_key)}),)
        except CareError as fault:
            replies = (Faults({first: words.say(fault.words_key)}),)
        except StoreUnavailable as fault:
            logs.note("store.away", where="form", error=fault)
            replies = (Faults({first: words.say("errors.could_not_save")}),)
        faults = [reply for reply in replies if isinstance(reply, Faults)]
        if faults:
            await ack(response_action="errors", errors=faults[0].of)
            return
        await ack()
        self._later(self._carry_out(replies, form, None))

    async def happened(self, ack: Ack, body: dict[str, Any]) -> None:
        event = payloads.to_event(body)
        handle = self._doors.events.get(event.kind)
        if handle is None or body.get("team_id") != self._services.identity.workspace:
            await ack()
            return
        self._homes.learn_hash(event)
        replies = await self._services.threads.write(handle, event, self._services)
        await ack()
        self._later(self._carry_out(replies, event, None))

    async def passed(self, ack: Ack) -> None:
        await ack()

    async def _open_first(self, knock: Tap | Command, door: TapDoor | CommandDoor) -> str | None:
        """The modal, from memory, before anything is written; its id, or None when none opened."""
        view = None if door.opens is None else door.opens(knock, self._services)  # type: ignore[arg-type]  # the door takes what knocked
        if view is None or knock.trigger is None:
            return None
        slack = self._services.slack
        try:
            if not isinstance(knock, Tap) or not knock.in_modal:
                return await slack.open_view(knock.trigger, view)
            return await slack.push_view(knock.trigger, view)
        except Refused as refusal:
            if isinstance(knock, Tap) and knock.in_modal and knock.view is not None:
                await self._redraw(knock.view.id, view)  # three modals are stacked already
                return knock.view.id
            logs.note("modal.not_opened", fault=refusal.fault.error)
            return None

    async def _handle(self, knock: Tap | Command, door: TapDoor | CommandDoor) -> Replies:
        """The handler's replies; a rule that says no, and a database that is away, become words."""
        services = self._services
        room = services.room(knock.worker)
        try:
            return await services.threads.write(door.handle, knock, services)  # type: ignore[arg-type]  # as above
        except CareError as no:
            return self._say_no(knock, room.words.say(no.words_key))
        except StoreUnavailable as fault:
            logs.note("store.away", where=self._where(knock), error=fault)
            if door.without_store is not None:
                return door.without_store(knock, services)  # type: ignore[arg-type]  # as above
            return self._say_no(knock, room.words.say("errors.could_not_save"))

    def _say_no(self, knock: Tap | Command, text: str) -> Replies:
        """In the open modal if there is one, for that person alone otherwise."""
        room = self._services.room(knock.worker)
        said = Whisper(notes.said(room.words, text))
        if isinstance(knock, Command):
            return (said, Fill(plain.sentence(text, room)))
        if knock.view is not None and not knock.in_modal:
            return (PublishHome(text), Fill(plain.sentence(text, room)))
        return (Fill(plain.sentence(text, room)), said)

    async def _carry_out(self, replies: Replies, knock: Knock, opened: str | None) -> None:
        self._services.courier.wake()
        for reply in replies:
            try:
                await self._carry_out_one(reply, knock, opened)
            except Refused as refusal:
                logs.note("reply.refused", kind=type(reply).__name__, fault=refusal.fault.error)

    async def _carry_out_one(
        self,
        reply: Fill | Whisper | PublishHome | Faults | LearnProfile,
        knock: Command | Happened | Submission | Tap,
        opened: str | None,
    ) -> None:
        match reply:
            case Fill(view):
                target = opened or _modal_of(knock)
                if target is not None:
                    await self._redraw(target, view)
            case Whisper(message):
                url = getattr(knock, "response_url", None)
                if url and opened is None:
                    await self._services.slack.whisper(url, message)
            case PublishHome(notice):
                await self._homes.publish(knock.worker, notice)
            case LearnProfile():
                await self._homes.learn(knock.worker)
            case Faults():
                pass

    async def _redraw(self, view_id: str, view: View) -> None:
        try:
            await self._services.slack.update_view(view_id, view)
        except Refused as refusal:
            logs.note("modal.not_drawn", fault=refusal.fault.error)  # closed by now, most likely

    async def _turn_away(self, tap: Tap, ack: Ack, *, known: bool) -> None:
        """A person of another organisation is told kindly; a button of an older release does nothing."""
        await ack()
        if known and tap.trigger is not None:
            room = self._services.room(tap.worker)
            view = plain.sentence(room.words.say(NotFromHere.words_key), room)
            self._later(self._open_kindly(tap.trigger, view))

    async def _open_kindly(self, trigger: str, view: View) -> None:
        try:
            await self._services.slack.open_view(trigger, view)
        except Refused as refusal:
            logs.note("modal.not_opened", fault=refusal.fault.error)

    def _kind_no(self, worker: str) -> Whisper:
        words = self._services.room(worker).words
        return Whisper(notes.said(words, words.say(NotFromHere.words_key)))

    def _ephemeral(self, whisper: Whisper) -> dict[str, Any]:
        message = whisper.message
        return {
            "text": message.text,
            "blocks": list(message.blocks),
            "response_type": "ephemeral",
        }

    def _is_ours(self, visitor: Visitor) -> bool:
        """Of our workspace, or of our own Enterprise organisation."""
        identity = self._services.identity
        if visitor.team in (None, identity.workspace):
            return True
        return identity.enterprise is not None and visitor.enterprise == identity.enterprise

    def _where(self, knock: Tap | Command) -> str:
        return knock.door if isinstance(knock, Tap) else "command"

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        """After the response; the task is held until it is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            logs.note("reply.failed", error=fault)

    async def finish(self) -> None:
        """Wait for what is still being carried out."""
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _modal_of(knock: object) -> str | None:
    """The modal in which the tap was, if it was in one."""
    if isinstance(knock, Tap) and knock.in_modal and knock.view is not None:
        return knock.view.id
    return None
