"""Words in the place of others: of the same meaning, broader ones, and opposites.

``words/<language>.txt`` holds a word a line, with others in just its form that can stand in its place::

    word | the same | broader | opposite
    mandatory | compulsory, required | | optional, voluntary

With the same in its place a question asks the same. What affirms a question affirms it with a broader word
too, and denies it with an opposite. Whole forms stand here, as Indonesian stems change with what is put
before them. ``words/en-id.txt`` holds what stands for an English word in Indonesian news, likeliest first::

    worried | khawatir, cemas
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


@cache
def translated(language: Language) -> Mapping[str, list[str]]:
    """Each word of ``language`` with those of the other language that may stand for it."""
    (table,) = _file("en-id.txt", 1)
    if language == "en":
        return table
    found: Table = {}
    for word, others in table.items():
        for other in others:
            found.setdefault(other, []).append(word)
    return found


def read(lines: Iterable[str], name: str, fields: int) -> list[Table]:
    """The tables of the file ``name``, one for each of so many ``fields`` behind the word. Raises
    :class:`~qabot.errors.ModelError` for a line not as above."""
    found: list[Table] = [{} for _ in range(fields)]
    for number, line in enumerate(lines, start=1):
        word, *rest = (part.strip() for part in line.split("|"))
        if not word or len(rest) != fields or not any(rest):
            raise ModelError(
                f"{name}:{number} is {line.rstrip()!r}.",
                mend=f"Write the word and {fields} more behind `|`, see qabot/text/wordbook.py,"
                " or install qabot again.",
            )
        for table, others in zip(found, rest, strict=True):
            if others:
                table[word] = [other.strip() for other in others.split(",")]
    return found


@cache
def _book(language: Language) -> Mapping[Relation, Table]:
    return dict(zip(_RELATIONS, _file(f"{language}.txt", len(_RELATIONS)), strict=True))


def _file(name: str, fields: int) -> list[Table]:
    path = FOLDER / name
    try:
        return read(path.read_text(encoding="utf-8").splitlines(), name, fields)
    except OSError as error:
        raise ModelError(
            f"The word book {path} cannot be read ({error}).", mend="Install qabot again."
        ) from error
