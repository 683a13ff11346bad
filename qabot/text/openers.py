"""The words that ask, and what they look like after a slip of the finger.

Elsewhere in a question a short word is left alone, because among short words all are alike. Where a question
opens only a few come into question, and without the one that asks it is not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.types import Language

OPENERS: Final[Mapping[Language, Sequence[str]]] = {
    "id": tuple(
        "apakah apa siapa berapa kapan bagaimana mengapa kenapa benarkah adakah sudahkah bisakah akankah"
        " siapakah berapakah kapankah di".split()
    ),
    "en": tuple(
        "what who when where which how why does did is are was were will has have had do can could would"
        " should whose".split()
    ),
}
"""Commonest first."""
MEASURES: Final[Sequence[str]] = "many much long far old often".split()
"""What follows "how" and asks for a number."""
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACE: Final = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}


def meant(word: str, openers: Sequence[str]) -> str:
    """The first of ``openers`` that ``word`` (lower case) is one slip away from; empty when it is one of
    them or none comes near."""
    if word in openers or len(word) < 3:
        return ""
    return next((opener for opener in openers if is_slip(word, opener)), "")


def is_slip(typed: str, intended: str) -> bool:
    """Whether ``typed`` is ``intended`` with one letter left out, typed twice, exchanged with the next or
    hit on the key beside it."""
    at = next((at for at, pair in enumerate(zip(typed, intended, strict=False)) if pair[0] != pair[1]), None)
    if at is None:
        at = min(len(typed), len(intended))
    match len(typed) - len(intended):
        case -1:
            return typed[at:] == intended[at + 1 :]
        case 1:
            return at > 0 and typed[at] == intended[at - 1] and typed[at + 1 :] == intended[at:]
        case 0 if at < len(typed):
            swapped = typed[at : at + 2] == intended[at : at + 2][::-1]
            if swapped and typed[at + 2 :] == intended[at + 2 :]:
                return True
            return typed[at + 1 :] == intended[at + 1 :] and _beside(typed[at], intended[at])
        case _:
            return False


def _beside(one: str, other: str) -> bool:
    if one not in _PLACE or other not in _PLACE:
        return False
    (row, column), (other_row, other_column) = _PLACE[one], _PLACE[other]
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1
