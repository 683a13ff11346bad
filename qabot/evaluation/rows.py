"""Labelled files as people keep them: JSON lines, plain or gzipped."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

from qabot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, blank ones left out.

    Raises :class:`~qabot.errors.UsageError` for what is no readable file.
    """
    if path.is_dir():
        found = sorted(item.name for item in path.iterdir() if ".jsonl" in item.suffixes)
        raise UsageError(
            f"{path} is a folder, and one file of JSON lines is needed.",
            mend=f"Name a file in it, such as {found[0]}." if found else "It holds no *.jsonl file either.",
        )
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}).") from error
    # not splitlines(), which also cuts at the rarer line ends that JSON strings may hold
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            yield number, line.rstrip("\r")


def load(
    path: Path, *needed: str, complaint: Callable[[dict[str, Any]], str] = lambda _: ""
) -> list[dict[str, Any]]:
    """Every row of ``path``, each an object with the keys ``needed``; ``complaint`` says what else is
    wrong with one, or nothing.

    Raises :class:`~qabot.errors.UsageError` naming the line that is not so, or a file without rows.
    """
    rows = []
    for number, line in lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: not JSON ({error}).") from error
        missing = [name for name in needed if not isinstance(row, dict) or name not in row]
        if missing:
            raise UsageError(
                f"{path}, line {number}: no {missing[0]!r}.", mend=f"A row holds {', '.join(needed)}."
            )
        if wrong := complaint(row):
            raise UsageError(f"{path}, line {number}: {wrong}.")
        rows.append(row)
    if not rows:
        raise UsageError(f"{path} holds no rows.")
    return rows
