"""A page as lines of text with their places, hard-wrapped lines joined."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

from qabot.articles.bylines import OUTLET, PLACE

EDGES: Final = (
    " \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d"
    "\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""White space and invisible marks: never part of a paragraph's edge."""

_WIDEST_WRAP: Final = 110
"""Characters; no mail program or editor wraps wider, and few paragraphs of a web page are shorter."""
_NARROWEST_WRAP: Final = 40
_SLACK: Final = 12
"""Characters a wrapped line may stay short of the widest one beyond its successor's first word."""

_FIRST_WORD: Final = re.compile(r"\S+")
_STARTS_ITEM: Final = re.compile(r"(?:[-*•–—>#|]|\d{1,3}[.)])\s")
_ENDS_SENTENCE: Final = re.compile(r"""[.!?…:]["”’')\]]*$""")

_CARRIES_ON: Final = re.compile(r"[a-z]+(?![A-Za-z]*[A-Z.])(?:[\s,]|$)|[,;)%]\s|[.,]$")
_ENDS_LINE: Final = re.compile(r"""[.!?…:;]["”’')\]]*$|["”]$""")
_STOPS_SHORT: Final = re.compile(
    r"\S+\s+(?:[a-z][a-z-]*|\S+,)$|(?:^|\s)(?:dan|di|ke|dari|oleh|yang|and|of|the|in|by)$"
)
_DATELINE: Final = re.compile(rf"(?:{PLACE},\s*)?{OUTLET}(?:,\s*{PLACE})?")
_DASH: Final = re.compile(r"\s*[-–—]{1,2}$")
_LONGEST_LINK: Final = 5
"""Words."""


@dataclass(frozen=True, slots=True)
class Line:
    """``page[start:end]`` is the line without its edges; ``text`` the same with newlines folded."""

    start: int
    end: int
    text: str
    after_gap: bool
    """An empty line, or the beginning of the page, stands before it."""


def split(page: str) -> list[Line]:
    """The non-empty lines of ``page``.

    Where the page is hard-wrapped (mail, Markdown: short lines of near equal width that break in the
    middle of sentences) the lines of a paragraph come back as one ``Line``.
    """
    lines: list[Line] = []
    at = 0
    gap = True
    for raw in page.split("\n"):
        text = raw.strip(EDGES)
        if text:
            start = at + raw.index(text)
            lines.append(Line(start, start + len(text), text, gap))
        gap = not text
        at += len(raw) + 1
    width = _wrap_width(lines)
    return join(page, lines, _wraps(lines, width)) if width else lines


def _wrap_width(lines: list[Line]) -> int:
    """Width the page was wrapped at, 0 where it was not."""
    followed = [(line, after) for line, after in itertools.pairwise(lines) if not after.after_gap]
    if len(followed) < 2:
        return 0
    width = max(len(line.text) for line in lines)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(_is_full(line, after, width) for line, after in followed)
    broken = sum(not _ENDS_SENTENCE.search(line.text) for line, _ in followed)
    return width if full >= 0.6 * len(followed) and broken >= 0.5 * len(followed) else 0


def _is_full(line: Line, after: Line, width: int) -> bool:
    """Would the next line's first word not have fitted?"""
    word = _FIRST_WORD.match(after.text)
    return len(line.text) + 1 + len(word[0] if word else "") > width - _SLACK


def _wraps(lines: list[Line], width: int) -> list[bool]:
    """Which lines carry on in the next, on a page wrapped at ``width``."""
    return [
        not after.after_gap and _is_full(line, after, width) and not _STARTS_ITEM.match(after.text)
        for line, after in itertools.pairwise(lines)
    ]


def breaks(lines: list[Line], open_ended: list[bool]) -> list[bool]:
    """Which lines carry on in the next, because the links of a sentence were put on lines of their own.

    A line that begins small, or with a comma, is the rest of one that did not end; a few words between two
    such lines are the link. ``open_ended`` says which lines may be part of a sentence at all. The result
    is one shorter than ``lines``.
    """
    joins = [
        may
        and may_after
        and not after.after_gap
        and (
            (bool(_CARRIES_ON.match(after.text)) and not _ENDS_LINE.search(line.text))
            or _is_dateline(line.text, after.text)
        )
        for (line, may), (after, may_after) in itertools.pairwise(zip(lines, open_ended, strict=True))
    ]
    for at in range(len(joins) - 1, 0, -1):
        link, before = lines[at], lines[at - 1]
        is_link = open_ended[at - 1] and not link.after_gap and len(link.text.split()) <= _LONGEST_LINK
        if joins[at] and is_link:
            joins[at - 1] = joins[at - 1] or bool(_STOPS_SHORT.search(before.text))
    for at, carries_on in enumerate(joins):
        # No sentence begins small: this is a list, or a poem.
        if carries_on and lines[at].text[0].islower() and not (at and joins[at - 1]):
            joins[at] = False
    return joins


def _is_dateline(text: str, after: str) -> bool:
    """``JAKARTA, Outlet.com`` on a line of its own, the dash behind it or on the next line."""
    return (after[0] in "-–—" or bool(_DASH.search(text))) and bool(_DATELINE.fullmatch(_DASH.sub("", text)))


def join(page: str, lines: list[Line], joins: list[bool]) -> list[Line]:
    """``lines`` with each one that ``joins`` says carries on made one with its successor."""
    joined: list[Line] = []
    first = 0
    for at in range(len(lines)):
        if at < len(joins) and joins[at]:
            continue
        if at == first:
            joined.append(lines[at])
        else:
            start, end = lines[first].start, lines[at].end
            text = " ".join(page[start:end].split())
            joined.append(Line(start, end, text, lines[first].after_gap))
        first = at + 1
    return joined
