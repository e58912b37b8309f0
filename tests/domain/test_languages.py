"""The worker's choice, then Slack's, then the organisation's, then English: the first that is allowed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.languages import ENGLISH_ONLY, Language, Languages, is_the_same, named
from tests.domain.makers import worker

THREE = Languages(("de", "fr", "pt_BR"), own="fr")
WISH = st.sampled_from([None, "", "en", "en-US", "de", "de-DE", "fr", "pt-BR", "pt-PT", "xx"])


@pytest.mark.parametrize(
    ("chosen", "slack", "read"),
    [
        ("de", "fr-FR", "de"),
        (None, "de-DE", "de"),
        (None, "de_AT", "de"),
        (None, "pt-BR", "pt_BR"),
        (None, "pt-PT", "fr"),  # another country's Portuguese is not the one that is allowed
        (None, None, "fr"),
        (None, "pl-PL", "fr"),
        ("pl", "de-DE", "de"),  # allowed once, and not any more
        ("en", "de-DE", "en"),
        (None, "en-US", "en"),
    ],
)
def test_the_first_wish_that_is_allowed_is_followed(
    chosen: str | None, slack: str | None, read: str
) -> None:
    assert THREE.of(worker(language=chosen, slack_language=slack)) == read


def test_of_a_stranger_nothing_is_known_but_where_they_are() -> None:
    assert THREE.of(None) == "fr"
    assert ENGLISH_ONLY.of(None) == "en"


@given(WISH, WISH)
def test_nobody_reads_what_is_not_allowed(chosen: str | None, slack: str | None) -> None:
    asking = worker(language=chosen, slack_language=slack)
    assert THREE.allows(THREE.of(asking))
    assert ENGLISH_ONLY.of(asking) == "en"


def test_a_language_is_a_draft_until_a_person_has_signed_it_with_a_date() -> None:
    german = Language("de", "Deutsch")
    assert german.is_draft
    assert Language("de", "Deutsch", reviewed_by="Ada").is_draft
    assert not Language("de", "Deutsch", "Ada", date(2026, 11, 22)).is_draft
    assert not Language("en", "English").is_draft


def test_one_language_may_be_written_in_several_ways() -> None:
    assert is_the_same("de", "de-DE")
    assert is_the_same("pt_BR", "pt-PT")
    assert not is_the_same("de", "fr")
    assert not is_the_same(None, None)


@pytest.mark.parametrize("told", ["de", "de-DE", "pt_BR", "es-LA", "zh-TW", "zh-Hans-CN"])
def test_what_slack_calls_a_language_is_kept_as_it_is(told: str) -> None:
    assert named(told) == told
    assert len(told) <= 16  # what the column takes


@pytest.mark.parametrize("told", [None, "", 7, "german please", "x" * 40, "<!here>", ["de"]])
def test_anything_else_is_no_language(told: object) -> None:
    assert named(told) is None
