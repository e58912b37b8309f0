"""Notices that files of a prompts folder have changed, without opening one."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

# As deep as prompts lie. Not `**`: that would pass over folders that are links, as containers mount them.
SHAPES = ("*.toml", "*/*.toml", "*/*/*.toml")

Marks = frozenset[tuple[str, int, int]]


def marks_of(folder: Traversable) -> Marks:
    """The name, size and time of every file; none while the folder cannot be opened."""
    try:
        return frozenset(_marks(Path(str(folder))))
    except OSError:
        return frozenset()


def _marks(folder: Path) -> Iterator[tuple[str, int, int]]:
    for shape in SHAPES:
        for file in folder.glob(shape):
            known = file.stat()
            yield str(file), known.st_size, known.st_mtime_ns
