"""What the bot counts, and the text that Prometheus reads."""

from __future__ import annotations

import bisect
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

BUCKETS: Final = (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 1.0, 2.0, 5.0, 15.0, 60.0)
_RECENT: Final = 1000

_COUNTERS: Final = {
    "updates": "Updates taken from Telegram.",
    "answers": "Questions answered from the articles.",
    "abstentions": "Questions that the articles do not answer.",
    "refused": "Questions over a limit, or from somebody unknown.",
    "errors": "Updates that ended in an error.",
    "retries": "Requests repeated after the network failed or Telegram asked to wait.",
}


class Metrics:
    """Counters, the latency of answers, and gauges that are read when asked for."""

    def __init__(self) -> None:
        self.started = time.time()
        self.heard = time.monotonic()
        """When Telegram last answered a poll."""
        self.counts = dict.fromkeys(_COUNTERS, 0)
        self.gauges: dict[str, tuple[str, Callable[[], float]]] = {}
        self._buckets = [0] * (len(BUCKETS) + 1)
        self._total = 0.0
        self._recent: list[float] = []
        self._lock = threading.Lock()

    def count(self, name: str) -> None:
        """One more of what ``name`` says."""
        with self._lock:
            self.counts[name] += 1

    def took(self, seconds: float) -> None:
        """An answer went out this long after its question came in."""
        with self._lock:
            self._buckets[bisect.bisect_left(BUCKETS, seconds)] += 1
            self._total += seconds
            self._recent = [*self._recent[-_RECENT + 1 :], seconds]

    def quantile(self, share: float) -> float | None:
        """Of the latest answers, ``share`` took at most this many seconds."""
        with self._lock:
            times = sorted(self._recent)
        return times[min(len(times) - 1, int(share * len(times)))] if times else None

    def text(self) -> str:
        """Everything, in Prometheus' text format."""
        lines = []
        for name, meaning in _COUNTERS.items():
            full = f"qabot_telegram_{name}_total"
            lines += [f"# HELP {full} {meaning}", f"# TYPE {full} counter", f"{full} {self.counts[name]}"]
        for name, (meaning, read) in self.gauges.items():
            full = f"qabot_telegram_{name}"
            lines += [f"# HELP {full} {meaning}", f"# TYPE {full} gauge", f"{full} {read():g}"]
        full = "qabot_telegram_answer_seconds"
        lines += [f"# HELP {full} From a question's arrival to its answer's.", f"# TYPE {full} histogram"]
        with self._lock:
            below = 0
            for limit, number in zip(BUCKETS, self._buckets, strict=False):
                below += number
                lines.append(f'{full}_bucket{{le="{limit:g}"}} {below}')
            below += self._buckets[-1]
            lines += [
                f'{full}_bucket{{le="+Inf"}} {below}',
                f"{full}_sum {self._total:.6f}",
                f"{full}_count {below}",
            ]
        return "\n".join(lines) + "\n"
