"""`aftershift pairs`: tries pair rounds on a file, so that anybody can check what they would bring."""

import json
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.domain.pairing.proposals import Proposal
from bot.domain.pairing.terms import Terms
from bot.domain.pairing.trials import AHEAD, rounds_ahead, tried
from handlers.cli.terminal import out, stop
from handlers.pair_files import BadPairFile, PairFile

MOST_ROUNDS = 1000
SHOWN_UP_TO = 30  # people whose pairs fit on a screen

app = typer.Typer(help="Try pair rounds before anything is sent.", no_args_is_help=True)


@app.callback()
def pairs() -> None:
    """Keep `simulate` a word of its own."""


@app.command()
def simulate(
    file: Annotated[
        Path, typer.Argument(help="People, history and absences as JSON (see docs/pairing.md).")
    ],
    rounds: Annotated[
        int, typer.Option(min=1, max=MOST_ROUNDS, help="How many rounds, one after the other.")
    ] = AHEAD,
    seed: Annotated[int, typer.Option(help="The same seed and file give the same rounds.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Every pair, for programs.")] = False,  # noqa: FBT002  an option
) -> None:
    """Pair the people of a file round after round. No database, no Slack, and nobody hears of it."""
    told = _file_or_stop(file)
    ahead = rounds_ahead(
        told.peers, told.past, Terms(number=told.next_number, seed=seed), told.absent
    )
    proposals, seconds = [], []
    began = time.process_time()
    for proposal in islice(ahead, rounds):
        proposals.append(proposal)
        ended = time.process_time()
        seconds.append(ended - began)
        began = ended
    if as_json:
        each = map(_as_json, proposals, seconds, [told] * rounds)
        typer.echo(json.dumps({"rounds": list(each)}))
    else:
        _show(told, proposals, seconds)


def _file_or_stop(file: Path) -> PairFile:
    try:
        return PairFile(file.read_bytes())
    except OSError as fault:
        stop(f"{file} cannot be read ({fault.strerror}).")
    except BadPairFile as bad:
        stop("\n".join((f"{file} cannot be used yet:", *(f"- {fault}" for fault in bad.faults))))


def _as_json(proposal: Proposal, seconds: float, told: PairFile) -> dict[str, Any]:
    unmatched = zip(told.ids(one.id for one in proposal.unmatched), proposal.unmatched, strict=True)
    return {
        "pairs": [told.ids(pair.people) for pair in proposal.pairs],
        "trios": [told.ids(trio.people) for trio in proposal.trios],
        "unmatched": [{"id": who, "reason": one.why.value} for who, one in unmatched],
        "weight": proposal.weight,
        "bound": proposal.bound,
        "cpu_seconds": round(seconds, 3),
    }


def _show(told: PairFile, proposals: list[Proposal], seconds: list[float]) -> None:
    table = Table("round", "pairs", "trios", "no partner", "points", "of the best", "CPU s")
    for number, (proposal, spent) in enumerate(zip(proposals, seconds, strict=True), start=1):
        table.add_row(
            str(number),
            f"{len(proposal.pairs):,}",
            f"{len(proposal.trios):,}",
            f"{len(proposal.unmatched):,}",
            f"{proposal.weight:,}",
            f"{proposal.quality:.2%}",
            f"{spent:.2f}",
        )
    out.print(table)
    trial = tried(told.peers, told.past, tuple(proposals))
    lines = [
        f"Had a partner: {trial.coverage:.1%} of all places. Longest wait: {trial.longest_run} in a row.",
        f"Pairs that had met before: {trial.repeats:,}.",
    ]
    for number, proposal in enumerate(proposals, start=1):
        if len(told.peers) <= SHOWN_UP_TO:
            groups = (" + ".join(map(str, told.ids(group))) for group in proposal.groups)
            lines.append(f"Round {number}: {', '.join(groups) or 'nobody'}.")
        lines += _reasons(number, proposal)
    out.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def _reasons(number: int, proposal: Proposal) -> list[str]:
    told = Counter(one.why.value for one in proposal.unmatched)
    return [f"Round {number}, without: {why} ({count:,})." for why, count in told.most_common()]
