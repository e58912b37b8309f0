"""Which view each letter wears."""

from collections.abc import Sequence
from typing import assert_never

from bot.domain.check_ins import CheckInKind
from bot.domain.letters import NOTHING_MORE, LetterKind, Particulars
from bot.views import after_care, check_ins, hellos, kit, notes, offers, pairs, supporters
from bot.words import Words


def render(  # noqa: C901, PLR0911, PLR0912  a case for each kind
    kind: LetterKind,
    about: str | None,
    words: Words,
    others: Sequence[str] = (),
    particulars: Particulars = NOTHING_MORE,
) -> kit.Message | None:
    """The message in the reader's language; None for a letter that only takes one away.

    `others` are the colleagues whom it names, by their Slack ids.
    """
    match kind:
        case LetterKind.CHECK_IN:
            return check_ins.question(CheckInKind.SHIFT_END, about or check_ins.NOBODY, words)
        case LetterKind.LOOK_IN:
            return check_ins.question(CheckInKind.LOOK_IN, about or check_ins.NOBODY, words)
        case LetterKind.CARD | LetterKind.FRESH_CARD:
            return check_ins.card(about, words)
        case LetterKind.ASK_ONCE:
            return notes.ask_once(words)
        case LetterKind.COORDINATOR:
            return notes.welcome_coordinator(words)
        case (
            LetterKind.SUPPORTER_ASKED
            | LetterKind.SUPPORTER_NOTED
            | LetterKind.SUPPORTER_AGREED
            | LetterKind.SUPPORTER_NEEDED
            | LetterKind.SUPPORTERS_NEEDED
        ):
            return supporters.letter(kind, others, words)
        case (
            LetterKind.BUDDY_OFFER
            | LetterKind.MY_BUDDY_OFFER
            | LetterKind.OFFER_OVER
            | LetterKind.CALL_OVER
            | LetterKind.BUDDY_IS_HERE
            | LetterKind.BUDDY_COMES
            | LetterKind.YOU_ARE_THE_BUDDY
            | LetterKind.NOBODY_FREE
        ):
            return offers.letter(kind, about or check_ins.NOBODY, others, words)
        case (
            LetterKind.HELLO_OFFER
            | LetterKind.TEA_OFFER
            | LetterKind.HELLO
            | LetterKind.TEA
            | LetterKind.HELLO_OVER
            | LetterKind.TEA_OVER
        ):
            return hellos.letter(kind, about or check_ins.NOBODY, others, words)
        case LetterKind.INTRODUCTION | LetterKind.ROUND_RESTS | LetterKind.PAIR_ASKED:
            return pairs.letter(kind, about or pairs.NO_PAIR, others, particulars, words)
        case LetterKind.ROUND_NEWS | LetterKind.ROUND_PROGRESS:
            return pairs.news(particulars, words)
        case LetterKind.AFTER_CARE | LetterKind.FOUND_EACH_OTHER:
            return after_care.note(kind, about or check_ins.NOBODY, words)
        case LetterKind.WITHDRAWAL:
            return None
        case _:
            assert_never(kind)
