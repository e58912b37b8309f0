"""Reads the people to call of a country, and lays an organisation's own file over ours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.directory import Contact, Country, CrisisLine
from bot.words.fields import MARKUP, Fields
from bot.words.files import PromptFile
from bot.words.parsed import Parsed

ORGANISATION = "ORGANISATION"
DIRECTORY_URL = "https://findahelpline.com"

# What fits into one section of Slack's, even where every character has to be escaped.
NAME, HOW, NOTE, ADDRESS = 75, 150, 300, 500

_CODE = re.compile(r"^[A-Z]{2}$")


@dataclass(frozen=True)
class CountrySheet:
    """What one file says; a file laid over another need not repeat what it leaves alone."""

    code: str
    name: str | None = None
    emergency_number: str | None = None
    emergency_source: str | None = None
    directory_url: str | None = None
    lines: tuple[CrisisLine, ...] = ()
    contacts: tuple[Contact, ...] = ()
    own_lines: tuple[str, ...] = ()


def parse_country(file: PromptFile) -> Parsed[CountrySheet | None]:
    """Read a file of lines/; an entry with a fault is left out: half a number helps nobody."""
    fields = Fields(file)
    sheet = _organisation(fields) if file.found.stem == ORGANISATION else _country(fields, file)
    fields.finish()
    return Parsed(sheet, tuple(sorted(fields.faults)))


def assemble(sheets: Sequence[CountrySheet], organisation: CountrySheet | None) -> Country | None:
    """Lay sheets over one another, the built-in one first; None while no emergency number is known.

    A line laid over another of its name replaces it whole, so that a signature always belongs to
    the number that was rung, never to one that came later with an update.
    """
    merged = sheets[0]
    for sheet in sheets[1:]:
        merged = _over(merged, sheet)
    if organisation is not None:
        merged = _over(merged, replace(organisation, code=merged.code))
    if not merged.name or not merged.emergency_number or not merged.emergency_source:
        return None
    return Country(
        code=merged.code,
        name=merged.name,
        emergency_number=merged.emergency_number,
        emergency_source=merged.emergency_source,
        lines=tuple(_whose(line, merged.own_lines) for line in merged.lines),
        contacts=merged.contacts,
        directory_url=merged.directory_url or DIRECTORY_URL,
    )


def _over(below: CountrySheet, above: CountrySheet) -> CountrySheet:
    lines = {line.name: line for line in (*below.lines, *above.lines)}
    return CountrySheet(
        code=below.code,
        name=above.name or below.name,
        emergency_number=above.emergency_number or below.emergency_number,
        emergency_source=above.emergency_source or below.emergency_source,
        directory_url=above.directory_url or below.directory_url,
        lines=tuple(lines.values()),
        contacts=(*below.contacts, *above.contacts),
        own_lines=(*below.own_lines, *above.own_lines),
    )


def _whose(line: CrisisLine, own: Iterable[str]) -> CrisisLine:
    return replace(line, outside=False) if line.name in own else line


def _country(fields: Fields, file: PromptFile) -> CountrySheet | None:
    code = fields.text("code")
    if code != file.found.stem or not _CODE.match(code):
        fix = "Name the file by its two-letter country code and repeat it: GB.toml, GB."
        fields.blame("code", f"code '{code}' is not the file's name", fix)
        return None
    emergency_number = fields.optional_text("emergency_number", NAME)
    if emergency_number and not fields.optional_text("emergency_source"):
        fields.blame("emergency_number", "number without source", "Add emergency_source.")
        emergency_number = None
    return CountrySheet(
        code=code,
        name=fields.optional_text("name", NAME),
        emergency_number=emergency_number,
        emergency_source=fields.optional_text("emergency_source"),
        directory_url=_url(fields, "directory_url"),
        lines=_lines(fields),
        contacts=_contacts(fields),
    )


def _organisation(fields: Fields) -> CountrySheet:
    own = fields.texts("own_lines", may_be_empty=True) if "own_lines" in fields else ()
    return CountrySheet(
        code=ORGANISATION, lines=_lines(fields), contacts=_contacts(fields), own_lines=own
    )


def _lines(fields: Fields) -> tuple[CrisisLine, ...]:
    sound = []
    for entry in fields.tables("lines"):
        before = len(fields.faults)
        line = CrisisLine(
            name=entry.text("name", NAME),
            number=entry.text("number", NAME),
            text_number=entry.optional_text("text_number", NAME),
            website=_url(entry, "website"),
            hours=entry.text("hours", HOW),
            language=entry.text("language"),
            source=entry.text("source"),
            verified_on=entry.day("verified_on"),
            verified_by=entry.text("verified_by", may_be_empty=True),
            outside=entry.flag("outside", default=True),
        )
        entry.finish()
        if MARKUP.intersection(line.number + (line.text_number or "")):
            fix = "Numbers are printed as they stand: leave out < > & * _ ~ and `."
            entry.blame("number", "markup in a number", fix)
        if (line.verified_on is None) is not (line.verified_by == ""):
            fix = "Write both verified_on and verified_by, or leave both empty."
            entry.blame("verified_on", "half a signature", fix)
        if len(fields.faults) == before:
            sound.append(line)
    return tuple(sound)


def _contacts(fields: Fields) -> tuple[Contact, ...]:
    sound = []
    for entry in fields.tables("contacts"):
        before = len(fields.faults)
        contact = Contact(
            name=entry.text("name", NAME),
            how=entry.text("how", HOW),
            note=entry.optional_text("note", NOTE) or "",
            record_kept=entry.optional_flag("record_kept"),
            outside=entry.flag("outside", default=False),
        )
        entry.finish()
        if len(fields.faults) == before:
            sound.append(contact)
    return tuple(sound)


def _url(fields: Fields, key: str) -> str | None:
    address = fields.optional_text(key, ADDRESS)
    if address and not address.startswith("https://"):
        fields.blame(key, "not a web address", f"Begin {key} with https://.")
        return None
    return address
