"""`make bench-relay`: plays the simulated month anew and writes its chapter into docs/benchmarks.md."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.relay_month import A_HEAD, GIVERS, months
from tests.bench.telling import table
from tests.bench.work import Row

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
TITLE = "## A buddy now: a simulated month"
NAMES = {
    "ours": "ours: two places, four minutes, scored by load",
    "counts": "the same, scored by answers and declines as well",
    "one": "one by one, five minutes",
    "all": "ask everybody",
}
HEAD = (
    "workers", "policy", "yes in 10 min", "p50 min", "p90 min", "asked a request", "turned away",
    "load Gini", "nobody at the start", "yes at all",
)  # fmt: skip


def on_relay(rows: Sequence[Row]) -> str:
    """The chapter: what was played, the ratios, and what they are made of."""
    sizes = {row["size"]: row for row in rows}
    seeds = ", ".join(f"{size:,} ({row['seeds']})" for size, row in sizes.items())
    hours = ", ".join(f"{size:,}: {row['coverage']:.0%}" for size, row in sizes.items())
    return f"""{TITLE}

Made by `make bench-relay`, and by `make bench` with everything else. The relay's own decisions (whom
to ask, when a place lapses, when to look again) on a clock that is moved from event to event, through
28 days of {A_HEAD} requests a head; {GIVERS:.0%} give, in windows of three to five hours that they
chose, one to three times a week. Workers (worlds, of which the median is shown): {seeds}. Every
policy meets the same requests and the same people with the same dice. The people are invented, so
read the ratios. "Yes in 10 min" is of the requests at whose start anybody could be asked. Times
count from the start of the search to the first yes; by the list a minute comes on top, in which it
can be passed on.

Hours of the month in which anybody has named theirs, by size: {hours}.
Below some hundred workers the hours decide, and the policy is noise.

{table(("to ours", "workers", "p50", "p90", "asked", "turned away", "Gini"), list(_ratios(rows)))}

{table(HEAD, [_line(row) for row in rows])}

The second policy keeps a record of who answers and who declines, and ours does not (decision 0018):
that is what it costs, and what it spares."""


def _ratios(rows: Sequence[Row]) -> list[list[str]]:
    """Each other policy, measured by ours in the same worlds."""
    ours = {row["size"]: row for row in rows if row["policy"] == "ours"}
    return [
        [
            NAMES[row["policy"]],
            f"{row['size']:,}",
            *(
                f"{row[key] / ours[row['size']][key]:.2f} x" if ours[row["size"]][key] else ""
                for key in ("p50", "p90", "asked", "turned_away", "gini")
            ),
        ]
        for row in rows
        if row["policy"] != "ours"
    ]


def _line(row: Row) -> list[str]:
    return [
        f"{row['size']:,}",
        NAMES[row["policy"]],
        f"{row['in_10']:.2f}",
        f"{row['p50']:.1f}",
        f"{row['p90']:.1f}",
        f"{row['asked']:.1f}",
        f"{row['turned_away']:.2f}",
        f"{row['gini']:.2f}",
        f"{row['nobody']:.0%}",
        f"{row['accepted']:.0%}",
    ]


def with_chapter(page: str, chapter: str) -> str:
    """The page with this chapter in the place of the one before, or at its end."""
    old = re.compile(rf"{re.escape(TITLE)}\n.*?(?=\n## |\Z)", re.DOTALL)
    if old.search(page):
        return old.sub(lambda _: chapter + "\n", page).rstrip("\n") + "\n"
    return f"{page.rstrip()}\n\n{chapter}\n"


if __name__ == "__main__":
    told = on_relay(months())
    PAGE.write_text(with_chapter(PAGE.read_text(encoding="utf-8"), told), encoding="utf-8")
    sys.stdout.write(told + "\n")
