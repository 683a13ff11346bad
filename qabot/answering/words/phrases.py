"""Pieces of a question: what it is about, what it would state, and the same asked another way.

No parser: noun phrases end at prepositions, auxiliaries and verbs, which are known by list or by prefix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words.followwords import AUXILIARIES, DETERMINERS, PREPOSITIONS, RELATIONS, STOPS, VERBS
from qabot.answering.words.formwords import CLAUSE_ID, NO_VERBS
from qabot.text import colloquial
from qabot.text.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Language

_NO_NAMES: Final = "|".join(
    "Apakah Siapa Siapakah Kapan Berapa Berapakah Mengapa Kenapa Bagaimana Di Dari Ke Pada Dan Lalu Jadi"
    " Benarkah Apa Oleh Untuk Sejak Menurut Who Whom Whose What When Where Which Why How Is Are Was Were Do"
    " Does Did Has Have Had Will Would Can Could Should In On At By To From For And But If The An Since"
    " Until".split()
)
NAME: Final = re.compile(
    rf"\b(?!(?:{_NO_NAMES})\b)"
    r"(?:[A-Z][\w&’'-]*(?:\.(?=\s[A-Z]))?|\d[\d.,/]*(?=\s[A-Z]))(?:\s(?:(?:of|the|de|van|bin|&)\s)*"
    r"(?:[A-Z][\w&’-]*|\d+(?![\d.,])))*"
)
"""A run of capitalised words."""
_WH_ID: Final = re.compile(
    r"^(?:(?:di|ke|dari|pada|untuk|oleh|dengan|menurut) [a-z]+ (?:mana|apa)"
    r"|(?:jam|pukul|tahun|tanggal|hari|bulan) (?:berapa|apa)|(?:sejak|sampai|hingga|mulai) kapan"
    r"|(?:gara-gara|karena) apa)\b"
    r"|\b(?:apakah|benarkah|betulkah|bukankah|sudahkah|akankah|bisakah|siapa(?:kah)?|kapan(?:kah)?|berapa(?:kah)?"
    r"(?: (?:banyak|lama|besar|persen|kali))?|mengapa(?:kah)?|kenapa|bagaimana(?:kah)?(?: cara)?"
    r"|(?:di|ke|dari) ?mana(?:kah)?|apa(?:kah)?(?: (?:saja|benar|betul|alasan|penyebab))?)\b",
    re.IGNORECASE,
)
_WH_EN: Final = re.compile(
    r"(?:(?:in|on|at|to|from|by|for|since|until|with) )?(?:who|whom|whose|what|which|when|where|why|how)\b",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[\w&’'.-]*[\w&]|[,;:]")


def is_verb_id(word: str) -> bool:
    """Whether an Indonesian word looks like a verb or a predicate."""
    low = word.lower()
    if low in NO_VERBS or low in RELATIONS:
        return False
    prefixed = len(low) > 5 and low.startswith(("me", "di", "ber", "ter"))
    return low in CLAUSE_ID or (prefixed and stem(low) != low)


def head_phrase(question: str, language: Language) -> str:
    """The noun phrase a question is about, as it stands there: its subject, or what is done to it.

    >>> head_phrase("Will Project Jasmine open in Ende?", "en")
    'Project Jasmine'
    >>> head_phrase("Siapa direktur Bank Cemara?", "id")
    'Bank Cemara'
    """
    return _head_id(question) if language == "id" else _head_en(question)


def _head_id(question: str) -> str:
    text = question.rstrip("?!. ")
    words = list(_WORDS.finditer(text))
    asked = _WH_ID.search(text)
    taken: list[re.Match[str]] = []
    for word in words:
        low = word[0].lower()
        asking = asked and asked.start() <= word.start() < asked.end()
        named = word[0][:1].isupper() and (taken or word.start() > 0)
        if not named and (asking or low in STOPS or low in ",;:" or is_verb_id(low)):
            if _solid(taken) and not (low == "yang" and not any(part[0][:1].isupper() for part in taken)):
                break
            taken = []  # "orang yang ikut lomba" is about the race
            continue
        taken.append(word)
    while len(taken) > 1 and taken[0][0].lower() in RELATIONS and taken[0][0].islower():
        taken.pop(0)
    if not _solid(taken):
        return ""
    phrase = text[taken[0].start() : taken[-1].end()]
    return re.sub(r" (?:apa|mana|sih|ya)$", "", phrase)


def _solid(taken: Sequence[re.Match[str]]) -> bool:
    return any(
        word[0].lower() not in RELATIONS | {"orang", "buah", "unit", "kali", "persen"} for word in taken
    )


def _head_en(question: str) -> str:
    text = question.rstrip("?!. ")
    words = list(_WORDS.finditer(text))
    lows = [word[0].lower() for word in words]
    at = 0
    wh = _WH_EN.match(text)
    if wh:
        while at < len(words) and words[at].start() < wh.end():
            at += 1
    auxiliary = next((i for i in range(at, len(words)) if lows[i] in AUXILIARIES), None)
    if auxiliary is not None:
        at = auxiliary + 1
    elif wh:
        at += 1  # "Who bought the ferry": the verb
    return _noun_phrase(text, words, at)


def _noun_phrase(text: str, words: Sequence[re.Match[str]], at: int) -> str:
    while at < len(words):
        end = _phrase_end(words, at)
        phrase = text[words[at].start() : words[end - 1].end()] if end > at else ""
        if end > at and (phrase[:1].isupper() or phrase.split()[-1].lower().rstrip("s") not in RELATIONS):
            return "" if phrase.lower() in DETERMINERS else phrase
        # "the director of Bank Cemara" is about the bank
        if end < len(words) and words[end][0].lower() == "of":
            at = end + 1
        elif end > at:
            return phrase
        else:
            at += 1
    return ""


def _phrase_end(words: Sequence[re.Match[str]], at: int) -> int:
    end = at
    while end < len(words):
        word = words[end][0]
        low = word.lower()
        if word[:1].isupper() or (word[0].isdigit() and end > at):
            if end > at and words[end - 1][0].islower() and words[end - 1][0] not in DETERMINERS | {"of"}:
                before = words[at:end]
                if any(part[0][:1].isupper() for part in before):
                    break
            end += 1
            continue
        joins = low == "of" and end > at and words[end - 1][0][:1].isupper() and end + 1 < len(words)
        if joins and words[end + 1][0][:1].isupper():
            end += 1
            continue
        if low in STOPS or low in ",;:" or low in AUXILIARIES or low in PREPOSITIONS:
            break
        fresh = end == at or (end == at + 1 and words[at][0].lower() in DETERMINERS)
        if not fresh and (low in VERBS or low in DETERMINERS or re.search(r"(?:ed|ing)$", low)):
            break
        named = end > at and words[end - 1][0][:1].isupper()
        if named and words[at][0].lower() not in DETERMINERS and not re.search(r"['’]s?$", words[end - 1][0]):
            break  # a name, and what it does
        end += 1
    return end


def decapitalised(text: str) -> str:
    """``text`` to go on after another word: its first letter small when it only opened the sentence."""
    first = text.split(" ", 1)[0]
    follows = text[len(first) + 1 : len(first) + 2]
    if first[1:].islower() and not follows.isupper() and first.lower() != first:
        return text[:1].lower() + text[1:]
    return text


# -- whom a question asks for

INVERTED: Final = re.compile(r"\b(?:did|was|is|were|will|does|has|have|do|had|are|can)\b", re.IGNORECASE)
_PEOPLE: Final = r"orang|warga|korban|peserta|siswa|pekerja|petani|nelayan|penumpang|\w+wan"
_DESCRIBED: Final = {
    "id": (
        (re.compile(r"siapa(?:kah|(?= saja))?(?: saja)? yang (.+)", re.IGNORECASE), "orang yang "),
        (re.compile(r"siapa(?:kah)? ((?!yang\b|saja\b)[a-z].*)"), ""),
        (re.compile(r"siapa(?:kah)? ((?!yang\b|saja\b).+)", re.IGNORECASE), ""),
        (re.compile(rf"berapa(?:kah)?(?: (?:jumlah|banyak))? ({_PEOPLE})\b", re.IGNORECASE), ""),
    ),
    "en": (
        (re.compile(r"who (?:is|was|are|were) ((?:the|an?) .+)", re.IGNORECASE), ""),
        (re.compile(rf"who ((?!{INVERTED.pattern}).+)", re.IGNORECASE), "the one who "),
    ),
}  # fmt: skip


def described(question: str, language: Language) -> str:
    """The people a question asks for, described: "the one who bought the boat"."""
    text = question.rstrip("?!. ")
    for pattern, meant in _DESCRIBED[language]:
        match = pattern.match(text)
        if match:
            return f"{meant}{match[1]}"
    return ""


# -- a question as a statement


def clause(question: str, language: Language, answer: str = "") -> str:
    """What a question asks about, as a clause; a short ``answer`` takes the place of its question word.

    >>> clause("Apakah Bank Cemara membuka cabang di Sorong?", "id")
    'Bank Cemara membuka cabang di Sorong'
    >>> clause("Siapa yang membeli kapal itu?", "id", "Bank Cemara")
    'Bank Cemara membeli kapal itu'
    """
    text = " ".join(question.rstrip("?!. ").split())
    if language == "en":
        return _statement_en(text, answer)
    put = answer if answer and len(answer.split()) <= 6 else ""
    match = _WH_ID.search(text)
    if not match:
        return text
    word = match[0].lower()
    behind = text[match.end() :].strip()
    before = text[: match.start()].strip()
    if (
        word.startswith(("siapa", "apa"))
        and "kah" not in word
        and not before
        and word not in ("apa benar", "apa betul")
    ):
        if behind.startswith("yang "):
            acts = behind[5:]
            passive = re.match(r"(?:akan |sudah |telah )?(?:di|ter)\w+", acts)
            if word.startswith("siapa") and not put:
                return f"ada yang {acts}"
            return f"{put} {acts}" if put and (word.startswith("siapa") or passive) else acts
        if put and word.startswith("siapa"):
            return f"{put} menjadi {behind}" if behind[:1].islower() else f"{behind} {put}"
        return behind
    behind = re.sub(r"^(?:yang|saja) ", "", behind) if word.startswith("berapa") else behind
    if word.startswith("berapa"):
        behind = re.sub(r"^(\w+) yang ", r"\1 ", behind)
    if put and before and word.startswith("siapa"):
        return f"{before} {put} {behind}".strip()  # "... berharap kepada siapa"
    before = re.sub(r"\b(?:pada|sejak|dengan|oleh|kepada|untuk|jam|tahun|tanggal)$", "", before).strip()
    return f"{before} {behind}".strip()


def _statement_en(text: str, answer: str) -> str:
    auxiliary = _auxiliary(text)
    wh = _WH_EN.match(text)
    if auxiliary is None:
        if wh:
            unknown = "someone" if wh[0].lower().startswith("who") else "something"
            put = answer if answer and len(answer.split()) <= 6 else unknown
            return f"{put}{text[wh.end() :]}"
        return text
    rest = text[auxiliary.end() :].strip()
    subject = _head_en(text)
    if wh and not rest.startswith(subject or "\0"):
        return rest
    if not subject:
        return rest
    behind = rest[rest.find(subject) + len(subject) :]
    return f"{subject} {auxiliary[0].lower()}{behind}".strip()


def _auxiliary(text: str) -> re.Match[str] | None:
    """The auxiliary that makes ``text`` a question, when one does."""
    wh = _WH_EN.match(text)
    pattern = rf"\b(?:{'|'.join(sorted(AUXILIARIES, key=len, reverse=True))})\b(?!['’])"
    return re.search(pattern, text, re.IGNORECASE) if wh else re.match(pattern, text, re.IGNORECASE)


def negated(statement: str, language: Language) -> str:
    """The clause with a "not" in it, unless it has one."""
    if re.search(r"\b(?:tidak|bukan|belum|not|never)\b|n['’]t\b", statement, re.IGNORECASE):
        return statement
    if language == "en":
        subject = _head_en(f"is {statement}")
        auxiliary = re.search(rf"\b(?:{'|'.join(AUXILIARIES)})\b", statement)
        if auxiliary:
            return f"{statement[: auxiliary.end()]} not{statement[auxiliary.end() :]}"
        return statement.replace(subject, f"{subject} not", 1) if subject else statement
    for match in re.finditer(r"\S+", statement):
        if match.start() and match[0].islower() and is_verb_id(match[0]):
            done = {"sudah": "belum", "telah": "belum"}.get(match[0])
            if done:
                return f"{statement[: match.start()]}{done}{statement[match.end() :]}"
            return f"{statement[: match.start()]}tidak {statement[match.start() :]}"
    return statement


_TRUE: Final = re.compile(
    r"^(?:ada yang mengatakan |(?:benar|betul) (?:(?:soal|bahwa|kalau|tentang) )?|it (?:is|was) true that )"
)
"""How it is asked whether something is so: no part of what is stated."""


_HOW_MANY: Final = re.compile(r"\bberapa\b", re.IGNORECASE)


def claim(question: str, language: Language, answer: str, denied: bool) -> str:
    """What was stated, for "who said so?"."""
    said = _TRUE.sub("", clause(question, language, answer))
    if language == "id" and answer and _HOW_MANY.search(question):
        said = f"{said} {answer}"
    return negated(said, language) if denied else said


_COUNTED: Final = re.compile(
    r"(?:ada )?berapa(?: (?:jumlah|banyak|orang(?= [a-z]+ yang)))? (.+)", re.IGNORECASE
)
"""What is counted can be listed too."""


def asks(question: str, language: Language, wh: str, answer: str, denied: bool) -> str:
    """The former question asked for ``wh`` ("sejak kapan", "why") instead.

    >>> asks("Will Project Jasmine open in Ende?", "en", "when", "", False)
    'When will Project Jasmine open in Ende?'
    """
    wh = wh.strip()
    why = bool(re.match(r"why|how come|mengapa|kenapa|apa alasan|apa sebab|apa penyebab", wh, re.IGNORECASE))
    counted = _COUNTED.match(question.rstrip("?!. ")) if wh.endswith(" saja") else None
    if counted:
        return _asked(wh, counted[1])
    if language == "id":
        said = clause(question, language, answer)
        said = negated(said, language) if denied and why else said
        first = said.split(" ", 1)[0].lower()
        return _asked(wh, decapitalised(said) if colloquial.is_written(first) else said)
    text = " ".join(question.rstrip("?!. ").split())
    negative = (denied and why) or wh.lower() == "why not"
    wh = "why" if wh.lower() == "why not" else wh
    auxiliary = _auxiliary(text)
    if auxiliary is None or wh.lower() == "how come":
        link = "" if wh.lower() == "how come" else " was it that"
        said = clause(question, language, answer)
        return _asked(f"{wh}{link}", negated(said, language) if negative else said)
    rest = f"{auxiliary[0].lower()} {text[auxiliary.end() :].strip()}"
    before = text[: auxiliary.start()].strip()
    if negative and not re.search(r"\bnot\b|n['’]t\b", rest):
        subject = _head_en(text)
        rest = rest.replace(subject, f"{subject} not", 1) if subject else rest
    asked = re.match(r"(what|who|whom|which|how many|how much)\b ?(.*)", before, re.IGNORECASE)
    if asked:
        thing = answer if answer and len(answer.split()) <= 5 and asked[1].lower() != "how much" else asked[2]
        if auxiliary[0].lower() in ("is", "are", "was", "were") and answer and not asked[2]:
            # "Who is the director of X?" - "Since when?"
            return _asked(wh, f"{auxiliary[0].lower()} {answer} {text[auxiliary.end() :].strip()}")
        thing = asked[2] if asked[1].lower() == "how many" else thing
        rest = f"{rest} {decapitalised(thing)}".strip()
    return _asked(wh, rest)


def _asked(wh: str, said: str) -> str:
    question = f"{wh} {said}".strip()
    return f"{question[:1].upper()}{question[1:]}?"
