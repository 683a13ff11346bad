"""Printed lines back into paragraphs: what a PDF loses, found again from where the lines stand.

Distances are in points (1/72 inch), measured from the lower left corner of the page as PDF does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_MARGIN_LINES = 3
"""Running heads stand among this many lines at the top or the bottom of a page."""
_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:hal(?:aman|\.)?|page|p\.)?\s*\d{1,4}(?:\s*(?:/|dari|of)\s*\d{1,4})?[-–—|\s]*)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""[.!?:…]["'”’»)\]]*$""")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"(?:[•●▪◦‣*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, where it starts, and the size of its type in points."""

    text: str
    page: int
    x: float
    y: float
    size: float


def without_running_heads(lines: Sequence[Line]) -> list[Line]:
    """Drop headers, footers and page numbers: lines that stand at the edge of most pages.

    Digits count as equal, so that ``Page 3 of 9`` is the same line on every page.
    """
    edges: dict[int, list[Line]] = {}
    body = body_size(lines) if lines else 0
    for line in lines:
        if line.size <= 1.15 * body:  # headlines are no running heads
            edges.setdefault(line.page, []).append(line)
    for page, printed in edges.items():
        by_height = sorted(printed, key=lambda line: -line.y)
        edges[page] = by_height[:_MARGIN_LINES] + by_height[_MARGIN_LINES:][-_MARGIN_LINES:]
    seen = Counter(key for printed in edges.values() for key in {_running_key(line) for line in printed})
    needed = max(2, (len(edges) + 1) // 2)
    dropped = {
        line
        for page, printed in edges.items()
        for at, line in enumerate(printed)
        if seen[_running_key(line)] >= needed
        or (at in (0, len(printed) - 1) and _PAGE_NUMBER.fullmatch(line.text))
    }
    return [line for line in lines if line not in dropped]


def _running_key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / 6)


def join(lines: Sequence[Line]) -> list[str]:
    """Join printed lines into paragraphs, mending words broken at the end of a line.

    A paragraph ends where the type changes size, the gap to the next line is wider than the usual
    leading, the next line is indented or starts a list item, or where the next word would still have
    had room on the line.
    """
    if not lines:
        return []
    leading = _leading(lines)
    body = body_size(lines)
    words = _whole_words(line.text for line in lines)
    paragraphs = [lines[0].text]
    for at, (before, line) in enumerate(pairwise(lines)):
        size = round(before.size)
        if (
            _is_new_block(before, line)
            or _is_apart(before, line, leading.get(size, 1.25 * size))
            or (size <= 1.15 * body and _is_broken_off(before, line, lines[max(at - 3, 0) : at + 5]))
        ):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = mend(paragraphs[-1], line.text, words)
    return paragraphs


def body_size(lines: Sequence[Line]) -> int:
    """The size of type most lines are set in, in whole points."""
    return Counter(round(line.size) for line in lines).most_common(1)[0][0]


def mend(before: str, after: str, words: Collection[str] = ()) -> str:
    """Join two lines of one paragraph.

    A hyphen at the break goes where it only divides a word and stays where it belongs to one:
    Indonesian doubles words (``laki-laki``, ``perundang-undangan``), names and numbers are joined by
    hyphens, and ``words`` are those the text spells whole elsewhere.
    """
    broken = _BROKEN_WORD.search(before)
    following = _FIRST_WORD.match(after)
    if not broken or not following:
        dangling = re.search(r"\w-$", before) and re.match(r"\w", after)
        return f"{before}{'' if dangling else ' '}{after}"
    head, tail = broken[1], following[0]
    if f"{head}{tail}".casefold() in words:
        keep = False
    else:
        keep = (
            f"{head}-{tail}".casefold() in words
            or not tail[0].islower()
            or len(head) == 1
            or _doubles(head.casefold(), tail.casefold())
        )
    return f"{before if keep else before[:-1]}{after}"


def _doubles(head: str, tail: str) -> bool:
    """Whether ``head-tail`` doubles a stem: the same three letters or more close one and open the other."""
    return head[:3] == tail[:3] or any(head.endswith(tail[:n]) for n in range(3, len(tail) + 1))


def _whole_words(texts: Iterable[str]) -> frozenset[str]:
    """Words, hyphenated ones whole, that do not touch the end of a line."""
    found: set[str] = set()
    for text in texts:
        for word in text.split()[:-1]:
            found.add(word.strip(".,;:!?()[]\"'“”‘’").casefold())
    return frozenset(found)


def _leading(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance between two lines, by size of type."""
    gaps: dict[int, list[float]] = {}
    for before, line in pairwise(lines):
        gap = before.y - line.y
        if before.page == line.page and round(before.size) == round(line.size) and 0 < gap < 4 * line.size:
            gaps.setdefault(round(line.size), []).append(gap)
    # The lower quartile: where every paragraph has one line only, the median is the gap between them.
    return {size: sorted(found)[len(found) // 4] for size, found in gaps.items()}


def _is_new_block(before: Line, line: Line) -> bool:
    """Another size of type, as after a headline, or another item of a list."""
    largest = max(before.size, line.size)
    return abs(before.size - line.size) > 0.07 * largest or bool(_LIST_MARK.match(line.text))


def _is_apart(before: Line, line: Line, leading: float) -> bool:
    """Set apart by white space above."""
    if before.page != line.page or line.y > before.y:
        return False
    return before.y - line.y > 1.18 * leading


def _is_broken_off(before: Line, line: Line, around: Sequence[Line]) -> bool:
    """The line ends, or the next is indented, for no other reason than a new paragraph.

    The width is that of the lines around, because columns and text beside pictures are narrower.
    """
    starts_anew = bool(_SENTENCE_END.search(before.text)) or not line.text[0].islower()
    width = max(len(near.text) for near in around if near.page == before.page)
    has_room = len(before.text) + 1 + len(line.text.split(" ", 1)[0]) < 0.8 * width
    if before.page != line.page or line.y > before.y:
        # At the foot of a column the last line may be full by chance; a sentence's end has to do.
        return bool(_SENTENCE_END.search(before.text)) and not line.text[0].islower()
    indent = line.x - before.x
    indented = 0.8 * line.size < indent < 6 * line.size and not _LIST_MARK.match(before.text)
    return starts_anew and (indented or has_room)
