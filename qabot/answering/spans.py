"""The shortest words in a sentence that answer: a name, a number with its unit, a date, a place, a reason.

Candidates come from the form the question asks for; the one nearest to the question's own words wins.
What is returned is always a piece of the sentence, never composed.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from qabot.text import dates
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.answering.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import Language

    Span = tuple[int, int]

_CAPITAL: Final = r"[A-Z][\w&’'-]*(?:\.(?=\s?[A-Z]))?"
_RUN: Final = re.compile(
    rf"{_CAPITAL}(?:[ \u00a0](?:(?:of|de|van|bin|binti|al|and|&|dan)[ \u00a0])?{_CAPITAL})*"
)
_AMOUNT: Final = (
    r"satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|seratus|seribu|sejuta|setengah"
    r"|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_SCALE: Final = (
    r"belas|puluh|ratus|ribu|juta|miliar|milyar|triliun|hundred|thousand|million|billion|trillion"
    r"|persen|percent|%"
)
_NUMBER: Final = re.compile(
    r"(?:(?:Rp|IDR|US\$|USD|SGD|EUR|S\$|[$€£¥])[ \u00a0]?)?"
    rf"(?:\d+(?:[.,]\d+)*|\b(?:{_AMOUNT})\b)(?:[ \u00a0]?(?:{_SCALE})\b|%)*"
    r"(?:[ \u00a0](?:dolar|rupiah|euro|dollars?|ringgit|yen|yuan)(?:[ \u00a0](?:AS|US))?)?",
    re.IGNORECASE,
)
_UNITS_ASKED: Final = (
    (
        re.compile(r"\bhow long\b|\bberapa lama\b|\bseberapa lama\b", re.IGNORECASE),
        re.compile(
            r"\b(?:detik|menit|jam|hari|pekan|minggu|bulan|tahun|dekade|abad|seconds?|minutes?|hours?|days?"
            r"|weeks?|months?|years?|decades?|met(?:er|re)s?|kilomet(?:er|re)s?|km|miles?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bpercent(?:age)?\b|\bpersen(?:tase)?\b|\bproporsi\b", re.IGNORECASE),
        re.compile(r"%|\bper(?:sen|cent)\b", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\b(?:harga(?:nya)?|biaya(?:nya)?|tarif(?:nya)?|gaji(?:nya)?|ongkos|denda|price|cost|salary"
            r"|fees?)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"Rp|US|\$|[€£¥]|%|\b(?:IDR|SGD|EUR|rupiah|dol+ars?|euro|ringgit|yen|yuan|ribu|juta|miliar"
            r"|triliun"
            r"|thousand|million|billion|trillion|persen|percent)\b",
            re.IGNORECASE,
        ),
    ),
)
"""A question that names its unit, and what a number must come with to answer it."""
_MONEY: Final = re.compile(r"Rp|IDR|US|USD|SGD|EUR|S?\$|[€£¥]", re.IGNORECASE)
_UNIT: Final = re.compile(r"[ \u00a0]([^\W\d_][\w-]*)")
_NOT_UNITS: Final = frozenset(
    "yang di ke dari dan atau untuk pada dengan dalam oleh sebagai itu ini akan telah sudah hingga"
    " sampai adalah setiap per saat karena juga of in at on to from by and or for the a an that"
    " which was were is are has have per each every".split()
)
_PLACE: Final = re.compile(
    rf"\b(?:di|ke|dari|asal|in|at|from|to|near) ((?:(?:kota|kabupaten|provinsi|negara|kawasan"
    rf"|the) )?(?:{_RUN.pattern}))"
)
_REASON: Final = re.compile(
    r"\b(?:karena|lantaran|sebab|akibat|pasalnya|agar|supaya|demi|guna|mengingat|because|due to|owing to"
    r"|so that"
    r"|in order to|since)\b[^.;]*",
    re.IGNORECASE,
)
_RELATIVE_TIME: Final = re.compile(
    r"\b(?:sejak |pada |sebelum |setelah )?(?:(?:akhir|awal|pertengahan) )?(?:(?:hari|pekan|minggu|bulan"
    r"|tahun) "
    r"(?:ini|lalu|depan)|kemarin|besok|(?:last|next|this) (?:week|month|year)|yesterday|tomorrow|(?:1[89]"
    r"|20)\d\d)\b",
    re.IGNORECASE,
)
_ASKS_NAME: Final = re.compile(
    r"\bnama\w*\b|\bname[ds]?\b|\bdisebut apa\b|\bcalled\b"
    r"|\b(?:acara|perusahaan|fitur|program|proyek|produk|aplikasi|platform|lembaga|bank|partai|kegiatan"
    r"|film|klub|tim)"
    r" apa\b|\b(?:what|which) (?:event|feature|programme|program|project|product|app|platform|bank|party"
    r"|film|club|team)\b",
    re.IGNORECASE,
)
_ASKS_YEAR: Final = re.compile(r"\btahun (?:berapa|apa)|\b(?:what|which) year\b", re.IGNORECASE)
_COPULA: Final = re.compile(
    r"\b(?:adalah|ialah|yaitu|yakni|bernama|disebut|dinamai|bertajuk|is|was|are|named|called)\s*[\"“‘']?$",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(r"\b(?:di|ke|dari|in|at|from|to|near) [\"“‘']?$", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_REACH: Final = 25.0
"""Characters over which nearness fades to 1/e."""
_JOINERS: Final = frozenset({"of", "dan", "and", "&", "de", "van"})
_GENERIC: Final = frozenset(
    "kementerian kemenkop menteri direktur ketua kepala presiden gubernur bupati wali kota juru"
    " bicara staf khusus sekretaris jenderal dirjen komisi badan dinas lembaga perusahaan pemerintah"
    " pihak bapak ibu pak bu mr mrs ms dr prof minister ministry president director head chief"
    " executive officer spokesperson company government agency bank platform media report laporan"
    " undang-undang uu ruu pasal nomor tahun eksekutif utama umum deputi".split()
)
_STARTERS: Final = frozenset(
    "the a an in on at to for of and but or he she it they we this that these those when while as"
    " by with from if after before since di ke dari dan yang untuk pada dengan dalam ini itu hal"
    " namun tapi menurut sementara saat ketika karena sebab bahkan selain serta atau kami saya kita"
    " mereka dia ia para setelah sebelum sejak sedangkan meski jika bila kalau hingga melalui lewat"
    " bagi oleh akan tidak ada juga ujar kata".split()
)


def candidates(
    question: Question, sentence: str, language: Language, view: QuestionView
) -> list[tuple[Span, float]]:
    """Every span of the form the question asks for, with how near the question's words stand to it:
    0 for nothing near, 1 for every word of the question beside it."""
    words = view.words[language]
    wanted = {term for word in words for term in word}
    places: dict[str, list[Span]] = {}
    for match in _WORD.finditer(sentence):
        for term in terms(match[0], language):
            places.setdefault(term, []).append(match.span())
    total = sum(max(view.rarity[term] for term in word) for word in words) or 1.0
    found = []
    for span, bonus in _of_kind(asked_form(question), question, sentence, wanted, language):
        near = 0.0
        for word in words:
            here = (
                weight * view.rarity[term] * math.exp(-_gap(span, place) / _REACH)
                for term, weight in word.items()
                for place in places.get(term, ())
            )
            near += max(here, default=0.0)
        found.append((span, near / total + bonus))
    return found


def asked_form(question: Question) -> str:
    """The kind of a question, "who" when it asks what something is called."""
    return "who" if question.kind == "what" and _ASKS_NAME.search(question.search) else question.kind


def _gap(span: Span, place: Span) -> int:
    return max(0, place[0] - span[1], span[0] - place[1])


def _of_kind(
    kind: str, question: Question, sentence: str, wanted: set[str], language: Language
) -> Iterator[tuple[Span, float]]:
    """Spans of the right form, each with what its own looks add to its score."""
    if kind == "who":
        yield from _names(sentence, wanted, language)
    elif kind == "howmany":
        unit = next((unit for asks, unit in _UNITS_ASKED if asks.search(question.asked)), None)
        for span in _numbers(sentence, wanted, language):
            if unit is None or unit.search(sentence[slice(*span)]):
                yield span, 0.0
    elif kind == "when":
        yield from _times(question, sentence)
    elif kind == "where":
        for match in _PLACE.finditer(sentence):
            if not wanted.intersection(terms(match[1], language)):
                yield match.span(1), 0.0
    elif kind == "why":
        for match in _REASON.finditer(sentence):
            yield (match.start(), match.start() + len(match[0].rstrip(" ,”\"'"))), 0.0


def _times(question: Question, sentence: str) -> Iterator[tuple[Span, float]]:
    # The year of "Senin (3/7)" is not needed to quote it: any day serves as the reference.
    found = dates.find(sentence, date.today())  # noqa: DTZ011 - no clock time is involved
    wants_year = bool(_ASKS_YEAR.search(question.search))
    for mention in found:
        fits = mention.precision == ("year" if wants_year else "day")
        yield (mention.start, mention.end), 0.2 * fits
    if not found:
        for match in _RELATIVE_TIME.finditer(sentence):
            yield match.span(), 0.0


def _names(sentence: str, wanted: set[str], language: Language) -> Iterator[tuple[Span, float]]:
    """Capitalised runs without the words the question already has at their ends."""
    for run in _RUN.finditer(sentence):
        words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run[0])]
        texts = [sentence[start:end] for start, end in words]
        known = [_is_known(text, wanted, language) for text in texts]
        first, last = 0, len(words)
        while first < last and known[first]:
            first += 1
        while last > first and known[last - 1]:
            last -= 1
        left = texts[first:last]
        if not left or all(text.strip(".,").lower() in _GENERIC for text in left):
            continue
        roles = any(text.strip(".,").lower() in _GENERIC for text in texts[:first])
        if first and len(left) == 1 and not roles:
            continue  # "Bank Cemara Indonesia": more of a name that was asked about, not a new one
        start, end = words[first][0], words[last - 1][1]
        opens = start == 0 or sentence[:start].strip(" \"“‘'") == ""
        if opens and len(left) == 1 and not left[0].isupper() and not any(known):
            continue  # capitalised because a sentence begins
        before = _WORD.findall(sentence[max(0, start - 40) : start])
        beside = any(known[:first]) or bool(before and wanted.intersection(terms(before[-1], language)))
        named = bool(_COPULA.search(sentence[:start]))
        person = len(left) > 1 and not any(text.isupper() for text in left)
        placed = bool(_PREPOSITION.search(sentence[:start]))
        yield (start, end), 0.4 * named + 0.2 * beside + 0.1 * person - 0.2 * placed


def _is_known(text: str, wanted: set[str], language: Language) -> bool:
    """Whether a word is no part of a new name: it opens clauses, joins names, or was in the question."""
    low = text.lower().strip(".,’'")
    return low in _STARTERS or low in _JOINERS or bool(wanted.intersection(terms(text, language)))


def _numbers(sentence: str, wanted: set[str], language: Language) -> Iterator[Span]:
    for match in _NUMBER.finditer(sentence):
        start, end = match.start(), match.end()
        if wanted.intersection(terms(match[0], language)):
            continue
        if re.fullmatch(r"(?:1[89]|20)\d\d", match[0]) or re.match(r"[/:]\d", sentence[end:]):
            continue  # a year, a date or a clock
        if start and re.match(r"[\w/:-]", sentence[start - 1]):
            continue
        unit = None if _MONEY.match(match[0]) else _UNIT.match(sentence, end)
        if unit and unit[1].lower() not in _NOT_UNITS and not unit[1].istitle():
            end = unit.end()
        yield start, end
