"""Amounts in a sentence: a number with its currency, scale and the thing counted, as one piece of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.text import figures
from qabot.text.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.text.figures import Figure

_CURRENCY: Final = r"(?:Rp\.?|IDR|USD|AUD|SGD|EUR|GBP|RMB|CNY|JPY|(?:US|HK|[AS])?[$€£¥])"
_WORDS: Final = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|sejuta|setengah"
    r"|puluhan|belasan|ratusan|ribuan|jutaan|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|dozens|hundreds|thousands|millions"
)
_SCALE: Final = (
    r"belas|puluh|ratus|ribu|ribuan|juta|jutaan|miliar|miliaran|milyar|triliun|hundred|thousand|million"
    r"|billion|trillion|bn|tn|persen|percent|per cent"
)
_GAP: Final = r"[ \u00a0]"
_AMOUNT: Final = re.compile(
    rf"(?<![\w/.,:-])(?P<currency>{_CURRENCY}{_GAP}?)?"
    rf"(?:\d+(?:[.,]\d+)*(?(currency)(?:(?:m|{_GAP}?(?-i:[MT]))\b)?)|\b(?:{_WORDS})\b)"
    rf"(?:{_GAP}?%|[ \u00a0-]?(?:{_SCALE})\b|{_GAP}(?:{_WORDS})\b)*"
    rf"(?:{_GAP}(?P<money>doll?ar|rupiah|euros?|dollars?|ringgit|yen|yuan|poundsterling)(?:{_GAP}(?:AS|US))?\b)?"
    r"(?![\w]|[/:]\d)",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(rf"{_GAP}([a-z][\w-]*)")
_NOT_COUNTED: Final = frozenset(
    "yang di ke dari dan atau untuk pada dengan dalam oleh sebagai itu ini akan telah sudah hingga sampai"
    " adalah setiap per saat karena juga lebih lagi lalu silam of in on at to from by and or for the a"
    " an that which was were is are has have had each every more less than as but who".split()
)
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` of the sentence it was found in."""

    start: int
    end: int
    figure: Figure
    counted: str
    """Stem of the word for what is counted; empty for money, shares and bare numbers."""


def find(sentence: str) -> Iterator[Amount]:
    """The amounts in ``sentence``, in order; years, dates and times of day are none.

    >>> [text[a.start:a.end] for text in ["sekitar 30 juta orang pada 2024"] for a in find(text)]
    ['30 juta orang']
    """
    for match in _AMOUNT.finditer(sentence):
        start, end = match.span()
        if _YEAR.fullmatch(match[0]):
            continue
        found = figures.find(match[0])
        if len(found) != 1:
            continue
        noun = None if match["currency"] or match["money"] or found[0].unit else _NOUN.match(sentence, end)
        if noun is None or noun[1] in _NOT_COUNTED:
            yield Amount(start, end, found[0], "")
        else:
            yield Amount(start, noun.end(), found[0], stem(noun[1]))


def whole(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The span of the amount that ``sentence[start:end]`` is a part of, so that none loses its scale or unit.

    The span itself when it is no part of one.
    """
    for amount in find(sentence):
        if amount.start < end and start < amount.end:
            return min(start, amount.start), max(end, amount.end)
    return start, end
