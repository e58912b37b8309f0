"""What one asker is told before and after asking for a buddy."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.buddy_requests import BuddyRequest
from bot.domain.people import Worker
from bot.domain.topics import RatherNot


@dataclass(frozen=True)
class Outlook:
    """`free` counts for this asker alone; `free_from` is the next hour with anybody, when none is now.

    `request` is their open one, or else the latest to which somebody said yes within a day;
    `tomorrow` is when a request for tomorrow would begin, `partner` the one they are paired with,
    `on_duty` whom "Call for me" would call next, `rather_not` what who said yes would rather not hear.
    """

    worker: Worker
    now: datetime
    free: int
    free_from: datetime | None
    tomorrow: datetime
    partner: str | None = None
    request: BuddyRequest | None = None
    may_ask: bool = True
    on_duty: str | None = None
    rather_not: RatherNot | None = None

    @property
    def begins_later(self) -> bool:
        """It was asked for tomorrow, and not for now."""
        return self.request is not None and self.request.is_for_later(self.now)

    @property
    def is_looking(self) -> bool:
        """Somebody is looked for now, or will be in a moment."""
        return self.request is not None and self.request.is_open and not self.begins_later

    @property
    def came(self) -> str | None:
        """Who has said yes to it, if anybody."""
        return None if self.request is None or self.request.is_open else self.request.buddy
