"""Notices that files of a prompts folder have changed, without opening one."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

Marks = frozenset[tuple[str, int, int]]


def marks_of(folder: Traversable) -> Marks:
    """The name, size and time of every file; none while the folder cannot be opened."""
    try:
        return frozenset(_marks(Path(str(folder))))
    except OSError:
        return frozenset()


def _marks(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in folder.rglob("*.toml"):
        known = file.stat()
        yield str(file), known.st_size, known.st_mtime_ns
