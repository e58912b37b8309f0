"""The chapter on pairing in docs/benchmarks.md, which `make bench` leaves as it is."""

import re
from collections.abc import Sequence
from datetime import datetime
from statistics import mean

from tests.bench.measures import machine
from tests.bench.pairing.chapters import CASES, MIXED, MIXED_ROUNDS, ODD_ROUNDS
from tests.bench.telling import table
from tests.bench.work import Row

HEAD = "## Pairing\n"
CHAPTER = re.compile(r"^## Pairing\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SHORT = {"ours": "Aftershift", "greedy": "greedy by chance", "shuffle": "shuffle"}


def chapter_of(page: str) -> str:
    """What a page says on pairing, or nothing."""
    found = CHAPTER.search(page)
    return found[0] if found else ""


def with_chapter(page: str, chapter: str) -> str:
    """The page with this chapter in the place of the one before, or at its end."""
    if CHAPTER.search(page):
        return CHAPTER.sub(lambda _: chapter.rstrip() + "\n\n", page).rstrip() + "\n"
    return f"{page.rstrip()}\n\n{chapter.rstrip()}\n"


def chapter(found: dict[str, list[Row]], began: datetime, ended: datetime) -> str:
    told = machine()
    minutes = (ended - began).total_seconds() / 60
    loads = [row["load"] for row in found["sizes"]]
    where = (
        f"Made by `make bench-pairing`, {began:%d %B %Y, %H:%M} UTC, {minutes:.0f} minutes, all in one run. "
        f"cores {told['cores']}; processor {told['processor']}; Python {told['Python']}. "
        f"Load average {min(loads):.1f} to {max(loads):.1f}: what is beyond 1 was other work on the machine, "
        "which makes processor seconds longer and changes no other number."
    )
    parts = (
        HEAD + "\n" + where,
        _in_short(found),
        _on_repeats(found["repeats"]),
        _on_left_out(found["left_out"]),
        _on_rests(found["rests"]),
        _on_breaches(found["breaches"]),
        _on_sizes(found["sizes"], found["optima"]),
    )
    return "\n\n".join(parts) + "\n"


def _in_short(found: dict[str, list[Row]]) -> str:
    ours = {row["size"]: row for row in found["sizes"] if row["method"] == "ours"}
    best = {row["size"]: row["weight"] for row in found["optima"]}
    exact = all(ours[size]["weight"] == best[size] == ours[size]["bound"] for size in (100, 500))
    again = sum(sum(row["repeats"]) for row in found["repeats"] if row["method"] == "Aftershift")
    broken = sum(row["broken"] for row in found["sizes"] if row["method"] == "ours")
    run = next(row["longest"] for row in found["rests"] if row["method"] == "Aftershift")
    mixed = next(max(row["longest"]) for row in found["breaches"] if row["method"] == "Aftershift")
    of_best = ours[2000]["weight"] / best[2000]
    of_bound = ours[10_000]["weight"] / ours[10_000]["bound"]
    rows = [
        ["to 500 people as heavy as the best round", "yes" if exact else "no", "yes", _held(exact)],
        ["of the best round, 2,000 people", f"{of_best:.3%}", "99.9 %", _held(of_best >= 0.999)],
        ["of the bound, 10,000 people", f"{of_bound:.2%}", "99 %", _held(of_bound >= 0.99)],
        ["pairs that break a rule", f"{broken}", "0", _held(broken == 0)],
        ["avoidable repeats", f"{again}", "0", _held(again == 0)],
        ["longest run without a partner, 13 people", f"{run}", "1", _held(run <= 1)],
        ["the same, 100 people with every rule", f"{mixed}", "1", _held(mixed <= 1)],
    ]
    return table(("what", "measured", "target", "held"), rows)


def _on_repeats(rows: Sequence[Row]) -> str:
    told = [
        [f"{row['size']}", row["method"], f"{mean(row['repeats']):.1f}", _range(row["repeats"]),
         f"{row['size'] * (row['size'] - 1) // 2:,}"]
        for row in rows
    ]  # fmt: skip
    return (
        "### Repeats until all have met\n\nA closed group, everybody there, no rules: every pair of a "
        "full cycle could be new. The two that leave something to chance were played with five seeds.\n\n"
        + table(("people", "method", "pairs that met before", "range", "of"), told)
    )


def _on_left_out(rows: Sequence[Row]) -> str:
    told = [[f"{row['share']:.0%}", row["method"], f"{row['cases']} of {CASES}"] for row in rows]
    return (
        "### Left out although nobody need be\n\n24 people, so many of all pairs forbidden, and a way "
        "in which everybody has a partner exists. The shuffle knows no rules and is left out here.\n\n"
        + table(("forbidden", "method", "cases in which somebody is left out"), told)
    )


def _on_rests(rows: Sequence[Row]) -> str:
    told = [
        [row["method"], f"{row['most']}", f"{row['least']}", f"{row['longest']}"] for row in rows
    ]
    return (
        f"### Thirteen people, {ODD_ROUNDS} rounds\n\nOne has to rest each round, so two rests each "
        "would be fair.\n\n" + table(("method", "most rests", "least", "longest run"), told)
    )


def _on_breaches(rows: Sequence[Row]) -> str:
    told = [
        [row["method"], f"{row['pairs']:,}", f"{row['broken'] / row['pairs']:.1%}", f"{row['soon']:,}",
         ", ".join(map(str, row["longest"]))]
        for row in rows
    ]  # fmt: skip
    return (
        f"### {MIXED} people with every rule, {MIXED_ROUNDS} rounds\n\nTeams with leads, two zones, four "
        "languages; 8 % are away each round, which counts as no round without a partner; "
        "nor does one in which the rules left nobody for them. Three such worlds; the "
        "second row is ours with a weight for waiting that nothing outweighs.\n\n"
        + table(
            ("method", "pairs", "break a rule", "met in the last 8 rounds", "longest runs without"),
            told,
        )
    )


def _on_sizes(rows: Sequence[Row], optima: Sequence[Row]) -> str:
    best = {row["size"]: row["weight"] for row in optima}
    bounds = {row["size"]: row["bound"] for row in rows if row["method"] == "ours"}
    told = [
        [
            f"{row['size']:,}",
            SHORT[row["method"]],
            f"{row['cpu']:.2f}",
            f"{row['megabytes']:.0f}",
            f"{row['pairs']:,}",
            f"{row['broken']:,}",
            f"{row['weight'] / best[row['size']]:.3%}" if row["size"] in best else "",
            f"{row['weight'] / bounds[row['size']]:.3%}",
            f"{row['load']:.1f}",
        ]
        for row in rows
    ]
    waited = ", ".join(f"{row['cpu']:.1f} s for {row['size']:,}" for row in optima)
    head = (
        "people",
        "method",
        "CPU s",
        "MB more",
        "pairs",
        "break a rule",
        "of the best",
        "of our bound",
        "load",
    )
    return (
        "### One large round\n\nThe same kind of crowd with four rounds behind it, each method in a process "
        "of its own. MB is what the peak grew by. The best round is that of rustworkx over every "
        "allowed pair "
        f"({waited} of CPU; for 10,000 nobody waited). A round that breaks rules may weigh more "
        f"than the best that keeps them.\n\n{table(head, told)}"
    )


def _range(numbers: Sequence[int]) -> str:
    return f"{min(numbers)} to {max(numbers)}"


def _held(is_held: bool) -> str:  # noqa: FBT001  what is said is what was found
    return "yes" if is_held else "**no**"
