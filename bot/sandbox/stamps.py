"""Message timestamps and ids: real time, strictly increasing, never the same in two runs."""

import secrets
import time
from base64 import b32encode


class Stamps:
    def __init__(self) -> None:
        self._last = 0

    def next(self) -> str:
        """The next moment, as Slack writes it: seconds, a dot, six more digits."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def new_id(prefix: str) -> str:
    return prefix + b32encode(secrets.token_bytes(7)).decode()[:10]


def new_trigger() -> str:
    return f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
