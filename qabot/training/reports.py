"""Our own questions on real news, whose articles stay with the training data.

``reports/*.txt`` holds the questions (:func:`qabot.training.dossiers.questions`), a blank line apart::

    ## id-scrapes/3f1c09a2b7de id-scrapes/77e0b1c4a95d
    ? y1:512,2:0 | A question in Indonesian? | The same in English? | as in a chat, or nothing
    ? w1:301 [the short answer] | ...

The header names one article or two that belong together: the set of ``news/`` and the beginning of the
SHA-1 of title, newline and text. What answers is told by article and by the character at which its sentence
begins, counted over the same string. Every sentence that answers is named, the best first.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.errors import UsageError
from qabot.text import sentences
from qabot.training import data as training_data
from qabot.training import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qabot.training.dossiers import Dossier

FOLDER: Final = Path(__file__).resolve().parent / "reports"
HELD_OUT: Final = 5
"""One header in so many is held out."""
_MEND: Final = "See qabot/training/reports.py."


def load(data: Path, folder: Path = FOLDER) -> list[Dossier]:
    """All questions with their articles out of ``data``, by file and place. Raises
    :class:`~qabot.errors.UsageError` for what is not written as above and for an article ``data`` has not."""
    blocks = list(dossiers.blocks(folder))
    articles = _articles(data, {key for _, _, lines in blocks for key in _keys(lines[0])})
    return [
        dossiers.dossier(_row(name, lines, articles), held_out=number % HELD_OUT == HELD_OUT - 1)
        for name, number, lines in blocks
    ]


def translated() -> Iterator[tuple[str, str]]:
    """The questions that are not held out, in English and in Indonesian; their articles need not be there."""
    for _, number, lines in dossiers.blocks(FOLDER):
        if number % HELD_OUT != HELD_OUT - 1:
            for line in lines[1:]:
                _, indonesian, english, *_ = (part.strip() for part in line.split("|"))
                yield english, indonesian


def key(dataset: str, row: Mapping[str, Any]) -> str:
    """What a header calls an article of ``news/<dataset>``."""
    digest = hashlib.sha1(_whole(row).encode(), usedforsecurity=False).hexdigest()
    return f"{dataset}/{digest[:12]}"


def _whole(row: Mapping[str, Any]) -> str:
    return f"{row['title']}\n{row['text']}"


def _keys(head: str) -> list[str]:
    if not head.startswith("## "):
        raise UsageError(f"{head!r} is no header.", mend=_MEND)
    return head.removeprefix("## ").split()


def _articles(data: Path, wanted: set[str]) -> dict[str, dict[str, Any]]:
    found = {}
    for dataset in sorted({name.partition("/")[0] for name in wanted}):
        for row in training_data.rows(data, f"news/{dataset}"):
            name = key(dataset, row)
            if name in wanted:
                found[name] = row
    return found


def _row(name: str, lines: list[str], articles: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Questions and articles as a dossier's line has them."""
    keys = _keys(lines[0])
    for one in keys:
        if one not in articles:
            raise UsageError(
                f"{name}: the training data has no article {one}.",
                mend="Give the folder that the questions were written on with --data.",
            )
    rows = [articles[one] for one in keys]
    texts = [_whole(row) for row in rows]

    def gold(place: str) -> tuple[str, str] | None:
        number, _, at = place.partition(":")
        if not 1 <= int(number) <= len(texts):
            return None
        return f"{name}-{number}", _sentence(texts[int(number) - 1], int(at))

    asked = dossiers.questions(name, lines[1:], kind="report", place=r"\d:\d+", gold=gold, mend=_MEND)
    return {
        "dossier": name,
        "articles": [
            {
                "id": f"{name}-{number}",
                "outlet": row["outlet"] or None,
                "author": None,
                "date": row["date"] or None,
                "lang": row["lang"],
                "title": row["title"],
                "paragraphs": [text for text in row["text"].split("\n") if text.strip()],
            }
            for number, row in enumerate(rows, 1)
        ],
        "questions": list(asked),
    }


def _sentence(text: str, at: int) -> str:
    """The sentence of ``text`` that the character ``at`` lies in; the title is one."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    if start == 0:
        return line
    return next((line[a:b] for a, b in sentences.split(line) if start + b > at), line)
