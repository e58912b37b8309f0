"""People to call: crisis lines and contacts of a country, and when a line may be shown."""

from dataclasses import dataclass
from datetime import date, timedelta

ANYWHERE = "INTERNATIONAL"
A_SIGNATURE_LASTS = timedelta(days=180)


@dataclass(frozen=True)
class CrisisLine:
    """One line; the numbers are printed exactly as they are written here."""

    name: str
    number: str
    text_number: str | None
    website: str | None
    hours: str
    language: str
    source: str
    verified_on: date | None
    verified_by: str
    outside: bool

    def reviewed(self, today: date) -> bool:
        """Whether somebody of the organisation rang it, signed, and not too long ago."""
        if self.verified_on is None or not self.verified_by.strip():
            return False
        return timedelta(0) <= today - self.verified_on <= A_SIGNATURE_LASTS


@dataclass(frozen=True)
class Contact:
    """Someone of the organisation or beside it; `record_kept` is None where nobody has said."""

    name: str
    how: str
    note: str
    record_kept: bool | None
    outside: bool


@dataclass(frozen=True)
class Country:
    code: str
    name: str
    emergency_number: str
    emergency_source: str
    lines: tuple[CrisisLine, ...]
    contacts: tuple[Contact, ...]
    directory_url: str

    @property
    def is_anywhere(self) -> bool:
        """What stands in where nobody chose a country: its number is told in words."""
        return self.code == ANYWHERE

    def shown_lines(self, today: date) -> tuple[CrisisLine, ...]:
        """Only what a person has rung; an unchecked number is never put before anyone."""
        return tuple(line for line in self.lines if line.reviewed(today))
