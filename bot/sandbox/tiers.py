"""Rate limits by the tiers of the methods, counted per minute; switched on by the world."""

import math
import time
from collections import deque

from bot.sandbox.facts import MethodFacts

MINUTE = 60.0
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
POSTS_PER_CHANNEL = 60
UNTIERED = 600


class Tiers:
    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], deque[float]] = {}

    def seconds_to_wait(self, method: str, facts: MethodFacts, channel: str) -> int:
        """Zero when the call may go on; it is counted then."""
        key, most = (method, ""), PER_MINUTE.get(facts.tier, UNTIERED)
        if method == "chat.postMessage":
            key, most = (method, channel), POSTS_PER_CHANNEL
        now = time.monotonic()
        recent = self._calls.setdefault(key, deque())
        while recent and now - recent[0] > MINUTE:
            recent.popleft()
        if len(recent) < most:
            recent.append(now)
            return 0
        return math.ceil(recent[0] + MINUTE - now)
