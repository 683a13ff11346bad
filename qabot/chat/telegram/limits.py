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


class Limits:
    """Counts questions over the last minute."""

    def __init__(self, per_user: int, overall: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_user = per_user
        self._overall = overall
        self._clock = clock
        self._users: dict[int, deque[float]] = {}
        self._all: deque[float] = deque()
        self._told: dict[int, float] = {}

    def take(self, user: int) -> Refusal | None:
        """Count a question of ``user``; a refusal when it is one too many."""
        now = self._clock()
        mine = self._users.setdefault(user, deque())
        for times in (mine, self._all):
            while times and now - times[0] >= WINDOW_S:
                times.popleft()
        for times, limit, everybody in ((mine, self._per_user, False), (self._all, self._overall, True)):
            if limit and len(times) >= limit:
                wait = WINDOW_S - (now - times[0])
                said = now < self._told.get(user, -math.inf)
                if not said:
                    self._told[user] = now + wait
                return Refusal(everybody, max(1, math.ceil(wait)), said)
        mine.append(now)
        self._all.append(now)
        if len(self._users) > _MANY:
            self._tidy(now)
        return None

    def _tidy(self, now: float) -> None:
        recent = ((one, times) for one, times in self._users.items() if times and now - times[-1] < WINDOW_S)
        self._users = dict(recent)
        self._told = {one: until for one, until in self._told.items() if until > now}
