"""Short news that we invented, with questions that hang on which way a sentence answers.

``briefs/*.txt`` holds them as they were written, a blank line apart::

    ## id | Warta Lembah | Rukmini Sasongko | 2024-03-05 | The title
    A sentence a line; together they are the only paragraph.
    ? y1 | A question in Indonesian? | The same in English? | as in a chat, or nothing

A question starts with what answers it (:func:`qabot.training.dossiers.questions`), sentences by their
numbers (0 is the title). Half of what affirms holds a negation and half of what denies holds none, so that
words alone tell little. People, firms and events are made up.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.errors import UsageError
from qabot.training import dossiers

if TYPE_CHECKING:
    from qabot.training.dossiers import Dossier

FOLDER: Final = Path(__file__).resolve().parent / "briefs"
HELD_OUT: Final = 8
"""One brief in so many is held out."""
_MEND: Final = "See qabot/training/briefs.py."


def load(folder: Path = FOLDER) -> list[Dossier]:
    """All briefs, each a dossier of one article, by file and place. Raises :class:`~qabot.errors.UsageError`
    for one that is not written as above."""
    return [
        dossiers.dossier(_row(name, lines), held_out=number % HELD_OUT == HELD_OUT - 1)
        for name, number, lines in dossiers.blocks(folder)
    ]


def _row(name: str, lines: list[str]) -> dict[str, Any]:
    """A brief as a dossier's line has it."""
    head = [part.strip() for part in lines[0].removeprefix("## ").split("|")]
    if (
        not lines[0].startswith("## ")
        or len(head) != 5
        or head[0] not in ("id", "en")
        or not _is_day(head[3])
    ):
        raise UsageError(f"{name}: {lines[0]!r} is no header.", mend=_MEND)
    if any(line.startswith("#") for line in lines[1:]):
        raise UsageError(f"{name}: two headers.", mend="Put a blank line between briefs.")
    language, outlet, author, day, title = head
    sentences = [title, *(line for line in lines[1:] if not line.startswith("? "))]
    article = {
        "id": name,
        "outlet": outlet,
        "author": None if author == "-" else author,
        "date": day,
        "lang": language,
        "title": title,
        "paragraphs": [" ".join(sentences[1:])],
    }
    asked = dossiers.questions(
        name,
        [line for line in lines if line.startswith("? ")],
        kind="brief",
        place=r"\d+",
        gold=lambda place: (name, sentences[int(place)]) if int(place) < len(sentences) else None,
        mend=_MEND,
    )
    return {"dossier": name, "articles": [article], "questions": list(asked)}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
