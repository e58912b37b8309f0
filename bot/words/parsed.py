"""What came out of one file: the part that could be understood, and what is wrong with the rest."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.words.faults import Fault

Content = TypeVar("Content")


@dataclass(frozen=True)
class Parsed(Generic[Content]):
    content: Content
    faults: tuple[Fault, ...] = ()
