"""A quiet minute: everything that its modal needs to know to be drawn again after each tap."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.domain.check_ins import LookIn, Outcome
from bot.domain.decisions import Offer
from bot.domain.memories import Judgement
from bot.domain.practices import Feeling, Length

MOST_REASONS = 20  # the modal remembers no more, however many limits an organisation adds


class Step(StrEnum):
    """Where in the minute the worker is."""

    ASKING = "asking"
    OPENING = "opening"
    PRACTICE = "practice"
    WHY = "why"
    ENDED = "ended"


@dataclass(frozen=True)
class Minute:
    """One open modal; it lives in the modal alone and is never written down (rule 1).

    `reasons` and `says` are keys of sentences: why this practice, and what stands above it. `notice`
    is the key of one sentence about what was just done; it is shown once.
    """

    step: Step
    check_in: str | None = None
    feeling: Feeling | None = field(default=None, repr=False)
    situation: str | None = field(default=None, repr=False)
    practice: str | None = field(default=None, repr=False)
    reasons: tuple[str, ...] = field(default=(), repr=False)
    says: tuple[str, ...] = field(default=(), repr=False)
    length: Length | None = None
    outcome: Outcome | None = field(default=None, repr=False)
    judged: Judgement | None = field(default=None, repr=False)
    look_in: LookIn | None = None
    notice: str | None = field(default=None, repr=False)

    def offering(self, offer: Offer) -> "Minute":
        """With this practice open, and nothing said of it yet."""
        says = [limit.say for limit in offer.limits if limit.say is not None]
        return replace(
            self,
            practice=offer.practice.id,
            reasons=tuple(offer.reasons[:MOST_REASONS]),
            says=tuple(dict.fromkeys(says)),
            judged=Judgement.HELPS if offer.is_helpful else None,
        )


# Light and very heavy are met with a sentence first; everything else with a practice at once.
OPENS_WITH_A_SENTENCE = (Feeling.LIGHT, Feeling.VERY_HEAVY)


def first_step(feeling: Feeling | None) -> Step:
    return Step.OPENING if feeling in OPENS_WITH_A_SENTENCE else Step.PRACTICE
