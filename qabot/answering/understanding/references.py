"""Pronouns and what else in a question refers back, given way to what it stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words.followwords import (
    AUXILIARIES,
    DETERMINERS,
    PEOPLE,
    PREPOSITIONS,
    RELATIONS,
    STOPS,
    THINGS,
)
from qabot.answering.words.formwords import CLAUSE_ID
from qabot.answering.words.phrases import NAME, head_phrase, is_verb_id
from qabot.text import colloquial

if TYPE_CHECKING:
    from qabot.answering.understanding.topics import Former
    from qabot.types import Language

QUESTION_WORDS: Final = frozenset(
    "siapa apa kapan berapa apakah mana who what how when why which where".split()
)


_EN_PERSON: Final = re.compile(r"\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
_EN_MANY: Final = re.compile(r"\b(they|them|their|theirs)\b", re.IGNORECASE)
_OF_ITS_OWN: Final = frozenset("they them their theirs its his".split())
_POINTING: Final = frozenset("the this that these those he she it they his her its their".split())
_CLEFT: Final = re.compile(
    r"^(?:is|was) it (?:[^?]+ (?:who|that|which)"
    r"|(?:\w+ ){0,2}?(?:uncertain|certain|unclear|clear|known|legal|illegal|hard|easy|difficult|possible"
    r"|impossible|likely|unlikely|necessary|allowed|forbidden|safe|common|off limits)"
    r" (?:to|for|how|if|whether|what|when|where|why|who)) ",
    re.IGNORECASE,
)
""" "Is it the mayor who ...?", "Is it hard to ...?" point to nothing said before."""
_EN_THING: Final = re.compile(r"\b(it|its)\b(?! (?:true|the case|clear|that)\b)", re.IGNORECASE)
_EN_THAT: Final = re.compile(
    r"(?<=\w )\b(?:that|this)\b(?=\s*$| (?:happen|mean|true|cost|take|work|start|end|be|was|is)\b)",
    re.IGNORECASE,
)
_EN_NOUN: Final = re.compile(r"\b(?:the|that|this) (?:same )?([a-z]+)\b(?! (?:of|for|that|who|which)\b)")
_EN_THERE: Final = re.compile(r"\b(?:over |from )?there\b(?=\s*$| (?:too|as well|now)\b)", re.IGNORECASE)
_ANYBODY: Final = frozenset("man woman person official executive orang pejabat tokoh".split())
ID_PERSON: Final = re.compile(
    r"\b(?:dia|ia|beliau|si dia|yang bersangkutan|orangnya|orang itu)\b", re.IGNORECASE
)
_ID_MANY: Final = re.compile(r"\bmereka\b", re.IGNORECASE)
_ID_NYA: Final = re.compile(r"\b([a-z]{3,}?)-?nya\b", re.IGNORECASE)
_ID_THIS: Final = re.compile(
    r"\b((?:[\w-]+ ){0,2}[\w-]+) (?:itu|tersebut|ini|tadi)\b|^(?:itu|ini)\b|\bhal (?:itu|tersebut)\b",
    re.IGNORECASE,
)
_ID_THERE: Final = re.compile(r"\b(di|ke|dari) (?:sana|situ)\b", re.IGNORECASE)
_NOT_REFERRING: Final = frozenset(
    "ha ta berta pu ada nama arti misal sebenar akhir biasa umum khusus sebelum selanjut seharus karena"
    " sekira hasil persis tepat sepenuh kata agak rupa pokok tampak sesungguh secepat setidak paling"
    " selama sebaik seada jadi kaya lama besar total jumlah benar apa siapa masing kapan awal mula"
    " terutama kira berikut kabar tadi semula dulu".split()
)
"""What "-nya" stands behind without referring to anything."""


_TIMES: Final = frozenset("tahun bulan pekan minggu hari kemarin dulu tadi".split())
_LEADS_TO_NOUN: Final = (
    RELATIONS
    | AUXILIARIES
    | DETERMINERS
    | PREPOSITIONS
    | QUESTION_WORDS
    | CLAUSE_ID
    | {"yang", "saja", "many", "much"}
)


def dereferenced(bare: str, language: Language, former: Former, *, unsaid: bool = True) -> str:
    """``bare`` (without its closing mark) as a question in which nothing refers back to ``former``; empty
    when nothing did. ``unsaid``: supply also what goes without saying ("siapa direkturnya")."""
    return (_english if language == "en" else _indonesian)(bare, former, unsaid=unsaid)


def _english(bare: str, former: Former, *, unsaid: bool) -> str:
    text = bare
    thing = former.thing or former.person
    text = _pronouns(text, _EN_PERSON, former.person)
    text = _pronouns(text, _EN_MANY, thing)
    if not _CLEFT.match(text):
        text = _pronouns(text, _EN_THING, thing)
    if former.place:
        text = _EN_THERE.sub(
            lambda match: f"{'from' if match[0].lower().startswith('from') else 'in'} {former.place}", text
        )
    if thing and not own_names(text):
        text = _EN_THAT.sub(lambda _: thing, text)
    if not own_names(bare) and text == bare:
        text = _EN_NOUN.sub(lambda match: _noun(match[1], former) or match[0], text)
        if text == bare and unsaid:
            text = _unsaid(bare, former, " of ")
    return "" if text == bare else closed(text)


def _pronouns(text: str, pattern: re.Pattern[str], entity: str) -> str:
    """Every pronoun given way to ``entity``, but for those that refer to a name of the question itself."""
    if not entity:
        return text
    done = False

    def put(match: re.Match[str]) -> str:
        nonlocal done
        word, behind = match[0].lower(), text[match.end() :].split()
        ahead = text[: match.start()].lower().split()
        stands_for_object = ahead[-1:] and ahead[-1] in (
            "about",
            "with",
            "to",
            "for",
            "from",
            "of",
            "by",
            "on",
        )
        if own_names(text[: match.start()]) and not (stands_for_object and not behind):
            return match[0]
        if match[0].isupper() and len(word) > 1:
            return match[0]  # information technology
        if word in _OF_ITS_OWN and _own_subject(text[: match.start()], text):
            return match[0]  # "Do women regret their savings?"
        if done and word not in ("his", "her", "its", "their"):
            return match[0]  # once is enough to know who is meant
        followed = bool(behind) and behind[0].islower() and behind[0] not in PREPOSITIONS | {"and"}
        owns = word in ("his", "its", "their") or (word == "her" and followed)
        if owns and done:
            return match[0]
        done = True
        return (f"{entity}'" if entity.endswith("s") else f"{entity}'s") if owns else entity

    return pattern.sub(put, text)


def _own_subject(ahead: str, text: str) -> bool:
    """Whether what the question is about stands ``ahead`` of a pronoun, which then means that."""
    subject = head_phrase(text, "en")
    pointing = subject.split(" ", 1)[0].lower() in _POINTING
    return bool(subject) and not pointing and subject in ahead


def own_names(text: str) -> list[str]:
    """Names within ``text``; a capital that only opens a sentence is none."""
    runs = (match for match in NAME.finditer(text) if not match[0][0].isdigit())
    return [match[0] for match in runs if match.start() or " " in match[0]]


def _noun(noun: str, former: Former) -> str:
    """What "the company", "kapal itu" stands for: the phrase that has the noun, or the one of that sort."""
    noun = noun.lower()
    named = [match[0] for match in NAME.finditer(former.question) if len(match[0].split()) > 1]
    for known in (former.thing, former.person, head_phrase(former.question, former.language), *named):
        if known and noun in known.lower().split():
            return known
    if noun in PEOPLE:
        meant = noun in _ANYBODY or noun in former.question.lower().split()
        return former.person if meant else ""  # "the governor" is not the mayor spoken of
    return former.thing if noun in THINGS else ""


def _this(match: re.Match[str], former: Former) -> str:
    """ "Jembatan itu", "soal itu"."""
    if match[1] is None:
        return former.thing or former.person or match[0]
    words = match[1].split()
    last = words.pop()
    if not last.islower() and (words or match.start()):
        return match[0]  # "Bank Cemara itu"
    if last.lower() in ("soal", "tentang", "mengenai", "hal", "kapan", "kenapa", "berapa"):
        known = former.thing or former.person
        last = "" if last.lower() == "hal" else f"{last} "
        return " ".join([*words, f"{last}{known}"]) if known else match[0]
    known = _noun(last, former)
    if not known:
        return match[0]
    while words and words[-1].lower() in known.lower().split():
        words.pop()
    return " ".join([*words, known])


def _indonesian(bare: str, former: Former, *, unsaid: bool) -> str:
    text = bare
    thing = former.thing or former.person
    owned = bool(own_names(bare))
    if former.person:
        text = _once(text, ID_PERSON, former.person)
    many = former.group or (former.thing if former.thing[:1].isupper() else _many(former))
    if many:
        text = _once(text, _ID_MANY, many)
    if thing and text == bare:
        text = _ID_NYA.sub(lambda match: _owned(match, text, former, thing), text, count=2)
    if former.place:
        text = _ID_THERE.sub(lambda match: f"{match[1]} {former.place}", text)
    if text == bare and not owned:
        text = _ID_THIS.sub(lambda match: _this(match, former), text)
        if text == bare and unsaid:
            text = _unsaid(bare, former, " ")
    return "" if text == bare else closed(text)


def _many(former: Former) -> str:
    """Those who are no single person: of "suara Kenari" the party."""
    named = NAME.search(f"x {former.thing}")
    single = NAME.fullmatch(former.person) and " dan " not in former.person
    return named[0] if named and single else former.person or former.thing


def _once(text: str, pattern: re.Pattern[str], entity: str) -> str:
    match = pattern.search(text)
    if not match or any(own_names(text[: match.start()])):
        return text
    return text[: match.start()] + entity + text[match.end() :]


def _owned(match: re.Match[str], text: str, former: Former, thing: str) -> str:
    """ "Harganya" is "harga" of what was spoken of; "menjualnya" sells it."""
    noun = match[1].lower()
    if noun in _NOT_REFERRING and noun != "nama":
        return match[0]
    if _stands_before_its_noun(match, text) or _between_two(noun, text[match.end() :]):
        return match[0]
    before = text[: match.start()]
    named = [found for found in NAME.finditer(before) if found.start() or len(found[0].split()) > 1]
    if any(not re.search(r"\b(?:di|ke|dari|pada)$", before[: found.start()].rstrip()) for found in named):
        return match[0]  # "Bank Cemara dan direkturnya"
    if any(map(_small_name, before.split())) or _has_subject(noun, before):
        return match[0]  # "tokopedia kantornya"
    if noun in thing.lower().split():
        return thing
    if re.match(r"di\w+(?:kan|i)$", noun) and former.person:
        return f"{match[1]} {former.person}"
    if _PERSONS.fullmatch(noun) and former.person:
        return f"{match[1]} {former.person}"
    return f"{match[1]} {thing}"


def _small_name(word: str) -> bool:
    """Whether ``word`` may be a name in small letters: none of the language's own."""
    known = word in STOPS | QUESTION_WORDS or colloquial.is_written(word)
    return len(word) > 3 and word.isalpha() and word.islower() and not known


def _has_subject(noun: str, before: str) -> bool:
    """Whether what stands ahead of "isinya" is a thing of several words: "kotak bambu isinya apa"."""
    words = before.lower().split()
    none = STOPS | QUESTION_WORDS | RELATIONS | DETERMINERS | CLAUSE_ID
    return noun in RELATIONS and len(words) > 1 and not any(w in none or is_verb_id(w) for w in words)


_PERSONS: Final = re.compile(
    r"umur|usia|gaji|pekerjaan|istri|suami|anak|jabatan|profesi|alasan|tuntutan|permintaan|pendapat|keluhan"
    r"|ucapan|perkataan|jawaban|tanggapan|usul(?:an)?|saran|harapan|pesan|janji"
)
"""What somebody has, says or asks for, rather than something."""


def _between_two(noun: str, behind: str) -> bool:
    """Whether what lies between two is named behind it: "bedanya Kenari dengan Sagu"."""
    lies = noun in ("beda", "perbedaan", "persamaan", "perbandingan", "hubungan", "kaitan")
    return lies and bool(re.match(r" (?:antara )?\w[^?]* (?:dan|dengan|sama) \w", behind))


def _stands_before_its_noun(match: re.Match[str], text: str) -> bool:
    """Whether "-nya" points within the question: "turunnya produksi", "akibatnya jika ...", "lagu yang diubah
    temponya"."""
    behind = text[match.end() :].split()
    if behind and behind[0].lower() in ("jika", "kalau", "bila", "apabila"):
        return True
    ends = STOPS | QUESTION_WORDS | _TIMES
    if behind and is_verb_id(match[1]) and behind[0].lower() not in ends and match.start():
        return True
    return bool(
        re.search(rf"\b(?!(?:{'|'.join(QUESTION_WORDS)}|ada|saja)\b)[a-z]+ yang\b", text[: match.start()])
    )


def _unsaid(bare: str, former: Former, joint: str) -> str:
    """ "Siapa direktur?", "what is the price?": a relation to something that goes without saying."""
    words = bare.split()
    if len(words) > 5 or not former.thing or words[-1].lower() not in RELATIONS:
        return bare
    if not all(word.lower() in _LEADS_TO_NOUN for word in words[:-1]):
        return bare  # "harga beras masih tinggi?" says of what
    return f"{bare}{joint}{former.thing}"


def closed(question: str) -> str:
    """``question`` with a capital and its question mark."""
    question = " ".join(question.split()).rstrip("?!. ")
    return f"{question[:1].upper()}{question[1:]}?"
