"""The HTTP door: Slack's events, shift signals, whether all is well, and what monitors count."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot import logs
from bot.bootstrap import Services
from bot.store.unit_of_work import StoreUnavailable
from bot.use_cases.audit import audit
from bot.use_cases.heartbeats import ALIVE_FOR, listed
from handlers import guard, signals
from handlers.guard import Refusal
from handlers.metrics import Metrics, Vitals
from handlers.roles import Role
from handlers.ticks import Ticks

Check = Callable[[], Awaitable[bool]]


@dataclass
class Porch:
    """What the HTTP door needs; `services` and what follows are there once Slack said who we are.

    `checks` are further parts of this process that have to be well, by name.
    """

    metrics: Metrics
    checks: Mapping[str, Check]
    services: Services | None = None
    app: AsyncApp | None = None
    ticks: Ticks | None = None


Endpoint = Callable[[Request], Awaitable[Response]]
BOLT_KNOWS_NOTHING = 404  # a known envelope with none of its insides
FORWARDED = ("forwarded", "x-forwarded-for", "via")


def outer_routes(porch: Porch, more: Mapping[str, Endpoint] | None) -> list[Route]:
    """What Slack and the rota knock at."""

    async def slack(request: Request) -> Response:
        return await _slack(request, porch)

    async def signal(request: Request) -> Response:
        return await _signal(request, porch)

    routes = [
        Route("/slack/events", _counted(_calmly(slack), "slack", porch), methods=["POST"]),
        Route("/signals/{source}", _counted(_calmly(signal), "signals", porch), methods=["POST"]),
    ]
    return routes + [
        Route(path, endpoint, methods=["GET", "POST"]) for path, endpoint in (more or {}).items()
    ]


def inner_routes(porch: Porch) -> list[Route]:
    """What those who run it look at."""

    @_calmly
    async def ready(_request: Request) -> Response:
        return await _ready(porch)

    @_calmly
    async def metrics(request: Request) -> Response:
        return await _metrics(request, porch)

    async def healthy(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return [Route("/healthz", healthy), Route("/readyz", ready), Route("/metrics", metrics)]


async def _slack(request: Request, porch: Porch) -> Response:
    raw = await guard.read_body(request, guard.MOST_BYTES)
    if isinstance(raw, Refusal):
        return _refuse(raw)
    if porch.services is None or porch.app is None:
        return _refuse(Refusal(503, "not ready yet"))
    secret = porch.services.settings.slack_signing_secret
    envelope = guard.check(request, raw, secret.get_secret_value() if secret else "")
    if isinstance(envelope, Refusal):
        return _refuse(envelope)
    if envelope == "app_rate_limited":
        logs.note("slack.events_limited")
        return Response()
    asked = AsyncBoltRequest(body=raw.decode("utf-8"), headers=dict(request.headers))
    answer = await porch.app.async_dispatch(asked)
    if answer.status == BOLT_KNOWS_NOTHING:
        return _refuse(guard.NO_ENVELOPE)
    return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())


async def _signal(request: Request, porch: Porch) -> Response:
    raw = await guard.read_body(request, signals.MOST_BYTES)
    if isinstance(raw, Refusal):
        return _refuse(raw)
    if porch.services is None:
        return _refuse(Refusal(503, "not ready yet"))
    return await signals.receive(request, raw, porch.services)


async def _ready(porch: Porch) -> Response:
    """200 when Slack lets us in, the database answers, the clock ticks, and each further part is well."""
    services, ticks = porch.services, porch.ticks
    parts = {"slack": services is not None, "database": False, "clock": False}
    if services is not None and ticks is not None:
        parts["slack"] = services.slack.shut_out is None
        answers = await services.threads.read(services.place.store.answers)
        parts["database"] = answers and ticks.can_write
        parts["clock"] = not ticks.stale()
    parts |= {name: await is_well() for name, is_well in porch.checks.items()}
    return JSONResponse(parts, 200 if all(parts.values()) else 503)


async def _metrics(request: Request, porch: Porch) -> Response:
    """For monitors inside; what a proxy hands on comes from outside, and outside nobody counts."""
    if any(header in request.headers for header in FORWARDED):
        return PlainTextResponse("not found", 404)
    page = porch.metrics.page(await _vitals(porch))
    return Response(page, media_type=CONTENT_TYPE_LATEST)


async def _vitals(porch: Porch) -> Vitals:
    services, ticks = porch.services, porch.ticks
    if services is None or ticks is None:
        return Vitals()
    wall = services.wall.now()
    try:
        found = await services.threads.read(audit, services.place, wall)
        beats = await services.threads.read(listed, services.place)
    except StoreUnavailable as fault:
        logs.note("store.away", where="metrics", error=fault)
        return Vitals(tick_ages=ticks.ages())
    alive = Counter({role.value: 0 for role in Role})
    alive.update(beat.role for beat in beats if wall - beat.beat_at < ALIVE_FOR)
    return Vitals(found, ticks.ages(), alive)


def _refuse(refusal: Refusal) -> Response:
    return JSONResponse({"status": "refused", "why": refusal.why}, refusal.status)


def _calmly(endpoint: Endpoint) -> Endpoint:
    """A fault of ours is one line in the log and a 500; left to Starlette it would print a traceback."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Exception as fault:  # noqa: BLE001  whatever it is, it gets an answer
            logs.note("web.failed", where=request.url.path.split("/")[1], error=fault)
            return _refuse(Refusal(500, "something went wrong here"))

    return answer


def _counted(endpoint: Endpoint, door: str, porch: Porch) -> Endpoint:
    """How many came to this door and how it went; which of the things that one can say is not told."""

    async def answer(request: Request) -> Response:
        response = await endpoint(request)
        outcome = {4: "refused", 5: "failed"}.get(response.status_code // 100, "taken")
        porch.metrics.knocked(door, outcome)
        return response

    return answer
