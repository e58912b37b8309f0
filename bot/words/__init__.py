"""The words: sentences, practices and people to call, read from prompts and always there."""

from bot.domain.languages import ENGLISH
from bot.words.faults import Fault
from bot.words.library import Library, load_library
from bot.words.speech import Words

__all__ = ["ENGLISH", "Fault", "Library", "Words", "load_library"]
