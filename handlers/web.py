"""The HTTP door: Slack's events, shift signals, and whether all is well."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Lifespan

from bot import logs
from bot.bootstrap import Services
from handlers import guard, signals
from handlers.guard import Refusal


@dataclass
class Porch:
    """What the HTTP door needs; empty until Slack has said who we are."""

    services: Services | None = None
    app: AsyncApp | None = None
    is_ticking: Callable[[], bool] = lambda: False


Endpoint = Callable[[Request], Awaitable[Response]]
BOLT_KNOWS_NOTHING = 404  # a known envelope with none of its insides


def build_web(
    porch: Porch, more: Mapping[str, Endpoint] | None, lifespan: Lifespan[Starlette]
) -> Starlette:
    @_calmly
    async def slack(request: Request) -> Response:
        return await _slack(request, porch)

    @_calmly
    async def signal(request: Request) -> Response:
        return await _signal(request, porch)

    @_calmly
    async def ready(_request: Request) -> Response:
        return await _ready(porch)

    async def healthy(_request: Request) -> Response:
        return PlainTextResponse("ok")

    routes = [
        Route("/slack/events", slack, methods=["POST"]),
        Route("/signals/{source}", signal, methods=["POST"]),
        Route("/healthz", healthy),
        Route("/readyz", ready),
    ]
    routes += [
        Route(path, endpoint, methods=["GET", "POST"]) for path, endpoint in (more or {}).items()
    ]
    return Starlette(routes=routes, lifespan=lifespan)


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
    """200 when Slack knows us, the database answers and the clock ticks."""
    services = porch.services
    parts = {"slack": services is not None, "database": False, "clock": porch.is_ticking()}
    if services is not None:
        parts["database"] = await services.threads.read(services.place.store.answers)
    return JSONResponse(parts, 200 if all(parts.values()) else 503)


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
