"""What breaks between a bot and Telegram, on request.

A fault names the methods it meets (``send*``), how often, and what becomes of the call. ``lost`` cuts
the connection after the work was done, as when only the answer gets lost; ``cut`` before it was begun.
``hold`` keeps calls from arriving, as a network does that is down: they arrive on :meth:`Faults.release`,
unless whoever called is gone by then.
"""

from __future__ import annotations

import fnmatch
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["flood", "status", "cut", "lost", "held"]


@dataclass
class Fault:
    """One thing that goes wrong, a number of times."""

    methods: str
    kind: Kind
    times: int
    status: int = 500
    retry_after: int = 1
    description: str = "Internal Server Error"


@dataclass
class Faults:
    """All that is to go wrong. Empty means that nothing does."""

    latency_s: float = 0.0
    """Added to every call but long polling."""
    sends_per_second: float | None = None
    """More messages than that within a second are refused with 429, whoever they are for."""
    retry_after_s: int = 1
    unauthorized: bool = False
    """As after the token was revoked: every call gets 401."""
    planned: list[Fault] = field(default_factory=list)
    held: int = 0
    """Calls that are kept from arriving at this moment."""
    refused: int = 0
    """Sends refused with 429 so far."""
    _sent: deque[float] = field(default_factory=deque)

    def flood(self, methods: str = "send*", *, times: int, retry_after: int = 1) -> None:
        """The next ``times`` calls are told to come back later."""
        self.planned.append(Fault(methods, "flood", times, retry_after=retry_after))

    def fail(self, methods: str, *, times: int, status: int = 502, description: str = "Bad Gateway") -> None:
        """The next ``times`` calls get that status."""
        self.planned.append(Fault(methods, "status", times, status=status, description=description))

    def cut(self, methods: str, *, times: int) -> None:
        """The next ``times`` calls lose their connection before anything is done."""
        self.planned.append(Fault(methods, "cut", times))

    def lose(self, methods: str, *, times: int) -> None:
        """The next ``times`` calls are carried out, and their answer never arrives."""
        self.planned.append(Fault(methods, "lost", times))

    def hold(self, methods: str = "send*") -> None:
        """From now on such calls do not arrive."""
        self.planned.append(Fault(methods, "held", 1_000_000_000))

    def release(self) -> None:
        """What is held arrives, and nothing more is held."""
        self.planned = [fault for fault in self.planned if fault.kind != "held"]

    def holds(self, fault: Fault) -> bool:
        """Whether a call that met ``fault`` still has not arrived."""
        return fault in self.planned

    def clear(self) -> None:
        """All is well again."""
        self.planned.clear()
        self.latency_s, self.sends_per_second, self.unauthorized = 0.0, None, False

    def met(self, method: str) -> Fault | None:
        """What this call meets, if anything; it is used up by that."""
        for fault in self.planned:
            if fault.times > 0 and fnmatch.fnmatch(method, fault.methods):
                fault.times -= 1
                self.refused += fault.kind == "flood"
                return fault
        if self.sends_per_second is not None and method.startswith(("send", "copy", "forward")):
            return self._over_the_limit(method)
        return None

    def _over_the_limit(self, method: str) -> Fault | None:
        if method == "sendChatAction" or self.sends_per_second is None:
            return None
        now = time.monotonic()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) < self.sends_per_second:
            self._sent.append(now)
            return None
        self.refused += 1
        return Fault(method, "flood", 0, retry_after=self.retry_after_s)
