"""The two streams of a command: results, and everything else."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qabot.chat.terminal import Printer

if TYPE_CHECKING:
    from qabot.config import Settings


def results(settings: Settings) -> Printer:
    """Standard output."""
    return Printer(sys.stdout, settings.color)


def remarks(settings: Settings) -> Printer:
    """Standard error."""
    return Printer(sys.stderr, settings.color)


def counted(number: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def print_json(value: Any) -> None:
    """One JSON value on one line of standard output, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain_value) + "\n")
    sys.stdout.flush()


def _plain_value(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")
