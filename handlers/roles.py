"""What a process is there for: everything, only answering, or only the due work."""

from enum import StrEnum


class Role(StrEnum):
    RUN = "run"
    WEB = "web"
    WORKER = "worker"

    @property
    def answers(self) -> bool:
        """Slack and the rota come to it."""
        return self is not Role.WORKER

    @property
    def works(self) -> bool:
        """It ticks and carries letters."""
        return self is not Role.WEB
