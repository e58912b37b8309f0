"""Logs with an allow-list: kinds, states, durations and fingerprints; never words, answers or names."""

import hashlib
import logging
import sys
import traceback
from contextlib import suppress
from typing import Any

import structlog

ALLOWED = frozenset({
    "event", "level", "timestamp", "kind", "state", "status", "ms", "count", "name", "error",
    "fingerprint", "where", "source", "fault", "address", "what",
})  # fmt: skip
QUIET = ("slack_sdk", "slack_bolt", "apscheduler", "aiohttp", "sqlalchemy", "alembic", "uvicorn")


def set_up(stream: Any = None) -> None:  # noqa: ANN401  any text stream
    """Lines for people on a terminal, JSON elsewhere; libraries speak only of warnings, safely."""
    out = stream or sys.stderr
    render: Any = structlog.processors.JSONRenderer()
    if out.isatty():
        render = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_allowed,
            render,
        ],
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_Safe()]
    root.setLevel(logging.WARNING)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def note(event: str, *, error: BaseException | None = None, **facts: object) -> None:
    """One line; of an error its class, and a fingerprint of where it arose, never its message."""
    if error is not None:
        facts |= {"error": type(error).__name__, "fingerprint": fingerprint(error)}
    with suppress(OSError):  # a disk that is full loses the line, and nothing but the line
        structlog.get_logger().info(event, **facts)


def fingerprint(error: BaseException) -> str:
    """The same for the same fault at the same lines, and nothing of what was said."""
    frames = traceback.extract_tb(error.__traceback__)
    told = "|".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    return hashlib.sha256(f"{type(error).__name__}|{told}".encode()).hexdigest()[:12]


def _only_allowed(_logger: Any, _method: str, facts: Any) -> Any:  # noqa: ANN401  structlog's signature
    return {key: value for key, value in facts.items() if key in ALLOWED}


class _Safe(logging.Handler):
    """Lines of libraries: which logger, how grave, and the class of the fault; their text stays out.

    An exception that quotes a message prints it at any level (trust.md D8).
    """

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        note("library", error=error, name=record.name, status=record.levelname)
