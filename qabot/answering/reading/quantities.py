"""Which numbers in a sentence answer "how many", "how much", "how long", "how old": with unit and scale."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words.amounts import MONEY, NOT_COUNTED, ONE, VERB
from qabot.retrieval.lexicon import question_terms
from qabot.text import datewords, figures
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from qabot.answering.understanding.question import Question
    from qabot.types import Language

    Span = tuple[int, int]

_NUMBER: Final = re.compile(
    rf"\b(?:antara|between)[ \u00a0]{ONE}[ \u00a0](?:dan|and)[ \u00a0](?=\S){ONE}"
    rf"|(?P<first>{ONE})(?:(?:[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0](?:hingga|sampai|sampai dengan|plus minus"
    rf"|(?P<to>to))[ \u00a0])(?=\S)(?P<last>{ONE}))?",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(r"(?:%|persen(?:nya)?|per ?cent)$", re.IGNORECASE)
_TIME: Final = (
    r"detik|menit|jam|hari|pekan|minggu|bulan|semester|tahun|dekade|dasawarsa|abad|seconds?|minutes?"
    r"|hours?|days?|weeks?"
    r"|months?|years?|decades?|centur(?:y|ies)"
)
_LENGTH: Final = (
    r"(?:centi|senti|mili?l?|kilo)?met(?:er|re)s?|km|cm|mm|m|mil|miles?|feet|kaki|inci|mdpl|hasta"
    r"|tahun cahaya|light[- ]years?"
)
_ASKED_OF: Final = r"berapa (?:{0})|(?:{0})nya|(?:{0}) berapa|^(?:{0})"
"""A word that asks for a measure, and not of a "perwira tinggi" or a "luka berat"."""
_UNITS_ASKED: Final = tuple(
    (re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(unit, re.IGNORECASE))
    for asks, unit in (
        (r"how long", rf"\b(?:{_TIME}|{_LENGTH})\b"),
        (r"berapa lama|lamanya|durasi|duration|masa (?:jabatan|berlaku|tahanan)", rf"\b(?:{_TIME})\b"),
        (r"percent(?:age)?|persen(?:tase)?|proporsi", r"%|\bper ?(?:sen|cent)(?:nya)?\b"),
        (
            r"(?:harga|biaya|tarif|gaji)(?:nya)?|ongkos|denda|price|cost|salary|fees?|fine|fare",
            rf"{MONEY.pattern}|%|\b(?:{figures.SCALES}|gratis|free)\b",
        ),
        (r"berapa (?:kali|sering)|how (?:often|many times)", r"\b(?:kali|times|x|sekali|twice|once)\b"),
        (
            r"jarak(?:nya)?|sejauh|seberapa jauh|distance|how far(?! (?:along|back|into|do|does|did)\b)",
            rf"\b(?:{_LENGTH})\b",
        ),
        (
            rf"{_ASKED_OF.format('tinggi|panjang|lebar')}|ke(?:tinggi|dalam)an|how (?:tall|high|deep|wide)",
            rf"\b(?:{_LENGTH}|lantai|storeys?|floors?|per ?(?:sen|cent))\b|%|{MONEY.pattern}",
        ),
        (
            _ASKED_OF.format("luas"),
            r"\b(?:met(?:er|re)s?|hektare?|ha|acres?|hectares?|persegi|square|km2|m2|are)\b|²",
        ),
        (
            rf"{_ASKED_OF.format('berat|bobot')}|how heavy",
            r"\b(?:kg|kilogram|ton(?:ne)?s?|gram|kuintal|pounds?)\b",
        ),
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
_CURRENCY_ASKED: Final = tuple(
    (re.compile(rf"\b(?:{asks})\b", re.IGNORECASE), re.compile(marks, re.IGNORECASE))
    for asks, marks in (
        ("rupiah", r"Rp|IDR|rupiah"),
        ("doll?ar|dollars", r"\$|USD|doll?ar"),
        ("euros?", r"€|EUR|euro"),
        ("pounds?|poundsterling", r"£|GBP|pound"),
    )
)
_ASKS_PRICE: Final = re.compile(r"\b(?:harga|gaji|price|cost|salary)(?:nya)?\b", re.IGNORECASE)
_RISES: Final = re.compile(
    r"\b(?:naik|turun|melonjak|meroket|anjlok|merosot|menguat|melemah|meningkat|menurun|terkoreksi|rose"
    r"|fell|rises?|falls?|jumped|dropped|up|down)\b[^\d,;.]*$",
    re.IGNORECASE,
)
"""Stands before a share by which something changed, and which tells not what it came to."""
_METRES: Final = re.compile(rf"\b(?:{_LENGTH})\b", re.IGNORECASE)
_SIDES: Final = tuple(
    re.compile(rf"\b(?:{names})\b", re.IGNORECASE)
    for names in (
        r"(?:se|ke)?tinggi(?:an|nya)?|tall|high|height",
        r"(?:se)?panjang(?:nya)?|long|length",
        r"(?:se)?lebar(?:nya)?|wide|width",
        r"(?:se|ke)dalam(?:an|nya)?|deep|depth",
    )
)
_CLAUSE_BEFORE: Final = re.compile(r"[^\d,;.]*$")
_WORD_BEHIND: Final = re.compile(r"[ \u00a0-][a-z]+")
_ASKS_AGE: Final = re.compile(r"\b(?:umur|usia)(?:nya)?\b(?! \d)|\bhow old\b|\bage\b", re.IGNORECASE)
_AGE_BEFORE: Final = re.compile(
    r"(?:\b(?:(?:ber)?(?:usia|umur)(?:nya)?(?:[ \u00a0]\w+){0,2}|aged?|age of|is)\b[ \u00a0]?|\()$",
    re.IGNORECASE,
)
_AGE_BEHIND: Final = re.compile(r"[ \u00a0-](?:tahun|years?)(?:[- ]olds?)?\b", re.IGNORECASE)
_ASKS_NOW: Final = re.compile(
    r"\b(?:sekarang|saat ini|kini|now|at present|present|presently|current|currently|today)\b", re.IGNORECASE
)
_NOW: Final = re.compile(
    r"^[^.,;\d]*\b(?:sekarang|saat ini|kini|tahun ini|now|at present|currently|today|this year)\b",
    re.IGNORECASE,
)
_ASKS_BEFORE: Final = re.compile(
    r"\b(?:sebelumnya|semula|tadinya|dulunya|awalnya|before(?= that\b|\W*$)|previous(?:ly)?|formerly"
    r"|originally)\b",
    re.IGNORECASE,
)
_ASKS_RANK: Final = re.compile(
    r"\b(?:peringkat|ranking|urutan|posisi|juara) (?:ke ?)?berapa\b|\bke ?-?berapa\b|\bkeberapa\b"
    r"|\b(?:what|which) (?:rank|place|position)\b",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"(?<![\w.,-])\d+(?![\w.,]\d)")
_ORDINAL: Final = re.compile(
    r"\b(?:(?:peringkat|ranking|urutan|posisi|juara|tempat)[ \u00a0](?:ke-?)?(?:\d+|satu|dua|tiga|empat|lima"
    r"|enam"
    r"|tujuh|delapan"
    r"|sembilan|sepuluh|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh)"
    r"|ke-\d+|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh|first|second|third|fourth|fifth|\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r"\b(?:berapa(?:kah)?(?: (?:banyak|jumlah|total|besar))?|jumlah|how many|number of|banyaknya)"
    r"(?: (?:more|other|of the|the|different))? ((?:[A-Za-z][\w-]*[ ?]?){1,2})",
    re.IGNORECASE,
)
_NO_NOUNS: Final = NOT_COUNTED | frozenset("banyak lama persen kali jumlah".split())
_UNIT: Final = re.compile(r"[ \u00a0]([^\W\d_][\w-]*)(?:[ \u00a0]([^\W\d_][\w-]*))?")
_MEASURES: Final = re.compile(
    r"(?:buah|unit|ekor|butir|lembar|pelaku|jenis|pasang|bungkus|batang|paket|karung|keping|pucuk|mantan"
    r"|square|cubic|mata|basis|derajat|kepala|metrik)",
    re.IGNORECASE,
)
"""Words between a number and what is counted: "22 juta pelaku UMKM"."""
_TERM: Final = re.compile(
    r"(?:tahun|bulan|years?|months?) (?:penjara|kurungan)|\w+ (?:persegi|kubik)", re.IGNORECASE
)
_IN_A_HEADLINE: Final = re.compile(
    rf"(?:{_TIME}|{_LENGTH}|orang|jiwa|warga|korban|ton|unit|rumah|ekor|kali|people)", re.IGNORECASE
)
"""Units that stay units with a capital; other capitalised words behind a number are names."""
_SYMBOL: Final = re.compile(r"[kMGTm]?(?:Wh|Ah|Hz|bps|Pa|W|V|VA)p?|[Kk]m|[Kk]g|Nm")
_PLURAL: Final = re.compile(r"(?!was$|has$|is$)[a-z-]{2,}s")
_TIMES: Final = re.compile(_TIME, re.IGNORECASE)
_SMALLER: Final = re.compile(
    rf"[ \u00a0](?:dan[ \u00a0]|and[ \u00a0])?{ONE}[ \u00a0](?:{_TIME})\b", re.IGNORECASE
)
"""The rest of a length of time: "satu tahun enam bulan"."""
_BEFORE: Final = 60
"""Characters in front of a number in which the words stand that say what it is."""
_RATE: Final = re.compile(
    rf"[ \u00a0](?:per[ \u00a0-](?!sen\b|cent\b)(?:{ONE}[ \u00a0])?[^\W\d_]+"
    r"(?:[ \u00a0](?:AS|persegi|kubik)\b)?"
    r"|(?:setahun|sebulan|seminggu|sepekan|sehari|semalam|sejam|sekilo|sekali)\b"
    r"|an?[ \u00a0](?:year|month|week|day|night|hour)\b)|/(?:US\$|[^\W\d_]{1,12}\b)",
    re.IGNORECASE,
)
_FOR: Final = re.compile(rf"[ \u00a0](?:{_TIME})\b", re.IGNORECASE)
_BOUND: Final = re.compile(
    r"\b(?:minus|(?:lebih|kurang) dari|hampir|minimal|maksimal|paling (?:sedikit|banyak|lama)|di ?atas"
    r"|di ?bawah|(?:more|less|fewer) than|almost|nearly|at (?:least|most)|up to)[ \u00a0]$",
    re.IGNORECASE,
)
"""What makes an amount the end of a span of amounts: without it another is told than the quote has."""
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_HARDLY: Final = re.compile(rf"{_YEAR.pattern}[ \u00a0]?[-–—][ \u00a0]?(?:\d\d){{1,2}}|0\d+(?![\d.,])")
"""A span of years, a code: seldom an amount."""
_OF_A_DATE: Final = re.compile(
    rf"[/:]\d|[ \u00a0](?:(?:{'|'.join(itertools.chain(*datewords.MONTHS.values()))})\b|WI(?:B|TA?)\b)",
    re.IGNORECASE,
)
"""What stands behind a number that is one of a date or of a clock."""
_CONVERTED: Final = re.compile(
    r"(?:\((?:sekitar|setara|about)?|\b(?:atau|or|setara)(?: (?:dengan|sekitar|setara|senilai|about"
    r"|around))*)[ \u00a0]?$",
    re.IGNORECASE,
)
"""Stands before what another amount comes to in a second currency."""
_BECOMES: Final = re.compile(r"\b(?:men)?jadi(?: (?:sekitar|sebesar))?[ \u00a0]$")
_FROM: Final = re.compile(
    r"\b(?:dari|from)(?: (?:semula|sebelumnya|sekitar|peringkat|posisi|urutan|about))*[ \u00a0](?:ke-?)?$",
    re.IGNORECASE,
)
"""Stands before what something was until it changed: "naik dari 40"."""
_ASKS_CHANGE: Final = re.compile(
    r"\b(?:naik|turun|kenaikan|penurunan|selisih|potong(?:an)?|tambah(?:an)?)\b|\bby how (?:much|many)\b",
    re.IGNORECASE,
)
_IN_A_NAME: Final = re.compile(r"\b(?:[^\W\d]+\d|\d+[^\W\d])\w*")
"""What has letters and digits: the "2" of "B2B" is no number."""
_LAST_WORD: Final = re.compile(r"([^\W\d_][\w-]*)[ \u00a0]$")
_NUMBERED: Final = re.compile(r"\b([^\W\d_][\w-]*)[ \u00a0]\d+\b")
"""A name with its number in a question: "Ada berapa airbag di Kenari 4?"."""
_OUT_OF: Final = re.compile(
    r"\w (?:dari|out of|of)(?: (?:total|seluruh|sekitar|lebih dari|the|all))*[ \u00a0]$", re.IGNORECASE
)
"""Stands before the whole that another number is a part of."""
_LABELS: Final = (
    (r"pasal|article", r"pasal"),
    (r"nomor|no|number", r"nomor|no\.?"),
    (r"menit|minute", r"menit"),
    (r"level|tingkat", r"level|tingkat"),
    (r"halaman|page", r"halaman"),
    (r"kelas|grade", r"kelas"),
    (r"putaran|babak|round", r"putaran|babak"),
    (r"versi|version", r"versi|version"),
    (r"seri|series", r"seri"),
    (r"rt|rw", r"rt|rw"),
)
_LAWS: Final = r"UU|Undang-Undang|Perpres|Inpres|Permen\w*|PP|PMK|Perda"
_LABELLED: Final = tuple(
    (
        re.compile(
            rf"\b(?:{asks}) (?:ke ?-?)?berapa\b|\b(?:which|what)(?: is the| was the)? (?:{asks})\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:(?:{_LAWS})[ \u00a0])?(?:{label})[ \u00a0]?(?:ke-?)?(?=[\w./-]*\d)\w+(?:[./-]\w+)*"
            r"(?:[ \u00a0](?:ayat|huruf|angka|tahun)[ \u00a0]\(?\w+\)?)*",
            re.IGNORECASE,
        ),
    )
    for asks, label in _LABELS
)
"""Numbers that name something ("pasal berapa", "which article") and how a sentence gives them."""


def found(question: Question, sentence: str, language: Language) -> Iterator[tuple[Span, float]]:
    """Numbers with scale and unit that could answer, each with what its unit adds to its score."""
    asked = question.asked if question.asked == question.search else f"{question.asked} {question.search}"
    former = bool(_ASKS_BEFORE.search(asked))
    if _ASKS_RANK.search(asked):
        yield from _ranks(sentence, former=former)
        return
    label = next((names for asks, names in _LABELLED if asks.search(asked)), None)
    if label and label.search(sentence):
        for match in label.finditer(sentence):
            yield match.span(), 0.5
        return
    needed = next((unit for asks, unit in _UNITS_ASKED if asks.search(asked)), None)
    currency = next((marks for asks, marks in _CURRENCY_ASKED if asks.search(asked)), None)
    counted = _counted(question, language)
    age, money = bool(_ASKS_AGE.search(asked)), bool(_ASKS_MONEY.search(asked))
    now, change = bool(_ASKS_NOW.search(asked)), bool(_ASKS_CHANGE.search(asked))
    price = not change and bool(_ASKS_PRICE.search(asked))
    known = {figure.value for figure in figures.find(_IN_A_NAME.sub("", question.search))}
    numbered = {match[1].lower() for match in _NUMBERED.finditer(question.search)}
    told = (one for one in numbers(sentence, known, language) if not _is_named(sentence, one[1], numbered))
    for span, core, unit in told:
        text = sentence[slice(*core)]
        bonus = -0.6 * bool(_HARDLY.match(text))
        if age:
            number = _NUMBER.match(sentence, *core)
            behind = _AGE_BEHIND.match(sentence, number.end() if number else core[1])
            before = _AGE_BEFORE.search(sentence, _near(core), core[0])
            aged = behind or before or _aged_between_commas(sentence, core)
            if not aged or MONEY.search(text):
                continue
            span = span[0], max(span[1], behind.end() if behind else 0)
            bonus += 0.4
        elif (
            (needed and not needed.search(text))
            or (price and _is_a_rise(sentence, core))
            or _is_of_another_side(asked, sentence, core)
        ):
            continue
        becomes = bool(_BECOMES.search(sentence, _near(core), core[0]))
        if former:
            bonus += 0.6 * bool(_FROM.search(sentence, _near(core), core[0])) - 0.3 * becomes
        elif now and _NOW.search(sentence[span[1] : span[1] + 40]):
            bonus += 0.8  # "will be worth 160 billion by 2030, from 62 billion this year"
        else:
            bonus -= 0.3 * bool(_OUT_OF.search(sentence, _near(core), core[0]))
            bonus += 0.2 * (becomes and not change)
        bonus += 0.2 * (money and bool(MONEY.search(text)))
        if counted and counted.intersection(unit):
            bonus += 0.4
        elif not needed and text.split()[0].lower() in ("satu", "one"):
            bonus -= 0.3  # little more than an article
        in_it = bool(currency and currency.search(text))
        converted = bool(MONEY.search(text) and _CONVERTED.search(sentence, _near(core), core[0]))
        bonus += 0.5 * in_it - 0.5 * (converted and not in_it)
        yield span, bonus


def _ranks(sentence: str, *, former: bool) -> Iterator[tuple[Span, float]]:
    """Ranks; what is told to have been one ("dari 61 dunia") where the ``former`` one is asked for."""
    digits = _DIGITS.finditer(sentence) if former else ()
    for match in (*_ORDINAL.finditer(sentence), *digits):
        was = bool(_FROM.search(sentence, _near(match.span()), match.start()))
        if was or match.re is _ORDINAL:
            yield match.span(), 0.5 * (was == former)


def _is_named(sentence: str, number: Span, numbered: set[str]) -> bool:
    """Whether a number is part of such a name as those that the question has ``numbered``: "Kenari 7"."""
    before = _LAST_WORD.search(sentence, _near(number), number[0])
    return before is not None and before[1][0].isupper() and before[1].lower() in numbered


def _is_of_another_side(asked: str, sentence: str, number: Span) -> bool:
    """Whether a length is told to be that of another side of the thing than the ``asked`` one."""
    wanted = _side(asked) if _METRES.search(sentence, *number) else None
    before = _CLAUSE_BEFORE.search(sentence, _near(number), number[0])
    behind = _WORD_BEHIND.match(sentence, number[1])
    told = _side(f"{before[0] if before else ''} {behind[0] if behind else ''}")
    return wanted is not None and told is not None and wanted is not told


def _is_a_rise(sentence: str, number: Span) -> bool:
    """Whether a number is the share by which something rose or fell, and not what it came to."""
    share = _SHARE.search(sentence[slice(*number)])
    return bool(share and _RISES.search(sentence, _near(number), number[0]))


def _side(text: str) -> re.Pattern[str] | None:
    """Which side of a thing ``text`` first speaks of."""
    found = [(match.start(), side) for side in _SIDES if (match := side.search(text))]
    return min(found, key=lambda one: one[0])[1] if found else None


def _near(number: Span) -> int:
    """From where words in front of a number may belong to it."""
    return max(0, number[0] - _BEFORE)


def _aged_between_commas(sentence: str, number: Span) -> bool:
    """Whether a number stands as an age behind a name does: "Rita Halim, 53, ..."."""
    return bool(
        re.search(r"[A-Z][\w’'-]+, $", sentence[_near(number) : number[0]])
        and re.fullmatch(r"\d\d?", sentence[slice(*number)])
        and sentence[number[1] : number[1] + 1] == ","
    )


def numbers(sentence: str, known: set[Decimal], language: Language) -> Iterator[tuple[Span, Span, set[str]]]:
    """Every number that is not among the ``known``, a date or a clock: with all that belongs to it, with no
    more than its unit, and with the terms of that unit."""
    for start, end in _bare(sentence):
        text = sentence[start:end]
        values = {figure.value for figure in figures.find(text)}
        if values and values <= known:
            continue
        if _YEAR.fullmatch(text) or _OF_A_DATE.match(sentence, end):
            continue
        if start and re.match(r"[\w/:.,-]", sentence[start - 1]):
            continue
        unit: set[str] = set()
        if not (MONEY.search(text) or _SHARE.search(text) or "°" in text):
            end, unit = _with_unit(sentence, end, language)
        core = start, end
        rate = _RATE.match(sentence, end)
        end = rate.end() if rate else end
        bound = _BOUND.search(sentence, _near(core), start)
        yield (bound.start() if bound else start, end), core, unit


def _bare(sentence: str) -> Iterator[Span]:
    """Numbers with currency and scale; the ends of a range together, but not "from 3 to 5", which tells of
    a change, nor "20% to £4bn" or "Rp 2 juta hingga dua tahun"."""
    for match in _NUMBER.finditer(sentence):
        last = match["last"]
        changed = match["to"] and sentence[: match.start()].lower().endswith("from ")
        shares = bool(last) and bool(_SHARE.search(match["first"])) > bool(_SHARE.search(last))
        term = MONEY.match(match["first"] or "") and _FOR.match(sentence, match.end())
        if last and (changed or shares or term):
            yield match.span("first")
            yield match.span("last")
        else:
            yield match.span()


def _with_unit(sentence: str, end: int, language: Language) -> tuple[int, set[str]]:
    """Where a number that ends at ``end`` ends with what it counts, and the terms of that."""
    behind = _UNIT.match(sentence, end)
    if not behind or not _is_counted(behind[1]):
        return end, set()
    unit = set(terms(behind[1], language))
    capital = not behind[1].islower() and not behind[1].isupper()
    if capital and not _IN_A_HEADLINE.fullmatch(behind[1]) and not _SYMBOL.fullmatch(behind[1]):
        return end, set()
    further = bool(behind[2]) and _is_counted(behind[2])
    if further:
        unit.update(terms(behind[2], language))
    more = _TIMES.fullmatch(behind[1]) and _SMALLER.match(sentence, behind.end(1))
    if more:
        return more.end(), unit
    whole = further and (
        _MEASURES.fullmatch(behind[1])
        or _TERM.fullmatch(f"{behind[1]} {behind[2]}")
        or (language == "en" and not _PLURAL.fullmatch(behind[1]) and _PLURAL.fullmatch(behind[2]))
    )
    return behind.end(2) if whole else behind.end(1), unit


def _is_counted(word: str) -> bool:
    """Whether a word behind a number may name what is counted."""
    return word.lower() not in NOT_COUNTED and not VERB.fullmatch(word)


def _counted(question: Question, language: Language) -> set[str]:
    """The terms, in ``language``, of what the question wants counted; empty when it does not say."""
    match = _COUNTED.search(question.search)
    if not match:
        return set()
    nouns = [word for word in re.findall(r"[\w-]+", match[1]) if word.lower() not in _NO_NOUNS]
    groups = question_terms(" ".join(nouns), question.language, language) if nouns else []
    return {term for group in groups for term, weight in group.items() if weight >= 0.1}
