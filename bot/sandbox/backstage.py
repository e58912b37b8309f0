"""Everything behind one sandbox workspace, gathered so that its parts need not know each other."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.changes import Changes
from bot.sandbox.delivery import Delivery
from bot.sandbox.elements import Values
from bot.sandbox.faults import Faults
from bot.sandbox.post import Post
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.screens import Screens
from bot.sandbox.sockets import Sockets
from bot.sandbox.tiers import Tiers
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import Strip, World


@dataclass(slots=True, kw_only=True)
class Backstage:
    world: World
    strip: Strip | None
    changes: Changes
    workspace: Workspace
    screens: Screens
    post: Post
    sockets: Sockets
    delivery: Delivery
    response_urls: ResponseUrls
    faults: Faults
    tiers: Tiers = field(default_factory=Tiers)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    calls: list[dict[str, Any]] = field(default_factory=list)
    base_url: str = ""
    message_values: dict[tuple[str, str], Values] = field(default_factory=dict)
    token_error: str | None = None
    """Set once the app was uninstalled or its token revoked."""

    def open(self, base_url: str) -> None:
        """Makes ready for a loop of its own, also after an earlier one has ended."""
        self.base_url = base_url
        self.closing = asyncio.Event()
        self.changes.open()

    async def close(self) -> None:
        self.closing.set()
        self.changes.close()
        await self.delivery.close()
