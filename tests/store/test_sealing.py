"""A sealed value has one length, opens with its own key at its own place, and nowhere else."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.sealing import CannotOpen, Place, new_key, parse_key, seal, unseal

PLACE = Place("T1", "U1", "answers", "r1", "sealed")
LENGTH = 64
KEY = new_key()

values = st.binary(max_size=LENGTH - 2)


@given(values)
def test_what_was_sealed_is_what_is_opened(value: bytes) -> None:
    assert unseal(KEY, seal(KEY, value, PLACE, LENGTH), PLACE) == value


@given(values)
def test_the_length_tells_nothing(value: bytes) -> None:
    assert len(seal(KEY, value, PLACE, LENGTH)) == len(seal(KEY, b"", PLACE, LENGTH))


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert seal(KEY, b"heavy", PLACE, LENGTH) != seal(KEY, b"heavy", PLACE, LENGTH)


def test_a_value_that_does_not_fit_is_refused_and_not_cut() -> None:
    with pytest.raises(ValueError, match="may have 62 bytes"):
        seal(KEY, b"x" * (LENGTH - 1), PLACE, LENGTH)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(CannotOpen):
        unseal(new_key(), seal(KEY, b"heavy", PLACE, LENGTH), PLACE)


@pytest.mark.parametrize("field", ["workspace", "worker", "table", "row", "column"])
def test_a_cell_that_was_moved_cannot_be_opened(field: str) -> None:
    elsewhere = replace(PLACE, **{field: "another"})
    with pytest.raises(CannotOpen):
        unseal(KEY, seal(KEY, b"heavy", PLACE, LENGTH), elsewhere)


def test_two_places_are_never_mistaken_for_each_other_by_where_their_names_are_cut() -> None:
    one, other = replace(PLACE, worker="U1,r", row="1"), replace(PLACE, worker="U1", row="r,1")
    assert one.label != other.label
    quoted = replace(PLACE, worker="U1', 'answers", table="r")
    assert quoted.label != replace(PLACE, worker="U1", table="answers', 'r").label


@given(st.integers(0, 500))
def test_a_single_changed_bit_is_noticed(where: int) -> None:
    sealed = bytearray(seal(KEY, b"heavy", PLACE, LENGTH))
    sealed[where % len(sealed)] ^= 1 << (where % 8)
    with pytest.raises(CannotOpen):
        unseal(KEY, bytes(sealed), PLACE)


@given(st.binary(max_size=100))
def test_rubbish_cannot_be_opened_and_breaks_nothing(rubbish: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, rubbish, PLACE)


def test_a_key_is_read_with_and_without_padding() -> None:
    text = base64.urlsafe_b64encode(b"k" * 32).decode()
    assert parse_key(text) == parse_key(text.rstrip("=")) == b"k" * 32


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="needs 32 bytes"):
        parse_key("c2hvcnQ=")
