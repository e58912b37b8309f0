"""A line is shown when a person has rung it, dated it, signed it, and not too long ago."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.directory import Country, CrisisLine

TODAY = date(2027, 1, 31)

LINE = CrisisLine(
    name="Night line",
    number="116 123",
    text_number=None,
    website=None,
    hours="any time",
    language="English",
    source="https://example.org",
    verified_on=TODAY,
    verified_by="Ada Okafor",
    outside=True,
)


def country(*lines: CrisisLine) -> Country:
    return Country(
        code="GB",
        name="United Kingdom",
        emergency_number="999",
        emergency_source="https://example.org",
        lines=lines,
        contacts=(),
        directory_url="https://example.org",
    )


def test_a_signed_line_is_shown_with_its_number_as_written() -> None:
    assert [line.number for line in country(LINE).shown_lines(TODAY)] == ["116 123"]


@pytest.mark.parametrize(
    "unsigned",
    [
        replace(LINE, verified_on=None),
        replace(LINE, verified_by=""),
        replace(LINE, verified_by="  "),
        replace(LINE, verified_on=None, verified_by=""),
    ],
)
def test_a_line_that_nobody_signed_is_never_shown(unsigned: CrisisLine) -> None:
    assert country(unsigned).shown_lines(TODAY) == ()


@given(st.integers(min_value=-1000, max_value=1000))
def test_a_signature_lasts_180_days_and_cannot_come_from_tomorrow(age: int) -> None:
    signed = replace(LINE, verified_on=TODAY - timedelta(days=age))
    assert signed.reviewed(TODAY) is (0 <= age <= 180)


def test_one_old_signature_does_not_hide_the_others() -> None:
    old = replace(LINE, name="Old", verified_on=TODAY - timedelta(days=181))
    assert country(old, LINE).shown_lines(TODAY) == (LINE,)
