"""Reads a roster as a spreadsheet gives it away: tabs, commas or semicolons, all faults told at once."""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import CareError
from bot.domain.roles import Role
from bot.domain.roster import Line, same_name

# Headings as they are met in rosters, in the languages of this app; case, accents, spaces, hyphens and
# full stops make no difference.
HEADINGS = {
    "slack_id": ("slack id", "slack", "slack user", "user id", "member id"),
    "address": ("e-mail", "e-mail address", "mail", "adresse e-mail", "correo", "courriel"),
    "name": ("name", "full name", "person", "worker", "member", "nombre", "nom"),
    "team": ("team", "group", "gruppe", "equipo", "grupo", "equipe", "groupe"),
    "site": ("site", "location", "office", "standort", "ort", "sede", "lugar", "lieu"),
    "manager": (
        "line manager", "manager", "lead", "team lead", "reports to", "leitung", "teamleitung",
        "vorgesetzte", "vorgesetzter", "responsable", "responsable directo", "responsable direct",
    ),
    "supervisor": ("supervisor", "supervision", "clinical supervisor", "superviseur"),
    "languages": ("languages", "language", "sprachen", "sprache", "idiomas", "idioma", "langues", "langue"),
    "experience": (
        "experience", "experience years", "years", "years of experience", "erfahrung", "jahre",
        "experiencia", "anos", "annees",
    ),
    "role": ("role", "rolle", "funcion", "rol"),
    "supporter": (
        "supporter", "supported by", "vertrauensperson", "apoyo", "persona de apoyo", "soutien",
        "personne de soutien",
    ),
}  # fmt: skip
NAMING = ("slack_id", "address", "name")  # the surest first
LONGEST = {"team": 80, "site": 80}
LONGEST_NAME = 254  # the longest address there can be
MOST_YEARS = 70
# An auditor looks at what coordinators do, so no coordinator's list makes one.
IN_A_LIST = (Role.WORKER, Role.BUDDY, Role.FACILITATOR, Role.COORDINATOR)
SEPARATORS = "\t;,"
BETWEEN_LANGUAGES = re.compile(r"[,;/|+\n]|\band\b|&")
# What a spreadsheet would take for a formula; the last four are full-width forms of the first.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001  those forms


@dataclass(frozen=True)
class LineFault:
    """What cannot be meant, in which line, counted from 1 as a spreadsheet does; `told` quotes it."""

    line: int
    what: str
    told: str = ""


class BadLines(CareError):
    """Nothing of the list was taken in; `faults` are all there are."""

    words_key = "errors.bad_lines"

    def __init__(self, faults: Sequence[LineFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))


@dataclass(frozen=True)
class _Row:
    """One line of a table: its number, and what stands under which heading."""

    number: int
    cells: Mapping[str, str]


Code = Callable[[str], str | None]


def read_roster(text: str, language_code: Code) -> list[Line]:
    """Every line below the headings; BadLines with all faults at once.

    `language_code` knows "Portuguese", "português" and "pt-BR"; None is a language it does not know.
    """
    faults: list[LineFault] = []
    rows = _rows(text, faults)
    lines = [_line(row, language_code, faults) for row in rows]
    faults += _doubled(rows, lines)
    if not lines and not faults:
        faults = [LineFault(1, "nothing")]
    if faults:
        raise BadLines(faults)
    return lines


def headings_of(text: str) -> str:
    """The first line that says anything, to stand above the next part of the same list."""
    return next((line for line in _unified(text).split("\n") if line.strip()), "")


def harmless(cell: str) -> str:
    """The same words, which no spreadsheet takes for a formula."""
    begins = cell.lstrip(" \u00a0\n\u3000")
    return f"'{cell}" if begins.startswith(FORMULA) else cell


def _rows(text: str, faults: list[LineFault]) -> list[_Row]:
    lines = _unified(text).split("\n")
    first = next((turn for turn, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return []
    separator = max(SEPARATORS, key=lines[first].count)
    reader = csv.reader(
        (f"{line}\n" for line in lines[first:]), delimiter=separator, strict=True,
    )  # fmt: skip
    table = _table(reader, first, faults)
    if not table:
        return []
    headings = _headings(*table[0], faults)
    if not any(heading in NAMING for heading in headings):
        return []  # each line would name nobody, and one fault says why
    return [
        _row(number, headings, cells, faults)
        for number, cells in table[1:]
        if any(cell.strip() for cell in cells)
    ]


def _table(
    reader: Iterator[list[str]], skipped: int, faults: list[LineFault]
) -> list[tuple[int, list[str]]]:
    """Each record with the line on which it begins; one in quotes may go over several."""
    table = []
    number = skipped + 1
    try:
        for cells in reader:
            table.append((number, cells))
            number = skipped + 1 + reader.line_num  # type: ignore[attr-defined]  # a reader counts
    except csv.Error:
        faults.append(LineFault(number, "quotes"))
    return table


def _headings(number: int, cells: Sequence[str], faults: list[LineFault]) -> list[str | None]:
    """What each column is; None for an empty one, whose cells have to be empty too."""
    known = {_bare(way): column for column, ways in HEADINGS.items() for way in (column, *ways)}
    columns = [known.get(_bare(cell)) for cell in cells]
    if not any(columns):
        faults.append(LineFault(number, "no_headings"))
        return columns
    for cell, column in zip(cells, columns, strict=True):
        if column is None and cell.strip():
            faults.append(LineFault(number, "heading", _quoted(cell)))
        elif column is not None and columns.count(column) > 1:
            faults.append(LineFault(number, "heading_twice", _quoted(cell)))
    if not any(column in NAMING for column in columns):
        faults.append(LineFault(number, "no_person"))
    return columns


def _row(
    number: int, headings: Sequence[str | None], cells: Sequence[str], faults: list[LineFault]
) -> _Row:
    told = {}
    for turn, cell in enumerate(cells):
        words = _words(cell)
        heading = headings[turn] if turn < len(headings) else None
        if heading is not None:
            told[heading] = words
            if len(words) > LONGEST.get(heading, LONGEST_NAME):
                faults.append(LineFault(number, "long", _quoted(words)))
        elif words and turn >= len(headings):
            faults.append(LineFault(number, "cells", _quoted(words)))
    return _Row(number, told)


def _line(row: _Row, language_code: Code, faults: list[LineFault]) -> Line:
    def told(heading: str) -> str | None:
        return row.cells.get(heading) or None

    names = tuple(name for name in map(told, NAMING) if name)
    line = Line(
        names=names,
        team=told("team"),
        site=told("site"),
        manager=told("manager"),
        supervisor=told("supervisor"),
        languages=_languages(row, language_code, faults),
        experience_years=_years(row, faults),
        role=_role(row, faults),
        supporter=told("supporter"),
    )
    faults += [LineFault(row.number, *fault) for fault in _contradictions(line)]
    return line


def _contradictions(line: Line) -> Iterator[tuple[str, str]]:
    """What no line can mean about a person and those around them."""
    if not line.names:
        yield "nobody", ""
        return
    own = set(map(same_name, line.names))
    for who in ("manager", "supervisor", "supporter"):
        other = getattr(line, who)
        if other and same_name(other) in own:
            yield "themselves", _quoted(other)
    if line.supporter and line.manager and same_name(line.supporter) == same_name(line.manager):
        yield "own_manager", _quoted(line.supporter)


def _languages(row: _Row, language_code: Code, faults: list[LineFault]) -> tuple[str, ...]:
    codes = []
    for part in BETWEEN_LANGUAGES.split(row.cells.get("languages", "")):
        if part.strip():
            code = language_code(part.strip())
            if code is None:
                faults.append(LineFault(row.number, "language", _quoted(part)))
            else:
                codes.append(code)
    return tuple(dict.fromkeys(codes))


def _years(row: _Row, faults: list[LineFault]) -> float | None:
    told = row.cells.get("experience", "")
    if not told:
        return None
    number = re.fullmatch(
        r"(\d{1,2}(?:[.,]\d{1,2})?)(?:\s*(?:y|years?|jahre?|a[nñ]os?|ans?))?", told, re.IGNORECASE
    )
    years = float(number[1].replace(",", ".")) if number else MOST_YEARS + 1
    if years > MOST_YEARS:
        faults.append(LineFault(row.number, "experience", _quoted(told)))
    return years


def _role(row: _Row, faults: list[LineFault]) -> Role | None:
    told = row.cells.get("role", "")
    role = next((role for role in IN_A_LIST if role == told.casefold()), None)
    if told and role is None:
        faults.append(LineFault(row.number, "role", _quoted(told)))
    return role


def _doubled(rows: Sequence[_Row], lines: Sequence[Line]) -> Iterator[LineFault]:
    """Two lines about one person: which of them goes, only the list's owner can say."""
    seen: dict[str, int] = {}
    for row, line in zip(rows, lines, strict=True):
        marks = {same_name(name) for name in line.names}
        before = min((seen[mark] for mark in marks if mark in seen), default=None)
        if before is not None:
            yield LineFault(row.number, "twice", str(before))
        seen |= {mark: seen.get(mark, row.number) for mark in marks}


def _unified(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _words(cell: str) -> str:
    """Spaces say nothing; the quote that `harmless` put before a formula was no word."""
    words = " ".join(cell.split())
    return words[1:] if words.startswith("'") and harmless(words[1:]) == words else words


def _bare(heading: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", heading)).casefold()


def _quoted(words: str) -> str:
    """As much of it as finds its place in a sentence."""
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"  # noqa: PLR2004  about half a line
