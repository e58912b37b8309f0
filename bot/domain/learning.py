"""What is read at leisure: the cards that have a topic, shelved by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.practices import TOPICS, Practice

# Topics whose pages follow one another.
SERIES = frozenset({"self_kindness"})

# Topics in which the way to a person comes before anything that is read.
PERSON_FIRST = frozenset({"someone"})

# Families that only tell; every other page is something to do, and may be left.
TELLING = frozenset({"KNOW", "TECH"})


@dataclass(frozen=True)
class Topic:
    name: str
    pages: tuple[Practice, ...]

    @property
    def puts_a_person_first(self) -> bool:
        return self.name in PERSON_FIRST

    def after(self, page: Practice) -> Practice | None:
        """What comes next, in a topic whose pages follow one another."""
        if self.name not in SERIES:
            return None
        return next((one for one in self.pages if one.id > page.id), None)


def topics_of(cards: Iterable[Practice], today: date) -> tuple[Topic, ...]:
    """The topics that hold anything, in their order, and their pages by number."""
    readable = sorted(
        (card for card in cards if not card.waits_for_a_signature(today)),
        key=lambda card: card.id,
    )
    shelved = (Topic(name, tuple(p for p in readable if p.learn == name)) for name in TOPICS)
    return tuple(topic for topic in shelved if topic.pages)


def find_page(page_id: str, topics: Iterable[Topic]) -> tuple[Topic, Practice] | None:
    """A page and where it stands; None when it is no page, or not one any more."""
    every = ((topic, page) for topic in topics for page in topic.pages)
    return next((found for found in every if found[1].id == page_id), None)


def is_exercise(page: Practice) -> bool:
    return page.family not in TELLING
