"""What can be read at leisure: by topic, in order, and nothing that waits for a signature."""

from dataclasses import replace
from datetime import date

from bot.domain.learning import find_page, is_exercise, topics_of
from bot.domain.practices import TOPICS, Practice
from tests.domain.test_practices import card, sign

TODAY = date(2027, 6, 1)


def page(page_id: str, topic: str) -> Practice:
    return replace(card(page_id, situations=()), learn=topic)


DAYS = [page(f"SELF-{day:02}", "self_kindness") for day in (3, 1, 2)]
REACTIONS = page("KNOW-01", "reactions")
LANDING = card("LAND-01")


def test_topics_keep_their_order_and_pages_their_numbers() -> None:
    told = [(topic.name, [one.id for one in topic.pages]) for topic in topics_of(ALL, TODAY)]
    assert told == [
        ("reactions", ["KNOW-01"]),
        ("self_kindness", ["SELF-01", "SELF-02", "SELF-03"]),
    ]


ALL = [LANDING, *DAYS, REACTIONS]


def test_a_card_without_a_topic_is_no_page() -> None:
    assert topics_of([LANDING], TODAY) == ()
    assert find_page("LAND-01", topics_of(ALL, TODAY)) is None


def test_every_topic_has_its_place() -> None:
    cards = [page(f"KNOW-{n:02}", name) for n, name in enumerate(reversed(TOPICS))]
    assert tuple(topic.name for topic in topics_of(cards, TODAY)) == TOPICS


def test_what_waits_for_a_signature_is_not_read_either() -> None:
    hard = replace(page("RISK-01", "someone"), situations=("S13",))
    assert topics_of([hard], TODAY) == ()
    assert find_page("RISK-01", topics_of([sign(hard)], TODAY)) is not None
    assert topics_of([sign(hard)], date(2029, 1, 1)) == ()


def test_the_days_of_kindness_follow_one_another_and_end() -> None:
    topic = topics_of(DAYS, TODAY)[0]
    following = [topic.after(day) for day in topic.pages]
    assert [one and one.id for one in following] == ["SELF-02", "SELF-03", None]


def test_nothing_else_leads_from_page_to_page() -> None:
    more = page("KNOW-02", "reactions")
    assert topics_of([REACTIONS, more], TODAY)[0].after(REACTIONS) is None


def test_pages_that_only_tell_are_no_exercise() -> None:
    cards = [card(f"{family}-01") for family in ("SELF", "BOUND", "CARE", "KNOW", "TECH")]
    assert [one.family for one in cards if is_exercise(one)] == ["SELF", "BOUND", "CARE"]
