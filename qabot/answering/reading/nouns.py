"""Which names in a sentence answer "who", "which company", "what is it called": people, bodies, lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.understanding.topics import is_place
from qabot.answering.words.followwords import AUXILIARIES, ORGANISED, PEOPLE, PLACES, STOPS
from qabot.answering.words.phrases import is_verb_id
from qabot.text.stemming import is_stopword, stem, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qabot.answering.understanding.question import Question
    from qabot.types import Language

    Span = tuple[int, int]

_CAPITAL: Final = r"[A-Z][\w&’'-]*(?:\.(?=\s?[A-Z]))?"
RUN: Final = re.compile(
    rf"{_CAPITAL}(?:[ \u00a0](?:(?:of|de|van|bin|binti|al|and|&|dan)[ \u00a0])?{_CAPITAL})*"
)
_COPULA: Final = re.compile(
    r"\b(?:adalah|ialah|yaitu|yakni|bernama|disebut|dinamai|bertajuk|is|was|are|named|called)\s*[\"“‘']?$",
    re.IGNORECASE,
)
_PREPOSITION: Final = re.compile(r"\b(?:di|ke|dari|in|at|from|to|near) [\"“‘']?$", re.IGNORECASE)
_DATELINE: Final = re.compile(
    r"^\W*[A-Z][\w.]+(?: [A-Z][\w.]+)?(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?){0,2}(?:, )?\s?"
    r"(?:\([^)]{2,30}\)\s?)?(?:[-–—]{1,2}|:)\s"
)
""" "JAKARTA, Kabar Nusa - " and "Ende (KN) --": where and by whom a report was filed."""
_WORD: Final = re.compile(r"[^\W_]+")
_JOINERS: Final = frozenset({"of", "dan", "and", "&", "de", "van"})
CALENDAR: Final = frozenset(
    "senin selasa rabu kamis jumat jum'at sabtu minggu ahad januari februari maret april mei juni juli"
    " agustus september oktober november desember monday tuesday wednesday thursday friday saturday sunday"
    " january february march may june july august october december wib wita wit ramadan lebaran"
    " idulfitri".split()
)
"""Capitalised, and nobody's name."""
GENERIC: Final = frozenset(
    "kementerian kemenkop menteri direktur ketua kepala presiden gubernur bupati wali kota juru bicara"
    " staf khusus sekretaris jenderal dirjen komisi badan dinas lembaga perusahaan pemerintah pihak bapak"
    " ibu pak bu mr mrs ms dr prof minister ministry president director head chief executive officer"
    " spokesperson company government agency bank platform media report laporan undang-undang uu ruu pasal"
    " nomor tahun eksekutif utama umum deputi".split()
)
_STARTERS: Final = frozenset(
    "the a an in on at to for of and but or he she it they we this that these those when while as by with"
    " from if after before since di ke dari dan yang untuk pada dengan dalam ini itu hal namun tapi"
    " menurut sementara saat ketika karena sebab bahkan selain serta atau kami saya kita mereka dia ia"
    " para setelah sebelum sejak sedangkan meski jika bila kalau hingga melalui lewat bagi oleh akan tidak"
    " ada juga ujar kata".split()
)
_WANTS_BODY: Final = re.compile(
    r"\b(?:perusahaan|lembaga|kementerian|organisasi|instansi|partai|bank|klub|media"
    r"|maskapai)(?: \w+)? (?:mana"
    r"|apa|saja)|\b(?:which|what) (?:\w+ ){0,2}(?:compan\w+|firms?|ministr(?:y|ies)|organi[sz]ations?"
    r"|agenc\w+"
    r"|banks?|part(?:y|ies)|institutions?|bodies|outlets?|clubs?|airlines?)",
    re.IGNORECASE,
)
_WANTS_PERSON: Final = re.compile(
    rf"\bsiapa(?:kah)? (?:nama |yang menjabat )?(?:{'|'.join(sorted(PEOPLE))})\b"
    rf"|\b(?:{'|'.join(sorted(PEOPLE))}) (?:mana|siapa)\b|\bwho (?:is|was|are) the (?:\w+ ){{0,3}}"
    rf"(?:{'|'.join(sorted(PEOPLE))})\b|\b(?:which|what) (?:\w+ )?(?:{'|'.join(sorted(PEOPLE))})s?\b",
    re.IGNORECASE,
)
_WANTS_MANY: Final = re.compile(
    r"\b(?:siapa|apa|mana) saja\b|\bapa-apa\b|\bsebutkan (?:\w+ )?(?:dua|tiga|empat|lima|beberapa|semua"
    r"|nama-nama)"
    r"|\b(?:dua|tiga|empat|lima|beberapa) (?:\w+ ){1,2}(?:mana|apa)\b"
    r"|\b(?:which|what) (?:\w+ ){0,3}(?:companies|firms|ministries|organi[sz]ations|agencies|banks|parties"
    r"|people"
    r"|countries|cities|officials|ministers|places|provinces|institutions|groups|products|services|names"
    r"|islands"
    r"|teams|clubs|outlets|towns|bodies)\b|\bwho (?:are|were) the\b|\blist the\b|\bname (?:the )?(?:two"
    r"|three|four"
    r"|five|all)\b"
    r"|^(?:which|what) (?:[\w-]+ ){0,2}?[a-z]{3,}(?<![suai])s (?:are|were|do|did|can|could|will|would|should"
    r"|have|had|may)\b",
    re.IGNORECASE,
)
_ASIDE: Final = r"(?:[ \u00a0]?(?:\([^)]{1,40}\)|[\"“][^\"“”]{1,30}[\"”]))?"
"""The short form or byname of an item of a list."""
_LISTED: Final = re.compile(
    rf"{_ASIDE}(?:,?[ \u00a0](?:dan|serta|and|&|hingga|bersama)[ \u00a0]|,[ \u00a0])"
    r"(?:(?:juga|perusahaan|negara|kota|bank|PT|the)[ \u00a0])?"
)
_SHORT_FORM: Final = re.compile(r" \([A-Z][\w-]{1,15}\) ")
_LAST_JOIN: Final = r",?[ \u00a0](?:dan|serta|and|or|hingga|maupun)[ \u00a0]"
_JOIN: Final = re.compile(rf"{_ASIDE}(?:(?P<last>{_LAST_JOIN})|,[ \u00a0])")
"""What stands between two items of a list; ``last`` is what the final one follows."""
_JOIN_BEFORE: Final = re.compile(rf"{_JOIN.pattern}$")
_ITEM_WORD: Final = re.compile(r"[\w’'/&-]+")
_MOST_WORDS: Final = 5
"""Words of an item of a list."""
_NEAR_BEFORE: Final = 60
"""Characters in which the item before stands."""


def wants_many(question: Question) -> bool:
    """Whether more than one is asked for."""
    return bool(_WANTS_MANY.search(question.search))


def found(
    question: Question, sentence: str, wanted: set[str], language: Language
) -> Iterator[tuple[Span, float]]:
    """Spans that name somebody or something the question does not, each with what its looks add."""
    dateline = _DATELINE.match(sentence)
    body, person = bool(_WANTS_BODY.search(question.search)), bool(_WANTS_PERSON.search(question.search))
    named = []
    for span, score in _names(sentence, wanted, language):
        if dateline and span[0] < dateline.end():
            continue
        words = [word.lower().strip(".,") for word in sentence[slice(*span)].split()]
        if all(word in CALENDAR for word in words):
            continue
        organised = any(word in ORGANISED for word in words)
        score -= 0.3 * (person and (organised or any(word in PLACES for word in words)))
        score += 0.2 * (body and (organised or sentence[slice(*span)].isupper()))
        score += 0.15 * (person and len(words) > 1)
        named.append((span, score))
    yield from named
    if wants_many(question):
        yield from enumerations(sentence, named)


def enumerations(sentence: str, named: Sequence[tuple[Span, float]]) -> Iterator[tuple[Span, float]]:
    """ "A, B, dan C" where A, B and C are among ``named``: one span for the whole list.

    >>> list(enumerations("Ende dan Ambon", [((0, 4), 0.0), ((9, 14), 0.0)]))
    [((0, 14), 0.5)]
    """
    spans = sorted(span for span, _ in named)
    scores = dict(named)
    at = 0
    while at < len(spans):
        last = at
        while last + 1 < len(spans) and _is_listed(sentence[spans[last][1] : spans[last + 1][0]]):
            last += 1
        if last > at or re.search(r" (?:dan|and|&) ", sentence[slice(*spans[at])]):
            best = max(scores[span] for span in spans[at : last + 1])
            yield (spans[at][0], spans[last][1]), best + 0.5
        at = last + 1


def _is_listed(between: str) -> bool:
    """Whether what stands between two names makes them items of a list: " dan ", ", Menteri "; or else one
    item: "Menteri Laut dan Ikan (MLI) Rita Halim"."""
    join = _LISTED.match(between)
    rest = between[join.end() :] if join else between
    return bool(join and all(word.lower() in GENERIC for word in rest.split())) or bool(
        _SHORT_FORM.fullmatch(between)
    )


def whole_list(sentence: str, span: Span, language: Language) -> Span:
    """All of a list of which ``span`` is one item or some; ``span`` itself where it is of none.

    >>> sentence = "Warga diberi beras, minyak, dan gula."
    >>> sentence[slice(*whole_list(sentence, (20, 26), "id"))]
    'beras, minyak, dan gula'
    """
    start, end = span
    at, closed = end, bool(re.search(_LAST_JOIN, sentence[start:end]))
    behind_one = "," in sentence[start:end] or bool(_JOIN_BEFORE.search(sentence, 0, start))
    while join := _JOIN.match(sentence, at):
        several = at > end or behind_one
        at = _item_end(sentence, join.end(), language, several=several)
        if at == join.end():
            break
        if join["last"]:
            end, closed = at, True
    if not closed and not ((join := _JOIN_BEFORE.search(sentence, 0, start)) and join["last"]):
        return start, end
    while join := _JOIN_BEFORE.search(sentence, max(0, start - _NEAR_BEFORE), start):
        first = _item_start(sentence, join.start(), language, named=sentence[start].isupper())
        if first == join.start():
            break
        start = first
    return start, end


def _item_end(sentence: str, at: int, language: Language, *, several: bool) -> int:
    """Where the item of a list begun at ``at`` ends; there itself when it begins a clause, as what a verb
    follows does unless the list has ``several`` items before it."""
    end = at
    for _ in range(_MOST_WORDS):
        word = _ITEM_WORD.match(sentence, end + (end > at and sentence[end : end + 1] in (" ", "\u00a0")))
        if not word or _ends_item(word[0], language):
            return end
        if language == "id" and is_verb_id(word[0]):
            return end if several else at
        end = word.end()
    return end


def _item_start(sentence: str, at: int, language: Language, *, named: bool) -> int:
    """Where the item of a list begins that ends at ``at``; all of its words are ``named`` by a capital, or
    none is. Verbs end it, which in English cannot be told from nouns."""
    start = at
    most = _MOST_WORDS if named else 3 if language == "id" else 1
    for word in list(_ITEM_WORD.finditer(sentence, max(0, at - _NEAR_BEFORE), at))[: -most - 1 : -1]:
        apart = sentence[word.end() : start].strip(" \u00a0")
        other = word[0][0].isupper() != named and word.start() > 0
        if apart or other or _ends_item(word[0], language) or (language == "id" and is_verb_id(word[0])):
            break
        start = word.start()
    return start


def _ends_item(word: str, language: Language) -> bool:
    low = word.lower()
    return low in STOPS or low in _STARTERS or low in AUXILIARIES or is_stopword(low, language)


def _names(sentence: str, wanted: set[str], language: Language) -> Iterator[tuple[Span, float]]:
    """Capitalised runs without the words the question already has at their ends."""
    for run in RUN.finditer(sentence):
        words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run[0])]
        texts = [sentence[start:end] for start, end in words]
        known = [_is_known(text, wanted, language) for text in texts]
        first, last = 0, len(words)
        while first < last and known[first]:
            first += 1
        while last > first and known[last - 1]:
            last -= 1
        left = texts[first:last]
        if not left or all(text.strip(".,").lower() in GENERIC for text in left):
            continue
        roles = any(text.strip(".,").lower() in GENERIC for text in texts[:first])
        if first and len(left) == 1 and not roles:
            continue  # "Bank Cemara Indonesia": more of a name that was asked about, not a new one
        if last < len(words) and len(left) == 1 and not roles and _names_one(texts[last]):
            continue  # "Ratna Halim", asked of "Halim"
        if first > 1 and texts[first - 1].lower() in _JOINERS:
            continue  # "Menteri Koperasi dan Usaha Kecil": the rest of an office
        start, end = words[first][0], words[last - 1][1]
        if first and not roles and _PREPOSITION.search(sentence[: run.start()]):
            continue  # "di Pasar Melati Ambon"
        if sentence[start - 1 : start] == "(" and sentence[end : end + 1] == ")" and len(left) == 1:
            continue  # the short form of what stands before it
        opens = start == 0 or sentence[:start].strip(" \"“‘'") == ""
        if opens and len(left) == 1 and not left[0].isupper() and not any(known):
            continue  # capitalised because a sentence begins
        before = _WORD.findall(sentence[max(0, start - 40) : start])
        beside = any(known[:first]) or bool(before and wanted.intersection(terms(before[-1], language)))
        copula = bool(_COPULA.search(sentence[:start]))
        person = len(left) > 1 and not any(text.isupper() for text in left)
        placed = bool(_PREPOSITION.search(sentence[:start]))
        common = len(left) == 1 and not left[0].isupper() and _is_noun(left[0])
        yield (start, end), 0.4 * copula + 0.2 * beside + 0.1 * person - 0.2 * placed - 0.4 * common


def _names_one(word: str) -> bool:
    """Whether a word that the question has names somebody, and no place or kind of body."""
    low = word.lower().strip(".,’'")
    no_name = low in _STARTERS or low in _JOINERS or low in GENERIC or low in ORGANISED or low in PLACES
    return word[:1].isupper() and not no_name and not is_place(word)


def _is_noun(word: str) -> bool:
    """Whether a capitalised Indonesian word is built as common nouns are: "Percepatan"."""
    low = word.lower()
    return len(low) > 6 and low.startswith(("pe", "ke")) and low.endswith("an") and stem(low) != low


def _is_known(text: str, wanted: set[str], language: Language) -> bool:
    """Whether a word is no part of a new name: it opens clauses, joins names, or was in the question."""
    low = text.lower().strip(".,’'")
    return low in _STARTERS or low in _JOINERS or bool(wanted.intersection(terms(text, language)))
