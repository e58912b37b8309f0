"""Carries out what a handler replied: before the commit the opening of a modal, after it all the rest."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot import logs
from bot.bootstrap import Services
from bot.courier.slack import Refused
from bot.domain.errors import CareError
from bot.replies import (
    CloseQuestions,
    Faults,
    Fill,
    LearnProfile,
    LookUpNames,
    PublishHome,
    Replies,
    Reply,
    Whisper,
    Work,
)
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases import membership
from bot.views import check_ins, notes, plain
from bot.views.kit import View
from handlers.doors import CommandDoor, TapDoor
from handlers.homes import Homes
from handlers.lookups import look_up_names
from handlers.payloads import Command, Happened, Submission, Tap

Knock = Command | Happened | Submission | Tap


class Carrier:
    """Talks to Slack for the routing; what runs after the response is a task that is kept track of."""

    def __init__(self, services: Services) -> None:
        self.homes = Homes(services)
        self._services = services
        self._tasks: set[asyncio.Task[None]] = set()

    async def open_first(
        self, knock: Tap | Command, door: TapDoor | CommandDoor
    ) -> tuple[str | None, Replies]:
        """The modal, from memory, before anything is written.

        Its id; and when it should have opened and did not, the people to call in another way.
        """
        view = None if door.opens is None else door.opens(knock, self._services)  # type: ignore[arg-type]  # the door takes what knocked
        if view is None or knock.trigger is None:
            return None, ()
        opened = await self.open_for(knock, knock.trigger, view)
        return opened, () if opened is not None else self._people_instead(knock)

    def _people_instead(self, knock: Tap | Command) -> Replies:
        room = self._services.room(knock.worker)
        if isinstance(knock, Tap) and knock.view is not None:
            return (PublishHome(room.words.say("people.no_modal", number=room.number)),)
        return (Whisper(notes.people(room)),)

    async def open_for(self, knock: Tap | Command, trigger: str, view: View) -> str | None:
        if isinstance(knock, Tap) and knock.in_modal:
            return await self._push(knock, trigger, view)
        return await self.open(trigger, view)

    async def open(self, trigger: str, view: View) -> str | None:
        try:
            return await self._services.slack.open_view(trigger, view)
        except Refused as refusal:
            logs.note("modal.not_opened", fault=refusal.fault.error)
            return None

    def later(self, replies: Replies, knock: Knock, opened: str | None = None) -> None:
        """After the response; what has to survive a crash is a letter and not in here."""
        self.soon(self._carry_out(replies, knock, opened))

    def soon(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def note_visit(self, worker: str) -> None:
        """Of a tap that asked nothing of the database, the day is noted all the same (rule 7)."""
        if self._services.readers.knows(worker):
            self.soon(self._note_visit(worker))

    async def _note_visit(self, worker: str) -> None:
        threads, place = self._services.threads, self._services.place
        try:
            if not await threads.read(membership.is_seen_today, worker, place):
                await threads.write(membership.note_visit, worker, place)
        except StoreUnavailable as fault:
            logs.note("store.away", where="visit", error=fault)

    async def finish(self) -> None:
        """Wait for what is still being carried out."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _push(self, tap: Tap, trigger: str, view: View) -> str | None:
        """On top of the modal that was tapped in; in its place when three are stacked already."""
        try:
            return await self._services.slack.push_view(trigger, view)
        except Refused:
            if tap.view is None:
                return None
            await self._redraw(tap.view.id, view)
            return tap.view.id

    async def _carry_out(self, replies: Replies, knock: Knock, opened: str | None) -> None:
        self._services.courier.wake()
        for reply in replies:
            try:
                await self._carry_out_one(reply, knock, opened)
            except Refused as refusal:
                logs.note("reply.refused", kind=type(reply).__name__, fault=refusal.fault.error)

    async def _carry_out_one(  # noqa: C901  one case for each reply
        self, reply: Reply, knock: Knock, opened: str | None
    ) -> None:
        match reply:
            case Fill(view, beneath):
                target = _modal_beneath(knock) if beneath else opened or _modal_of(knock)
                if target is not None:
                    await self._redraw(target, view)
            case Whisper(message):
                url = None if isinstance(knock, Happened | Submission) else knock.response_url
                if url and opened is None:
                    await self._services.slack.whisper(url, message)
            case PublishHome(notice):
                await self.homes.publish(knock.worker, notice)
            case LearnProfile():
                await self.homes.learn(knock.worker)
            case CloseQuestions(spots):
                words = self._services.room(knock.worker).words
                for channel, ts in spots:
                    await self._services.slack.update(channel, ts, check_ins.card(None, words))
            case LookUpNames(draw):
                await look_up_names(knock.worker, self._services)
                view = await self._services.threads.read(draw)
                await self._carry_out_one(Fill(view), knock, opened)
            case Work():
                for come in await self._work(reply, knock):
                    await self._carry_out_one(come, knock, opened)
            case Faults():
                pass  # told in the acknowledgement already

    async def _work(self, work: Work, knock: Knock) -> Replies:
        """Nobody waits for it but the modal that says so; it never stays at that."""
        try:
            return await self._worked(work)
        except CareError as no:
            said = no.words_key
        except StoreUnavailable as fault:
            logs.note("store.away", where="work", error=fault)
            said = "errors.could_not_save"
        room = self._services.room(knock.worker)
        return (Fill(plain.sentence(room.words.say(said), room)),)

    async def _worked(self, work: Work) -> Replies:
        threads = self._services.threads
        try:
            thought = await threads.read(work.think)
            return await threads.write(work.act, thought)
        except CareError as no:
            return await threads.write(work.refused, no)

    async def _redraw(self, view_id: str, view: View) -> None:
        try:
            await self._services.slack.update_view(view_id, view)
        except Refused as refusal:
            logs.note("modal.not_drawn", fault=refusal.fault.error)  # closed by now, most likely

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            logs.note("reply.failed", error=fault)


def _modal_of(knock: Knock) -> str | None:
    """The modal in which the tap was; of a form that was sent, the one that it lay upon."""
    if isinstance(knock, Submission):
        return _modal_beneath(knock)
    if isinstance(knock, Tap) and knock.in_modal and knock.view is not None:
        return knock.view.id
    return None


def _modal_beneath(knock: Knock) -> str | None:
    view = knock.view if isinstance(knock, Submission | Tap) else None
    return None if view is None else view.beneath
