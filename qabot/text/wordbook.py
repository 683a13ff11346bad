"""Words in the place of others: of the same meaning, broader ones, and opposites.

``words/<language>.txt`` holds a word a line, with others in just its form that can stand in its place::

    word | the same | broader | opposite
    mandatory | compulsory, required | | optional, voluntary

With the same in its place a question asks the same. What affirms a question affirms it with a broader word
too, and denies it with an opposite. Whole forms stand here, as Indonesian stems change with what is put
before them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from qabot.errors import ModelError

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Mapping

    from qabot.types import Language

FOLDER: Final = Path(__file__).resolve().parent / "words"

Relation = Literal["same", "broader", "opposite"]
_RELATIONS: Final[tuple[Relation, ...]] = ("same", "broader", "opposite")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Table = dict[str, list[str]]
"""What can stand in the place of each word."""


def exchanged(text: str, language: Language, relation: Relation, rng: random.Random) -> str:
    """``text`` with one word exchanged for another that is the ``relation`` of it; empty when it has none."""
    table = _book(language)[relation]
    places = [place for place in _WORD.finditer(text) if place[0] in table]
    if not places:
        return ""
    place = rng.choice(places)
    return f"{text[: place.start()]}{rng.choice(table[place[0]])}{text[place.end() :]}"


@cache
def alike(language: Language) -> Mapping[str, list[str]]:
    """Each word with those of the same meaning, whichever of the two has the other in its line."""
    found: Table = {}
    for word, others in _book(language)["same"].items():
        found.setdefault(word, []).extend(others)
        for other in others:
            found.setdefault(other, []).append(word)
    return {word: list(dict.fromkeys(others)) for word, others in found.items()}


def opposites(word: str, language: Language) -> list[str]:
    return _book(language)["opposite"].get(word, [])


def read(lines: Iterable[str], name: str) -> dict[Relation, Table]:
    """The tables of the file ``name``. Raises :class:`~qabot.errors.ModelError` for a line not as above."""
    found: dict[Relation, Table] = {relation: {} for relation in _RELATIONS}
    for number, line in enumerate(lines, start=1):
        word, *fields = (part.strip() for part in line.split("|"))
        if not word or len(fields) != len(_RELATIONS) or not any(fields):
            raise ModelError(
                f"{name}:{number} is {line.rstrip()!r}.",
                mend="Write `word | the same | broader | opposite`, or install qabot again.",
            )
        for relation, others in zip(_RELATIONS, fields, strict=True):
            if others:
                found[relation][word] = [other.strip() for other in others.split(",")]
    return found


@cache
def _book(language: Language) -> Mapping[Relation, Table]:
    path = FOLDER / f"{language}.txt"
    try:
        return read(path.read_text(encoding="utf-8").splitlines(), path.name)
    except OSError as error:
        raise ModelError(
            f"The word book {path} cannot be read ({error}).", mend="Install qabot again."
        ) from error
