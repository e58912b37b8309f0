"""Finds the words in blocks: the first line a notification shows."""

from collections.abc import Iterable
from typing import Any


def first_text(blocks: Iterable[dict[str, Any]]) -> str:
    """The text of the first block that has one, as a desktop notification would show it."""
    for block in blocks:
        words = block_text(block)
        if words:
            return words
    return ""


def block_text(block: dict[str, Any]) -> str:
    text = block.get("text")
    if isinstance(text, str):
        return text
    if isinstance(text, dict):
        return str(text.get("text", ""))
    fields = block.get("fields") or (
        block.get("elements", []) if block.get("type") == "context" else []
    )
    return " ".join(str(one.get("text", "")) for one in fields if "text" in one)
