"""News that we invented, with questions: what the reader learns the field from and answering is fitted on.

``news/*.jsonl`` holds dossiers, one a line: three articles on one story, by outlets and days that do not
always agree, and some thirty questions in Indonesian and English, a few in chat spelling too, each with
the sentences that answer it. About a third are near misses: nothing in the dossier answers them. People,
firms and events are made up. One dossier in four is held out: no reader is trained on it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from qabot.errors import UsageError
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qabot.types import Language, VerdictLabel

FOLDER: Final = Path(__file__).resolve().parent / "news"
HELD_OUT: Final = 4
"""One dossier in so many is held out."""

Side = Literal["yes", "no"]
_SIDES: Final = {"y": "yes", "n": "no"}


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
    """All dossiers, by file and line. Raises :class:`~qabot.errors.UsageError` when there is none."""
    return [
        dossier(json.loads(line), held_out=number % HELD_OUT == 0)
        for path in _files(folder, "*.jsonl")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines())
    ]


def blocks(folder: Path) -> Iterator[tuple[str, int, list[str]]]:
    """What stands between blank lines in the text files of ``folder``, by file and place: name, place and
    lines of each. Raises :class:`~qabot.errors.UsageError` when there is no file."""
    for path in _files(folder, "*.txt"):
        for number, block in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))):
            if block.strip():
                yield f"{path.stem}-{number}", number, block.strip().splitlines()


def _files(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    if not found:  # training would go on with less, and nobody would know
        raise UsageError(
            f"{folder} holds no {pattern}: the installed package leaves the training texts out.",
            mend="Train in a clone of the project: pip install -e '.[train]'",
        )
    return found


def dossier(row: Mapping[str, Any], *, held_out: bool) -> Dossier:
    """A dossier of its line, read."""
    asked = tuple(one for question in row["questions"] for one in _wordings(row["dossier"], question))
    return Dossier(row["dossier"], tuple(map(_article, row["articles"])), asked, held_out)


def questions(
    name: str,
    lines: Iterable[str],
    *,
    kind: str,
    place: str,
    gold: Callable[[str], tuple[str, str] | None],
    mend: str,
) -> Iterator[dict[str, Any]]:
    """The questions of a text file as a dossier's line has them, one of ``lines`` each::

        ? y3,1 | A question in Indonesian? | The same in English? | as in a chat, or nothing
        ? w2 [the short answer] | ... | ...

    It starts with what answers it: ``y`` for sentences that affirm, ``n`` for such that deny, ``w`` for such
    that tell, by their places, the best first; ``o`` marks a yes/no question and ``x`` another that nothing
    answers. ``place`` is the pattern of a place and ``gold`` gives its article and sentence, None for a place
    that is none; ``kind`` is what a question with ``w`` or ``x`` is called. Raises
    :class:`~qabot.errors.UsageError` with ``mend`` for a line that is not written so.
    """
    pattern = re.compile(
        rf"(?P<mark>[ynwox])(?: ?(?P<places>{place}(?:, ?{place})*))?(?: \[(?P<answer>[^\]]*)\])?"
    )
    for number, line in enumerate(lines, 1):
        mark, *wordings = (part.strip() for part in line.removeprefix("? ").split("|"))
        found = pattern.fullmatch(mark)
        places = [gold(one.strip()) for one in (found["places"] or "").split(",") if one] if found else []
        if (
            not found
            or not line.startswith("? ")
            or not 2 <= len(wordings) <= 3
            or bool(places) != (found["mark"] in "ynw")
            or (found["answer"] and found["mark"] != "w")
            or None in places
        ):
            raise UsageError(f"{name}: {line!r} cannot be read.", mend=mend)
        side = _SIDES.get(found["mark"])
        yield {
            "n": number,
            "type": "yesno" if found["mark"] in "yno" else kind,
            "id": wordings[0],
            "en": wordings[1],
            "chat": wordings[2] if len(wordings) == 3 else "",
            "verdict": side,
            "answer": found["answer"] or None,
            "gold": [(*one, side) for one in places if one],
        }


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


def translated(found: Iterable[Dossier]) -> Iterator[tuple[str, str]]:
    """The questions that are not held out, in English and in Indonesian."""
    for dossier in found:
        if not dossier.held_out:
            asked = {one.name: one.question for one in dossier.asked}
            for name, question in asked.items():
                if name.endswith("-en"):
                    yield question, asked[name.removesuffix("en") + "id"]


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
