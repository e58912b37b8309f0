"""The tone as rules: what no text of ours may say, and how long a sentence may be."""

import re
from collections.abc import Iterator

LONGEST_SENTENCE = 18

Trouble = tuple[str, str]

# Slack's own markup (dates, links, mentions), emoji by name, and emphasis marks are not words.
_MARKUP = re.compile(r"<[^>]*>|:[a-z_]+:|[*_~`]")
_SENTENCE_END = re.compile(r"(?<=[.?!:;…])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")  # noqa: RUF001 - the curly apostrophe is meant

BANNED = {
    r"resilien(?:ce|t)": "Name the load of the work, not a weakness of the worker.",
    r"burn-?(?:ed |t )?-?out": "Never call the reader that.",
    r"traumas?|traumati[sz]ed|traumatic": "Say hard, heavy or shaken.",
    r"symptoms?": "Say what people often notice.",
    r"scores?": "Nothing here is a test.",
    r"at risk": "We see no risk and say so.",
    r"journeys?": "Say what it is.",
    r"superhero(?:es)?|super-hero(?:es)?": "The reader is a person who worked a shift.",
    r"just breathe": "Say what to do, and that it may be left.",
    r"at least": "Nobody's night is measured against a worse one.",
    r"everything happens for": "Leave comfort of this kind out.",
    r"stay positive": "Any feeling is allowed.",
    r"commit(?:s|ted|ting)? suicide": "Say died by suicide.",
    r"do(?:n't| not) worry": "Leave it out.",
    r"anonymous(?:ly)?": "Say who sees what.",
    r"completely": "Promise only what is true.",
    r"(?:we|i) noticed (?:that )?you": "We watch nobody.",
    r"i'm here for you|i am here for you": "The app is not a person.",
    r"i understand": "The app is not a person.",
    r"you're safe now|you are safe now": "We cannot know that.",
    r"self-care is your duty": "The work has to change, not the worker.",
    r"you missed|streaks?": "Silence means nothing.",
}

STORY = (
    r"what happened",
    r"tell (?:me|us)",
    r"describe (?:it|what|the|your|how)",
    r"why did (?:you|they|he|she|the caller)",
    r"what did (?:you|they|he|she|the caller) (?:say|do|feel)",
    r"(?:want|like|need) to talk about",
    r"how did (?:the|that|your) (?:call|chat|shift)",
    r"(?:talk|walk|take) (?:me|us) through",
    r"what was (?:it|the call|the chat)",
)

FREE_TEXT = (
    r"type (?:your|in|here|what|how|something|anything|a few)",
    r"(?:write|reply|answer|respond) (?:to )?(?:me|us|here|back|below)",
    r"in your own words",
    r"your (?:message|story|thoughts|feelings) here",
    r"enter (?:your|a|some)",
    r"leave (?:me|us) a",
    r"add a (?:note|comment)",
)

BODY = {
    r"clos(?:e|ed|ing) your eyes|eyes (?:closed|shut)|shut your eyes": "Eyes stay open.",
    r"(?<!not )(?<!n't )hold(?:ing)? your breath": "No breath is held.",
    r"(?:breathe|breathing) (?:fast|quickly|rapidly)": "No fast breathing.",
}

_INSTRUCTS_BREATH = re.compile(
    r"\bbreathe? (?:in|out)\b|\bcount (?:your|the next) breath", re.IGNORECASE
)


def words_in(text: str) -> int:
    return len(_WORD.findall(_MARKUP.sub(" ", text)))


def sentences(text: str) -> Iterator[str]:
    """Split at full stops, and at the colons and semicolons where a reader may rest."""
    for sentence in _SENTENCE_END.split(_MARKUP.sub(" ", text)):
        if _WORD.search(sentence):
            yield sentence.strip()


def asks_for_breath(text: str) -> bool:
    return bool(_INSTRUCTS_BREATH.search(text))


def is_english(locale: str) -> bool:
    """Whether the rules about English words hold; lines of a country have no language, and ours."""
    return locale.partition("_")[0] in ("", "en")


def troubles(text: str, *, is_english: bool) -> Iterator[Trouble]:
    """Name what is wrong with a text that a worker reads, with a way out for each."""
    for sentence in sentences(text):
        length = words_in(sentence)
        if length > LONGEST_SENTENCE:
            fix = f"Keep to {LONGEST_SENTENCE}: make two of it."
            yield f"sentence of {length} words", fix
    if re.search(r"[!¡！]", _MARKUP.sub(" ", text)):  # noqa: RUF001 - the wide mark is meant
        yield "exclamation mark", "Say it calmly."
    if is_english:
        yield from _english_troubles(_plain(text))


def _english_troubles(text: str) -> Iterator[Trouble]:
    for pattern, reason in BANNED.items():
        yield from _found(pattern, text, "banned words", reason)
    for pattern, reason in BODY.items():
        yield from _found(pattern, text, "against the body's ease", reason)
    for pattern in STORY:
        yield from _found(pattern, text, "asks for the story", "Ask for nothing about a call.")
    for pattern in FREE_TEXT:
        yield from _found(pattern, text, "asks for free text", "Offer choices from a list.")


def _found(pattern: str, text: str, rule: str, fix: str) -> Iterator[Trouble]:
    match = re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", text)
    if match:
        yield f"{rule}: '{match.group(0)}'", fix


def _plain(text: str) -> str:
    straight = _MARKUP.sub(" ", text).replace("’", "'")  # noqa: RUF001 - the curly one is meant
    return " ".join(straight.lower().split())
