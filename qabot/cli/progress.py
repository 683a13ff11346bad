"""How far adding has come, on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from glob import iglob
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from qabot.index import AddProgress

_QUIET_SECONDS: Final = 10.0
"""Between two lines of progress where there is no terminal."""


def expected_articles(sources: Iterable[str]) -> int | None:
    """How many articles ``sources`` seem to hold: a file is one, but of JSON lines each line is.

    None when that cannot be told cheaply. Only the length of a bar hangs on it.
    """
    total = 0
    try:
        for path in (path for source in sources for path in _files(source)):
            if path.name.endswith(".gz"):
                return None
            total += _lines(path) if path.suffix in {".jsonl", ".ndjson"} else 1
    except (OSError, ValueError):
        return None
    return total


def _files(source: str) -> Iterator[Path]:
    from qabot.articles.media import reader_of_name

    named = Path(source).expanduser()
    pattern = "://" not in source and not named.exists()
    for name in iglob(str(named), recursive=True) if pattern else [named]:  # noqa: PTH207 - may be absolute
        path = Path(name)
        if path.is_dir():
            yield from (file for file in path.rglob("*") if reader_of_name(file.name))
        else:
            yield path


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


class Progress:
    """A context manager whose instance is the ``progress`` callback of adding.

    ``sources`` are counted first, for the length of the bar.
    """

    def __init__(self, doing: str, sources: Iterable[str] = ()) -> None:
        self._doing = doing
        self._sources = sources
        self._started = self._spoke = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._articles = 0

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (BarColumn(20), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._doing, total=expected_articles(self._sources) or None)
            self._bar.start()
        return self

    def __call__(self, done: AddProgress) -> None:
        now = time.monotonic()
        self._articles = done.articles
        if self._bar is not None:
            self._bar.update(self._task, completed=done.articles, description=self._text(done, now))
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
