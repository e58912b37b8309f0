"""The bot's log lines as a running bot writes them, caught in a stream of the test's own."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot import logs


@contextmanager
def logbook() -> Iterator[io.StringIO]:
    """Everything is logged into this stream; afterwards logging is as it was before."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, structlog.get_config())
    levels = {name: logging.getLogger(name).level for name in logs.QUIET}
    stream = io.StringIO()
    logs.set_up(stream)
    try:
        yield stream
    finally:
        root.handlers, config = before[0], before[2]
        root.setLevel(before[1])
        structlog.configure(**config)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
