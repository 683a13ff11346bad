"""How far adding has come, on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from types import TracebackType

    from qabot.index import AddProgress

_QUIET_SECONDS: Final = 10.0
"""Between two lines of progress where there is no terminal."""


class Progress:
    """A context manager whose instance is the ``progress`` callback of adding."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._started = self._spoke = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._articles = 0

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar
            from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

            # Sources are streamed, so there is no total to fill a bar with: what is done is counted.
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._doing)
            self._bar.start()
        return self

    def __call__(self, done: AddProgress) -> None:
        now = time.monotonic()
        self._articles = done.articles
        if self._bar is not None:
            from rich.markup import escape

            self._bar.update(self._task, description=f"{self._text(done, now)}  {escape(done.source[-40:])}")
        elif now - self._spoke >= _QUIET_SECONDS:
            self._spoke = now
            sys.stderr.write(self._text(done, now) + "\n")
            sys.stderr.flush()

    def _text(self, done: AddProgress, now: float) -> str:
        rate = done.passages / max(now - self._started, 1e-3)
        return f"{self._doing}: {done.articles:,} articles, {done.passages:,} passages ({rate:,.0f}/s)"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            sys.stderr.write(f"{self._doing} stopped after {self._articles:,} articles, which are in. ")
            sys.stderr.write("The same command does the rest.\n")
