"""What can be wrong with a file of prompts, said so that the person who wrote it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend: file, line (0: the whole file), the rule it breaks, and the way out."""

    file: str
    line: int
    rule: str
    fix: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}. {self.fix}"
