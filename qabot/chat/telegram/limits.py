"""How many questions a minute: of one person, and of all together."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW_S: Final = 60.0
STEPS: Final = 12
"""How often a question that is being typed may be looked up before it counts as another."""
_MANY: Final = 10_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question is not answered now."""

    everybody: bool
    """Whether it is the limit for all together."""
    seconds: int
    """When to try again."""
    said: bool
    """Whether the person was told a moment ago; once is enough."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A question in inline mode, as far as it was typed."""

    text: str
    since: float
    steps: int = 1

    def leads_to(self, text: str, now: float) -> bool:
        """Whether ``text`` is the same question, typed further or partly taken back."""
        same = text.startswith(self.text) or self.text.startswith(text)
        return same and self.steps < STEPS and now - self.since < WINDOW_S


class Limits:
    """Counts questions over the last minute."""

    def __init__(self, per_user: int, overall: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_user = per_user
        self._overall = overall
        self._clock = clock
        self._users: dict[int, deque[float]] = {}
        self._all: deque[float] = deque()
        self._told: dict[int, float] = {}
        self._typed: dict[int, _Typed] = {}

    def take(self, user: int) -> Refusal | None:
        """Count a question of ``user``; a refusal when it is one too many."""
        now = self._clock()
        mine = self._recent(user, now)
        for times, limit, everybody in ((mine, self._per_user, False), (self._all, self._overall, True)):
            if limit and len(times) >= limit:
                wait = WINDOW_S - (now - times[0])
                said = now < self._told.get(user, -math.inf)
                if not said:
                    self._told[user] = now + wait
                return Refusal(everybody, max(1, math.ceil(wait)), said)
        self._count(mine, now)
        return None

    def type(self, user: int, text: str) -> bool:
        """Count what ``user`` has typed so far in inline mode; whether it may be looked up.

        Each look-up counts for all together. For the person a question counts once while it is typed.
        """
        now = self._clock()
        mine = self._recent(user, now)
        if self._overall and len(self._all) >= self._overall:
            return False
        last = self._typed.get(user)
        if last is not None and last.leads_to(text, now):
            self._typed[user] = _Typed(text, last.since, last.steps + 1)
            self._all.append(now)
            return True
        if self._per_user and len(mine) >= self._per_user:
            return False
        self._typed[user] = _Typed(text, now)
        self._count(mine, now)
        return True

    def _recent(self, user: int, now: float) -> deque[float]:
        """The questions of ``user`` that still count; those of all that do not are let go of."""
        mine = self._users.setdefault(user, deque())
        for times in (mine, self._all):
            while times and now - times[0] >= WINDOW_S:
                times.popleft()
        return mine

    def _count(self, mine: deque[float], now: float) -> None:
        mine.append(now)
        self._all.append(now)
        if len(self._users) > _MANY:
            self._tidy(now)

    def _tidy(self, now: float) -> None:
        recent = ((one, times) for one, times in self._users.items() if times and now - times[-1] < WINDOW_S)
        self._users = dict(recent)
        self._typed = {one: typed for one, typed in self._typed.items() if now - typed.since < WINDOW_S}
        self._told = {one: until for one, until in self._told.items() if until > now}
