"""`make bench-pairing`: measures pair rounds side by side and writes their chapter of the page."""

import sys
from datetime import UTC, datetime

from tests.bench.__main__ import PAGE
from tests.bench.measures import load
from tests.bench.pairing import chapters
from tests.bench.pairing.telling import chapter, with_chapter
from tests.bench.work import Row

MEASURED = {
    "sizes": chapters.sizes,
    "optima": chapters.optima,
    "repeats": chapters.repeats,
    "left_out": chapters.left_out,
    "rests": chapters.rests,
    "breaches": chapters.breaches_and_waiting,
}


def main() -> None:
    began = datetime.now(UTC)
    found: dict[str, list[Row]] = {}
    for name, measure in MEASURED.items():
        sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {name}, load {load():.1f}\n")
        found[name] = measure()
    told = chapter(found, began, datetime.now(UTC))
    sys.stdout.write(told)
    PAGE.write_text(with_chapter(PAGE.read_text("utf-8"), told), encoding="utf-8")


if __name__ == "__main__":
    main()
