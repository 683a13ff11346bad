"""ISO dates in words, in both languages: the way back from :mod:`qabot.text.dates`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.text.dates import Part
    from qabot.types import Language

MONTHS: Final = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_PARTS: Final[dict[Language, dict[Part, str]]] = {
    "id": {"start": "awal", "middle": "pertengahan", "end": "akhir"},
    "en": {"start": "the start of", "middle": "the middle of", "end": "the end of"},
}
_WEEK: Final = re.compile(r"(\d{4})-W(\d\d)")


def written(iso: str, language: Language, part: Part | None = None) -> str:
    """``2023-07-28T19:42`` as ``28 Juli 2023 19:42``, ``2023-07`` as ``Juli 2023``; else unchanged.

    A week is named by its Monday: ``2023-W30`` is ``pekan 24 Juli 2023``. ``part`` goes in front.

    >>> written("2023-11", "en", "end")
    'the end of November 2023'
    """
    week = _WEEK.fullmatch(iso)
    if week:
        try:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        except ValueError:
            return iso
        opening = "pekan" if language == "id" else "the week of"
        return _in_front(part, f"{opening} {written(monday.isoformat(), language)}", language)
    day, _, time = iso.partition("T")
    parts = day.split("-")
    if not all(piece.isdigit() for piece in parts) or not 1 <= len(parts) <= 3:
        return iso
    if len(parts) > 1:
        month = int(parts[1])
        if not 1 <= month <= 12:
            return iso
        parts[1] = MONTHS[language][month - 1]
    words = [*parts[::-1], time[:5]]
    words[0] = words[0].lstrip("0") if len(parts) == 3 else words[0]
    return _in_front(part, " ".join(word for word in words if word), language)


def month(iso: str, language: Language) -> str:
    """The month of a day: ``Juli 2023``."""
    return written(iso[:7], language)


def _in_front(part: Part | None, words: str, language: Language) -> str:
    return f"{_PARTS[language][part]} {words}" if part else words
