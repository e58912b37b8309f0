"""The demo: a sandbox workspace, the bot in it, and a business clock that can be moved."""

import base64
import math
import os
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.bootstrap import lay_foundations, workplace
from bot.clock import MovableClock, SystemClock, SystemDice
from bot.sandbox import DEMO_WORLD, Running, Sandbox, Strip
from bot.settings import Settings, read_settings
from handlers.demo_people import settle_in
from handlers.serving import House

FARTHEST = timedelta(days=60)
STEP, MOST_STEPS = timedelta(hours=1), 60  # a check-in is sent up to two hours after it was due
INVENTED_ORGANISATION = Path(__file__).parent / "invented"


@dataclass(frozen=True)
class Demo:
    house: House
    town: Running
    port: int


def open_demo(folder: Path, wanted_port: int) -> Demo:
    """Everything invented and everything on this machine: no account, no secret to set up."""
    page_port, bot_port = _free_port(wanted_port), _free_port(wanted_port + 1)
    dice = SystemDice()
    signing_secret, signal_secret = dice.token(), _webhook_secret()
    bot_url = f"http://127.0.0.1:{bot_port}"
    strip = Strip(
        signals_url=f"{bot_url}/signals/default",
        signals_secret=signal_secret,
        demo_clock_url=f"{bot_url}/demo/clock",
    )
    town = Sandbox(
        DEMO_WORLD,
        signing_secret=signing_secret,
        events_url=f"{bot_url}/slack/events",
        strip=strip,
    ).start(port=page_port)
    settings = _settings(folder, town, signing_secret, signal_secret, bot_port)
    clock = MovableClock(SystemClock())
    base = replace(lay_foundations(settings, clock, dice), shows_unsigned=True)
    settle_in(workplace(base, DEMO_WORLD.team_id))
    house: list[House] = []

    async def move(request: Request) -> Response:
        return await _move(request, clock, house[0])

    house.append(House(base, {"/demo/clock": move}))
    return Demo(house[0], town, bot_port)


def _settings(
    folder: Path, town: Running, signing_secret: str, signal_secret: str, bot_port: int
) -> Settings:
    return read_settings(
        _env_file=None,
        slack_bot_token=DEMO_WORLD.bot_token,
        slack_signing_secret=signing_secret,
        slack_app_token=None,
        slack_api_url=f"{town.url}/api/",
        database_url=f"sqlite:///{folder}/aftershift.db",
        aftershift_key=_key_of(folder),
        signal_webhook_secret=signal_secret,
        settling_minutes=20,
        organisation_country="GB",
        languages="en,es,fr,de",
        prompts_dir=INVENTED_ORGANISATION,
        host="127.0.0.1",
        port=bot_port,
    )


async def _move(request: Request, clock: MovableClock, house: House) -> Response:
    """GET tells the time; POST moves on by `minutes`, or `until` a clock time some `days` ahead."""
    if request.method == "POST":
        try:
            ahead = _ahead(await request.json(), clock.now())
        except (ValueError, TypeError, KeyError, ZoneInfoNotFoundError):
            why = "Send minutes, or until (HH:MM) with days and zone, up to 60 days ahead."
            return JSONResponse({"why": why}, 400)
        await _live_through(ahead, clock, house)
    return JSONResponse({"now": clock.now().isoformat()})


async def _live_through(ahead: timedelta, clock: MovableClock, house: House) -> None:
    """In steps, so that what falls due on the way comes in its time instead of being too late.

    What was tapped a moment ago comes first: else a call would be over before it has left.
    """
    steps = min(MOST_STEPS, max(1, math.ceil(ahead / STEP)))
    for step in range(steps + 1):
        clock.move(ahead / steps if step else timedelta())
        if house.ticks is not None and house.services is not None:
            await house.ticks.all_at_once()
            await house.services.courier.go_round()


def _ahead(told: dict[str, object], now: datetime) -> timedelta:
    if "minutes" in told:
        ahead = timedelta(minutes=float(str(told["minutes"])))
    else:
        zone = ZoneInfo(str(told.get("zone", "UTC")))
        day = now.astimezone(zone).date() + timedelta(days=int(str(told.get("days", 0))))
        then = datetime.combine(day, time.fromisoformat(str(told["until"])), zone)
        ahead = then.astimezone(UTC) - now
    if not timedelta() <= ahead <= FARTHEST:
        raise ValueError("out of range")
    return ahead


def _free_port(wanted: int) -> int:
    """The wanted port, or any other when somebody is on it already."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")


def new_key() -> str:
    """A fresh `AFTERSHIFT_KEY`."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def _key_of(folder: Path) -> str:
    """A demo that keeps its data keeps its key beside them."""
    kept = folder / "demo.key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(new_key(), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def _webhook_secret() -> str:
    return "whsec_" + base64.b64encode(os.urandom(24)).decode()
