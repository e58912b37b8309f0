"""Rule 3: the first block and the text of every message are neutral: a locked phone says nothing."""

import re

import pytest

from bot.domain.letters import LetterKind
from bot.sandbox.screen_text import app_messages
from bot.sandbox.seats import Seat
from bot.sandbox.texts import first_text
from bot.views import letters
from bot.words import load_library
from tests.rules.walks import walks_everywhere
from tests.stories.stage import Stage
from tests.stories.steps import gets_a_check_in, turns_on
from tests.views.gallery import COLLEAGUES

LIBRARY = load_library(None)
CHECK_IN = "Your shift is over. A quiet minute, if you want it."
LOOK_IN = "A quiet minute, if you want it."
CARD = "Thank you. That is all."
ANSWER_BUTTONS = (
    "Buttons: Light, A bit heavy, Heavy, Very heavy, Hard to say, Talk to a person, Not now."
)
CARD_BUTTONS = "Buttons: Take a minute, Talk to a person."

SPOKEN = ("check_in.spoken_buttons", "check_in.spoken_card", "offer.spoken_buttons")

COMPANY = "A colleague would like company."
OFFER_BUTTONS = "Buttons: I'm here, In 30 minutes, I can't this time, Talk to a person."
COVERED = "This is already covered, thank you."
ANSWERED = "There is an answer to what you asked."
YOU_SAID_YES = "You said yes a moment ago."
NOBODY_FREE = "About what you asked."
ENDED = "This has ended, thank you."
AFTERWARDS = "A short page for you, if you want it."
FOUND = "A short question, if you want it."
ASK_ONCE = "A quiet hello, as you allowed."
COORDINATOR = (
    "Aftershift is set up here, and you are named as a coordinator. Each worker turns it on for "
    "themselves. You will never see what a worker answers, or who turned check-ins on. "
    "You will see who would like to be paired. "
    "You may like to try it yourself first. "
    "To begin, name somebody you can turn to: Home, then Coordinate."
)
QUESTION = "A colleague has a question for you."
NOTED = "Thank you. That is noted."
ROLE = "A word about your role here."
# The same for a new pair, for a round that rests, and for who made the round.
NOTE = "A quiet note from Aftershift."

HELLO_OFFER = "A small offer, for when you have a moment."
HELLO = "A small idea for today, if you like."
HELLO_OVER = "A small note."

# All that a lock screen, a screen reader and a colleague at the desk can ever meet, letter by letter:
# the text, and the first block. Whoever adds a letter writes here what it gives away.
NEUTRAL = {
    LetterKind.CHECK_IN: (f"{CHECK_IN} {ANSWER_BUTTONS}", CHECK_IN),
    LetterKind.LOOK_IN: (f"{LOOK_IN} {ANSWER_BUTTONS}", LOOK_IN),
    LetterKind.CARD: (f"{CARD} {CARD_BUTTONS}", CARD),
    LetterKind.FRESH_CARD: (f"{CARD} {CARD_BUTTONS}", CARD),
    LetterKind.ASK_ONCE: (ASK_ONCE, ASK_ONCE),
    LetterKind.COORDINATOR: ("Aftershift is set up here.", COORDINATOR),
    LetterKind.SUPPORTER_ASKED: (QUESTION, QUESTION),
    LetterKind.SUPPORTER_NOTED: (NOTED, NOTED),
    LetterKind.SUPPORTER_AGREED: (ROLE, ROLE),
    LetterKind.SUPPORTER_NEEDED: (ROLE, ROLE),
    LetterKind.SUPPORTERS_NEEDED: (ROLE, ROLE),
    LetterKind.HELLO_OFFER: (HELLO_OFFER, HELLO_OFFER),
    LetterKind.TEA_OFFER: (HELLO_OFFER, HELLO_OFFER),
    LetterKind.HELLO: (HELLO, HELLO),
    LetterKind.TEA: (HELLO, HELLO),
    LetterKind.HELLO_OVER: (HELLO_OVER, HELLO_OVER),
    LetterKind.TEA_OVER: (HELLO_OVER, HELLO_OVER),
    LetterKind.INTRODUCTION: (NOTE, NOTE),
    LetterKind.ROUND_RESTS: (NOTE, NOTE),
    LetterKind.PAIR_ASKED: (NOTE, NOTE),
    LetterKind.ROUND_NEWS: (NOTE, NOTE),
    LetterKind.ROUND_PROGRESS: (NOTE, NOTE),
    LetterKind.WITHDRAWAL: None,
    LetterKind.BUDDY_OFFER: (f"{COMPANY} {OFFER_BUTTONS}", COMPANY),
    LetterKind.MY_BUDDY_OFFER: (f"{COMPANY} {OFFER_BUTTONS}", COMPANY),
    LetterKind.OFFER_OVER: (COVERED, COVERED),
    LetterKind.CALL_OVER: (ENDED, ENDED),
    LetterKind.BUDDY_IS_HERE: (ANSWERED, ANSWERED),
    LetterKind.BUDDY_COMES: (ANSWERED, ANSWERED),
    LetterKind.YOU_ARE_THE_BUDDY: (YOU_SAID_YES, YOU_SAID_YES),
    LetterKind.NOBODY_FREE: (NOBODY_FREE, NOBODY_FREE),
    LetterKind.AFTER_CARE: (AFTERWARDS, AFTERWARDS),
    LetterKind.FOUND_EACH_OTHER: (FOUND, FOUND),
}
# The same in the languages that come with the app: what a phone shows, without the buttons read out.
OPENINGS = {
    "de": {
        LetterKind.CHECK_IN: "Deine Schicht ist vorbei. Eine ruhige Minute, wenn du magst.",
        LetterKind.LOOK_IN: "Eine ruhige Minute, wenn du magst.",
        LetterKind.CARD: "Danke. Das ist alles.",
        LetterKind.ASK_ONCE: "Ein leises Hallo, wie du es erlaubt hast.",
        LetterKind.COORDINATOR: "Aftershift ist hier eingerichtet.",
        LetterKind.BUDDY_OFFER: "Jemand aus dem Team hätte gern Gesellschaft.",
        LetterKind.MY_BUDDY_OFFER: "Jemand aus dem Team hätte gern Gesellschaft.",
        LetterKind.OFFER_OVER: "Das ist schon übernommen, danke.",
        LetterKind.CALL_OVER: "Das ist vorbei, danke.",
        LetterKind.BUDDY_IS_HERE: "Es gibt eine Antwort auf deine Frage.",
        LetterKind.BUDDY_COMES: "Es gibt eine Antwort auf deine Frage.",
        LetterKind.YOU_ARE_THE_BUDDY: "Du hast gerade Ja gesagt.",
        LetterKind.NOBODY_FREE: "Zu deiner Frage.",
        LetterKind.HELLO_OFFER: "Ein kleines Angebot, wenn du einen Moment hast.",
        LetterKind.TEA: "Eine kleine Idee für heute, wenn du magst.",
        LetterKind.HELLO_OVER: "Eine kurze Notiz.",
        LetterKind.INTRODUCTION: "Eine leise Notiz von Aftershift.",
        LetterKind.ROUND_RESTS: "Eine leise Notiz von Aftershift.",
        LetterKind.PAIR_ASKED: "Eine leise Notiz von Aftershift.",
        LetterKind.AFTER_CARE: "Eine kurze Seite für dich, wenn du magst.",
        LetterKind.FOUND_EACH_OTHER: "Eine kurze Frage, wenn du magst.",
    },
    "es": {
        LetterKind.CHECK_IN: "Tu turno ha terminado. Un minuto tranquilo, si quieres.",
        LetterKind.LOOK_IN: "Un minuto tranquilo, si quieres.",
        LetterKind.CARD: "Gracias. Eso es todo.",
        LetterKind.ASK_ONCE: "Un saludo discreto, como permitiste.",
        LetterKind.COORDINATOR: "Aftershift ya está en marcha aquí.",
        LetterKind.BUDDY_OFFER: "A alguien del equipo le vendría bien compañía.",
        LetterKind.MY_BUDDY_OFFER: "A alguien del equipo le vendría bien compañía.",
        LetterKind.OFFER_OVER: "Esto ya está cubierto, gracias.",
        LetterKind.CALL_OVER: "Esto ya terminó, gracias.",
        LetterKind.BUDDY_IS_HERE: "Hay una respuesta a lo que pediste.",
        LetterKind.BUDDY_COMES: "Hay una respuesta a lo que pediste.",
        LetterKind.YOU_ARE_THE_BUDDY: "Has dicho que sí hace un momento.",
        LetterKind.NOBODY_FREE: "Sobre lo que pediste.",
        LetterKind.HELLO_OFFER: "Una pequeña oferta, para cuando tengas un momento.",
        LetterKind.TEA: "Una pequeña idea para hoy, si quieres.",
        LetterKind.HELLO_OVER: "Una nota breve.",
        LetterKind.INTRODUCTION: "Una nota discreta de Aftershift.",
        LetterKind.ROUND_RESTS: "Una nota discreta de Aftershift.",
        LetterKind.PAIR_ASKED: "Una nota discreta de Aftershift.",
        LetterKind.AFTER_CARE: "Una página corta para ti, si quieres.",
        LetterKind.FOUND_EACH_OTHER: "Una pregunta corta, si quieres.",
    },
    "fr": {
        LetterKind.CHECK_IN: "Ta permanence est terminée. Une minute calme, si tu veux.",
        LetterKind.LOOK_IN: "Une minute calme, si tu veux.",
        LetterKind.CARD: "Merci. C'est tout.",
        LetterKind.ASK_ONCE: "Un bonjour discret, comme tu l'as permis.",
        LetterKind.COORDINATOR: "Aftershift est installé ici.",
        LetterKind.BUDDY_OFFER: "Quelqu'un de l'équipe aimerait de la compagnie.",
        LetterKind.MY_BUDDY_OFFER: "Quelqu'un de l'équipe aimerait de la compagnie.",
        LetterKind.OFFER_OVER: "C'est déjà pris en charge, merci.",
        LetterKind.CALL_OVER: "C'est terminé, merci.",
        LetterKind.BUDDY_IS_HERE: "Il y a une réponse à ta demande.",
        LetterKind.BUDDY_COMES: "Il y a une réponse à ta demande.",
        LetterKind.YOU_ARE_THE_BUDDY: "Tu as dit oui il y a un instant.",
        LetterKind.NOBODY_FREE: "À propos de ta demande.",
        LetterKind.HELLO_OFFER: "Une petite proposition, quand tu as un moment.",
        LetterKind.TEA: "Une petite idée pour aujourd'hui, si tu veux.",
        LetterKind.HELLO_OVER: "Une petite note.",
        LetterKind.INTRODUCTION: "Un mot discret d'Aftershift.",
        LetterKind.ROUND_RESTS: "Un mot discret d'Aftershift.",
        LetterKind.PAIR_ASKED: "Un mot discret d'Aftershift.",
        LetterKind.AFTER_CARE: "Une courte page pour toi, si tu veux.",
        LetterKind.FOUND_EACH_OTHER: "Une courte question, si tu veux.",
    },
}
# What would make a passer-by look twice. "Buttons: ..." is read out only, after the neutral line.
TELLING = re.compile(
    r"heav|hard|light|stress|burn|distress|crisis|caller|suicid|feel|mood|worr|trauma|buddy|support"
    r"|schwer|krise|gefahr|gefühl|belast|notruf|anruf|unterstütz"
    r"|pesa|difícil|crisis|peligro|llamada|sient|apoyo"
    r"|lourd|dur\b|crise|danger|appel|ressen|soutien"
    r"|<@|@here|@channel|https?:",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("locale", LIBRARY.locales())
def test_a_letter_opens_with_a_line_that_was_looked_at(kind: LetterKind, locale: str) -> None:
    words = LIBRARY.words(locale)
    message = letters.render(kind, "c" * 32, words, COLLEAGUES)
    if message is None:
        assert NEUTRAL[kind] is None
        return
    told = (message.text, first_text(message.blocks))
    silent = message.text
    for key in SPOKEN:
        silent = silent.removesuffix(words.say(key))
    assert not TELLING.search(silent)
    assert not TELLING.search(first_text(message.blocks))
    assert locale != "en" or told == NEUTRAL[kind]


@pytest.mark.parametrize("locale", OPENINGS)
def test_it_is_one_line_for_everybody_in_each_language(locale: str) -> None:
    """Whoever it is about, and whatever is behind it: the buttons read out follow, and nothing else."""
    words = LIBRARY.words(locale)
    spoken = {"", *(words.say(key) for key in SPOKEN)}
    for kind, opening in OPENINGS[locale].items():
        for about in ("c" * 32, "d" * 32):
            message = letters.render(kind, about, words, COLLEAGUES)
            assert message is not None
            assert message.text.startswith(opening)
            assert message.text.removeprefix(opening).strip() in spoken
            if kind is not LetterKind.COORDINATOR:
                assert first_text(message.blocks) == opening


def test_every_language_that_comes_with_the_app_was_looked_at() -> None:
    assert {*LIBRARY.locales()} == {"en", *OPENINGS}


@pytest.mark.parametrize("locale", LIBRARY.locales())
@pytest.mark.parametrize("kind", LetterKind)
def test_the_first_block_is_nothing_but_that_line(kind: LetterKind, locale: str) -> None:
    """A desktop notification takes its words from the blocks; buttons come after it."""
    message = letters.render(kind, "c" * 32, LIBRARY.words(locale), COLLEAGUES)
    if message is not None:
        assert message.blocks[0]["type"] == "section"
        assert set(message.blocks[0]) == {"type", "text"}


def test_a_look_in_names_no_shift_and_no_reason() -> None:
    message = letters.render(LetterKind.LOOK_IN, "c" * 32, LIBRARY.words("en"))
    assert message is not None
    assert "shift is over" not in str(message.blocks)
    assert "asked" not in str(message.blocks)


def test_everything_that_lights_up_a_phone_is_one_of_these_lines(night: Stage) -> None:
    """Through all that a worker can do, and an emoji and a look-in besides."""
    ana = night.seat("Ana")
    for _step in walks_everywhere(night, ana):
        pass
    gets_a_check_in(night, ana)
    ana.reacts("thunder_cloud_and_rain")
    night.settles()
    ana.taps("Take a minute", where="message")
    ana.sees("Shall I look in again?")
    ana.taps("Tomorrow")
    ana.sees("I will look in tomorrow.")
    night.passes(days=2)
    night.passes(hours=1)
    lit = {(one["mobile"], one["desktop"]) for one in ana.notifications()}
    approved = {line for line in NEUTRAL.values() if line is not None}
    assert lit <= approved
    assert len(lit) >= 2


def test_two_workers_phones_show_the_same_line(night: Stage) -> None:
    seats = [turns_on(night, name) for name in ("Ana", "Daria")]
    for seat in seats:
        seat.types("/decompress done")
    night.settles()
    night.passes(minutes=20)
    lines = [_lines_on_the_phone(seat) for seat in seats]
    assert lines[0] == lines[1]


def test_a_colleague_at_the_desk_sees_nothing_but_the_card_afterwards(
    night: Stage, asked: Seat
) -> None:
    asked.taps("Very heavy", where="message")
    asked.sees("That's a lot to carry.")
    asked.closes()
    night.settles()
    shown = [one for one in app_messages(asked.seen()) if not one["ephemeral"]]
    assert [first_text(one["blocks"]) for one in shown] == [CARD]
    assert "lot to carry" not in asked.screen()


def _lines_on_the_phone(seat: Seat) -> list[tuple[str, str]]:
    return [(one["mobile"], one["desktop"]) for one in seat.notifications()]
