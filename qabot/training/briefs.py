"""Short news that we invented, with questions that hang on which way a sentence answers.

``briefs/*.txt`` holds them as they were written, a blank line apart::

    ## id | Warta Lembah | Rukmini Sasongko | 2024-03-05 | The title
    A sentence a line; together they are the only paragraph.
    ? y1 | A question in Indonesian? | The same in English? | as in a chat, or nothing

A question starts with what answers it, ``y`` for sentences that affirm, ``n`` for such that deny and ``w``
for such that tell, by their numbers (0 is the title, the best comes first) and with the short answer in
brackets if there is one; ``o`` marks a yes/no question and ``x`` another that nothing here answers. Half
of what affirms holds a negation and half of what denies holds none, so that words alone tell little.
People, firms and events are made up.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.errors import UsageError
from qabot.training import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.training.dossiers import Dossier

FOLDER: Final = Path(__file__).resolve().parent / "briefs"
HELD_OUT: Final = 8
"""One brief in so many is held out."""
_ANSWERED: Final = re.compile(r"(?P<mark>[ynwox]) ?(?P<lines>\d+(?:, ?\d+)*)?(?: \[(?P<answer>[^\]]*)\])?")
_SIDES: Final = {"y": "yes", "n": "no"}


def load(folder: Path = FOLDER) -> list[Dossier]:
    """All briefs, each a dossier of one article, by file and place. Raises :class:`~qabot.errors.UsageError`
    for one that is not written as above."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        for number, block in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))):
            if block.strip():
                row = _row(f"{path.stem}-{number}", block.strip().splitlines())
                found.append(dossiers.dossier(row, held_out=number % HELD_OUT == HELD_OUT - 1))
    return found


def _row(name: str, lines: list[str]) -> dict[str, Any]:
    """A brief as a dossier's line has it."""
    head = [part.strip() for part in lines[0].removeprefix("## ").split("|")]
    if (
        not lines[0].startswith("## ")
        or len(head) != 5
        or head[0] not in ("id", "en")
        or not _is_day(head[3])
    ):
        raise UsageError(f"{name}: {lines[0]!r} is no header.", mend="See qabot/training/briefs.py.")
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
    asked = (line.removeprefix("? ") for line in lines if line.startswith("? "))
    return {"dossier": name, "articles": [article], "questions": list(_questions(name, sentences, asked))}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _questions(name: str, sentences: list[str], asked: Iterator[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(asked, 1):
        mark, *wordings = (part.strip() for part in line.split("|"))
        found = _ANSWERED.fullmatch(mark)
        places = [int(place) for place in (found["lines"] or "").split(",") if place] if found else []
        if (
            not found
            or not 2 <= len(wordings) <= 3
            or bool(places) != (found["mark"] in "ynw")
            or (found["answer"] and found["mark"] != "w")
            or any(place >= len(sentences) for place in places)
        ):
            raise UsageError(f"{name}: {line!r} cannot be read.", mend="See qabot/training/briefs.py.")
        side = _SIDES.get(found["mark"])
        yield {
            "n": number,
            "type": "yesno" if found["mark"] in "yno" else "brief",
            "id": wordings[0],
            "en": wordings[1],
            "chat": wordings[2] if len(wordings) == 3 else "",
            "verdict": side,
            "answer": found["answer"] or None,
            "gold": [(name, sentences[place], side) for place in places],
        }
