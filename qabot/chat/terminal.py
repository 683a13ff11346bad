"""Lines on a stream: wrapped and coloured on a terminal, plain everywhere else."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Any, Final

from qabot.chat.render import plain, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qabot.chat.render import Line
    from qabot.config import ColorChoice

_STYLES: Final = {
    "answer": "bold",
    "quote": "green",
    "meta": "default",
    "id": "cyan",
    "label": "bold",
    "warning": "yellow",
    "text": "default",
    "faint": "dim",
}


def wants_color(stream: IO[str], choice: ColorChoice) -> bool:
    """``always`` and ``never`` as said; ``auto`` on a terminal unless ``NO_COLOR`` holds anything."""
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Printer:
    """Writes lines to one stream. rich is loaded for colour only."""

    def __init__(self, stream: IO[str], choice: ColorChoice = "auto") -> None:
        self.stream = stream
        self.color = wants_color(stream, choice)
        self._console: Any = None

    def __call__(self, lines: Iterable[Line]) -> None:
        lines = list(lines)
        if self.color:
            self._write_styled(lines)
        elif lines:
            self.stream.write(plain(lines) + "\n")
        self.stream.flush()

    def _write_styled(self, lines: Sequence[Line]) -> None:
        from rich.console import Console
        from rich.text import Text

        if self._console is None:
            self._console = Console(file=self.stream, force_terminal=True, highlight=False, no_color=False)
        console = self._console
        for line in lines:
            text = Text()
            for style, part in line.spans:
                text.append(safe(part), _STYLES[style])
            rows = text.wrap(console, max(20, console.width - line.indent)) if text.plain else [text]
            for number, row in enumerate(rows):
                margin = (line.mark if number == 0 else "").ljust(line.indent)
                row.rstrip()
                console.print(Text(margin, "cyan").append_text(row), soft_wrap=True)
