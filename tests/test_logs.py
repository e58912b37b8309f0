"""A log tells kinds, states and counts; never a word, an answer, a name or the text of a fault."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import logs

WORDS = "Ana said: very_heavy"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged in JSON, with everything put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up(stream)
    yield stream
    structlog.reset_defaults()
    root.handlers, root.level = handlers, level


def told(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def stumble(message: str = WORDS) -> None:
    raise ValueError(message)


def raised(message: str = WORDS) -> Exception:
    with pytest.raises(ValueError, match=message) as fault:
        stumble(message)
    return fault.value


def test_a_line_has_its_event_and_its_allowed_facts(lines: io.StringIO) -> None:
    logs.note("letter", kind="check_in", state="sent", fault=None)
    (line,) = told(lines)
    assert (line["event"], line["kind"], line["state"]) == ("letter", "check_in", "sent")
    assert set(line) <= logs.ALLOWED


@pytest.mark.parametrize("name", ["worker", "feeling", "answer", "text", "body", "email", "to"])
def test_a_fact_that_is_not_on_the_list_is_not_logged(lines: io.StringIO, name: str) -> None:
    facts: dict[str, Any] = {name: WORDS}
    logs.note("letter", **facts)
    assert WORDS not in lines.getvalue()


def test_of_a_fault_only_its_class_and_its_fingerprint_are_logged(lines: io.StringIO) -> None:
    logs.note("tick.failed", error=raised())
    (line,) = told(lines)
    assert line["error"] == "ValueError"
    assert len(line["fingerprint"]) == 12
    assert WORDS not in lines.getvalue()


def test_the_same_fault_has_the_same_fingerprint_whatever_it_says() -> None:
    assert logs.fingerprint(raised("one")) == logs.fingerprint(raised("two"))


def test_another_fault_or_another_place_has_another_fingerprint() -> None:
    elsewhere = ValueError("one")
    assert logs.fingerprint(raised("one")) != logs.fingerprint(elsewhere)
    assert logs.fingerprint(elsewhere) != logs.fingerprint(KeyError("one"))


@pytest.mark.parametrize("library", [*logs.QUIET, "some.other.library"])
def test_a_library_that_logs_what_it_heard_is_kept_from_telling(
    lines: io.StringIO, library: str
) -> None:
    logging.getLogger(library).error("heard %s", WORDS)
    logging.getLogger(library).warning(WORDS, extra={"body": WORDS})
    try:
        stumble()
    except ValueError:
        logging.getLogger(library).exception(WORDS)
    assert WORDS not in lines.getvalue()
    assert [line["status"] for line in told(lines)] == ["ERROR", "WARNING", "ERROR"]
    assert {line["name"] for line in told(lines)} == {library}
    assert told(lines)[-1]["error"] == "ValueError"


@pytest.mark.parametrize("library", logs.QUIET)
def test_libraries_speak_of_nothing_less_than_a_warning(lines: io.StringIO, library: str) -> None:
    logging.getLogger(library).info(WORDS)
    logging.getLogger(library).debug(WORDS)
    assert lines.getvalue() == ""


def test_on_a_terminal_the_same_list_holds(lines: io.StringIO) -> None:
    class Terminal(io.StringIO):
        """A stream that somebody looks at."""

        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    logs.set_up(terminal)
    logs.note("letter", kind="check_in", worker=WORDS, error=raised())
    assert "check_in" in terminal.getvalue()
    assert WORDS not in terminal.getvalue()
    assert lines.getvalue() == ""
