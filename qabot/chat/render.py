"""Answers as lines of styled text for a terminal, and as the JSON other programs rely on.

A :class:`Line` knows nothing of colours or widths; :mod:`qabot.chat.terminal` decides about those.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from qabot.chat.labels import date, label
from qabot.text.datewords import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qabot.citations import CitationContext
    from qabot.types import (
        Answer,
        ArticleInfo,
        Citation,
        DatedStatement,
        Explanation,
        Hit,
        Language,
        VerdictLabel,
    )

Style = Literal["answer", "quote", "meta", "id", "label", "warning", "text", "faint"]
Span = tuple[Style, str]

_LONGEST_PREVIEW: Final = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or paragraph, of output. When it wraps, what follows hangs under ``indent`` columns."""

    spans: tuple[Span, ...] = ()
    indent: int = 0
    mark: str = ""
    """Printed inside the indent of the first row, such as ``[1]``."""


# Control characters could drive the reader's terminal; bidirectional overrides could make a quote read
# as something it is not. News text needs neither.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def safe(text: str) -> str:
    """``text`` on one line, without anything a terminal would obey."""
    return _UNSAFE.sub(" ", text)


def plain(lines: Iterable[Line]) -> str:
    """The lines without colour or wrapping, for pipes and files. Ends without a newline."""
    return "\n".join(_plain(line) for line in lines)


def _plain(line: Line) -> str:
    text = "".join(safe(text) for _, text in line.spans)
    return (line.mark.ljust(line.indent) + text).rstrip()


def answer_lines(answer: Answer) -> list[Line]:
    """The answer first, then what it rests on; for ``not_stated`` the nearest passages, named so.

    A verdict shows what speaks for and against it in two groups, any other answer its quotes, numbered.
    """
    language = answer.language
    found = answer.status == "answered"
    lines = [Line((("answer" if found else "warning", answer.text),))]
    if answer.phrased:
        lines.append(Line((("text", numbered(answer.phrased, answer)),)))
    facts = [f"{label('confidence', language)} {answer.confidence:.0%}"] if found else []
    if answer.as_of:
        facts.append(f"{label('as_of', language)} {date(answer.as_of, language)}")
    if answer.sources:
        name = "sources_one" if answer.sources == 1 else "sources_many"
        facts.append(label(name, language).format(count=answer.sources))
    if facts:
        lines.append(Line((("faint", " · ".join(facts)),)))
    if found and answer.verdict:
        return lines + evidence_lines(answer.citations, answer.verdict, language)
    shown = answer.citations if found else answer.nearest
    if shown and not found:
        lines += [Line(), Line((("warning", label("nearest", language)),))]
    for number, citation in enumerate(shown, start=1):
        lines += [Line(), *citation_lines(citation, language, mark=f"[{number}]")]
    return lines


def evidence_lines(citations: Sequence[Citation], verdict: VerdictLabel, language: Language) -> list[Line]:
    """What says yes and what says no: one line per source and date, newest first, its quotes under it.

    The side of the verdict comes first; what takes no side comes last. Sources are numbered throughout.
    """
    lines: list[Line] = []
    number = 0
    for name, sources in by_side(citations, verdict):
        lines += [Line(), Line((("label", label(name, language)),))]
        for source in sources:
            number += 1
            facts = outlet_facts(source[0], language)
            lines.append(Line((("meta", " · ".join(facts)),), 4, f"[{number}]"))
            for citation in source:
                place: Span = ("meta", f"{place_label(citation, language)} · ")
                lines += [Line(quoted(citation, language), 4), Line((place, ("id", citation.id)), 4)]
    return lines


def by_side(citations: Sequence[Citation], verdict: VerdictLabel) -> list[tuple[str, list[list[Citation]]]]:
    """The groups that hold anything, by the name of their label, each with its sources as they are shown."""
    sides = ("no", "yes") if verdict == "no" else ("yes", "no")
    groups: dict[str, list[Citation]] = {f"{side}_group": [] for side in (*sides, "context")}
    for citation in citations:
        said = _side(citation, verdict)
        groups[f"{said}_group" if said else "context_group"].append(citation)
    return [(name, _by_source(group)) for name, group in groups.items() if group]


def numbered(phrased: str, answer: Answer) -> str:
    """``phrased`` with the numbers that its citations are shown under in the place of their ids."""
    shown = [[citation] for citation in answer.citations]
    if answer.verdict:
        shown = [source for _, sources in by_side(answer.citations, answer.verdict) for source in sources]
    for number, source in enumerate(shown, start=1):
        for citation in source:
            phrased = phrased.replace(f"[{citation.id}]", f"[{number}]")
    return re.sub(r"(\[\d+\])\1+", r"\1", phrased)


def _side(citation: Citation, verdict: VerdictLabel) -> Literal["yes", "no"] | None:
    """What a quote says to the question, from its stance to the verdict."""
    if citation.stance == "context":
        return None
    return "yes" if (citation.stance == "supports") == (verdict != "no") else "no"


def _by_source(citations: Iterable[Citation]) -> list[list[Citation]]:
    """Quotes of one article together, best first; articles newest first, undated ones last."""
    groups: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.source, citation.published or ""), []).append(citation)
    return sorted(groups.values(), key=lambda group: group[0].published or group[0].day or "", reverse=True)


def citation_lines(citation: Citation, language: Language, *, mark: str = "") -> list[Line]:
    """The quote, then who published it, when, where in the article, and its id."""
    spans = quoted(citation, language)
    if citation.stance != "supports":
        spans += (("warning", f" ({label(citation.stance, language)})"),)
    return [Line(spans, 4, mark), Line((*_origin(citation, language), ("id", citation.id)), 4)]


def quoted(citation: Citation, language: Language) -> tuple[Span, ...]:
    """The quote, who said it, and what the dates in it stand for."""
    spans: list[Span] = [("quote", f"“{citation.quote}”")]
    said_by = ", ".join(filter(None, (citation.speaker, citation.role)))
    if said_by:
        spans.append(("text", f" — {said_by}"))
    if citation.dates:
        meant = "; ".join(
            f"{found.text} = {written(found.value, language, found.part)}" for found in citation.dates
        )
        spans.append(("faint", f" [{meant}]"))
    return tuple(spans)


def _origin(citation: Citation, language: Language) -> list[Span]:
    return [
        ("meta", " · ".join([*outlet_facts(citation, language), place_label(citation, language)]) + " · ")
    ]


def outlet_facts(citation: Citation, language: Language) -> list[str]:
    """Outlet, author and date; a day that only the article's own text names is marked as about right."""
    facts = [citation.publisher or citation.source]
    if citation.author:
        facts.append(citation.author)
    if citation.published:
        facts.append(date(citation.published, language))
    elif citation.day:
        facts.append(f"{label('about', language)} {date(citation.day, language)}")
    return facts


def place_label(citation: Citation, language: Language) -> str:
    if citation.paragraph:
        return f"{label('paragraph', language)} {citation.paragraph}"
    return label("title", language)


def timeline_lines(statements: Sequence[DatedStatement], topic: str, language: Language) -> list[Line]:
    """One statement a line, oldest first: date, quote, speaker, outlet, citation id."""
    if not statements:
        return [Line((("warning", label("timeline_none", language)),))]
    lines = [Line((("label", f"{topic.rstrip('?!. ')}. {label('timeline', language)}"),))]
    for statement in statements:
        citation = statement.citation
        day = written(statement.date, language)
        if not statement.named and not citation.published:
            day = f"{label('about', language)} {day}"
        outlet = f" · {citation.publisher or citation.source} · "
        lines.append(
            Line(
                (("label", f"{day}  "), *quoted(citation, language), ("meta", outlet), ("id", citation.id)),
                2,
            )
        )
    return lines


def timeline_json(topic: str, language: Language, statements: Sequence[DatedStatement]) -> dict[str, Any]:
    """A timeline for programs: ``statements`` hold ``date``, ``named`` and ``citation``."""
    return {
        "topic": topic,
        "language": language,
        "statements": [
            {"date": item.date, "named": item.named, "citation": citation_json(item.citation)}
            for item in statements
        ],
    }


def cite_lines(found: CitationContext, language: Language) -> list[Line]:
    """A citation looked up: its article, then the quote within its paragraph and neighbours."""
    citation = found.citation
    lines = [Line((("label", citation.title or label("untitled", language)),))]
    lines.append(Line((*_origin(citation, language), ("id", citation.id))))
    lines.append(Line((("faint", citation.source),)))
    if found.edited:
        lines.append(Line((("warning", label("edited", language)),)))
    lines += [entry for text in found.before for entry in (Line(), Line((("faint", text),), 2))]
    lines += [Line(), Line(_highlight(found.paragraph, citation.quote), 2, "»")]
    lines += [entry for text in found.after for entry in (Line(), Line((("faint", text),), 2))]
    return lines


def _highlight(paragraph: str, quote: str) -> tuple[Span, ...]:
    before, hit, after = paragraph.partition(quote)
    parts: list[Span] = [("text", before), ("quote", hit), ("text", after)]
    return tuple(span for span in parts if span[1])


def article_lines(articles: Sequence[ArticleInfo], language: Language) -> list[Line]:
    """One article a line: code, date, title, outlet, source."""
    if not articles:
        return [Line((("warning", label("articles_none", language)),))]
    wide = max(len(info.code) for info in articles) + 2
    lines = []
    for info in articles:
        day = (info.published or "")[:10].ljust(10)
        facts = " · ".join(fact for fact in (info.publisher, info.author, info.source) if fact)
        title = info.title or label("untitled", language)
        spans: tuple[Span, ...] = (("faint", f"{day}  "), ("label", title), ("meta", f"  {facts}"))
        if info.duplicate_of:
            spans += (("warning", f"  = {info.duplicate_of}"),)
        lines.append(Line(spans, wide, info.code))
    return lines


def matching(articles: Iterable[ArticleInfo], words: str) -> list[ArticleInfo]:
    """The articles whose title, outlet, author, source or code hold every one of ``words``."""
    wanted = words.casefold().split()
    return [
        info
        for info in articles
        if all(
            word
            in " ".join(
                filter(None, (info.code, info.title, info.publisher, info.author, info.source))
            ).casefold()
            for word in wanted
        )
    ]


_SHOWN: Final = ("bm25", "dense", "fused", "reader", "reranker")
"""Scores of a candidate that a person wants to see; the JSON form has all."""
_ROW: Final = 78
"""Columns of a line on a screen of 80, with room to spare for a wider sign."""
_MOST_NOTES: Final = 10
"""With these and as many candidates as the rows left hold, it all stands on a screen of 24 rows."""
_MOST_BELOW: Final = 17
_LONGEST_BESIDE: Final = 48
_SHORTEST_BESIDE: Final = 12
_FIGURES: Final = re.compile(r"(?:\w+ -?\d+\.\d+(?: +|$)){4,}")
"""A note of numbers only: they are for programs, not for people."""


def why_lines(answer: Answer) -> list[Line]:
    """How the answer was reached: what was understood, what was weighed, what was decided. Fits a screen of
    80 by 24: what is long is cut and what is much is counted; the JSON form has all."""
    why, language = answer.why, answer.language
    if why is None:
        return [Line((("warning", label("no_why", language)),))]
    understood = shorten(why.understood, 2 * _ROW - 30)
    lines = [
        Line((("label", f"{label('understood', language)}: "), ("text", understood))),
        Line((("label", f"{label('kind', language)}: "), ("text", why.kind))),
    ]
    notes = _notes(why.notes)
    left_out = len(why.notes) - len(notes)
    if notes:
        more = f" ({label('left_out', language).format(count=left_out)})" if left_out else ""
        lines.append(Line((("label", f"{label('notes', language)}:"), ("faint", more))))
        lines += [Line((("text", shorten(note, _ROW - 4)),), 4, "  -") for note in notes]
    if why.candidates:
        lines.append(Line((("label", f"{label('candidates', language)}:"),)))
        for number, hit in enumerate(why.candidates[: _MOST_BELOW - len(notes)], start=1):
            lines.append(_candidate_line(number, hit))
    return lines


def _notes(notes: Sequence[str]) -> list[str]:
    """The notes that are shown: of every part of the question as many, the first ones and the last, which
    says what was decided."""
    parts: list[list[str]] = []
    for note in notes:
        if not parts or note.startswith("part: "):
            parts.append([])
        if not _FIGURES.fullmatch(note):
            parts[-1].append(note)
    shown = [0] * len(parts)
    for _ in range(_MOST_NOTES):
        open_parts = [at for at, part in enumerate(parts) if shown[at] < len(part)]
        if open_parts:
            shown[min(open_parts, key=lambda at: shown[at])] += 1
    return [
        note
        for part, count in zip(parts, shown, strict=True)
        if count
        for note in (*part[: count - 1], part[-1])
    ]


def _candidate_line(number: int, hit: Hit) -> Line:
    place = f"{hit.passage.article.code}-{hit.passage.paragraph}"
    scores = "  ".join(f"{name} {hit.features[name]:.2f}" for name in _SHOWN if name in hit.features)
    room = min(_LONGEST_BESIDE, _ROW - 5 - len(place) - len(scores) - 4)
    text = f"  {shorten(hit.passage.text, room)}" if room >= _SHORTEST_BESIDE else ""
    return Line((("id", place), ("faint", f"  {scores}"), ("text", text)), 5, f"{number:3}.")


def shorten(text: str, longest: int = _LONGEST_PREVIEW) -> str:
    """The beginning of ``text``, cut at a word, at most ``longest`` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"


def to_json(answer: Answer, id: object = None) -> dict[str, Any]:  # noqa: A002 - the contract's own name
    """The public contract: every key always there, unknown values ``None``. ``id`` is passed through."""
    return {
        "id": id,
        "question": answer.question,
        "language": answer.language,
        "status": answer.status,
        "verdict": answer.verdict,
        "answer": answer.text,
        "phrased": answer.phrased,
        "confidence": round(float(answer.confidence), 4),
        "as_of": answer.as_of,
        "sources": answer.sources,
        "citations": [citation_json(citation) for citation in answer.citations],
        "nearest": [citation_json(citation) for citation in answer.nearest],
        "took_ms": round(float(answer.took_ms), 1),
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One quote of the contract."""
    return {**dataclasses.asdict(citation), "score": round(float(citation.score), 4)}


def why_json(why: Explanation) -> dict[str, Any]:
    """What ``--explain --json`` adds under ``why``."""
    return {
        "understood": why.understood,
        "kind": why.kind,
        "notes": list(why.notes),
        "candidates": [
            {
                "article": hit.passage.article.code,
                "paragraph": hit.passage.paragraph,
                "score": hit.score,
                "features": dict(hit.features),
                "text": hit.passage.text,
            }
            for hit in why.candidates
        ],
    }
