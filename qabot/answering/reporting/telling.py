"""An answer told as a careful reader wants it: how many say so, since when, and on whose word.

The engine finds the answer and its quotes; nothing here looks for more. What changes over time, who
speaks for himself, what a date stands for and what an office is called in English is said beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from qabot.answering.reporting import changes, glosses, labels, sources, voices
from qabot.answering.words import amounts
from qabot.text import dates, datewords

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qabot.answering.reporting.changes import Change
    from qabot.answering.understanding.parts import Part
    from qabot.answering.understanding.question import Question
    from qabot.text.dates import DateMention
    from qabot.types import Answer, ArticleInfo, Citation, Language, VerdictLabel

MOST_CITED: Final = 5
"""Most quotes of an answer in several parts."""
_FEW_WORDS: Final = 15
_SHORT: Final = ("howmany", "when", "where")
"""Kinds of questions whose short answer is a value and no name."""


def tell(answer: Answer, question: Question, articles: Mapping[str, ArticleInfo]) -> Answer:
    """``answer`` with its date, its number of sources, and what has to be said with it.

    ``articles`` maps the codes of the cited articles to what the index knows of them. Quotes stay as they
    are; a newer quote that changes what older ones say moves to the front.
    """
    if answer.status != "answered":
        days = [answer.as_of, newest(answer.nearest)]
        return replace(answer, as_of=max(filter(None, days), default=None))
    language = answer.language
    answer = replace(answer, as_of=newest(answer.citations))
    change: Change | None
    if answer.verdict:
        change = changes.of_verdict(answer.citations, answer.verdict)
        answer = _turned(answer, change) if change else answer
    else:
        may_change = question.kind in _SHORT and not _of_its_time(question, answer)
        change = changes.of_value(answer.text, answer.citations) if may_change else None
        if change:
            newer = changes.newest_first(answer.citations, change)
            turned = tuple(
                replace(citation, stance="supports" if change.now in citation.quote else "context")
                for citation in newer
            )
            answer = replace(answer, text=change.now, citations=turned)
    text = answer.text
    if not answer.verdict:
        text = short_answer(text, question.kind, answer.citations, language)
    voice = voices.own_claim(answer.citations) if answer.verdict or question.kind in _SHORT else None
    if voice and answer.verdict != "mixed" and _is_short(answer, question):
        text = labels.according(text, voice, language)
    if language == "en":
        text = glosses.glossed(text) if _is_short(answer, question) else text
    if change:
        text = f"{text if text.endswith('.') else text + '.'} {changes.sentence(change, language)}"
    carrying = [c for c in answer.citations if answer.verdict == "mixed" or c.stance == "supports"]
    return replace(answer, text=text, sources=len(sources.independent(carrying, articles)))


@dataclass(frozen=True, slots=True)
class Told:
    """A part of a question and its answer."""

    question: Question
    answer: Answer
    side: str = ""
    """What it is told of, when it is one of several set beside each other."""

    @property
    def text(self) -> str:
        """The answer, or that there is none."""
        if self.answer.status != "answered":
            return labels.part_not_stated(self.question)
        return f"{self.side}: {self.answer.text}" if self.side else self.answer.text


def is_open(part: Part, before: Answer) -> bool:
    """Whether ``part`` is still to be answered after the one ``before`` it: "if so, when?" is not after a
    no, nor where nothing was found."""
    if not part.only_if:
        return True
    settled = before.verdict in ("yes", "no") and before.verdict != part.only_if
    return before.status == "answered" and not settled


def together(question: Question, parts: Sequence[Told]) -> Answer:
    """One answer to a question of several parts, in their order; what the articles do not say is named.

    It is ``not_stated`` only when no part is answered. The verdict is that of the one yes/no part.
    """
    found = [part.answer for part in parts if part.answer.status == "answered"]
    if not found:
        return replace(parts[0].answer, question=question.text, text=labels.not_stated(question))
    texts = [part.text for part in parts]
    citations: dict[str, Citation] = {}
    for depth in range(max(len(answer.citations) for answer in found)):
        for answer in found:  # the best quote of every part before the second of any
            for citation in answer.citations[depth : depth + 1]:
                citations.setdefault(citation.id, citation)
    verdicts = [answer.verdict for answer in found if answer.verdict]
    explained = [part.answer.why for part in parts if part.answer.why]
    why = explained[0] if explained else None
    if why is not None:
        notes = [note for one in explained for note in (f"part: {one.understood}", *one.notes)]
        why = replace(why, understood=" / ".join(one.understood for one in explained), notes=tuple(notes))
    return replace(
        found[0],
        question=question.text,
        text=" ".join(_sentence(text) for text in texts),
        verdict=verdicts[0] if len(verdicts) == 1 else None,
        confidence=min(answer.confidence for answer in found),
        as_of=newest(citations.values()),
        sources=max(answer.sources for answer in found),
        citations=tuple(citations.values())[:MOST_CITED],
        why=why,
    )


def _sentence(text: str) -> str:
    """``text`` as a sentence among others."""
    ends = "" if text.endswith((".", "!", "?")) else "."
    return f"{text[:1].upper()}{text[1:]}{ends}"


def newest(citations: Iterable[Citation]) -> str | None:
    """The newest day that any of them speaks from, ISO 8601."""
    return max((citation.day for citation in citations if citation.day), default=None)


def short_answer(text: str, kind: str, citations: Iterable[Citation], language: Language) -> str:
    """A number with its scale and unit, dates in full without their weekdays; any other text as it is.

    A date that its quote leaves open keeps its words: ``bulan lalu (Oktober 2023)``. Dates among other words
    (``Jumat (28/7) hingga Minggu (30/7)``) are written out where that leaves one language.
    """
    holder = next((citation for citation in citations if text and text in citation.quote), None)
    if holder is None:
        return text
    if kind == "howmany":
        start = _place(holder.quote, text)
        return holder.quote[slice(*amounts.whole(holder.quote, start, start + len(text)))]
    if kind != "when":
        return text
    start = _place(holder.quote, text)
    reference = date.fromisoformat(holder.day) if holder.day else None
    found = dates.find(holder.quote, reference)
    inside = [one for one in found if start <= one.start and one.end <= start + len(text)]
    around = [one for one in found if one.start < start and start + len(text) <= one.end]
    if around and not around[0].relative and _says(text, around[0], reference):
        return datewords.written(around[0].iso, language, around[0].part)
    if len(inside) == 1 and holder.quote[inside[0].start : inside[0].end] == text:
        return _written(inside[0], text, language, alone=True)
    for mention in reversed(inside):
        words = holder.quote[mention.start : mention.end]
        at = mention.start - start
        text = text[:at] + _written(mention, words, language) + text[at + len(words) :]
    return text


def _says(text: str, mention: DateMention, reference: date | None) -> bool:
    """Whether ``text``, a piece of a date's words, names it all the same: ``3/7/2023`` of its weekday."""
    return any(found.iso == mention.iso for found in dates.find(text, reference))


def _written(mention: DateMention, words: str, language: Language, *, alone: bool = False) -> str:
    """``words``, which name a date, written out; ``alone`` where no other words of the quote stand beside."""
    meant = datewords.written(mention.iso, language, mention.part)
    if mention.relative:
        return f"{words} ({meant})" if alone else words
    month = datewords.month(mention.value.isoformat(), language).partition(" ")[0]
    same_language = month in words or (language == "id" and "/" in words)
    if mention.is_range:
        year = str(mention.value.year)
        return f"{words} {year}" if same_language and year not in words else words
    return meant if alone or (same_language and mention.precision == "day") else words


def _place(quote: str, text: str) -> int:
    """Where ``text`` begins in ``quote``, where it is no end of a longer number if it can."""
    whole = re.search(rf"(?<![\w.,]){re.escape(text)}", quote)
    return whole.start() if whole else quote.index(text)


def _turned(answer: Answer, change: Change) -> Answer:
    """The verdict of the newer side, with stances to it and the newer quotes first."""
    now: VerdictLabel = "no" if change.now == "no" else "yes"
    newer = "supports" if (answer.verdict == "no") == (now == "no") else "opposes"
    turned: list[Citation] = []
    for citation in changes.newest_first(answer.citations, change):
        if citation.stance == "context":
            turned.append(citation)
        else:
            turned.append(replace(citation, stance="supports" if citation.stance == newer else "opposes"))
    turned.sort(key=lambda citation: citation.stance != "supports")
    return replace(
        answer,
        verdict=now,
        text=labels.VERDICT[answer.language][now],
        citations=tuple(turned),
    )


def _of_its_time(question: Question, answer: Answer) -> bool:
    """Whether the question names the day, month or year it asks about: what was so later is no answer."""
    reference = date.fromisoformat(answer.as_of) if answer.as_of else None
    return any(not mention.relative for mention in dates.find(question.search, reference))


def _is_short(answer: Answer, question: Question) -> bool:
    """Whether the text is a verdict or a few words, and no sentence quoted whole."""
    if answer.verdict:
        return True
    whole = any(answer.text == citation.quote for citation in answer.citations)
    return (
        not whole and question.kind not in ("why", "how", "quote") and len(answer.text.split()) <= _FEW_WORDS
    )
