"""The people of one round as arrays in the order of their ids, so that whole columns are compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.pairing.links import Counts, Flags, Links, Points, Rows, link
from bot.domain.pairing.peers import HOURS_OF_A_WEEK, PastRound, Peer, Two
from bot.domain.pairing.terms import Terms

MOST_WAITED = 3  # rounds in a row that count
LONG_AGO = 10**9  # rounds


@dataclass(frozen=True)
class Board:
    """Row after row one person; the columns hold what rules and weights ask for.

    `lines` and `kept` are open (line management, and what a coordinator keeps apart); `apart` holds the
    private lists as well. `met` says how many rounds ago (below 0), `times` in how many rounds two have
    met, `turns` how often a person was the odd one.
    """

    ids: tuple[str, ...]
    terms: Terms
    languages: Flags
    hours: Flags
    topics: Flags  # a column only for what two people share
    topic_counts: Points
    team: Rows
    wants_outside: Flags
    seniority: NDArray[np.float64]  # log2 of years + 1/2
    streak: Points  # rounds in a row without a partner, as far as they count
    turns: Points
    trio: Flags
    rests_gladly: Flags
    lines: Links
    kept: Links
    apart: Links
    met: Links
    times: Links

    @property
    def size(self) -> int:
        return len(self.ids)

    @property
    def everybody(self) -> Rows:
        return np.arange(self.size)

    @property
    def waited(self) -> Points:
        """What each person's waiting weighs."""
        return self.terms.weights.waited * self.streak

    def part(self, rows: Rows) -> "Board":
        """These people alone; their rows are their places in `rows`, which rise."""
        changed: dict[str, Any] = {}
        for name, column in vars(self).items():
            if isinstance(column, Links):
                changed[name] = column.part(rows)
            elif isinstance(column, np.ndarray) and not name.endswith("bits"):
                changed[name] = column[rows]
        return replace(self, ids=tuple(self.ids[row] for row in rows), **changed)

    @cached_property
    def hour_bits(self) -> NDArray[np.uint64]:
        return packed(self.hours)

    @cached_property
    def topic_bits(self) -> NDArray[np.uint64]:
        return packed(self.topics)

    @cached_property
    def language_bits(self) -> NDArray[np.uint64]:
        return packed(self.languages)


def lay(peers: Iterable[Peer], past: Sequence[PastRound], terms: Terms) -> Board:
    """The board of these people; whoever else is named in lists and in the past is left out."""
    peers = sorted(peers, key=lambda peer: peer.id)
    row = {peer.id: number for number, peer in enumerate(peers)}
    met = _meetings(past, row)
    lines, kept = (
        np.array([(row[a], row[b]) for a, b in pairs if a in row and b in row]).reshape(-1, 2)
        for pairs in (_lines(peers), terms.forbidden)
    )
    apart = np.concatenate((lines, kept, _private(peers, row))).T
    years = np.array([peer.experience_years for peer in peers], np.float64)
    streak = np.array([min(peer.unmatched_rounds, MOST_WAITED) for peer in peers], np.int64)
    return Board(
        ids=tuple(row),
        terms=terms,
        languages=_columns([peer.languages for peer in peers]),
        hours=_hours(peers),
        topics=_columns([peer.topics for peer in peers]),
        topic_counts=np.array([len(peer.topics) for peer in peers], np.int64),
        team=_numbered([peer.team for peer in peers]),
        wants_outside=np.array([peer.outside_team for peer in peers], np.bool_),
        seniority=np.log2(years + 0.5),
        streak=streak,
        turns=_turns(past, row),
        trio=np.array([peer.trio for peer in peers], np.bool_),
        rests_gladly=np.array([peer.rests_gladly for peer in peers], np.bool_),
        lines=link(len(peers), *lines.T),
        kept=link(len(peers), *kept.T),
        apart=link(len(peers), *apart),
        met=link(len(peers), met[0], met[1], np.clip(met[2] - terms.number, -LONG_AGO, -1)),
        times=_counted(len(peers), met),
    )


def _lines(peers: Iterable[Peer]) -> Iterator[Two]:
    for peer in peers:
        for leader in (peer.manager, peer.supervisor):
            if leader is not None:
                yield peer.id, leader


def _private(peers: Sequence[Peer], row: Mapping[str, int]) -> Rows:
    """(rows, other rows) of all lists, which may be long: those who are not here are left out at once."""
    lists = [[row[one] for one in peer.not_with if one in row] for peer in peers]
    owners = np.repeat(np.arange(len(peers)), [len(one) for one in lists])
    return np.stack((owners, np.fromiter(chain.from_iterable(lists), np.int64)), axis=1)


def packed(flags: Flags) -> NDArray[np.uint64]:
    """Each row's flags as whole words of 64 bits."""
    spare = -flags.shape[1] % 64
    return np.packbits(np.pad(flags, ((0, 0), (0, spare))), axis=1).view(np.uint64)


def common(bits: NDArray[np.uint64], i: Rows, j: Rows) -> Points:
    """How many flags the rows i and the rows j share."""
    total = np.zeros(len(i), np.int64)
    for word in bits.T:
        total += np.bitwise_count(word[i] & word[j])
    return total


def common_block(bits: NDArray[np.uint64], rows: Rows, columns: Rows) -> Counts:
    """How many flags (up to 255) every one of `rows` shares with every one of `columns`.

    Whole words are counted, since a matrix product would start threads that take more than they give.
    """
    total = np.zeros((len(rows), len(columns)), np.uint8)
    for word in bits.T:
        total += np.bitwise_count(word[rows][:, None] & word[columns])
    return total


def _meetings(past: Iterable[PastRound], row: Mapping[str, int]) -> Rows:
    """Row, other row and number of the round, below one another."""
    met = [
        (row[a], row[b], one.number) for one in past for a, b in one.pairs if a in row and b in row
    ]
    return np.array(met, np.int64).reshape(-1, 3).T


def _counted(size: int, met: Rows) -> Links:
    """How many different rounds each two have met in."""
    first, second = np.minimum(met[0], met[1]), np.maximum(met[0], met[1])
    rounds = np.unique(np.stack((first, second, met[2])), axis=1)
    pairs, counts = np.unique(rounds[:2], axis=1, return_counts=True)
    return link(size, pairs[0], pairs[1], counts)


def _turns(past: Iterable[PastRound], row: Mapping[str, int]) -> Points:
    """In how many rounds each had no partner or two of them, and was not away."""
    turns = np.zeros(len(row), np.int64)
    for one in past:
        partners = np.zeros(len(row), np.int64)
        for a, b in set(one.pairs):
            for who in (a, b):
                if who in row:
                    partners[row[who]] += 1
        was_there = np.ones(len(row), np.bool_)
        was_there[[row[who] for who in one.absent if who in row]] = False
        if partners.any():  # a round without any of these people was another group's
            turns += (partners != 1) & was_there
    return turns


def _columns(sets: Sequence[frozenset[str]]) -> Flags:
    """One column for each thing that at least two of them name: nobody shares the others."""
    told_by = Counter(name for told in sets for name in told)
    shared = sorted(name for name, count in told_by.items() if count > 1)
    columns = {name: column for column, name in enumerate(shared)}
    flags = np.zeros((len(sets), len(columns)), np.bool_)
    for row, told in enumerate(sets):
        flags[row, [columns[name] for name in told if name in columns]] = True
    return flags


def _hours(peers: Sequence[Peer]) -> Flags:
    flags = np.zeros((len(peers), HOURS_OF_A_WEEK), np.bool_)
    for row, peer in enumerate(peers):
        flags[row, list(peer.hours)] = True
    return flags


def _numbered(names: Sequence[str | None]) -> Rows:
    """A number for each name; for none, a number that is nobody else's."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array(
        [-1 - row if name is None else numbers[name] for row, name in enumerate(names)], np.int64
    )
