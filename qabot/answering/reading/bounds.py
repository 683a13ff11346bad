"""Yes/no questions that measure: "Apakah korbannya lebih dari 30?" is decided by the number told.

Reading which of two numbers is the larger is what the reader is worst at, and arithmetic does not err. Only
numbers of the same unit are compared; where they do not agree, or none is told, nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from qabot.answering.reading import quantities
from qabot.answering.words import amounts
from qabot.answering.words.amounts import ONE
from qabot.answering.words.negation import DISPUTES, NEGATION
from qabot.retrieval.lexicon import question_terms
from qabot.text import datewords, figures
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.types import Language

Side = Literal["affirms", "denies", ""]
_Way = Literal["over", "under", "least", "most"]

_OVER: Final = (
    r"lebih (?:banyak |besar |tinggi |lama |panjang |jauh )?(?:dari|daripada)|melebihi|melampaui|melewati"
    r"|di ?atas|(?:more|greater|higher|longer|larger|bigger|older) than|over|exceed(?:s|ed)?|above"
)
_UNDER: Final = (
    r"kurang (?:dari|daripada)|di ?bawah|(?:less|fewer|lower|shorter|smaller|younger) than|under|below"
)
_LEAST: Final = (
    r"setidaknya|sedikitnya|setidak-tidaknya|minimal|minimum|paling (?:sedikit|tidak|kurang|cepat)|mencapai"
    r"|menembus|at least|reach(?:es|ed)?"
)
_MOST: Final = (
    r"maksimal|maksimum|paling (?:banyak|lama|jauh|tinggi|besar|lambat)|at most|no more than"
    r"|maximum(?: of)?|not exceeding"
)
_UP_TO: Final = r"sampai|hingga|up to"
_NEARLY: Final = r"hampir|nyaris|almost|nearly|just short of"
_NOT: Final = r"(?:(?P<not>tidak|tak|nggak|gak|belum|bukan|not|n['’]t) )?"
_ASKED: Final = re.compile(
    rf"(?<!\d )\b{_NOT}(?:(?P<over>{_OVER})|(?P<under>{_UNDER})|(?P<least>{_LEAST}|{_UP_TO})"
    rf"|(?P<most>{_MOST}))"
    rf"(?: (?:sekitar|angka|usia|umur|jumlah|the|about|age|an?))*[ \u00a0](?P<amount>{ONE})"
    r"(?P<unit>(?:[ \u00a0-][^\W\d_][\w-]*){0,2})",
    re.IGNORECASE,
)
"""A question whether something reaches an amount is one whether it is at least so much."""
_BEFORE: Final = re.compile(
    rf"\b{_NOT}(?:(?P<over>{_OVER})|(?P<under>{_UNDER}|{_NEARLY})|(?P<least>{_LEAST})"
    rf"|(?P<most>{_MOST}|{_UP_TO}))"
    r"(?: (?:sekitar|angka|dari|the))*[ \u00a0]$",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"\b(?:(?P<under>sebelum|before|prior to)|(?P<over>setelah|sesudah|after))(?: (?:tahun|the year))?"
    r" (?P<year>(?:1[89]|20)\d\d)(?:,? (?:ya|kan|right))?[?.! ]*$",
    re.IGNORECASE,
)
"""Whether something was before a year, or after it."""
_ABOUT: Final = re.compile(
    r"\b(?:sekitar|kira-kira|kurang lebih|lebih kurang|about|around|some|roughly)[ \u00a0]$"
)
_NEGATIONS: Final = sorted(re.escape(word) for words in NEGATION.values() for word in words)
_NO: Final = re.compile(rf"\b(?:{'|'.join(_NEGATIONS)})\b|n['’]t\b", re.IGNORECASE)
_DENIED: Final = re.compile(
    rf"\b(?:{'|'.join(sorted(DISPUTES['id'] | DISPUTES['en']))}|(?:tidak|bukan|not) (?:benar|betul|true|jadi)"
    r"|bukan|keliru|hoaks|hoax|batal|membatalkan|dibatalkan|mengurungkan|urung|menolak|ditolak"
    r"|cancel(?:s|led)?|reject(?:s|ed)|dropped|false)\b",
    re.IGNORECASE,
)
"""What takes back what a sentence says, or speaks of what is not."""
_MORE_BEHIND: Final = re.compile(r"[ \u00a0](?:lebih|or more|ke atas)\b(?! (?:dari|daripada))", re.IGNORECASE)
_CHANGES: Final = re.compile(
    r"\b(?:turun|naik|susut|menyusut|berkurang|bertambah|pangkas|dipangkas|potong|dipotong|merosot"
    r"|anjlok|selisih|melonjak|fall|fell|drop(?:ped)?|rise|rose|cut|shrink|shrank|differ|grow|grew|increased?|decreased?)\b",
    re.IGNORECASE,
)
_COMPARES: Final = re.compile(
    r"\b(?:lebih|kurang|makin|semakin|bertambah|more|less|fewer|most|\w{3,}er)\b(?! (?:dari|than) \d)",
    re.IGNORECASE,
)
_OF_AGE: Final = re.compile(
    r"\b(?:over|under|above|below|di ?atas|di ?bawah|usia\w*|umur\w*|berusia|berumur|aged?|older|younger)\b",
    re.IGNORECASE,
)
"""With a length of time these tell of whom, or for how long: "anak di bawah 5 tahun", "over 15 years"."""
_OTHER_TIME: Final = re.compile(
    r"(?:\b(?:berusia|usia|umur|berumur|aged|selama|for)[ \u00a0]|\()$", re.IGNORECASE
)
_OPPOSITE: Final[dict[_Way, _Way]] = {"over": "most", "most": "over", "under": "least", "least": "under"}
_HALF: Final = re.compile(r"\b(?:setengah|separuh|separo|half)\b", re.IGNORECASE)
_OUT_OF: Final = re.compile(
    rf"(?<![\d.,])(?P<part>{ONE})(?: [a-z]+){{0,2}} (?:dari|out of|of)(?: [a-z]+){{0,3}} (?P<whole>{ONE})",
    re.IGNORECASE,
)
_UNITS: Final = {
    word: (kind, Decimal(factor))
    for kind, units in (
        ("seconds", (
            ("1", "detik second seconds"), ("60", "menit minute minutes"), ("3600", "jam hour hours"),
            ("86400", "hari day days"), ("604800", "pekan minggu week weeks"),
            ("2629800", "bulan month months"), ("31557600", "tahun year years"),
        )),
        ("metres", (
            ("0.001", "milimeter mm"), ("0.01", "sentimeter senti cm centimetre centimetres"),
            ("1", "meter m metre metres meters"), ("1000", "kilometer km kilometre kilometres kilometers"),
        )),
        ("kilograms", (
            ("0.001", "gram grams g"), ("1", "kilogram kilo kg kilograms kilos"),
            ("1000", "ton tons tonne tonnes"),
        )),
    )
    for factor, words in units
    for word in words.split()
}  # fmt: skip
"""Words for what is measured: its kind, and how much of that one of them is."""
_SINGLE: Final = re.compile(
    rf"\bse(detik|menit|jam|hari|pekan|minggu|bulan|tahun|kilo(?:meter|gram)?|meter|ton)\b"
    rf"|\b(?:satu|one|an?) (?=(?:{'|'.join(_UNITS)})\b)",
    re.IGNORECASE,
)
_ENDS_IN_NUMBER: Final = re.compile(rf"(?:^|[ \u00a0]){ONE}[ \u00a0]$", re.IGNORECASE)
_NAMED_BEHIND: Final = re.compile(r"[ \u00a0][A-Z][\w-]+")
_YEAR: Final = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MONTHS: Final = frozenset(name.lower() for names in datewords.MONTHS.values() for name in names)
_IN_YEAR: Final = re.compile(
    rf"(?:\b(?:pada|tahun|kelahiran|sejak|di|in|since|born|of|{'|'.join(sorted(_MONTHS))})|\() ?"
    r"((?:1[89]|20)\d\d)\b",
    re.IGNORECASE,
)
_PEOPLE: Final = frozenset("orang jiwa people peopl person".split())
_OF: Final = re.compile(r" (?:dari|of) ")
_LONGEST: Final = 1000
"""Characters of a sentence that is looked through for shares."""
_FEW: Final = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class _Amount:
    value: Decimal
    kind: str
    """``percent``, a currency, ``seconds``, ``metres``, ``kilograms``, ``year``; empty for a count."""
    counted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bound:
    """What a question measures against."""

    way: _Way
    amount: _Amount
    changes: bool
    """Whether it is asked by how much something changes."""
    most: bool = False
    """Whether it is asked of most of them. "70 persen menolak" is more than half, but not of those who
    agree: what is less than half tells, what is more is left to the reader."""


def asked(question: str, language: Language, spoken: Language) -> Bound | None:
    """The bound that ``question`` asks after; what it counts in words of ``spoken``, the passages' language.
    None where something else in it turns it round."""
    year = _year(question)
    if year:
        return year
    question = _SINGLE.sub(_of_one, question)
    match = _ASKED.search(question)
    if not match and amounts.MAJORITY.search(question) and not _NO.search(question):
        return Bound("over", _Amount(Decimal(50), "percent"), changes=False, most=True)
    if not match or _NO.search(f"{question[: match.start()]} {question[match.end('amount') :]}"):
        return None
    if _ENDS_IN_NUMBER.search(question[: match.start()]):  # "dua sampai tiga" is a range
        return None
    words = _FEW.findall(match["unit"])
    amount = _amount(match["amount"], words)
    of_a_date = _YEAR.fullmatch(match["amount"].strip()) or (words and words[0].lower() in _MONTHS)
    if amount is None or of_a_date or (amount.kind == "seconds" and _OF_AGE.search(question)):
        return None
    if not amount.kind and _HALF.fullmatch(match["amount"].strip()):
        amount = _Amount(Decimal(50), "percent")
    if not amount.kind and words:
        groups = question_terms(" ".join(words), language, spoken)
        counted = frozenset(term for group in groups for term, weight in group.items() if weight >= 0.05)
        amount = _Amount(amount.value, "", counted)
    return Bound(_way(match), amount, changes=bool(_CHANGES.search(question)))


def _year(question: str) -> Bound | None:
    """The year before or after which ``question`` puts something; None where more is compared than that."""
    dated = _DATED.search(question)
    if not dated or any(other.search(question) for other in (_NO, _CHANGES, _COMPARES)):
        return None
    way: _Way = "under" if dated["under"] else "over"
    return Bound(way, _Amount(Decimal(dated["year"]), "year"), changes=False)


def side(bound: Bound, sentence: str, language: Language) -> Side:
    """What the numbers of ``sentence`` say to a question with this ``bound``; empty when nothing."""
    told = list(_told(bound, _SINGLE.sub(_of_one, sentence), language))
    # what is beyond the same bound is spoken of, not measured: "kapal di atas 500 ton dilarang"
    same = any(way == bound.way and amount.value == bound.amount.value for way, amount in told)
    if same or _DENIED.search(sentence):
        return ""
    truths = {_holds(bound, way, amount) for way, amount in told}
    if bound.most and (truths != {False} or _NO.search(sentence)):
        return ""
    if truths == {True}:
        return "affirms"
    return "denies" if truths == {False} else ""


def _of_one(match: re.Match[str]) -> str:
    """One of a unit, in digits: "sejam" and "an hour"."""
    return f"1 {match[1] or ''}"


def _way(match: re.Match[str]) -> _Way:
    way = next(way for way in _OPPOSITE if match[way])
    return _OPPOSITE[way] if match["not"] else way


def _amount(text: str, words: list[str]) -> _Amount | None:
    found = figures.find(text)
    if not found or found[0].unit == "many":
        return None
    kind, factor = _UNITS.get(words[0].lower() if words else "", ("", Decimal(1)))
    if found[0].unit:
        return _Amount(found[0].value, found[0].unit)
    return _Amount(found[0].value * factor, kind)


def _told(bound: Bound, sentence: str, language: Language) -> Iterator[tuple[_Way | None, _Amount]]:
    """The amounts of ``sentence`` that can be compared with the bound's, and what bounds them there."""
    asked_for = bound.amount
    if asked_for.kind == "year":
        years = {Decimal(match[1]) for match in _IN_YEAR.finditer(sentence)}
        if len(years) == 1 and asked_for.value not in years and not _NO.search(sentence):
            yield from ((None, _Amount(year, "year")) for year in years)
        return
    if asked_for.kind == "percent" and not bound.changes:
        yield from ((None, share) for share in _shares(sentence))
    people: list[tuple[_Way | None, _Amount]] = []
    plain: list[tuple[_Way | None, _Amount]] = []
    for told, counted in _amounts(bound, sentence, language):
        if asked_for.kind or asked_for.counted & counted:
            yield told
        else:
            (people if counted & _PEOPLE else plain).append(told)
    # "enam orang" may be of any who are asked for, where nothing else is counted
    others = people if asked_for.counted and not plain else plain
    if not asked_for.kind and len(others) == 1 and (people or not asked_for.counted):
        yield others[0]


def _shares(sentence: str) -> Iterator[_Amount]:
    """What part one number is of another: "94 dari 180 kursi"."""
    if not _OF.search(sentence) or len(sentence) > _LONGEST:
        return
    for match in _OUT_OF.finditer(sentence):
        part, whole = (figures.find(match[name]) for name in ("part", "whole"))
        if part and whole and whole[0].value > part[0].value and part[0].unit == whole[0].unit:
            yield _Amount(100 * part[0].value / whole[0].value, "percent")


def _amounts(
    bound: Bound, sentence: str, language: Language
) -> Iterator[tuple[tuple[_Way | None, _Amount], set[str]]]:
    """The amounts of ``sentence`` of the bound's kind, what bounds them, and the terms of what is counted."""
    for _, core, unit in quantities.numbers(sentence, set(), language):
        text = sentence[slice(*core)]
        named = _NAMED_BEHIND.match(sentence, core[1])  # a unit of its own, with a capital
        words = _FEW.findall(re.sub(rf"^(?:{ONE})", "", text, flags=re.IGNORECASE))
        amount = _amount(text, words)
        if amount is None or amount.kind != bound.amount.kind:
            continue
        if amount.kind == "seconds" and _OTHER_TIME.search(sentence, max(0, core[0] - 12), core[0]):
            continue
        before = _BEFORE.search(sentence, max(0, core[0] - 40), core[0])
        if _ABOUT.search(sentence, max(0, core[0] - 20), core[0]) and amount.value == bound.amount.value:
            continue
        behind: _Way | None = "over" if _MORE_BEHIND.match(sentence, core[1]) else None
        counted = {*unit, *terms(text, language), *terms(named[0] if named else "", language)}
        yield (_way(before) if before else behind, amount), counted


def _holds(bound: Bound, told: _Way | None, amount: _Amount) -> bool | None:
    """Whether what is asked is so of the amount told; None where it may or may not be."""
    if bound.way in ("under", "most"):  # what is not at least so much is under it
        other = _holds(replace(bound, way=_OPPOSITE[bound.way]), told, amount)
        return None if other is None else not other
    asked_for, value, strict = bound.amount.value, amount.value, bound.way == "over"
    same = value == asked_for
    if told in ("over", "least", None) and (value > asked_for or (same and (not strict or told == "over"))):
        return True
    if told in ("under", "most", None) and (value < asked_for or (same and (strict or told == "under"))):
        return False
    return None
