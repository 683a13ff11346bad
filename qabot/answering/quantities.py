"""Which numbers in a sentence answer "how many", "how much", "how long", "how old": with unit and scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.retrieval.lexicon import question_terms
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.answering.question import Question
    from qabot.types import Language

    Span = tuple[int, int]

_AMOUNT: Final = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|sejuta|setengah"
    r"|separuh"
    r"|puluhan|belasan|ratusan|ribuan|jutaan|miliaran|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|dozens|hundreds|thousands|millions|half"
)
_SCALE: Final = (
    r"belas|puluh|ratus|ribu|juta|miliar|milyar|triliun|hundred|thousand|million|billion|trillion|persen"
    r"|percent"
    r"|per cent|%"
)
_ONE: Final = (
    r"(?:(?:Rp\.?|IDR|US\$|USD|SGD|EUR|S\$|[$€£¥])[ \u00a0]?)?"
    rf"(?:\d+(?:[.,]\d+)*|\b(?:{_AMOUNT})\b)"
    rf"(?:[ \u00a0-]?(?:{_SCALE})\b|[ \u00a0]?%|[ \u00a0](?:{_AMOUNT})\b)*"
    r"(?:[ \u00a0](?:dolar|rupiah|euros?|dollars?|ringgit|yen|yuan|pounds?|poundsterling)(?:[ \u00a0](?:AS|US"
    r"|Singapura))?)?"
)
_NUMBER: Final = re.compile(
    rf"{_ONE}(?:(?:[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](?:hingga|sampai|sampai dengan"
    rf"|to)[ \u00a0])(?=\S){_ONE})?",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(
    r"(?:Rp|IDR|USD?\b|SGD|EUR|S?\$|[€£¥])|\b(?:rupiah|dolar|dollars?|euros?|ringgit|yen|yuan|pounds?)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"(?:%|persen|per ?cent)$", re.IGNORECASE)
_TIME: Final = (
    r"detik|menit|jam|hari|pekan|minggu|bulan|tahun|dekade|dasawarsa|abad|seconds?|minutes?|hours?|days?"
    r"|weeks?"
    r"|months?|years?|decades?|centur(?:y|ies)"
)
_LENGTH: Final = r"met(?:er|re)s?|kilomet(?:er|re)s?|km|cm|mm|m|mil|miles?|feet|kaki|inci|mdpl|hasta"
_UNITS_ASKED: Final = tuple(
    (re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(unit, re.IGNORECASE))
    for asks, unit in (
        (r"how long", rf"\b(?:{_TIME}|{_LENGTH})\b"),
        (r"berapa lama|lamanya|durasi|duration|masa (?:jabatan|berlaku|tahanan)", rf"\b(?:{_TIME})\b"),
        (r"percent(?:age)?|persen(?:tase)?|proporsi", r"%|\bper ?(?:sen|cent)\b"),
        (
            r"(?:harga|biaya|tarif|gaji)(?:nya)?|ongkos|denda|price|cost|salary|fees?|fine|fare",
            rf"{_MONEY.pattern}|%|\b(?:{_SCALE}|gratis|free)\b",
        ),
        (r"berapa (?:kali|sering)|how (?:often|many times)", r"\b(?:kali|times|x|sekali|twice|once)\b"),
        (r"jarak(?:nya)?|sejauh|seberapa jauh|how far|distance", rf"\b(?:{_LENGTH})\b"),
        (
            r"(?:tinggi|ketinggian|panjang|kedalaman|lebar)(?:nya)?|how (?:tall|high|deep|wide)",
            rf"\b(?:{_LENGTH}|lantai|storeys?|floors?)\b|%",
        ),
        (r"luas(?:nya)?", r"\b(?:hektare?|ha|acres?|hectares?|persegi|square|km2|m2|are)\b|²"),
        (r"(?:berat|bobot)(?:nya)?|how heavy", r"\b(?:kg|kilogram|ton(?:ne)?s?|gram|kuintal|pounds?)\b"),
    )
)
"""A question that names its unit, and what a number must come with to answer it."""
_ASKS_MONEY: Final = re.compile(
    r"\b(?:duit|uang|rupiah|dana|anggaran|nilai|investasi|kerugian|laba|omzet|pendapatan|utang|modal|money"
    r"|worth"
    r"|budget|investment|revenue|loss|profit|debt|pay|paid|spend|spent|invest)\b|\bhow much (?:did|does"
    r"|will|is|was)\b",
    re.IGNORECASE,
)
_ASKS_AGE: Final = re.compile(r"\b(?:umur|usia)(?:nya)?\b|\bhow old\b|\bage\b", re.IGNORECASE)
_AGE_BEFORE: Final = re.compile(
    r"(?:\b(?:berusia|berumur|usia|umur|aged?|is)\b[ \u00a0]?|\()$", re.IGNORECASE
)
_AGE_BEHIND: Final = re.compile(r"[ \u00a0-](?:tahun|years?)(?:[- ]old)?\b", re.IGNORECASE)
_ASKS_NOW: Final = re.compile(
    r"\b(?:sekarang|saat ini|kini|now|at present|present|presently|current|currently|today)\b", re.IGNORECASE
)
_NOW: Final = re.compile(
    r"^[^.,;\d]*\b(?:sekarang|saat ini|kini|tahun ini|now|at present|currently|today|this year)\b",
    re.IGNORECASE,
)
_ASKS_RANK: Final = re.compile(
    r"\b(?:peringkat|urutan|posisi|juara) (?:ke ?)?berapa\b|\bke ?-?berapa\b|\bkeberapa\b"
    r"|\b(?:what|which) (?:rank|place|position)\b",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(
    r"\b(?:(?:peringkat|urutan|posisi|juara|tempat)[ \u00a0](?:ke-?)?(?:\d+|satu|dua|tiga|empat|lima|enam"
    r"|tujuh|delapan"
    r"|sembilan|sepuluh|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh)"
    r"|ke-\d+|pertama|kedua|ketiga|keempat|kelima|first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:berapa(?:kah)?(?: (?:banyak|jumlah|total|besar))?|jumlah|how many|number of|banyaknya)"
    r"(?: (?:more|other|of the|the|different))? ((?:[A-Za-z][\w-]*[ ?]?){1,2})",
    re.IGNORECASE,
)
_NOT_COUNTED: Final = frozenset(
    "yang di ke dari dan atau untuk pada dengan dalam oleh sebagai itu ini akan telah sudah hingga sampai"
    " adalah setiap per saat karena juga of in on at to from by and or for the a an that which was were is"
    " are has have per each every".split()
)
_NO_NOUNS: Final = _NOT_COUNTED | frozenset("banyak lama persen kali jumlah did does do will had".split())
_UNIT: Final = re.compile(r"[ \u00a0]([^\W\d_][\w-]*)(?:[ \u00a0]([^\W\d_][\w-]*))?")
_MEASURES: Final = re.compile(
    r"(?:buah|unit|ekor|butir|lembar|pelaku|jenis|pasang|meter|kilometer|km|square|cubic)", re.IGNORECASE
)
"""Words between a number and what is counted: "22 juta pelaku UMKM", "30 meter kubik"."""


def found(
    question: Question, sentence: str, wanted: set[str], language: Language
) -> Iterator[tuple[Span, float]]:
    """Numbers with scale and unit that could answer, each with what its unit adds to its score."""
    asked = question.asked if question.asked == question.search else f"{question.asked} {question.search}"
    if _ASKS_RANK.search(asked):
        for match in _ORDINAL.finditer(sentence):
            yield match.span(), 0.5
        return
    needed = next((unit for asks, unit in _UNITS_ASKED if asks.search(asked)), None)
    counted = _counted(question, language)
    age, money = bool(_ASKS_AGE.search(asked)), bool(_ASKS_MONEY.search(asked))
    now = bool(_ASKS_NOW.search(asked))
    for span, unit in numbers(sentence, wanted, language):
        text = sentence[slice(*span)]
        bonus = 0.0
        if age:
            aged = _AGE_BEFORE.search(sentence[: span[0]]) or _AGE_BEHIND.search(
                text + sentence[span[1] :][:12]
            )
            if not aged or _MONEY.search(text):
                continue
            bonus = 0.4
        elif needed and not needed.search(text):
            continue
        bonus += 0.3 * (now and bool(_NOW.search(sentence[span[1] : span[1] + 40])))
        bonus += 0.2 * (money and bool(_MONEY.search(text)))
        bonus += 0.4 * bool(counted and counted.intersection(unit))
        yield span, bonus


def numbers(sentence: str, wanted: set[str], language: Language) -> Iterator[tuple[Span, set[str]]]:
    """Every number that is not part of the question, a date or a clock, with the terms of its unit."""
    for match in _NUMBER.finditer(sentence):
        start, end = match.start(), match.end()
        digits = match[0].split()[0].rstrip("%")
        if wanted.intersection(terms(digits, language)):
            continue
        if re.fullmatch(r"(?:1[89]|20)\d\d", match[0]) or re.match(r"[/:]\d", sentence[end:]):
            continue  # a year, a date or a clock
        if start and re.match(r"[\w/:.,-]", sentence[start - 1]):
            continue
        unit: set[str] = set()
        behind = None if _MONEY.search(match[0]) or _SHARE.search(match[0]) else _UNIT.match(sentence, end)
        if behind and behind[1].lower() not in _NOT_COUNTED and not behind[1].istitle():
            unit = set(terms(behind[1], language))
            further = bool(behind[2]) and behind[2].lower() not in _NOT_COUNTED
            if further:
                unit.update(terms(behind[2], language))
            end = behind.end(2) if further and _MEASURES.fullmatch(behind[1]) else behind.end(1)
        yield (start, end), unit


def _counted(question: Question, language: Language) -> set[str]:
    """The terms, in ``language``, of what the question wants counted; empty when it does not say."""
    match = _COUNTED.search(question.search)
    if not match:
        return set()
    nouns = [word for word in re.findall(r"[\w-]+", match[1]) if word.lower() not in _NO_NOUNS]
    groups = question_terms(" ".join(nouns), question.language, language) if nouns else []
    return {term for group in groups for term, weight in group.items() if weight >= 0.1}
