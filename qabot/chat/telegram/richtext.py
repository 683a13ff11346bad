"""Text with bold, quotes and links, cut into messages that Telegram takes, written as its HTML.

Telegram counts what is shown, after the entities were read, in UTF-16 units: 4,096 a message. Counting is
done on the pieces, before any markup exists, so no cut can fall into a tag or an entity.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LIMIT: Final = 4096
"""UTF-16 units of one message."""

Style = Literal["", "b", "i", "code"]

# What a chat must not be sent: control characters, and bidirectional overrides that could make a quote read
# as something it is not. Telegram drops most of them itself, and then counts differently.
_UNSAFE: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")
_HALVES: Final = re.compile("[\ud800-\udfff]")
# A cut before one of these would tear what is shown as one sign.
_JOINED: Final = re.compile("[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one style; ``link`` makes it lead somewhere."""

    text: str
    style: Style = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a quote. ``gap`` line ends stand before it, unless it opens a message."""

    runs: tuple[Run, ...]
    quote: bool = False
    gap: int = 2


def clean(text: str) -> str:
    """``text`` without what a chat must not be sent."""
    return _HALVES.sub("\ufffd", _UNSAFE.sub(" ", text))


def run(text: str, style: Style = "", link: str = "") -> Run:
    """A run of clean text."""
    return Run(clean(text), style, link)


def block(*runs: Run | str, quote: bool = False, gap: int = 2) -> Block:
    """A paragraph of runs; plain text is cleaned on the way."""
    made = tuple(run(item) if isinstance(item, str) else item for item in runs)
    return Block(made, quote, gap)


def units(text: str) -> int:
    """How long Telegram finds ``text``: signs beyond the first 65,536 count twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def length(blocks: Sequence[Block]) -> int:
    """How long one message of ``blocks`` is."""
    return sum(_size(item) + (item.gap if at else 0) for at, item in enumerate(blocks))


def _size(item: Block) -> int:
    return sum(units(part.text) for part in item.runs)


def split(blocks: Iterable[Block], limit: int = LIMIT) -> list[list[Block]]:
    """``blocks`` as messages of at most ``limit`` units, cut between blocks, within one only if need be."""
    messages: list[list[Block]] = []
    current: list[Block] = []
    for item in blocks:
        for part in _parts(item, limit):
            if current and length([*current, part]) > limit:
                messages.append(current)
                current = []
            current.append(part)
    if current:
        messages.append(current)
    return messages


def shortened(blocks: Sequence[Block], limit: int = LIMIT) -> list[Block]:
    """The beginning of ``blocks`` that fits one message; an ellipsis says that there was more."""
    first, *more = split(blocks, limit)
    if not more:
        return first
    first = split(blocks, limit - 3)[0]
    return [*first, block("…", gap=2)] if length(first) + 3 <= limit else first


def to_html(blocks: Sequence[Block]) -> str:
    """The blocks as Telegram's HTML."""
    out: list[str] = []
    for at, item in enumerate(blocks):
        text = "".join(_marked(part) for part in item.runs)
        out.append(
            ("\n" * item.gap if at else "") + (f"<blockquote>{text}</blockquote>" if item.quote else text)
        )
    return "".join(out)


def to_plain(blocks: Sequence[Block]) -> str:
    """The blocks without any style."""
    return "".join(
        ("\n" * item.gap if at else "") + "".join(part.text for part in item.runs)
        for at, item in enumerate(blocks)
    )


def _marked(part: Run) -> str:
    text = html.escape(part.text, quote=False)
    if not part.text.strip():
        return text
    if part.style:
        text = f"<{part.style}>{text}</{part.style}>"
    if part.link:
        text = f'<a href="{html.escape(part.link)}">{text}</a>'
    return text


def _parts(item: Block, limit: int) -> list[Block]:
    """``item``, in pieces of at most ``limit``: cut after a sentence, else a word, else between two signs."""
    parts: list[Block] = []
    rest = item
    while _size(rest) > limit:
        at = _cut("".join(part.text for part in rest.runs), limit)
        parts.append(replace(rest, runs=_slice(rest.runs, 0, at)))
        rest = replace(rest, runs=_slice(rest.runs, at, None), gap=1)
    return [*parts, rest]


def _cut(text: str, limit: int) -> int:
    """Where to cut ``text`` so that what stands before is at most ``limit`` units long, and not nothing."""
    end = room = 0
    for end, character in enumerate(text):  # noqa: B007 - the place where it stopped
        room += 1 + (character > "\uffff")
        if room > limit:
            break
    for mark in (r"\n+", r"(?<=[.!?…”])\s+", r"\s+"):
        ends = [found.end() for found in re.finditer(mark, text[:end])]
        if ends and ends[-1] > end // 2:
            return ends[-1]
    at = end
    while at > end - 64 and at > 1 and (_JOINED.match(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return max(1, at)


def _slice(runs: Sequence[Run], start: int, end: int | None) -> tuple[Run, ...]:
    """The part of ``runs`` from character ``start`` to ``end``."""
    cut: list[Run] = []
    offset = 0
    for part in runs:
        text = part.text[max(0, start - offset) : None if end is None else max(0, end - offset)]
        if text:
            cut.append(replace(part, text=text))
        offset += len(part.text)
    return tuple(cut)
