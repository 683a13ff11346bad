"""The shortest words that answer: what the question's form asks for, where the reader sees the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.reading import nouns, spans
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.reading.evidence import Evidence
    from qabot.answering.understanding.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import Language

NAMES: Final = ("agrees", "alone", "behind")
"""What the weights are for: a span of the right form that the reader's overlaps, the reader's span where
none does, and how far its sentence stands behind the first; each beside how near a span of the right form
stands to the question's words."""
READER_ANSWERS: Final = frozenset(("who", "what", "where"))
"""Kinds whose answer may be the reader's own span, whatever its form. There a reader that is sure also tells
better than the form where the answer begins and ends."""
SURE: Final = 0.5
"""How sure the reader must be of words that the form does not vouch for: else the sentence says more."""


def choose(
    question: Question, chosen: Sequence[Evidence], view: QuestionView, weights: Mapping[str, float]
) -> str:
    """The words of ``chosen`` (best first) that answer; empty when a whole sentence answers best.

    A span near the question's words in a slightly worse sentence may be the answer. A reason is not: any
    sentence may have a "karena".
    """
    text, best = "", float("-inf")
    for item in chosen[:1] if question.kind == "why" else chosen:
        behind = weights["behind"] * (item.score - chosen[0].score) - _TITLE * item.features["headline"]
        language = item.hit.passage.article.language
        read, sure = _read(item)
        seen = whole(item.text, *read) if read else None
        if seen and not _may_answer(question, item.text[slice(*seen)], view, language):
            seen = None
        overlapped = False
        candidates = spans.candidates(question, item.text, language, view)
        for span, near in candidates:
            agrees = seen is not None and span[0] < seen[1] and seen[0] < span[1]
            overlapped = overlapped or agrees
            score = near + behind + agrees * sure * weights["agrees"]
            if score > best:
                others = [other for other, _ in candidates if other != span]
                fits = seen and agrees and sure >= SURE and _may_end(question, span, seen, others)
                ends = seen if seen and fits else span
                text, best = _told(question, item, ends), score
        alone = sure * weights["alone"] + behind
        if seen and not overlapped and question.kind in READER_ANSWERS and sure >= SURE and alone > best:
            text, best = _told(question, item, seen), alone
    return (_NAME_ALONE.sub(r"\1", text) if question.kind == "who" else text).strip(_EDGE)


def _told(question: Question, item: Evidence, span: tuple[int, int]) -> str:
    """The words at ``span``, with the rest of the list they are of where more than one thing is asked for."""
    if nouns.wants_many(question):
        span = nouns.whole_list(item.text, span, item.hit.passage.article.language)
    return item.text[slice(*span)]


def _read(item: Evidence) -> tuple[tuple[int, int] | None, float]:
    """The words that answer according to the reader and how sure it is of them; as it read the sentence
    alone where it is surer so."""
    sure = item.features["spanned"] if item.answer else 0.0
    if item.alone and item.alone.start < item.alone.end and item.alone.sureness > sure:
        return (item.alone.start, item.alone.end), item.alone.sureness
    return item.answer, sure


def _may_answer(question: Question, text: str, view: QuestionView, language: Language) -> bool:
    """Whether the reader's words can answer: a time or a bare number is no place, a number no kind of thing,
    and what the question says itself, of which it offers no two, is nothing asked for."""
    if question.kind == "where":
        return not spans.is_time(text) and any(character.isalpha() for character in text)
    if _ASKS_KINDS.search(question.search) and text[:1].isdigit():
        return False
    known = {term for word in view.words[language] for term in word}
    own = set(terms(text, language))
    return not own or bool(own - known) or bool(_OFFERS.search(question.search))


def _may_end(
    question: Question, span: tuple[int, int], seen: tuple[int, int], others: Sequence[tuple[int, int]]
) -> bool:
    """Whether the reader's words stand for a span that they overlap: always where the form tells little of
    where an answer ends, elsewhere when they say a little more than it ("empat gol dalam 20 laga") that is
    none of the ``others``."""
    if nouns.wants_many(question) and span[0] <= seen[0] and seen[1] <= span[1]:
        return False  # one of a list that the form sees whole
    if question.kind in READER_ANSWERS:
        return True
    if any(seen[0] <= other[0] and other[1] <= seen[1] for other in others):
        return False
    return seen[0] <= span[0] and span[1] <= seen[1] and seen[1] - seen[0] - (span[1] - span[0]) <= _LITTLE


_NAME_ALONE: Final = re.compile(
    r"^((?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*)*) (?:kepada|untuk|dengan|oleh|saat|ketika|setelah|karena|to"
    r"|with|when|after|because)\b.*$"
)
"""A name and what it did: "Rita kepada Lukman"."""
_ASKS_KINDS: Final = re.compile(
    r"\b(?:jenis|macam|bentuk)(?:-(?:jenis|macam))?\b.*\b(?:apa|mana)\b"
    r"|\b(?:what|which) (?:kinds?|types?|sorts?)\b",
    re.IGNORECASE,
)
_OFFERS: Final = re.compile(r"\b(?:atau|or)\b", re.IGNORECASE)
_TITLE: Final = 0.3
"""What a short answer of the article's title, which rounds and shortens, stands behind one of its text."""
_LITTLE: Final = 15
"""Characters."""
_EDGE: Final = " ,;:–—-"
_CLOSED: Final = re.compile(r"[,.!?]?(?<=[^\s(])[\"”](?:[,.]?\s+[a-z]|$)")
"""The end of somebody's words, behind which it is told who spoke."""
_POINTS: Final = re.compile(r"(?<=\w) (?:itu|tersebut)$")
_PAIRS: Final = (("(", ")"), ("“", "”"))


def whole(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The reader's words with no word, number or bracket cut in two, and nothing behind the end of a quote.

    >>> whole("di Dinas Air (DA), kata Rita", 9, 16)
    (9, 17)
    """
    while start and _joined(sentence, start):
        start -= 1
    while end < len(sentence) and _joined(sentence, end):
        end += 1
    pointed = _POINTS.search(sentence, start, end)
    end = pointed.start() if pointed and pointed.start() > start else end
    closed = _CLOSED.search(sentence, start + 1, end)
    if closed and sentence.count('"', start, closed.start()) % 2 == 0 and sentence[start] not in '"“':
        end = closed.start()
    for opening, closing in _PAIRS:
        start, end = _paired(sentence, start, end, opening, closing)
    while start < end and sentence[start] in _EDGE:
        start += 1
    while start < end and sentence[end - 1] in _EDGE:
        end -= 1
    return start, end


def _paired(sentence: str, start: int, end: int, opening: str, closing: str) -> tuple[int, int]:
    """The span with the bracket that is missing, when it is near, else without what lies beyond the other."""
    text = sentence[start:end]
    if text.count(opening) > text.count(closing):
        at = sentence.find(closing, end)
        if 0 <= at <= end + _LITTLE:
            return start, at + 1
        return _beside(text, text.rfind(opening), start)
    if text.count(closing) > text.count(opening):
        at = sentence.rfind(opening, 0, start)
        if at < 0 or start - at > _LITTLE or (at == start - 1 and text.endswith(closing)):
            return _beside(text, text.rfind(closing), start)
        return at, end
    return start, end


def _beside(text: str, cut: int, start: int) -> tuple[int, int]:
    """The span of what stands in front of the bracket at ``cut``; or behind it where nothing does."""
    return (start, start + cut) if text[:cut].strip(_EDGE) else (start + cut + 1, start + len(text))


def _joined(sentence: str, at: int) -> bool:
    """Whether a word or a number goes on over the place ``at``."""
    return bool(_WITHIN.fullmatch(sentence[max(0, at - 2) : at] + "|" + sentence[at : at + 2]))


_WITHIN: Final = re.compile(r".?\w\|\w.?|.?\d\|[.,:]\d|\d[.,:]\|\d.?|.?\w\|[/-]\w|\w[/-]\|\w.?", re.DOTALL)
"""A place, marked with a bar, that no word or number is parted at; with two characters on either side."""


def holds(item: Evidence, text: str) -> bool:
    """Whether a sentence says the short answer ``text``: its figures, its last word, and half of all words;
    where there is none, whether the reader takes its passage to answer."""
    words = re.findall(r"\w+", text.lower())
    if not words:
        return item.reading.answers > 0
    there = set(re.findall(r"\w+", item.text.lower()))
    needed = {words[-1], *(word for word in words if any(letter.isdigit() for letter in word))}
    return needed <= there and sum(word in there for word in words) * 2 >= len(words)
