"""Numbers as Indonesian and English news write them, told apart by value and unit and not by spelling.

``1,5 juta`` is ``1.5 million``, ``dua belas`` is ``twelve`` and ``Rp15 ribu`` is ``15 thousand rupiah``; but
``12 persen`` is not ``12``. Nothing is computed: a range is its two ends, ``2 juta 500 ribu`` two figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its scale worked in. Equal figures say the same in either language."""

    value: Decimal
    unit: str = ""
    """``percent``, a currency, ``many`` for a vague number (``puluhan``, ``dozens``), else empty."""


def _table(*rows: str) -> dict[str, Decimal]:
    """``"2 dua two"`` in each row: a value, then the words for it."""
    return {word: Decimal(value) for row in rows for value, *words in [row.split()] for word in words}


_ONES: Final = _table(
    "1 satu one", "2 dua two", "3 tiga three", "4 empat four", "5 lima five", "6 enam six", "7 tujuh seven",
    "8 delapan eight", "9 sembilan nine", "10 sepuluh ten", "11 sebelas eleven", "12 twelve", "13 thirteen",
    "14 fourteen", "15 fifteen", "16 sixteen", "17 seventeen", "18 eighteen", "19 nineteen", "20 twenty",
    "30 thirty", "40 forty", "50 fifty", "60 sixty", "70 seventy", "80 eighty", "90 ninety", "100 seratus",
)  # fmt: skip
_TIMES: Final = _table("10 puluh", "100 ratus hundred")
"""What multiplies only the digit before it: ``dua ratus lima puluh``."""
_SCALES: Final = _table(
    "1000 ribu rb thousand", "1000000 juta jt million", "1000000000 miliar milyar billion bn",
    "1000000000000 triliun trillion",
)  # fmt: skip
_WHOLE: Final = _table(
    "1000 seribu", "1000000 sejuta", "1 pertama first", "2 kedua second both twice double ganda",
    "3 ketiga third", "4 keempat fourth", "5 kelima fifth", "6 keenam sixth", "7 ketujuh seventh",
    "8 kedelapan eighth", "9 kesembilan ninth", "10 kesepuluh tenth", "0.5 setengah separuh separo half",
)  # fmt: skip
_VAGUE: Final = _table(
    "10 puluhan dozens tens", "11 belasan", "100 ratusan hundreds", "1000 ribuan thousands",
    "1000000 jutaan millions", "1000000000 miliaran billions",
)  # fmt: skip
_MULTIPLIES: Final = _SCALES | _TIMES | {word: _VAGUE[word] for word in ("ribuan", "jutaan", "miliaran")}
"""What digits are multiplied by: ``14 ribuan`` is about 14,000."""
_BEFORE: Final = {"rp": "rupiah", "idr": "rupiah", "us$": "dollar", "usd": "dollar", "$": "dollar",
                  "s$": "dollar", "aud": "dollar", "sgd": "dollar", "€": "euro", "eur": "euro", "£": "pound",
                  "gbp": "pound", "¥": "yen", "jpy": "yen", "rmb": "yuan", "cny": "yuan",
                  "rm": "ringgit"}  # fmt: skip
_MONEY: Final = {
    "rupiah": "rupiah", "dolar": "dollar", "dollar": "dollar", "dollars": "dollar", "euro": "euro",
    "euros": "euro", "pound": "pound", "pounds": "pound", "poundsterling": "pound", "yen": "yen",
    "yuan": "yuan", "ringgit": "ringgit", "rubel": "rubel", "naira": "naira", "peso": "peso", "won": "won",
    "baht": "baht", "riyal": "riyal",
}  # fmt: skip
_BEHIND: Final = {
    "%": "percent",
    "persen": "percent",
    "persennya": "percent",
    "percent": "percent",
    "pct": "percent",
} | _MONEY

_MONEY_SCALES: Final = _table("1000000 m", "1000000000000 tn trn")
"""What stands for a scale in an amount of money only: ``$120m``, ``91m euros``."""
_RUPIAH_SCALES: Final = _table("1000000000 m", "1000000000000 t")
"""The same of rupiah, as headlines have it: ``Rp 52 T``."""

NUMERALS: Final = "|".join([*_ONES, "seribu", "sejuta", "setengah", "separuh", "separo", "half", *_VAGUE])
"""Numbers in words, to be put into a pattern; what only counts with others (``belas``) is in the next."""
SCALES: Final = "|".join([*_MULTIPLIES, "tn", "belas", "persen(?:nya)?", "per ?cent"])
CURRENCIES: Final = "|".join(_MONEY)

_CLOCK: Final = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b")
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|(?:us|s)?[$€£¥]|%|[^\W\d_]+", re.IGNORECASE)
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:(?P<mark>[.,])\d{3})(?:(?P=mark)\d{3})*(?:[.,]\d+)?")
_NEAR: Final = re.compile(r"[ \t\u00a0-]*")
_NEAR_SIGN: Final = re.compile(r"\.?[ \t\u00a0-]*")
"""What may stand behind "Rp", which some papers shorten with a full stop."""
_LONGEST: Final = 40
"""Characters of a number. What is longer is no number of the news."""

_Token = tuple[str, int, int]


def find(text: str) -> list[Figure]:
    """The figures of ``text`` in order, with repeats.

    ``satu`` and ``one`` alone are words like any other and left out. A time of day is a figure with its
    minutes behind the point: ``9:15`` and ``09.15`` are equal.
    """
    text = _CLOCK.sub(r"\1.\2", text)
    tokens = [(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    found: list[Figure] = []
    at = 0
    while at < len(tokens):
        numbers, after = _read(tokens, at, text)
        unit = _unit(tokens, at, after, text) if numbers else ""
        found += [Figure(number.value, number.unit or unit) for number in numbers]
        at = after
    return found


def _read(tokens: Sequence[_Token], at: int, text: str) -> tuple[list[Figure], int]:
    """The number that begins at token ``at`` (none, or the parts of a date with full stops), and the
    index of the token behind it."""
    word = tokens[at][0]
    if word[0].isdecimal():
        values = list(_digits(word))
        after, scale = _scaled(tokens, at + 1, text)
        letter = _letter(tokens, at, text) if after == at + 1 else None
        if letter:
            after, scale = at + 2, letter
        return [Figure(value) for value in values[:-1]] + [Figure(values[-1] * scale)], after
    if word in _VAGUE:
        return [Figure(_VAGUE[word], "many")], at + 1
    if word in _WHOLE:
        return [Figure(_WHOLE[word])], at + 1
    if word in _ONES or (word == "hundred" and at + 1 < len(tokens)):
        return _words(tokens, at, text)
    return [], at + 1


def _digits(word: str) -> Iterator[Decimal]:
    """``1.500`` and ``1,500`` are 1500, ``62,5`` and ``62.5`` are 62.5; ``26.7.2023`` are three numbers."""
    word = word[:_LONGEST]
    if word.isdecimal():
        yield Decimal(word)
        return
    marks = re.findall("[.,]", word)
    if _THOUSANDS.fullmatch(word):
        decimals = word.rpartition(marks[-1])[2] if len(set(marks)) == 2 else ""
        whole = re.sub("[.,]", "", word[: len(word) - len(decimals)])
        yield Decimal(f"{whole}.{decimals}" if decimals else whole)
    elif len(marks) == 1:
        yield Decimal(word.replace(",", "."))
    else:
        yield from (Decimal(part) for part in re.split("[.,]", word) if part)


def _words(tokens: Sequence[_Token], at: int, text: str) -> tuple[list[Figure], int]:
    """A number in words: ``dua ratus lima puluh``, ``one hundred and five thousand``."""
    total = current = last = Decimal(0)
    first = at
    while at < len(tokens) and (at == first or _adjoin(tokens, at, text)):
        word = tokens[at][0]
        if word in _ONES:
            last = _ONES[word]
            current += last
        elif word == "belas":
            current += 10
        elif word in _TIMES:
            current += (last or 1) * _TIMES[word] - last
            last = Decimal(0)
        elif word in _SCALES:
            total, current, last = total + max(current, Decimal(1)) * _SCALES[word], Decimal(0), Decimal(0)
        elif not (word == "and" and tokens[at - 1][0] in {"hundred", "thousand"} and _more(tokens, at + 1)):
            break
        at += 1
    value = total + current
    return ([] if (value, at) == (Decimal(1), first + 1) else [Figure(value)]), at


def _more(tokens: Sequence[_Token], at: int) -> bool:
    return at < len(tokens) and tokens[at][0] in _ONES


def _scaled(tokens: Sequence[_Token], at: int, text: str) -> tuple[int, Decimal]:
    """The scale words from token ``at`` on, multiplied, and the index behind them."""
    scale = Decimal(1)
    while at < len(tokens) and tokens[at][0] in _MULTIPLIES and _adjoin(tokens, at, text):
        scale *= _MULTIPLIES[tokens[at][0]]
        at += 1
    return at, scale


def _letter(tokens: Sequence[_Token], at: int, text: str) -> Decimal | None:
    """The scale that a letter behind the digits of token ``at`` stands for, where they are money."""
    if at + 1 >= len(tokens) or not _adjoin(tokens, at + 1, text):
        return None
    currency = _unit(tokens, at, at + 2, text)
    if not currency or currency == "percent":
        return None
    return (_RUPIAH_SCALES if currency == "rupiah" else _MONEY_SCALES).get(tokens[at + 1][0])


def _unit(tokens: Sequence[_Token], first: int, after: int, text: str) -> str:
    if first and tokens[first - 1][0] in _BEFORE:
        sign, _, end = tokens[first - 1]
        if (_NEAR_SIGN if sign == "rp" else _NEAR).fullmatch(text, end, tokens[first][1]):
            return _BEFORE[sign]
    if after < len(tokens) and _adjoin(tokens, after, text):
        if tokens[after][0] == "per" and after + 1 < len(tokens) and tokens[after + 1][0] == "cent":
            return "percent"
        return _BEHIND.get(tokens[after][0], "")
    return ""


def _adjoin(tokens: Sequence[_Token], at: int, text: str) -> bool:
    """Does nothing but blanks and hyphens stand between this token and the one before it?"""
    return _NEAR.fullmatch(text, tokens[at - 1][2], tokens[at][1]) is not None
