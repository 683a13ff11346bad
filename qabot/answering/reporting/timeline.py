"""What was said on a topic, in order of date.

The sentences of the passages found that speak of the topic, each under the day it names as past, else the
day of its article, so that what an article recalls stands where it happened. Of near copies the first that
was printed is kept.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from qabot import citations
from qabot.answering.reporting import sources
from qabot.answering.words import speakers
from qabot.retrieval.retriever import READ
from qabot.text import dates, sentences
from qabot.text.stemming import terms
from qabot.types import DatedStatement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.understanding.developments import Development
    from qabot.index import PassageIndex
    from qabot.retrieval import Retriever
    from qabot.retrieval.features import QuestionView
    from qabot.types import Hit, Language, Passage

MOST: Final = 24
"""Statements of one timeline."""
FALLS_OFF: Final = 6.0
"""Fused score by which a passage may stand behind the best one."""
SPEAKS_OF_IT: Final = 0.5
"""Share of the topic, by rarity of its words, that a sentence must hold, with its title for half of it."""
_LEANS: Final = re.compile(
    r"\W*(?:ia|dia|mereka|hal (?:itu|ini|tersebut)|itu|ini|\w{4,}nya|he|she|it|they|this|that|his|her|their"
    r"|its)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from the one before."""
_LEANING: Final = 0.25
"""What that costs, as a share of the topic."""
_FEW: Final = 4
_SHORTEST: Final = 4
"""Words of a statement."""
_COMPARED: Final = re.compile(
    r"\b(?:sejak|daripada|(?:di|mem)?banding\w*|sama|serupa|sekuat|setinggi|since|than|compared|same|like)\b"
    r"[^.,;]{0,60}$",
    re.IGNORECASE,
)
"""Behind it stands a time from which something is so, or with which it is compared."""


def build(
    index: PassageIndex, retriever: Retriever, topic: str, language: Language
) -> tuple[DatedStatement, ...]:
    """The dated statements on ``topic``, oldest first; empty when there are none.

    Statements without any date are left out. To be called within a snapshot of the index.
    """
    found: dict[str, tuple[float, DatedStatement]] = {}
    # a few words, mostly names, may be of either language: both readings are looked for
    others: tuple[Language, ...] = ("id", "en") if len(topic.split()) <= _FEW else (language,)
    for read_as in others:
        view = retriever.view(topic, read_as)
        hits = retriever.search(topic, read_as, READ, view=view) if view else []
        for hit in hits:
            if view and hit.passage.paragraph and hit.score >= hits[0].score - FALLS_OFF:
                for score, statement in _statements(index, hit, view):
                    known = found.get(statement.citation.id)
                    if known is None or known[0] < score:
                        found[statement.citation.id] = (score, statement)
    ranked = sorted(found.values(), key=lambda item: -item[0])
    rank = {statement.citation.id: place for place, (_, statement) in enumerate(ranked)}
    kept = _without_copies([statement for _, statement in ranked])
    chosen = sorted(kept, key=lambda statement: rank[statement.citation.id])[:MOST]
    return tuple(sorted(chosen, key=_order))


def chosen(statements: Sequence[DatedStatement], wanted: Development, most: int) -> list[DatedStatement]:
    """The ``most`` statements within the span wanted, in order: the best of every day before the second of
    any. Where the newest are wanted these, newest first, one of an article."""
    if wanted.newest:
        best: dict[str, DatedStatement] = {}
        for statement in sorted(statements, key=_stands_alone):
            best[sources.article_code(statement.citation)] = statement
        return sorted(best.values(), key=lambda one: dates.first_day(one.date), reverse=True)[:most]
    taken: dict[str, int] = {}
    ranked = []
    for statement in sorted(statements, key=lambda one: -one.citation.score):
        if wanted.holds(statement):
            ranked.append((taken.setdefault(statement.date, 0), statement))
            taken[statement.date] += 1
    ranked.sort(key=lambda pair: pair[0])
    kept = [statement for _, statement in ranked[:most]]
    return [statement for statement in statements if statement in kept]


def _stands_alone(statement: DatedStatement) -> tuple[float, int]:
    """How well a statement does as the only one of its article: on the topic, by itself, and early in it,
    where "he" and "the plan" are still named."""
    citation = statement.citation
    return citation.score - _LEANING * bool(_LEANS.match(citation.quote)), -citation.start


def _statements(index: PassageIndex, hit: Hit, view: QuestionView) -> list[tuple[float, DatedStatement]]:
    passage = hit.passage
    language = passage.article.language
    words = view.words[language]
    title = set(terms(passage.article.title, language))
    parts = [passage.text[start:end] for start, end in sentences.split(passage.text)]
    found = []
    for number, (start, end) in enumerate(sentences.split(passage.text)):
        text = passage.text[start:end]
        own = set(terms(text, language))
        share = _share(words, view.rarity, own, title)
        if share < SPEAKS_OF_IT or len(text.split()) < _SHORTEST:
            continue
        before = [*reversed(parts[:number]), *_earlier(index, passage)]
        said = speakers.attribution(text, before, parts[number + 1 :])
        citation = citations.cite(
            index,
            passage,
            passage.start + start,
            passage.start + end,
            speaker=said.name if said else None,
            role=said.role if said else None,
            stance="context",
            score=round(share, 3),
        )
        named = _named_day(citation.quote, citation.day)
        day = named or citation.day
        if day:
            found.append((share + hit.score / 100, DatedStatement(day, named is not None, citation)))
    return found


def _share(
    words: Sequence[Mapping[str, float]], rarity: Mapping[str, float], own: set[str], title: set[str]
) -> float:
    """How much of the topic a sentence speaks of; a word that only the title holds counts half."""
    total = gained = 0.0
    for word in words:
        weight = max(rarity[term] for term in word)
        total += weight
        gained += weight * (1.0 if own & set(word) else 0.5 if title & set(word) else 0.0)
    return gained / total if total and any(own & set(word) for word in words) else 0.0


def _named_day(quote: str, day: str | None) -> str | None:
    """The day, week, month or year that a sentence names first as past, ISO 8601; None when it names none.

    What is coarser than a day counts only where it ends before the article's day: a sentence on this year
    that compares it with an older one is of the article's day, and so is what has been so since. Spans of
    years, such as a term of office or a season, and quarters are no time at which something is said.
    """
    try:
        reference = date.fromisoformat(day) if day else None
    except ValueError:
        reference = None
    for mention in dates.find(quote, reference):
        if mention.is_range and mention.precision == "year":
            continue
        if mention.precision != "day" and _COMPARED.search(quote[: mention.start]):
            continue
        if reference is None:
            return mention.iso
        if mention.value <= reference:
            return None if mention.precision != "day" and _still(mention, reference) else mention.iso
    return None


def _still(mention: dates.DateMention, reference: date) -> bool:
    """Whether ``reference`` lies in what is named."""
    if mention.precision == "week":
        return (reference - mention.value).days < 7
    return mention.iso == reference.isoformat()[: len(mention.iso)]


def _order(statement: DatedStatement) -> tuple[str, str, str]:
    return dates.first_day(statement.date), statement.citation.published or "9", statement.citation.id


def _without_copies(statements: Sequence[DatedStatement]) -> list[DatedStatement]:
    kept: list[DatedStatement] = []
    printed = sorted(statements, key=lambda item: (item.citation.day or "9", item.citation.id))
    for statement in printed:
        if not any(sources.near_copies(statement.citation.quote, other.citation.quote) for other in kept):
            kept.append(statement)
    return kept


def _earlier(index: PassageIndex, passage: Passage) -> list[str]:
    """The sentences of the article before the passage, nearest first."""
    found: list[str] = []
    for other in index.article_passages(passage.article.code):
        if other.paragraph and other.start < passage.start:
            found += [other.text[start:end] for start, end in sentences.split(other.text)]
    return found[::-1]
