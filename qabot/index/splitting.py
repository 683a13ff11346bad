"""From an article to its passages: one per clean paragraph, long paragraphs cut at sentence ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from qabot.text import sentences

if TYPE_CHECKING:
    from qabot.types import Article

MOST_WORDS = 150
"""Longer paragraphs are cut: a passage should be about one thing, and fit an embedding model's window."""

_WORD = re.compile(r"\S+")

Span = tuple[int, int, int]
"""Paragraph number, start, end."""


def passages(article: Article) -> list[Span]:
    """Spans of ``article.text`` to index, in reading order: the title (paragraph 0), then the paragraphs.

    A title that stands nowhere in the text gives none: a passage must be quotable.
    """
    spans: list[Span] = []
    text = article.text
    numbers = {paragraph.number for paragraph in article.paragraphs}
    if article.title and 0 not in numbers and (at := text.find(article.title)) >= 0:
        spans.append((0, at, at + len(article.title)))
    for paragraph in article.paragraphs:
        for start, end in _cut(text, paragraph.start, paragraph.end):
            if text[start:end].strip():
                spans.append((paragraph.number, start, end))
    return spans


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of ``text[start:end]`` as spans of ``text``; what is too long for one is cut in parts."""
    return [
        piece
        for first, last in sentences.split(text[start:end])
        for piece in _cut_sentence(text, start + first, start + last)
    ]


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Near-equal runs of whole sentences of ``text[start:end]``, each of about 150 words at most."""
    # A word takes two characters at least, so most paragraphs need no count.
    if end - start < 2 * MOST_WORDS or (words := _words(text, start, end)) <= MOST_WORDS:
        return [(start, end)]
    pieces = sentence_spans(text, start, end)
    runs = -(-words // MOST_WORDS)
    goal = words / runs
    cut: list[tuple[int, int]] = []
    taken = 0
    run_start: int | None = None
    for number, (first, last) in enumerate(pieces):
        run_start = first if run_start is None else run_start
        taken += _words(text, first, last)
        following = _words(text, *pieces[number + 1]) if number + 1 < len(pieces) else 0
        # Stop where the running total comes closest to the next share.
        share = goal * (len(cut) + 1)
        if number + 1 == len(pieces) or abs(taken - share) <= abs(taken + following - share):
            cut.append((run_start, last))
            run_start = None
    return cut


def _cut_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence too long for any passage (a table, text without full stops) is cut between words."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) <= 2 * MOST_WORDS:
        return [(start, end)]
    runs = -(-len(words) // MOST_WORDS)
    edges = [len(words) * run // runs for run in range(runs + 1)]
    return [(words[a][0], words[b - 1][1]) for a, b in pairwise(edges)]


def _words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())
