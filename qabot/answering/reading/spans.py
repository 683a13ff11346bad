"""The shortest words in a sentence that answer: a name, a number with its unit, a date, a place, a reason.

Candidates come from the form the question asks for; the one nearest to the question's own words wins.
What is returned is always a piece of the sentence, never composed.
"""

from __future__ import annotations

import itertools
import math
import re
from datetime import date
from typing import TYPE_CHECKING, Final

from qabot.answering.reading import nouns, quantities
from qabot.answering.understanding.topics import is_place
from qabot.text import dates, datewords
from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qabot.answering.understanding.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.types import Language

    Span = tuple[int, int]

_KIND_OF_PLACE: Final = (
    r"kota|kabupaten|provinsi|negara|kawasan|daerah|wilayah|desa|kampung|dusun|kelurahan|kecamatan|distrik"
    r"|perairan|gedung|kantor|stadion|hotel|pantai|pulau|jalan|pasar|sekitar|dekat|the"
)
_PLACE: Final = re.compile(
    r"\b(?:[Dd]i|[Kk]e|[Dd]ari|asal|menuju|[Ii]n|[Aa]t|[Ff]rom|to|near)"
    rf" ((?:(?:{_KIND_OF_PLACE}) ){{0,2}}(?:{nouns.RUN.pattern}))"
)
_WITHIN: Final = re.compile(rf", ({nouns.RUN.pattern})")
"""The larger place that a place lies in: "Wamena, Papua Pegunungan"."""
_REASON: Final = re.compile(
    r"\b(?<!bukan )(?<!bukanlah )(?<!not )(?:karena(?! itu\b)|gara-gara|lantaran|sebab|akibat|pasalnya|agar"
    r"|supaya|demi|guna|mengingat|because|due to|owing to|so that|in order to|since)\b"
    r"(?:[^.;]|(?<=\d)\.(?=\d))*",
    re.IGNORECASE,
)
_RATHER: Final = re.compile(
    r"\b(?:bukan(?:lah)? karena|not because)\b[^.;]*?,? (?:tapi|tetapi|melainkan|namun|but) "
    r"(?P<reason>[^.;]+)",
    re.IGNORECASE,
)
"""A reason told behind one that it is not."""
_QUOTE_ENDS: Final = re.compile(r',?"')
_ASKS_PURPOSE: Final = re.compile(r"\b(?:untuk apa|buat apa|tujuan\w*|purpose|aim|for\s*\?)", re.IGNORECASE)
_PURPOSE: Final = re.compile(r"\b(?:untuk (?=me|ber|di)|to (?=[a-z]+ ))[^.;]*")
_COMMON_PLACE: Final = re.compile(
    r"\b(?:di|ke|dari|pada|in|at|on|from) ("
    r"(?:(?:dalam|atas|luar|depan|belakang|pinggir|tepi|bagian|area|tingkat|sebuah|salah satu|sekitar|the"
    r"|an?) ){0,3}"
    r"(?:gudang|gedung|rumah|pasar|kantor|lantai|ruang|aula|halaman|lapangan|jalan|hotel|sekolah|pantai|sungai"
    r"|pelabuhan|stasiun|bandara|masjid|musala|gereja|hutan|puskesmas|klinik|gubuk|sumur|perairan|pelataran"
    r"|warung|toko|kafe|restoran|kamar|kebun|sawah|ladang|jurang|gunung|laut|terminal|kampus|apartemen"
    r"|kontrakan|makam|desa|kampung|parit|selokan|kolam|danau|tambak|perbatasan|tiang"
    r"|house|building|market|office|hall|school|beach|river|harbour|station|airport|church|forest"
    r"|warehouse|street|shop|hospital|park|stadium|prison)"
    r"(?: (?!(?:sejak|pada|untuk|yang|dan|itu|ini|karena|saat|oleh|dengan|on|and|that|since|who|which|to)\b)"
    rf"[a-z][\w-]+){{0,2}}(?: {nouns.RUN.pattern})?)"
)
_HOUR: Final = r"\d{1,2}(?:[.:]\d\d)?"
_DAYTIME: Final = r"(?:WIB|WITA|WIT|waktu setempat|dini hari|pagi|siang|sore|malam|local time)"
_CLOCK: Final = re.compile(
    rf"\b(?:pukul|jam)[ \u00a0]{_HOUR}(?:[ \u00a0]{_DAYTIME}\b)*"
    rf"(?:[ \u00a0]?(?:[-–—]|hingga|sampai|s/d|dan)[ \u00a0]?(?:(?:pukul|jam)[ \u00a0])?{_HOUR}"
    rf"(?:[ \u00a0]{_DAYTIME}\b)*)?"
    r"|\b\d{1,2}(?:[.:]\d\d)?[ \u00a0]?(?:a\.?m\b\.?|p\.?m\b\.?)|\b(?:noon|midnight)\b"
    rf"|\b\d{{1,2}}[.:]\d\d(?:[-–]\d{{1,2}}[.:]\d\d)?(?:[ \u00a0]{_DAYTIME}\b)+"
    r"|(?<=\()[0-2]?\d:[0-5]\d(?: ?[-–—] ?[0-2]?\d:[0-5]\d)?(?=\))",
    re.IGNORECASE,
)
_ASKS_CLOCK: Final = re.compile(r"\b(?:jam|pukul) berapa\b|\bwhat (?:time|hours?)\b", re.IGNORECASE)
_ASKS_WEEKDAY: Final = re.compile(r"\bhari apa\b|\b(?:what|which) day\b", re.IGNORECASE)
_WEEKDAY: Final = re.compile(
    r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_UNTIL: Final = re.compile(
    r"[ \u00a0]?(?:(?:hingga|sampai(?: dengan)?|s/d|to|until|through)[ \u00a0](?:tanggal )?|[-–—][ \u00a0]?)",
    re.IGNORECASE,
)
_BARE_YEAR: Final = re.compile(
    r"\b\d{4}[ \u00a0]?(?:-an\b|s\b)|\b(?:tahun|year) \d{3,4}\b(?: (?:Masehi|SM|BC|AD)\b)?"
    r"|(?<=\bpada )1\d{3}\b(?![.,]?\d)|(?<=\bin )1\d{3}\b(?![.,]?\d)|(?<=\bsejak )1\d{3}\b(?![.,]?\d)"
)
"""Decades, and years that no article is of: "1980-an", "tahun 624", "pada 1550"."""
_VAGUE_TIME: Final = re.compile(
    r"\b(?:beberapa|belasan|puluhan|ratusan|ribuan|several|some|a few) (?:hari|pekan|minggu|bulan|tahun|days"
    r"|weeks|months|years) (?:yang )?(?:lalu|silam|ago)\b|\b(?:1[89]|20)\d\d\b",
    re.IGNORECASE,
)
"""Times that are no dates: "beberapa bulan lalu", and years that nothing shows to be one."""
_TOLD_ON: Final = re.compile(
    r"[\"”][,.]? ?(?:kata|ujar|tutur|ucap|jelas|ungkap|terang|papar|tegas|tandas|tambah|imbuh|sambung|lanjut"
    r"|pungkas|said|says|told|added)(?:nya)?\b[^\"“”]*$"
)
"""Somebody's words, and when they were said: ", kata Rita, Senin (2/3)"."""
_ASKS_SAYING: Final = re.compile(
    r"\b(?:(?:ber|di|meng?|me[nm])?(?:kata|ujar|tutur|ucap|jelas|ungkap|terang|papar|sampai)(?:kan)?|bilang"
    r"|ngomong|bicara|say|said|tell|told|speak|spoke|announce[d]?|comment)\b",
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
_ASKS_MONTH: Final = re.compile(r"\bbulan (?:apa|berapa)\b|\b(?:what|which) month\b", re.IGNORECASE)
_MONTH: Final = re.compile(rf"\b(?:{'|'.join(dict.fromkeys(itertools.chain(*datewords.MONTHS.values())))})\b")
_ASKS_YEAR: Final = re.compile(r"\btahun (?:berapa|apa)|\b(?:what|which) year\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_REACH: Final = 25.0
"""Characters over which nearness fades to 1/e."""


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


def is_time(text: str) -> bool:
    """Whether ``text`` is a date or a time of day and nothing more."""
    clock = _CLOCK.fullmatch(text)
    found = dates.find(text, date.today())  # noqa: DTZ011 - any day serves as the reference
    return bool(clock) or (len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)))


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
        yield from nouns.found(question, sentence, wanted, language)
    elif kind == "howmany":
        yield from quantities.found(question, sentence, language)
    elif kind == "when":
        yield from _times(question, sentence)
    elif kind == "where":
        yield from _places(question, sentence, wanted, language)
    elif kind == "why":
        yield from _reasons(question, sentence)


def _reasons(question: Question, sentence: str) -> Iterator[tuple[Span, float]]:
    for match in _RATHER.finditer(sentence):
        yield _within_quote(match, "reason"), 0.5
    for match in _REASON.finditer(sentence):
        yield _within_quote(match), 0.0
    if _ASKS_PURPOSE.search(question.search):
        for match in _PURPOSE.finditer(sentence):
            yield _within_quote(match), 0.2


def _within_quote(match: re.Match[str], group: str | int = 0) -> Span:
    """What is told, no further than the words of its speaker: not "karena hujan," ujarnya"."""
    start, told = match.start(group), match[group]
    ends = _QUOTE_ENDS.search(told)
    if ends and (match.string.count('"', 0, start) % 2 or match.string.count('"') % 2):
        told = told[: ends.start()]
    told = told.partition("”")[0] if "“" not in told else told
    return start, start + len(told.rstrip(" ,”\"'"))


def _places(
    question: Question, sentence: str, wanted: set[str], language: Language
) -> Iterator[tuple[Span, float]]:
    """Names behind a preposition of place, those that are places anyhow, and at worst a room or a street."""
    named: dict[Span, float] = {}
    for match in _PLACE.finditer(sentence):
        if not _is_asked(match[1], wanted, language) and not _calendar(match[1]):
            start, end = match.span(1)
            while (larger := _WITHIN.match(sentence, end)) and is_place(larger[1]):
                end = larger.end()
            named[start, end] = 0.2 * is_place(match[1])
    for match in nouns.RUN.finditer(sentence):
        inside = any(start <= match.start() < end for start, end in named)
        if not inside and is_place(match[0]) and not wanted.intersection(terms(match[0], language)):
            named[match.span()] = 0.0
    yield from named.items()
    if nouns.wants_many(question):
        runs = {match.span(): -0.2 for match in nouns.RUN.finditer(sentence) if not _calendar(match[0])}
        listed = named if len(named) > 1 else runs
        yield from nouns.enumerations(sentence, list(listed.items()))
    if not named:
        for match in _COMMON_PLACE.finditer(sentence):
            yield match.span(1), 0.0


def _is_asked(name: str, wanted: set[str], language: Language) -> bool:
    """Whether a name is no more than the question already says."""
    own = [term for word in name.split() if word[:1].isupper() for term in terms(word, language)]
    return all(term in wanted for term in own)


def _calendar(name: str) -> bool:
    return all(word.lower().strip(".,") in nouns.CALENDAR for word in name.split())


def _months(sentence: str) -> Iterator[tuple[Span, float]]:
    """Dates that name a month, and months by themselves."""
    found = [one for one in dates.find(sentence, date.today()) if one.precision != "year"]  # noqa: DTZ011
    for one in found:
        yield (one.start, one.end), 0.2
    for match in _MONTH.finditer(sentence):
        if not any(one.start <= match.start() < one.end for one in found):
            yield match.span(), 0.2


def _times(question: Question, sentence: str) -> Iterator[tuple[Span, float]]:
    if _ASKS_MONTH.search(question.search):
        yield from _months(sentence)
        return
    if _ASKS_CLOCK.search(question.search):
        for match in _CLOCK.finditer(sentence):
            yield match.span(), 0.4
    if _ASKS_WEEKDAY.search(question.search):
        for match in _WEEKDAY.finditer(sentence):
            yield match.span(), 0.3
    # The year of "Senin (3/7)" is not needed to quote it: any day serves as the reference.
    found = dates.find(sentence, date.today())  # noqa: DTZ011 - no clock time is involved
    wants_year = bool(_ASKS_YEAR.search(question.search))
    says = bool(_ASKS_SAYING.search(question.search))
    for at, mention in enumerate(found):
        fits = mention.precision == ("year" if wants_year else "day")
        said = not says and _TOLD_ON.search(sentence, 0, mention.start)
        yield (mention.start, mention.end), 0.2 * fits - 0.4 * bool(said)
        follows = found[at + 1] if at + 1 < len(found) else None
        if follows and _UNTIL.fullmatch(sentence, mention.end, follows.start):
            yield (mention.start, follows.end), 0.25 * (not wants_year)
    decades = [match.span() for match in _BARE_YEAR.finditer(sentence)]
    for start, end in decades:
        if not any(mention.start < end and start < mention.end for mention in found):
            yield (start, end), 0.2 * wants_year
    if not found and not decades:
        for match in (*_VAGUE_TIME.finditer(sentence), *_CLOCK.finditer(sentence)):
            yield match.span(), 0.0
