"""`make bench`: measures everything in one run and writes docs/benchmarks.md; `--short` only shows it."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.answering import answers
from tests.bench.engines import kills, side_by_side
from tests.bench.measures import load
from tests.bench.page import page
from tests.bench.pairing.telling import chapter_of, with_chapter
from tests.bench.relay_month import months
from tests.bench.telling import Found
from tests.bench.waves import big_waves, idle, several_workers, waves
from tests.bench.work import Row, Work

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def main() -> None:
    is_short = "--short" in sys.argv[1:]
    work = Work().tenth() if is_short else Work()
    began = datetime.now(UTC)

    def measured(chapter: Callable[[Work], list[Row]]) -> list[Row]:
        _say(chapter.__name__)
        return chapter(work)

    def write() -> None:
        """What there is so far, so that a run that is cut short is not lost."""
        if not is_short:
            kept = chapter_of(PAGE.read_text("utf-8"))
            told = page(found, work, began, datetime.now(UTC))
            PAGE.write_text(with_chapter(told, kept) if kept else told, encoding="utf-8")
            _say(f"written: {PAGE.name}")

    found = Found(
        answers=measured(answers),
        waves=measured(waves),
        workers=measured(several_workers),
        engines=measured(side_by_side),
        kills=measured(kills),
        idle=measured(idle),
        relay=measured(relay_months),
    )
    write()
    for row in big_waves(work):
        found.waves.append(row)
        write()
    if is_short:
        sys.stdout.write(page(found, work, began, datetime.now(UTC)))


def relay_months(_work: Work) -> list[Row]:
    return months()


def _say(what: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {what}, load {load():.1f}\n")


if __name__ == "__main__":
    main()
