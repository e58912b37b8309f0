"""POST /signals/{source}: shift signals signed by the Standard Webhooks scheme."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    Field,
    ValidationError,
    model_validator,
)
from standardwebhooks.webhooks import Webhook, WebhookVerificationError
from starlette.requests import Request
from starlette.responses import JSONResponse

from bot import logs
from bot.bootstrap import Services
from bot.domain.shifts import TOO_OLD, Signal, SignalKind, Whom
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases import signals

MOST_BYTES = 64 * 1024
ONLY_SOURCE = "default"  # further sources come with the rota feeds
ANSWER = {"status": "accepted"}
MOST_CONTACTS = 1000
OLDEST_YEAR, NEWEST_YEAR = 2000, 2200


def _of_this_age(moment: datetime) -> datetime:
    """What a rota never means would overflow every sum that is done with it."""
    if not OLDEST_YEAR <= moment.year <= NEWEST_YEAR:
        raise ValueError(f"must lie between the years {OLDEST_YEAR} and {NEWEST_YEAR}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_of_this_age)]


class _Worker(BaseModel):
    slack_id: str | None = Field(default=None, max_length=64)
    email: str | None = Field(default=None, max_length=254)

    @model_validator(mode="after")
    def _named(self) -> "_Worker":
        if not self.slack_id and not self.email:
            raise ValueError("needs slack_id or email")
        return self


class _Shift(BaseModel):
    worker: _Worker
    shift_id: str | None = Field(default=None, max_length=255)
    started_at: Moment | None = None
    ended_at: Moment | None = None
    hard_contacts: int | None = Field(default=None, ge=0, le=MOST_CONTACTS)

    @model_validator(mode="after")
    def _in_order(self) -> "_Shift":
        if self.started_at and self.ended_at and self.ended_at <= self.started_at:
            raise ValueError("ended_at must be after started_at")
        return self


class Told(BaseModel):
    """The JSON of one signal; unknown keys are ignored."""

    type: SignalKind
    timestamp: Moment | None = None
    data: _Shift

    def signal(self, source: str, now: datetime) -> Signal:
        at = self.timestamp or now
        return Signal(
            kind=self.type,
            source=source,
            at=at.astimezone(UTC),
            name=self.data.shift_id,
            started_at=_utc(self.data.started_at),
            ended_at=_utc(self.data.ended_at),
            hard_contacts=self.data.hard_contacts,
        )


async def receive(request: Request, raw: bytes, services: Services) -> JSONResponse:
    """202 for every well-formed signal, in the same words and with the same work, whoever it names."""
    secret = services.settings.signal_webhook_secret
    if secret is None or request.path_params["source"] != ONLY_SOURCE:
        return _refuse(401, "This source is not set up here.")
    try:
        Webhook(secret.get_secret_value()).verify(raw, dict(request.headers), json_parse=False)
    except (WebhookVerificationError, ValueError, KeyError):
        return _refuse(401, "The signature is missing, wrong or too old.")
    try:
        told = Told.model_validate(json.loads(raw))
    except ValidationError as faults:
        return _refuse(400, _in_words(faults))
    except (ValueError, RecursionError):
        return _refuse(400, "The body is not JSON.")
    return await _take_in(told, request, services)


async def _take_in(told: Told, request: Request, services: Services) -> JSONResponse:
    source = request.path_params["source"]
    now = services.place.now()
    signal = told.signal(source, now)
    if signal.kind is SignalKind.ENDED and now - signal.end > TOO_OLD:
        return JSONResponse(
            {"status": "dropped", "why": "The shift ended more than 12 hours ago."}, 202
        )
    whom = Whom(told.data.worker.slack_id, told.data.worker.email)
    key = f"signal:{source}:{request.headers['webhook-id']}"
    try:
        await services.threads.write_soon(signals.receive, signal, whom, key, services.place)
    except StoreUnavailable as fault:
        logs.note("store.away", where="signals", error=fault)
        return _refuse(503, "The signal could not be stored. Please send it again.")
    return JSONResponse(ANSWER, 202)


def _refuse(status: int, why: str) -> JSONResponse:
    return JSONResponse({"status": "refused", "why": why}, status)


def _in_words(faults: ValidationError) -> str:
    """Which key is wrong and how; never what stood there."""
    told: list[Any] = faults.errors(include_input=False, include_url=False)
    parts = []
    for fault in told:
        where = ".".join(str(step) for step in fault["loc"]) or "the signal"
        parts.append(f"{where}: {fault['msg'].removeprefix('Value error, ')}")
    return "; ".join(parts) + "."


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
