"""What somebody would rather not hear, for the one they are brought together with."""

from dataclasses import dataclass, field

from bot.domain.buddies import Topic


@dataclass(frozen=True)
class RatherNot:
    """`topics` is empty for who has named none, and for who is not on the list any more: alike."""

    person: str
    topics: frozenset[Topic] = field(default=frozenset(), repr=False)
