"""Amounts in a sentence: a number with its currency, scale and the thing counted, as one piece of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.answering.words import followwords
from qabot.text import figures
from qabot.text.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.text.figures import Figure

_GAP: Final = r"[ \u00a0]"
_SIGN: Final = (
    r"(?:Rp\.?|\b(?:IDR|USD|AUD|SGD|EUR|GBP|RMB|CNY|JPY|MYR|THB|KRW|INR|CHF|SAR|ISK)"
    r"|(?:US|HK|Sin|[ACS])?[$€£¥])"
)
_DIGITS: Final = (
    rf"\d+(?:[.,]\d+)*(?:,{_GAP}\d+(?={_GAP}(?:persen|juta|miliar|triliun)\b))?"
    rf"(?:x\d+(?:[.,]\d+)*)?(?:{_GAP}?°{_GAP}?[CFR]?\b|(?!(?:st|nd|rd|th|[ap]m)\b)[a-z]{{1,3}}\b)?"
)
""" "24, 6 persen" is printed so now and then; "120m", "6x4" and "36°C" go on without a blank."""
ONE: Final = (
    rf"(?:Rp\.?{_GAP}?\d+(?:[.,]\d+)*{_GAP}?(?-i:[MT])\b"
    rf"|(?:{_SIGN}{_GAP}?)?(?:{_DIGITS}|\b(?:{figures.NUMERALS})\b))"
    rf"(?:[ \u00a0-]?(?:{figures.SCALES})\b|{_GAP}?%|{_GAP}(?:{figures.NUMERALS})\b)*"
    rf"(?:{_GAP}(?:{figures.CURRENCIES})\b"
    rf"(?:{_GAP}(?:AS|US|Singapura|Australia|Hong Kong|Amerika(?:{_GAP}Serikat)?))?)?"
)
"""A number in digits or words, with the currency and the scale that belong to it; to be matched in either
case."""
MONEY: Final = re.compile(rf"{_SIGN}|\b(?:{figures.CURRENCIES})\b", re.IGNORECASE)
_AMOUNT: Final = re.compile(rf"(?<![\w/.,:-]){ONE}(?![\w]|[/:]\d)", re.IGNORECASE)
_NOUN: Final = re.compile(rf"{_GAP}([a-z][\w-]*)")
NOT_COUNTED: Final = (
    followwords.STOPS
    | followwords.AUXILIARIES
    | frozenset(
        "adalah akan telah sudah agar bakal tapi hanya lalu silam lebih more than less a an each every but"
        " last likes pun ya mungkin merupakan bersama langsung sendiri terdapat across would".split()
    )
) - {"hari"}
"""Words behind a number that are nothing to be counted."""
MAJORITY: Final = re.compile(
    r"\b(?:sebagian besar|mayoritas|kebanyakan|(?:the |a )?majority of"
    r"|(?<!the )most (?:of (?:the )?)?(?=(?:[a-z-]+ ){0,2}[a-z]{2,}s\b|people\b|children\b))",
    re.IGNORECASE,
)
"""What says "most of them"."""
_SHARE: Final = re.compile(r"\b\d{1,3}(?:[.,]\d+)?(?: ?%| persen\b| per ?cent\b)", re.IGNORECASE)
VERB: Final = re.compile(r"me(?:m[bpf]|n[cdgjy])\w{3,}")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` of the sentence it was found in."""

    start: int
    end: int
    figure: Figure
    counted: str
    """Stem of the word for what is counted; empty for money, shares and bare numbers."""


def with_share(question: str, sentence: str) -> str:
    """A ``question`` after most of them, asked of the share that ``sentence`` tells, when that is most: "81
    persen warga" is what it says of "sebagian besar warga". Empty for others.

    >>> with_share("Apakah sebagian besar warga setuju?", "Sebanyak 81 persen warga mendukung.")
    'Apakah 81 persen warga setuju?'
    """
    shares = _SHARE.findall(sentence) if MAJORITY.search(question) else []
    values = figures.find(shares[0]) if len(shares) == 1 else []
    if not values or not 50 < values[0].value <= 100:
        return ""
    return " ".join(MAJORITY.sub(f"{shares[0]} ", question).split())


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
        noun = None if found[0].unit else _NOUN.match(sentence, end)
        if noun is None or noun[1] in NOT_COUNTED or VERB.fullmatch(noun[1]):
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
