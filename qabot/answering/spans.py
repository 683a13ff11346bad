"""The shortest words in a sentence that answer: a name, a number with its unit, a date, a place, a reason.

Candidates come from the form the question asks for; the one nearest to the question's own words wins.
What is returned is always a piece of the sentence, never composed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.text import dates
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qabot.answering.question import Question
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
_ASKS_NAME: Final = re.compile(r"\bnama\w*\b|\bname[ds]?\b|\bdisebut\b|\bcalled\b", re.IGNORECASE)
_STARTERS: Final = frozenset(
    "the a an in on at to for of and but or he she it they we this that these those when while as"
    " by with from if after before since di ke dari dan yang untuk pada dengan dalam ini itu hal"
    " namun tapi menurut sementara saat ketika karena sebab bahkan selain serta atau kami saya kita"
    " mereka dia ia para setelah sebelum sejak sedangkan meski jika bila kalau hingga melalui lewat"
    " bagi oleh akan tidak ada juga ujar kata".split()
)


def shortest(
    question: Question, sentence: str, language: Language, asked: Sequence[Mapping[str, float]]
) -> Span | None:
    """Half-open offsets in ``sentence`` of the shortest answer, or None when only the sentence will do.

    ``asked``: the question's words as search terms of ``language`` with their alternatives.
    """
    wanted = {term for word in asked for term in word}
    kind = question.kind
    if kind == "what" and _ASKS_NAME.search(question.search):
        kind = "who"
    found = list(_candidates(kind, sentence, wanted, language))
    if not found:
        return None
    anchors = [
        match.start()
        for match in re.finditer(r"[^\W_]+", sentence)
        if wanted.intersection(terms(match[0], language))
    ]

    def distance(span: Span) -> tuple[float, int]:
        start, end = span
        gaps = sorted(
            min(abs(anchor - start), abs(anchor - end)) for anchor in anchors if not start <= anchor < end
        )
        near = gaps[:3]
        return (sum(near) / len(near) if near else 0.0), start

    return min(found, key=distance)


def _candidates(kind: str, sentence: str, wanted: set[str], language: Language) -> Iterator[Span]:
    if kind == "who":
        yield from _names(sentence, wanted, language)
    elif kind == "howmany":
        yield from _numbers(sentence, wanted, language)
    elif kind == "when":
        spans = [(mention.start, mention.end) for mention in dates.find(sentence)]
        yield from spans or [match.span() for match in _RELATIVE_TIME.finditer(sentence)]
    elif kind == "where":
        for match in _PLACE.finditer(sentence):
            if not wanted.intersection(terms(match[1], language)):
                yield match.span(1)
    elif kind == "why":
        for match in _REASON.finditer(sentence):
            yield match.start(), match.start() + len(match[0].rstrip(" ,”\"'"))


def _names(sentence: str, wanted: set[str], language: Language) -> Iterator[Span]:
    """Capitalised runs without the words the question already has at their ends."""
    for run in _RUN.finditer(sentence):
        words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run[0])]
        texts = [sentence[start:end] for start, end in words]
        first, last = 0, len(words)

        def known(at: int, texts: list[str] = texts) -> bool:
            low = texts[at].lower().strip(".,’'")
            found = terms(texts[at], language)
            return low in _STARTERS or low in {"of", "dan", "and", "&"} or bool(wanted.intersection(found))

        while first < last and known(first):
            first += 1
        while last > first and known(last - 1):
            last -= 1
        if first < last:
            yield words[first][0], words[last - 1][1]


def _numbers(sentence: str, wanted: set[str], language: Language) -> Iterator[Span]:
    for match in _NUMBER.finditer(sentence):
        start, end = match.start(), match.end()
        if wanted.intersection(terms(match[0], language)):
            continue
        if re.fullmatch(r"(?:1[89]|20)\d\d", match[0]) or re.match(r"[/:]\d", sentence[end:]):
            continue  # a year, a date or a clock
        if start and re.match(r"[\w/:-]", sentence[start - 1]):
            continue
        unit = _UNIT.match(sentence, end)
        if unit and unit[1].lower() not in _NOT_UNITS and not unit[1].istitle():
            end = unit.end()
        yield start, end
