"""Who or what a name is, as the sentences found tell it.

News says so in passing, where a name first comes up: "Kepala Dinas Air Rita Halim mengatakan ...". The
reader, which looks for what answers a question, often passes over that and takes another name for the
answer. So the ways to introduce a name are looked for in all sentences found, and the plainest one is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qabot.answering.words import offices, speakers
from qabot.answering.words.followwords import PEOPLE, STOPS, THINGS
from qabot.answering.words.phrases import is_verb_id
from qabot.text.stemming import is_stopword

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qabot.answering.reading.evidence import Evidence
    from qabot.types import Language

LIKELY: Final = 0.9
"""How likely what is found so answers."""
_CAPITAL: Final = r"[A-Z][\w&’'-]{0,30}"
_RUN: Final = rf"(?<!\w){_CAPITAL}(?: (?:(?:dan|of|and|for|the|&) )?{_CAPITAL}){{1,10}}"
_OFFICE: Final = rf"(?i:{'|'.join(sorted(offices.OFFICES, key=len, reverse=True))})"
_OF_ONE: Final = r"(?<!\bpara )(?<!\bsejumlah )(?<!\bseluruh )"
"""In front of an office that is one person's: not "di depan para anggota Komisi Air, Rita ..."."""
_SUBJECT: Final = (
    r"(?:^|[,.:“\"] ?|\b(?:oleh|kata|ujar|tutur|menurut|by|bahwa|sementara|sedangkan|dan|tetapi|that|while"
    r"|and|but) )"
)
_IS: Final = (
    rf"{_SUBJECT}@WHOLE@(?:,? (?:sendiri|ini|itu))?,? (?:adalah|merupakan|ialah|yaitu|yakni"
    r"|(?:is|was|are|were)(?= (?:an?|the|one)\b)) (?P<clause>[^.;:“”\"]+)"
)
""" "Proyek Melati adalah ..."; here and below ``@NAME@`` is as asked, ``@WHOLE@`` with all of it."""
_SHORT_FOR: Final = rf"(?P<long>{_RUN}) \((?:atau |or )?[\"“]?@NAME@[\"”]?\)"
""" "Yayasan Anak Bangsa Cerdas (Yabangdas)" """
_STANDS_FOR: Final = r"@NAME@ \((?P<long>[A-Za-z][^()\d]{4,80})\)"
""" "Yabangdas (Yayasan Anak Bangsa Cerdas)" """
_WHO_IS: Final = (
    r"@WHOLE@,? (?:yang|who) (?:juga |sekaligus |is also |was also )?(?:merupakan|adalah"
    r"|menjabat(?: sebagai)?|berprofesi(?: sebagai)?|dikenal sebagai|is|was|serves? as|works? as)"
    r" (?P<clause>[^,.;:“”\"]+)"
)
""" "Rita Halim, yang menjabat kepala desa, ..." """
_AS: Final = rf"@WHOLE@,? (?:selaku|as(?= (?:the |an? )?{_OFFICE}\b)) (?:the |an? )?(?P<office>[^,.;:“”\"]+)"
""" "Rita Halim selaku kuasa hukum Bank Cemara, ..." """
_CALLED: Final = (
    r"(?P<noun>(?:[\w-]+ ){1,6}?)(?P<called>(?:yang )?(?:diberi nama|dinamakan)|bernama|berjuluk|dijuluki"
    r"|disebut(?: dengan| sebagai)?|dinamai|bertajuk|called|named|known as|dubbed)(?: asli)? [\"“‘']?@NAME@"
)
""" "fitur belanja bernama Kenari" """
_OFFICE_BEHIND: Final = (
    rf"@WHOLE@, (?P<office>{_OFFICE}\b[^,.;:“”\"]{{0,90}})(?=[.;]|,(?! (?:dan|serta|and)\b)|$)"
)
""" "Rita Halim, ajudan Bupati Ende, ..." """
_OFFICE_BEFORE: Final = (
    rf"{_OF_ONE}\b(?P<office>{_OFFICE}\b[^,.;:“”\"]{{2,80}})(?:, {_CAPITAL}(?: {_CAPITAL}){{0,3}})?,"
    rf" (?:{_OFFICE}\.? )?@WHOLE@(?=[, .])"
)
""" "Ajudan Bupati Ende, Nusa Tenggara Timur, Rita, ..." """
_HEADS: Final = (
    r"@WHOLE@,? yang (?:(?:di|dari) [A-Z][\w ]{1,30}? )?(?P<clause>(?:mengepalai|memimpin|mengetuai|membawahi"
    r"|bekerja (?:sebagai|di))\b[^,.;:“”\"]+)"
)
""" "Rita Halim, yang di Ende mengepalai urusan air, ..." """
_ONE_BEHIND: Final = (
    rf"{_SUBJECT}@WHOLE@, (?P<clause>(?:seorang|sebuah|suatu|salah satu|an?|the)\b[^,.;:“”\"]+)"
    r"(?=[,.;]|$)"
)
""" "Kenari, sebuah kapal feri, ..." """
_SORTS: Final = THINGS | frozenset(
    "merek brand grup band lagu album novel gim game konsol situs laman mobil motor ponsel obat"
    " vaksin penyakit virus sekolah kampus yayasan organisasi komunitas gerakan toko restoran hotel"
    " maskapai raksasa penerbit stasiun badai gunung pulau sungai bandara pelabuhan stadion museum"
    " turnamen liga festival penghargaan label song album novel game console website site car phone"
    " drug vaccine disease school charity organisation organization movement shop restaurant hotel"
    " airline giant publisher storm island airport stadium tournament league festival award".split()
)
"""What a word in front of a name may tell of it."""
_SORT_BEHIND: Final = rf"@WHOLE@, (?P<clause>(?:{'|'.join(sorted(_SORTS))})\b[^,.;:“”\"]+)(?=[.;]|$)"
""" "Kenari, platform dagang Melati di Ende." """
_NOUN_AHEAD: Final = rf"(?P<noun>(?:[a-z][\w-]* ){{1,4}}[\w-]+(?: {_CAPITAL}){{0,3}}), @WHOLE@(?=[,.])"
""" "raksasa teknologi Jepang, Kenari, ..." """
_NOUN_BEFORE: Final = r"(?P<noun>(?:[a-z][\w-]* ){1,5})[\"“‘']?@WHOLE@"
""" "merek kosmetik Kenari" """
_PATTERNS: Final = (
    (_IS, 3.0),
    (_SHORT_FOR, 2.6),
    (_STANDS_FOR, 2.5),
    (_WHO_IS, 2.4),
    (_HEADS, 2.4),
    (_AS, 2.3),
    (_CALLED, 2.3),
    (_OFFICE_BEHIND, 2.2),
    (_ONE_BEHIND, 2.2),
    (_SORT_BEHIND, 2.2),
    (_OFFICE_BEFORE, 2.1),
    (_NOUN_AHEAD, 1.8),
    (_NOUN_BEFORE, 1.0),
)
"""Each with how plainly it says what the name is."""
_INTRODUCED: Final = 2.0
"""The same of an office in front of a name; a longer one says more."""
_CLAUSE_END: Final = re.compile(r", (?:katanya|ujarnya|kata|ujar|tutur|jelas)\b")
_WITHIN_OFFICE: Final = frozenset("dan di of for the bidang urusan yang untuk and".split())
_GOES_ON: Final = STOPS | {"segera", "langsung", "lantas", "lalu", "pun"}
_MOST_WORDS: Final = 25
_LONG: Final = 14
"""Words from which on a description is cut at its first comma."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """A sentence that says who or what a name is, and its words for it."""

    item: Evidence
    text: str
    plainness: float


def found(name: str, ranked: Sequence[Evidence], *, person: bool) -> list[Introduction]:
    """The sentences of ``ranked`` that tell who or what ``name`` is, plainest first."""
    told = []
    for item in ranked:
        text, plainness = described(name, item.text, item.hit.passage.article.language, person=person)
        if text:
            told.append(Introduction(item, text, plainness))
    return sorted(told, key=lambda one: -one.plainness)


def described(name: str, sentence: str, language: Language, *, person: bool) -> tuple[str, float]:
    """What ``sentence`` says ``name`` is, and how plainly; empty when it does not say.

    >>> described("Kenari", "Ia melanggan raksasa daring Jepang, Kenari, sejak 2020.", "id", person=False)
    ('raksasa daring Jepang', 1.8)
    """
    ways = ((_cut(text), plainness) for text, plainness in _ways(name, sentence, language, person=person))
    return max((way for way in ways if way[0]), key=lambda way: way[1], default=("", 0.0))


def _ways(name: str, sentence: str, language: Language, *, person: bool) -> Iterator[tuple[str, float]]:
    """The descriptions of ``name`` in ``sentence``, each with how plainly it says so."""
    if person:
        for one in speakers.introductions(sentence):
            office = _office(one.role or "", language)
            if office and same(name, one.name) and _is_theirs(one.role or "", sentence):
                yield office, _INTRODUCED + 0.1 * min(len(office.split()), 5)
    own, patterns = _of(name)
    written = [match[0][:1] for match in own.finditer(sentence)]
    if not any(first.isupper() for first in written) and not (written and name.islower() and not person):
        return
    for pattern, plainness in patterns:
        for match in pattern.finditer(sentence):
            if said := _description(match, language, person=person):
                yield said, plainness


@lru_cache(maxsize=16)
def _of(name: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], float], ...]]:
    """``name`` as a pattern, and the ways to introduce it; for all sentences of a question once."""
    own = rf"(?<![\w’'-])(?i:{re.escape(name)})(?![\w-]|['’]\w)"
    whole = rf"{own}(?: {_CAPITAL}){{0,4}}(?: ?\([^()]{{0,40}}\))?"
    ways = ((way.replace("@NAME@", own).replace("@WHOLE@", whole), plain) for way, plain in _PATTERNS)
    return re.compile(own), tuple((re.compile(way), plain) for way, plain in ways)


def _is_theirs(role: str, sentence: str) -> bool:
    """Whether ``sentence`` has an office as one person's."""
    return re.search(_OF_ONE + re.escape(role.replace(",", "")), sentence.replace(",", "")) is not None


def _description(match: re.Match[str], language: Language, *, person: bool) -> str:
    """What a pattern found, without what belongs to the clause around it; may be empty."""
    groups = match.groupdict()
    if groups.get("clause"):
        return _CLAUSE_END.split(groups["clause"])[0]
    if groups.get("long"):
        return "" if person and len(groups["long"].split()) < 2 else groups["long"]
    if groups.get("office"):
        return _office(groups["office"], language)
    noun = _noun(groups["noun"], language)
    words = noun.split()
    if not words or not words[0].islower():
        return ""
    sort = words[0 if language == "id" else -1]
    if person:
        return noun if sort in PEOPLE or sort in offices.OFFICES else ""
    return noun if groups.get("called") or sort in _SORTS else ""


def names(name: str, sentence: str) -> bool:
    """Whether ``sentence`` speaks of ``name``, were it by a part of it."""
    there = set(re.findall(r"[\w-]+", sentence.lower()))
    return bool(there.intersection(re.findall(r"[\w-]+", name.lower())))


def same(name: str, other: str) -> bool:
    """Whether two names may be one person's: one within the other, or drawn together ("Jokowi").

    >>> same("Hasto", "Hasto Wardoyo"), same("Jokowi", "Joko Widodo"), same("Rita", "Ratna Halim")
    (True, True, False)
    """
    one, two = name.lower().split(), other.lower().split()
    if set(one) <= set(two) or set(two) <= set(one):
        return True
    return len(one) == 1 and len(two) > 1 and offices.drawn_together(name, two[0], two[1])


def _noun(text: str, language: Language) -> str:
    """The noun phrase that ``text`` ends with: "meluncurkan merek kosmetik" is "merek kosmetik"."""
    words: list[str] = []
    for word in reversed(text.split()):
        low = word.lower()
        if low in STOPS or is_stopword(low, language) or (language == "id" and is_verb_id(low)):
            break
        words.insert(0, word)
    return " ".join(words)


def _office(text: str, language: Language) -> str:
    """An office as it is told; empty where a predicate follows: "Kata Rita, wali kota tidak pergi"."""
    text = offices.without_rank(text.strip())
    words = text.split()
    for at, word in enumerate(words):
        low = word.lower()
        if not at or not word.islower() or low in _WITHIN_OFFICE:
            continue
        if low in _GOES_ON or is_stopword(low, language) or (language == "id" and is_verb_id(low)):
            return ""
    return text


def _cut(text: str) -> str:
    """A description without what only goes on behind it."""
    text = text.strip(' ,;:–—-"“”')
    if len(text.split()) > _LONG and "," in text:
        text = text.partition(",")[0]
    return "" if len(text.split()) > _MOST_WORDS else text
