"""Which of several things of one name is meant: the "Kenari 7" is not the "Kenari 7 Pro", nor the "Kenari 8".

What is told of one says nothing of another, however alike the words around them are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.reading.nouns import CALENDAR

if TYPE_CHECKING:
    from collections.abc import Iterable

_EDITION: Final = r"(?:Pro|Max|Plus|Ultra|Mini|Lite|Slim|Air|Turbo|Prime|Neo|SE|FE|XL|XR)\b"
"""What is written behind a number or an edition to tell one product from its siblings."""
_NUMBER: Final = r"(?:\d{1,3}[A-Z]?|[IVX]{1,5})\b(?![.,:/%-]?\d|%)"
"""No year, which tells the date, and no amount."""
_VARIANT: Final = rf"(?:{_NUMBER}(?:[ -]{_EDITION})*|{_EDITION}(?: {_EDITION})*)"
_COUNTED: Final = (
    r"(?! (?:kali|periode|orang|tahun|bulan|hari|pekan|jam|menit|detik|poin|gol|besar|ribu|juta|miliar"
    r"|triliun|persen|meter|kilometer|km|kg|ton|unit|times|terms|people|years|months|weeks|days|hours"
    r"|minutes|points|goals|thousand|million|billion|trillion|percent|per cent)\b)"
)
"""Behind a number that counts something and names nothing."""
_NAMED: Final = re.compile(
    rf"(?<![\w.,/])(?<!\bseri )(?<!\blini )([a-z]?[A-Z][^\W\d_]*)[ -]{_NUMBER}{_COUNTED}"
    r"(?! (?:series|lineup)\b)"
)
"""One thing, and no series of them."""
_AND: Final = r"(?:, ?|/| (?:dan|atau|serta|and|or|&) )"
_NO_BASE: Final = CALENDAR | frozenset(
    "rp usd ada apakah adakah berapa benarkah hanya sekitar tanggal dari are is were was do did about".split()
)


_SUBJECT: Final = re.compile(r"(?:\w+ (?:the )?)?(?:[A-Z]\w* )*")
"""What stands in front of the name that a yes/no question is about."""
_MEASURE: Final = re.compile(
    r"\b(?:daripada|dibanding\w*|ketimbang|seperti|layaknya|than|like|unlike|compared (?:to|with))"
    r"(?: \w+){0,3} $",
    re.IGNORECASE,
)
"""In front of what another thing is only measured against."""
_ROMAN: Final = {
    letters: str(number)
    for number, letters in enumerate("I II III IV V VI VII VIII IX X XI XII XIII XIV XV".split(), start=1)
}


def another(question: str, text: str, *, yesno: bool = False) -> str:
    """The thing of the ``question`` that ``text`` tells others of the same name from, without telling of
    it; empty when there is none.

    A question of ``yesno`` may be about it or ask whether it is the one: where it is not what the question
    begins with, another in its place denies.

    >>> another("Berapa harga Kenari 7?", "Kenari 7 Pro dijual lebih mahal.")
    'Kenari 7'
    """
    for match in _NAMED.finditer(question):
        base = match[1]
        begins = _SUBJECT.fullmatch(question, 0, match.start())
        measure = _MEASURE.search(question, 0, match.start())
        if base.lower() in _NO_BASE or measure or (yesno and not begins):
            continue
        asked = [variant for _, variant in _told(base, question)]
        told = [
            variant for at, variant in _told(base, text) if not _MEASURE.search(text, max(0, at - 80), at)
        ]
        if asked and told and not any(variant in told or _alone(variant, told, text) for variant in asked):
            return f"{base} {asked[0]}"
    return ""


def _alone(variant: str, told: Iterable[str], text: str) -> bool:
    """Whether ``text`` has the number of ``variant`` behind some other name: who writes "Kenari Bank 7" may
    mean the same as by "Kenari 7"."""
    number = variant.split()[0]
    if any(other.split()[0] == number for other in told):
        return False
    written = [number, *(letters for letters, value in _ROMAN.items() if value == number)]
    return any(re.search(rf"\b[A-Z]\w*[ -]{form}\b", text) for form in written)


def _told(base: str, text: str) -> list[tuple[int, str]]:
    """The numbers and editions of ``base`` that are in ``text``, also where one name stands for several
    ("Kenari 7, 7 Pro dan Pro Max"), with where they are named. Roman numbers are told as others."""
    name = rf"(?<!\w){re.escape(base)}(?: |-|(?=\d))"
    one = rf"{_VARIANT}{_COUNTED}"
    found = []
    for listed in re.finditer(rf"{name}({one}(?:{_AND}(?:{name})?{one})*)", text):
        number = ""
        for variant in re.findall(_VARIANT, listed[1]):
            words = variant.replace("-", " ").split()
            words[0] = _ROMAN.get(words[0], words[0])
            numbered = not re.match(_EDITION, variant)
            number = words[0] if numbered else number
            words = words if numbered or not number else [number, *words]
            found.append((listed.start(), " ".join(words)))
    return found
