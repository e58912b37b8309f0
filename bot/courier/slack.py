"""Slack's Web API as far as we use it: the one door out, over one shared session."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import logs
from bot.courier.faults import Fault, fault_of
from bot.courier.told_times import is_zone, window_of
from bot.domain.languages import named
from bot.domain.people import Profile
from bot.views.kit import Message, View

NOT_SHOWN = ("user_not_found", "users_not_found", "user_not_visible")
SEND_TIMEOUT = 10  # seconds; the lease of a letter is three times this
ENOUGH_SILENCE = 5  # posts in a row without an answer: then Slack is away
AWAY_FOR = 30  # seconds until one is tried again; each costs one person their message
CONNECT_TIMEOUT = 5  # what did not even reach Slack by then has surely not been sent
OPEN_TIMEOUT = (
    2  # seconds; Slack wants its acknowledgement, and the ticket of a modal ends, at three
)


@dataclass(frozen=True)
class Identity:
    """Who we are at Slack; `enterprise` is None outside an Enterprise organisation."""

    workspace: str
    enterprise: str | None
    bot_user: str
    bot: str | None


@dataclass(frozen=True)
class Installation:
    """What we were granted, and what Slack's clock says."""

    scopes: frozenset[str]
    time: datetime | None


@dataclass(frozen=True)
class Person:
    """A person as Slack describes them, and whether they belong to our workspace."""

    id: str
    is_stranger: bool
    is_gone: bool
    profile: Profile


class Refused(Exception):
    """Slack, or the way to it, did not do what was asked."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.error)
        self.fault = fault


class Slack:
    """Posts, modals, Home and people; every failure comes out as Refused.

    The SDK's own retry handlers stay off: they posted 20 of 20 messages twice when the connection
    broke after Slack had accepted them (engine.md section 4).
    """

    def __init__(self, token: str, base_url: str) -> None:
        self._token = token
        self._base_url = base_url if base_url.endswith("/") else f"{base_url}/"
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self.shut_out: str | None = None  # why no call is let in, as long as none is
        self._unanswered = 0

    async def open(self) -> None:
        # The SDK applies its own timeout only to sessions that it makes itself.
        limits = aiohttp.ClientTimeout(total=SEND_TIMEOUT, connect=CONNECT_TIMEOUT)
        self._session = aiohttp.ClientSession(timeout=limits)
        self._client = AsyncWebClient(
            token=self._token,
            base_url=self._base_url,
            session=self._session,
            retry_handlers=[],
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def client_for_bolt(self) -> AsyncWebClient:
        """For Bolt and its Socket Mode, without the token, which the authorisation brings."""
        return AsyncWebClient(base_url=self._base_url, session=self._session)

    @property
    def token(self) -> str:
        return self._token

    @property
    def _open_client(self) -> AsyncWebClient:
        if self._client is None:
            raise RuntimeError("Slack was not opened.")
        return self._client

    async def who_am_i(self) -> Identity:
        told = await self._call("auth.test")
        return Identity(
            told["team_id"], told.get("enterprise_id"), told["user_id"], told.get("bot_id")
        )

    async def installation(self) -> Installation:
        """Slack tells both beside any answer."""
        response = await self._answer("auth.test")
        told = {name.lower(): value for name, value in response.headers.items()}
        scopes = (scope.strip() for scope in told.get("x-oauth-scopes", "").split(","))
        date = told.get("date")
        return Installation(
            frozenset(scope for scope in scopes if scope),
            None if date is None else parsedate_to_datetime(date),
        )

    async def post(self, channel: str, message: Message) -> tuple[str, str]:
        """Channel and time stamp of the new message."""
        try:
            told = await self._call(
                "chat.postMessage",
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                unfurl_links=False,
                unfurl_media=False,
            )
        except Refused as refusal:
            raise Refused(self._weighed(refusal.fault)) from refusal
        self._unanswered = 0
        return told["channel"], told["ts"]

    def _weighed(self, fault: Fault) -> Fault:
        """One silence says little; several in a row say that nobody else's message should be tried."""
        self._unanswered = self._unanswered + 1 if fault.is_silence else 0
        if self._unanswered < ENOUGH_SILENCE:
            return fault
        return replace(fault, retry_after=AWAY_FOR)

    async def update(self, channel: str, ts: str, message: Message) -> None:
        await self._call(
            "chat.update", channel=channel, ts=ts, text=message.text, blocks=list(message.blocks)
        )

    async def delete(self, channel: str, ts: str) -> None:
        await self._call("chat.delete", channel=channel, ts=ts)

    async def direct_channel(self, person: str) -> str:
        told = await self._call("conversations.open", users=person)
        return str(told["channel"]["id"])

    async def open_view(self, trigger: str, view: View) -> str:
        return await self._show("views.open", trigger, view)

    async def push_view(self, trigger: str, view: View) -> str:
        return await self._show("views.push", trigger, view)

    async def update_view(self, view_id: str, view: View) -> None:
        await self._call("views.update", view_id=view_id, view=view)

    async def publish_home(self, person: str, view: View, known_hash: str | None) -> str:
        """The hash of what is there now; Refused with `hash_conflict` when another came first."""
        extra = {} if known_hash is None else {"hash": known_hash}
        told = await self._call("views.publish", user_id=person, view=view, **extra)
        return str(told["view"]["hash"])

    async def whisper(self, response_url: str, message: Message) -> None:
        """Say something to the person who just tapped or typed, and to nobody else."""
        hook = AsyncWebhookClient(response_url, session=self._session, retry_handlers=[])
        try:
            await hook.send(
                text=message.text,
                blocks=list(message.blocks),
                response_type="ephemeral",
                replace_original=False,
            )
        except (TimeoutError, aiohttp.ClientError) as fault:
            raise Refused(Fault(type(fault).__name__)) from fault

    async def person(self, person: str, our_workspace: str) -> Person:
        """Who this is, with their clock, language and do-not-disturb."""
        told = (await self._ask("users.info", user=person, include_locale="true"))["user"]
        zone = told.get("tz")
        facts = told.get("profile", {})
        team = told.get("team_id")
        foreign = bool(told.get("is_stranger")) or (
            team not in (None, our_workspace) and not told.get("enterprise_user")
        )
        profile = Profile(
            zone=zone if is_zone(zone) else None,
            language=named(told.get("locale")),
            email=facts.get("email"),
            channel=None,
            is_guest=bool(told.get("is_restricted") or told.get("is_ultra_restricted")),
            do_not_disturb=None,
        )
        return Person(
            id=person,
            is_stranger=foreign,
            is_gone=bool(told.get("deleted")),
            profile=await self._with_do_not_disturb(profile, person, zone),
        )

    async def find_by_email(self, address: str) -> str | None:
        """The id of the person with this address; None when Slack knows nobody."""
        try:
            return str((await self._ask("users.lookupByEmail", email=address))["user"]["id"])
        except Refused as refusal:
            if refusal.fault.error in NOT_SHOWN:
                return None
            raise

    async def _show(self, method: str, trigger: str, view: View) -> str:
        """The id of the modal; a Slack that is slow here must not cost the tap its effect."""
        try:
            async with asyncio.timeout(OPEN_TIMEOUT):
                told = await self._call(method, trigger_id=trigger, view=view)
        except TimeoutError as fault:
            raise Refused(Fault("no_answer:TimeoutError")) from fault
        return str(told["view"]["id"])

    async def _with_do_not_disturb(
        self, profile: Profile, person: str, zone: str | None
    ) -> Profile:
        """The daily hours in which Slack keeps quiet, on the person's own clock."""
        try:
            window = window_of(await self._ask("dnd.info", user=person), zone)
        except Refused:  # nobody loses their clock because this one thing could not be learnt
            return replace(profile, tells_do_not_disturb=False)
        return replace(profile, do_not_disturb=window)

    async def knows(self, person: str) -> bool:
        """Whether there is such a person."""
        told = await self._shown(person)
        return told is not None and not told.get("deleted")

    async def has_gone(self, person: str) -> bool:
        """Whether their account is deactivated; who is only not shown to us has not gone."""
        told = await self._shown(person)
        return told is not None and bool(told.get("deleted"))

    async def _shown(self, person: str) -> dict[str, Any] | None:
        """Of somebody who did not opt in nothing more is asked."""
        try:
            told: dict[str, Any] = (await self._ask("users.info", user=person))["user"]
        except Refused as refusal:
            if refusal.fault.error in NOT_SHOWN:
                return None
            raise
        return told

    async def _call(self, method: str, **arguments: Any) -> Any:  # noqa: ANN401  Slack's answers
        """A method that does something; these take JSON."""
        return await self._reach(method, json=arguments)

    async def _ask(self, method: str, **arguments: str) -> Any:  # noqa: ANN401  Slack's answers
        """A method that only tells something; these read no JSON (contracts: `json_body` false)."""
        return await self._reach(method, http_verb="GET", params=arguments)

    async def _reach(self, method: str, **how: Any) -> Any:  # noqa: ANN401  Slack's answers
        return (await self._answer(method, **how)).data

    async def _answer(self, method: str, **how: Any) -> AsyncSlackResponse:  # noqa: ANN401  the SDK's own arguments
        try:
            response = await self._open_client.api_call(method, **how)
        except SlackApiError as refusal:
            fault = fault_of(refusal)
            self._note_door(fault.error if fault.shuts_out else None)
            raise Refused(fault) from refusal
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as broken:
            raise Refused(Fault("not_connected")) from broken
        except (TimeoutError, aiohttp.ClientError, ValueError) as broken:
            raise Refused(Fault(f"no_answer:{type(broken).__name__}")) from broken
        self._note_door(None)
        return response

    def _note_door(self, shut_by: str | None) -> None:
        """A dead token is told once, and once more when Slack lets us in again."""
        if shut_by != self.shut_out:
            logs.note("slack.shut_out" if shut_by else "slack.let_in", fault=shut_by)
        self.shut_out = shut_by
