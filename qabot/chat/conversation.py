"""What was said before: the turns a follow-up question may lean on."""

from __future__ import annotations

from collections import deque
from typing import Final

from qabot.types import Turn

EXCHANGES: Final = 12
"""Questions, with their answers, that are remembered."""
LONGEST: Final = 2_000
"""Characters kept of one message."""


class Conversation:
    """A bounded list of turns, oldest first. The oldest exchange is forgotten when a new one comes."""

    def __init__(self, exchanges: int = EXCHANGES) -> None:
        self._turns: deque[Turn] = deque(maxlen=2 * exchanges)

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(self._turns)

    def add(self, question: str, answer: str) -> None:
        """Remember one exchange."""
        self._turns.append(Turn("user", question[:LONGEST]))
        self._turns.append(Turn("assistant", answer[:LONGEST]))

    def clear(self) -> None:
        """Forget everything: the next question stands alone."""
        self._turns.clear()
