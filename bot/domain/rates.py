"""A bucket of tokens: how many messages may leave now, and what a refusal by Slack changes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

RATE = 8.0  # messages a second and workspace to begin with (design.md section 5)
BURST = 20.0
SLOWEST = 0.5
RECOVERY = 1.1  # a tenth more each minute
RECOVERED_AFTER = 60  # minutes; from the slowest pace it takes 30, and a power of months overflows
LONGEST_BLOCK = timedelta(minutes=5)  # trust in what Slack asks for is bounded
SET_BACK = timedelta(
    minutes=6
)  # a bucket that is further ahead than any block: a clock was set back


@dataclass(frozen=True)
class Bucket:
    """Tokens at `filled_at`; times are transport times."""

    tokens: float
    rate: float
    filled_at: datetime
    blocked_until: datetime | None = None

    def filled(self, now: datetime) -> "Bucket":
        if self.filled_at - now > SET_BACK:
            return replace(self, tokens=1.0, filled_at=now)
        seconds = max((now - self.filled_at).total_seconds(), 0.0)
        minutes = min(seconds / 60, RECOVERED_AFTER)
        rate = min(self.rate * RECOVERY**minutes, RATE)
        return replace(
            self, tokens=min(self.tokens + seconds * rate, BURST), rate=rate, filled_at=now
        )

    def allows(self, now: datetime) -> int:
        """How many messages may leave at this moment."""
        return 0 if self.is_blocked(now) else int(self.filled(now).tokens)

    def is_blocked(self, now: datetime) -> bool:
        """A block that seems longer than any is one from before the clock was set back."""
        if self.blocked_until is None:
            return False
        return now < self.blocked_until <= now + LONGEST_BLOCK

    def charged(self, taken: int, now: datetime) -> "Bucket":
        bucket = self.filled(now)
        return replace(bucket, tokens=bucket.tokens - taken, blocked_until=None)

    def refused(self, now: datetime, retry_after: timedelta) -> "Bucket":
        """Slack said 429: nobody sends until then, and everybody goes half as fast afterwards.

        Those that were on their way already are told the same; it counts once.
        """
        until = now + min(max(retry_after, timedelta(seconds=1)), LONGEST_BLOCK)
        if self.is_blocked(now):
            return replace(self, blocked_until=max(self.blocked_until or until, until))
        bucket = self.filled(now)
        rate = max(bucket.rate / 2, SLOWEST)
        return replace(bucket, tokens=0.0, rate=rate, blocked_until=until)

    def held(self, now: datetime, wait: timedelta) -> "Bucket":
        """Nobody sends for a while, and then one at first; which says nothing about the pace.

        A longer block that is on already stays.
        """
        until = now + min(wait, LONGEST_BLOCK)
        if self.blocked_until is not None and self.is_blocked(now):
            until = max(until, self.blocked_until)
        return replace(self.filled(now), tokens=1.0, filled_at=until, blocked_until=until)


def full_bucket(now: datetime) -> Bucket:
    return Bucket(tokens=BURST, rate=RATE, filled_at=now)
