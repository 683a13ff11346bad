"""Words that can stand in the place of others: of the same meaning, and translations.

``words/id.txt`` and ``words/en.txt`` hold a word a line, with others of its meaning in just its form, as
Indonesian stems change with what is put before them; ``words/en-id.txt`` holds what Indonesian news has for
an English word or a phrase that is more than its words ("call off"), likeliest first::

    mandatory | compulsory, required
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qabot.types import Language

FOLDER: Final = Path(__file__).resolve().parent / "words"

Table = dict[str, list[str]]
"""What can stand in the place of each word or phrase."""


@cache
def alike(language: Language) -> Mapping[str, list[str]]:
    """Each word with those of the same meaning, whichever of the two has the other in its line. Raises
    :class:`~qabot.errors.ModelError` when the file cannot be read."""
    lines = _file(f"{language}.txt")
    found = {word: list(others) for word, others in lines.items()}
    for word, others in lines.items():
        for other in others:
            found.setdefault(other, []).append(word)
    return {word: list(dict.fromkeys(others)) for word, others in found.items()}


@cache
def translated(language: Language) -> Mapping[str, list[str]]:
    """Each word of ``language``, and each phrase of the meaning of one, with those of the other language
    that may stand for it. Raises :class:`~qabot.errors.ModelError` when a file cannot be read."""
    table = _file("en-id.txt")
    found: Table = {}
    if language == "en":
        found = table
    else:
        for word, others in table.items():
            for other in others:
                found.setdefault(other, []).append(word)
    phrases = {
        phrase: [there for other in others for there in found.get(other, ())]
        for phrase, others in alike(language).items()
        if " " in phrase and phrase not in found
    }
    return found | {phrase: list(dict.fromkeys(there)) for phrase, there in phrases.items() if there}


def read(lines: Iterable[str], name: str) -> Table:
    """The file ``name``. Raises :class:`~qabot.errors.ModelError` for a line not as above."""
    found: Table = {}
    for number, line in enumerate(lines, start=1):
        word, _, others = (part.strip() for part in line.partition("|"))
        found[word] = [other.strip() for other in others.split(",")]
        if not word or not all(found[word]):
            raise ModelError(
                f"{name}:{number} is {line.rstrip()!r}.",
                mend="Write `word | another, another`, or install qabot again.",
            )
    return found


def _file(name: str) -> Table:
    path = FOLDER / name
    try:
        return read(path.read_text(encoding="utf-8").splitlines(), name)
    except OSError as error:
        raise ModelError(
            f"The word book {path} cannot be read ({error}).", mend="Install qabot again."
        ) from error
