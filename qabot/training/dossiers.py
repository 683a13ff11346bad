"""News that we invented, with questions: what the reader learns the field from and answering is fitted on.

``news/*.jsonl`` holds dossiers, one a line: three articles on one story, by outlets and days that do not
always agree, and some thirty questions in Indonesian and English, a few in chat spelling too, each with
the sentences that answer it. About a third are near misses: nothing in the dossier answers them. People,
firms and events are made up. One dossier in four is held out: no reader is trained on it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qabot.types import Language, VerdictLabel

FOLDER: Final = Path(__file__).resolve().parent / "news"
HELD_OUT: Final = 4
"""One dossier in so many is held out."""

Side = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Gold:
    """A sentence that answers."""

    source: str
    """``Article.source`` of its article."""
    quote: str
    """Exact text within one paragraph or the title."""
    side: Side | None
    """Of a yes/no question: what the sentence says to it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one of its wordings."""

    name: str
    question: str
    language: Language
    kind: str
    """``yesno``, ``why``, ``how``, ``quote``, or a kind with a short answer: ``who``, ``howmany`` ..."""
    verdict: VerdictLabel | None
    answer: str | None
    """The short answer, word for word in the first gold quote; None where a sentence answers."""
    gold: tuple[Gold, ...]
    """Best first; none when the dossier does not answer."""


@dataclass(frozen=True)
class Dossier:
    """Articles on one story with what they are asked."""

    name: str
    articles: tuple[Article, ...]
    asked: tuple[Asked, ...]
    held_out: bool

    @cached_property
    def paragraphs(self) -> tuple[tuple[Article, str], ...]:
        """Every title and paragraph with its article."""
        return tuple(
            (article, article.paragraph_text(paragraph))
            for article in self.articles
            for paragraph in article.paragraphs
        )


def load(folder: Path = FOLDER) -> list[Dossier]:
    """All dossiers, by file and line."""
    return [
        dossier(json.loads(line), held_out=number % HELD_OUT == 0)
        for path in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines())
    ]


def dossier(row: Mapping[str, Any], *, held_out: bool) -> Dossier:
    """A dossier of its line, read."""
    asked = tuple(one for question in row["questions"] for one in _wordings(row["dossier"], question))
    return Dossier(row["dossier"], tuple(map(_article, row["articles"])), asked, held_out)


def _wordings(dossier: str, row: Mapping[str, Any]) -> Iterator[Asked]:
    gold = tuple(Gold(f"{source}.txt", quote, side) for source, quote, side in row["gold"])
    wordings: Sequence[tuple[str, Language]] = (("id", "id"), ("en", "en"), ("chat", "id"))
    for field, language in wordings:
        if row[field]:
            yield Asked(
                name=f"{dossier}-{row['n']}-{field}",
                question=row[field],
                language=language,
                kind=row["type"],
                verdict=row["verdict"],
                answer=row["answer"],
                gold=gold,
            )


def _article(row: Mapping[str, Any]) -> Article:
    texts = [row["title"], *row["paragraphs"]]
    paragraphs, start = [], 0
    for number, text in enumerate(texts):
        paragraphs.append(Paragraph(number, start, start + len(text)))
        start += len(text) + 2
    source = f"{row['id']}.txt"
    return Article(
        source=source,
        origin=source,
        text="\n\n".join(texts),
        paragraphs=tuple(paragraphs),
        title=row["title"],
        language=row["lang"],
        publisher=row["outlet"],
        author=row["author"],
        published=row["date"],
    )
