"""The messages that we send unasked, as kinds and ids, and the states that each one passes through."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.check_ins import EXPIRES_AFTER

VERSION = 1
LEASE = timedelta(seconds=30)  # three times the ten seconds that one send may take (engine.md 10)
ABANDON_AFTER = timedelta(hours=24)
MOST_ATTEMPTS = 6  # of an edit of which nobody knows whether it was made


class LetterKind(StrEnum):
    CHECK_IN = "check_in"
    LOOK_IN = "look_in"
    CARD = "card"
    FRESH_CARD = "fresh_card"
    WITHDRAWAL = "withdrawal"
    ASK_ONCE = "ask_once"
    COORDINATOR = "coordinator"
    SUPPORTER_ASKED = "supporter_asked"
    SUPPORTER_NOTED = "supporter_noted"
    SUPPORTER_AGREED = "supporter_agreed"
    SUPPORTER_NEEDED = "supporter_needed"
    SUPPORTERS_NEEDED = "supporters_needed"
    BUDDY_OFFER = "buddy_offer"
    MY_BUDDY_OFFER = "my_buddy_offer"
    OFFER_OVER = "offer_over"
    CALL_OVER = "call_over"
    BUDDY_IS_HERE = "buddy_is_here"
    BUDDY_COMES = "buddy_comes"
    YOU_ARE_THE_BUDDY = "you_are_the_buddy"
    NOBODY_FREE = "nobody_free"
    HELLO_OFFER = "hello_offer"
    TEA_OFFER = "tea_offer"
    HELLO = "hello"
    TEA = "tea"
    HELLO_OVER = "hello_over"
    TEA_OVER = "tea_over"
    INTRODUCTION = "introduction"
    ROUND_RESTS = "round_rests"
    PAIR_ASKED = "pair_asked"
    ROUND_NEWS = "round_news"
    ROUND_PROGRESS = "round_progress"
    AFTER_CARE = "after_care"
    FOUND_EACH_OTHER = "found_each_other"


class Method(StrEnum):
    POST = "post"
    UPDATE = "update"
    DELETE = "delete"


METHOD_OF = {
    LetterKind.CHECK_IN: Method.POST,
    LetterKind.LOOK_IN: Method.POST,
    LetterKind.CARD: Method.UPDATE,
    LetterKind.FRESH_CARD: Method.POST,
    LetterKind.WITHDRAWAL: Method.DELETE,
    LetterKind.ASK_ONCE: Method.POST,
    LetterKind.COORDINATOR: Method.POST,
    LetterKind.SUPPORTER_ASKED: Method.POST,
    LetterKind.SUPPORTER_NOTED: Method.UPDATE,
    LetterKind.SUPPORTER_AGREED: Method.POST,
    LetterKind.SUPPORTER_NEEDED: Method.POST,
    LetterKind.SUPPORTERS_NEEDED: Method.POST,
    LetterKind.BUDDY_OFFER: Method.POST,
    LetterKind.MY_BUDDY_OFFER: Method.POST,
    LetterKind.OFFER_OVER: Method.UPDATE,
    LetterKind.CALL_OVER: Method.UPDATE,
    LetterKind.BUDDY_IS_HERE: Method.POST,
    LetterKind.BUDDY_COMES: Method.POST,
    LetterKind.YOU_ARE_THE_BUDDY: Method.POST,
    LetterKind.NOBODY_FREE: Method.POST,
    LetterKind.HELLO_OFFER: Method.POST,
    LetterKind.TEA_OFFER: Method.POST,
    LetterKind.HELLO: Method.POST,
    LetterKind.TEA: Method.POST,
    LetterKind.HELLO_OVER: Method.POST,
    LetterKind.TEA_OVER: Method.POST,
    LetterKind.INTRODUCTION: Method.POST,
    LetterKind.ROUND_RESTS: Method.POST,
    LetterKind.PAIR_ASKED: Method.POST,
    LetterKind.ROUND_NEWS: Method.POST,
    LetterKind.ROUND_PROGRESS: Method.UPDATE,
    LetterKind.AFTER_CARE: Method.POST,
    LetterKind.FOUND_EACH_OTHER: Method.POST,
}

ASKING = (LetterKind.CHECK_IN, LetterKind.LOOK_IN)
# What needs consent until the last moment; everything else only tidies up what was sent.
QUESTIONS = (*ASKING, LetterKind.ASK_ONCE)
# What two people want until the last moment, or one of them does not any more.
OFFERS_OF_HELLOS = (LetterKind.HELLO_OFFER, LetterKind.TEA_OFFER)
HELLOS = (LetterKind.HELLO, LetterKind.TEA)
ENDS_OF_HELLOS = (LetterKind.HELLO_OVER, LetterKind.TEA_OVER)
OF_HELLOS = (*OFFERS_OF_HELLOS, *HELLOS, *ENDS_OF_HELLOS)

# Each of them tells two people, or three, that they are a pair, or one that a round rests for them.
OF_A_ROUND = (LetterKind.INTRODUCTION, LetterKind.ROUND_RESTS)
TO_MEMBERS = (*OF_A_ROUND, LetterKind.PAIR_ASKED)
TO_COORDINATORS = (LetterKind.ROUND_NEWS, LetterKind.ROUND_PROGRESS)

# Nobody waits for it at night: it can be read when the quiet hours are over.
ABOUT_ROLES = (
    LetterKind.COORDINATOR,
    LetterKind.SUPPORTER_ASKED,
    LetterKind.SUPPORTER_AGREED,
    LetterKind.SUPPORTER_NEEDED,
    LetterKind.SUPPORTERS_NEEDED,
)

OFFERS = (LetterKind.BUDDY_OFFER, LetterKind.MY_BUDDY_OFFER)
AFTERWARDS = (LetterKind.AFTER_CARE, LetterKind.FOUND_EACH_OTHER)
# Somebody waits for it, or tapped it just now: nothing that was planned goes before it.
URGENT = (
    *OFFERS,
    LetterKind.BUDDY_IS_HERE,
    LetterKind.BUDDY_COMES,
    LetterKind.YOU_ARE_THE_BUDDY,
    LetterKind.NOBODY_FREE,
    LetterKind.OFFER_OVER,
    LetterKind.CALL_OVER,
)

QUESTION, OTHER = "question", "other"


def told_of(kind: str, state: str) -> str | None:
    """As what a letter may be counted and logged: a question, or another one that did not arrive.

    A card that was sent would tell when somebody tapped, and with one worker on at night, who.
    """
    if kind in QUESTIONS:
        return QUESTION
    return None if state == LetterState.SENT else OTHER


class LetterState(StrEnum):
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"


# From where, to where, and on what occasion. Tests and the store both read this table.
MOVES: dict[tuple[LetterState, LetterState], str] = {
    (LetterState.DUE, LetterState.SENDING): "the courier claimed it",
    (LetterState.DUE, LetterState.EXPIRED): "its time was over when the courier came",
    (LetterState.DUE, LetterState.CANCELLED): "consent, a pause or the worker took it back",
    (LetterState.DUE, LetterState.FAILED): "its kind or version is unknown to this release",
    (LetterState.SENDING, LetterState.SENT): "Slack said yes",
    (LetterState.SENDING, LetterState.FAILED): "Slack said no for good",
    (LetterState.SENDING, LetterState.UNCERTAIN): "nobody knows whether it arrived",
    (LetterState.SENDING, LetterState.DUE): "it surely did not leave, or an edit may be made twice",
    (LetterState.UNCERTAIN, LetterState.SENT): "a tap on it proved that it arrived",
    (LetterState.UNCERTAIN, LetterState.ABANDONED): "nobody asked about it for a day",
}


@dataclass(frozen=True)
class Moved:
    """A letter that came into this state, for those who count: whose it was is not told."""

    kind: str
    state: LetterState
    made_at: datetime
    expires_at: datetime | None = None
    error: str | None = None

    @property
    def first_due_at(self) -> datetime:
        """When it was due before any second try: what is planned ahead also expires, by one rule."""
        return self.made_at if self.expires_at is None else self.expires_at - EXPIRES_AFTER


@dataclass(frozen=True)
class Particulars:
    """What a letter about a round tells in days and numbers, as it stands when the letter leaves.

    `until` is the day on which a pair is over; `sent` of `pairs` have heard of each other; a round that
    is a draft has not been published, or was undone.
    """

    until: date | None = None
    pairs: int = 0
    sent: int = 0
    is_draft: bool = False


NOTHING_MORE = Particulars()


@dataclass(frozen=True)
class Letter:
    """One message to one person; `about` is the id of what it belongs to, if anything.

    `others` are the Slack ids of colleagues whom it names, and who know of it.
    """

    id: str
    kind: LetterKind
    to: str
    due_at: datetime
    about: str | None = None
    channel: str | None = None
    ts: str | None = None
    expires_at: datetime | None = None
    others: tuple[str, ...] = ()
    version: int = VERSION
