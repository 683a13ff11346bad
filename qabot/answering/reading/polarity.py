"""What a sentence says to a yes/no question by its words alone, with a reason that can be shown.

A sentence that speaks of the same thing affirms it unless something in it denies: a negation in front
of the predicate, a denial of a claim, a refusal, a ban, or a word that is the opposite of one asked for.
A negative question is affirmed by what denies. What is only reported as rumour neither affirms nor denies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qabot.answering.words.negation import DENIAL, DISPUTES, NEGATION
from qabot.text.stemming import stem, terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.answering.understanding.question import Question
    from qabot.types import Language

Polarity = Literal["affirms", "denies", "open"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_DONE: Final = re.compile(r"\b(?:sudah|telah|sudahkah|already|has|have|had)\b", re.IGNORECASE)
_PROSPECT: Final = re.compile(
    r"\b(?:akan|bakal|hendak|berencana|rencana(?:nya)?|mempertimbangkan|menimbang|menjajaki|sedang|tengah"
    r"|mengajukan|mengusulkan|will|would|plan(?:s|ned|ning)?|considering|exploring|propos(?:es|ed|ing))\b",
    re.IGNORECASE,
)
"""What is still ahead, or only under way."""
_ORIGIN: Final = re.compile(r"\b(?:dari|asal|from|out of) (?:the )?([A-Z][\w-]+)")
_RUMOUR: Final = re.compile(
    r"\b(?:disebut-sebut|dikabarkan|diduga|konon|kabarnya|dirumorkan|isunya|rumornya|digadang-gadang"
    r"|disinyalir|diisukan"
    r"|tuduhan|dugaan|rumou?r(?:s|ed)?|alleged(?:ly)?|reported(?:ly)?|said to|speculat\w+|claims? that)\b",
    re.IGNORECASE,
)
_OPPOSITES: Final = tuple(
    tuple(pair.split("/"))
    for pair in (
        "sama/beda naik/turun tingkat/turun buka/tutup setuju/tolak terima/tolak dukung/tentang"
        " menang/kalah untung/rugi izin/larang boleh/larang masuk/keluar tambah/kurang besar/kecil"
        " hidup/mati benar/salah benar/keliru benar/hoaks lulus/gagal mulai/henti dekat/jauh"
        " cepat/lambat murah/mahal sepakat/tolak bebas/tahan sedikit/semua sebagian/semua"
        " sebagian/seluruh same/different rise/fall increase/decrease open/close accept/reject"
        " allow/ban win/lose gain/loss profit/loss higher/lower more/less support/oppose true/false"
        " small/all some/all part/all few/all"
    ).split()
)
"""Pairs of which one in the question and the other in the sentence means that the opposite was asked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence says to a yes/no question."""

    polarity: Polarity
    reason: str
    """For ``/why``: the words it rests on."""


def read(
    question: Question, sentence: str, language: Language, asked: Sequence[Mapping[str, float]]
) -> Reading:
    """Whether ``sentence`` affirms or denies what ``question`` asks; ``asked`` holds the question's words
    as search terms of ``language``, with their alternatives."""
    elsewhere = _origin(question, sentence, asked)
    if elsewhere is not None:
        return elsewhere
    words = [_bare(match[0].lower().replace("’", "'"), language) for match in _WORD.finditer(sentence)]
    stems = [stem(word) for word in words]
    wanted = {term for word in asked for term, weight in word.items() if weight >= 0.3}
    about = [at for at, found in enumerate(stems) if found in wanted]
    turns = _turns(words, about, language)
    opposite = _opposite(stems, wanted)
    if opposite and not any(stem(part) == opposite.split()[0] for turn in turns for part in turn.split()):
        turns.append(opposite)  # a refusal is the opposite of agreeing, but denies only once
    denies = len(turns) % 2 == 1
    rumour = _RUMOUR.search(sentence)
    if rumour and not turns:
        return Reading("open", f"only reported: {rumour[0]}")
    ahead = _PROSPECT.search(sentence)
    if not turns and ahead and _DONE.search(question.asked) and not _DONE.search(sentence):
        return Reading("open", f"asked whether it has happened; the sentence says: {ahead[0]}")
    if not turns and (denial := DISPUTES[language].intersection(words)):
        return Reading("open", f"{min(denial)}, but of something said before")
    reason = ", ".join(turns) or "says so"
    if not question.negated:
        return Reading("denies" if denies else "affirms", reason)
    # without a word that turns it round, as often as not it is on something else
    return Reading("affirms" if denies else "open", f"{reason}; question negative")


def _origin(question: Question, sentence: str, asked: Sequence[Mapping[str, float]]) -> Reading | None:
    """A question whether something comes *from X* is decided only by sentences that say where from:
    another origin denies it, none leaves it open. None when that does not settle it."""
    wanted = _ORIGIN.search(question.asked)
    if not wanted:
        return None
    own = set(terms(wanted[1], question.language))
    alternatives = {term for word in asked if own & set(word) for term in word} or own
    said = [match[1] for match in _ORIGIN.finditer(sentence)]
    if not said:
        return Reading("open", f"does not say whether from {wanted[1]}")
    if any(alternatives.intersection(terms(origin)) for origin in said):
        return None
    return Reading("affirms" if question.negated else "denies", f"from {said[0]}, not {wanted[1]}")


def _bare(word: str, language: Language) -> str:
    """A denial without what makes a noun of it: "dilarangnya" is "dilarang"."""
    plain = word.removesuffix("nya")
    return plain if plain in DENIAL[language] else word


def _turns(words: Sequence[str], about: Sequence[int], language: Language) -> list[str]:
    """The words that turn the sentence round: each negation or denial that governs what was asked about.

    A negation governs the few words after it, a denial verb what follows to the end of the sentence; two
    that govern the same ("tidak menolak") cancel. "Tidak hanya", "not only" and the like turn nothing.
    """
    if not about:
        return []
    turns: list[str] = []
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in NEGATION[language]:
            if following in {"hanya", "cuma", "sekadar", "saja", "only", "just", "kurang", "lain", "less"}:
                continue
            reach = 9 if word in {"tidak", "tak", "bukan", "belum", "not", "never", "takkan"} else 5
            if following in {"benar", "betul", "true"}:  # "it is not true that ..." reaches to the end
                reach = len(words)
            if any(at < position <= at + reach for position in about):
                turns.append(f"{word} {following}".strip())
        elif word in DENIAL[language]:
            ahead = any(position > at for position in about)
            if ahead or word in {
                "hoaks",
                "hoax",
                "false",
                "untrue",
                "keliru",
                "dilarang",
                "banned",
                "ditolak",
                "rejected",
            }:
                turns.append(word)
    # "membantah bahwa ... tidak ..." keeps its inner negation; a repeated plain one is one denial told twice
    plain = [turn for turn in turns if turn.split()[0] in NEGATION[language]]
    if len(plain) > 1:
        first = plain[0]
        turns = [turn for turn in turns if turn not in plain] + [first]
    if len(turns) == 2 and any(
        turn.split()[0] in {"membantah", "menepis", "denied", "denies"} for turn in turns
    ):
        order = [words.index(turn.split()[0]) for turn in turns]
        denial_first = turns[order.index(min(order))].split()[0] in DENIAL[language]
        between = " ".join(words[min(order) : max(order)])
        # "membantah tuduhan itu, X memastikan tidak ...": the denial is of something else said before
        if denial_first and re.search(
            r"\b(?:itu|tersebut|this|that|memastikan|menegaskan|mengatakan|menyatakan)\b", between
        ):
            turns = turns[:1]
    return turns


def are_opposites(one: str, other: str) -> bool:
    """Whether two words are the opposite of each other.

    >>> are_opposites("dibuka", "ditutup")
    True
    """
    pair = {stem(one.lower()), stem(other.lower())}
    return any(pair == {stem(word) for word in words} for words in _OPPOSITES)


def _opposite(stems: Sequence[str], wanted: set[str]) -> str:
    found = set(stems)
    for one, other in _OPPOSITES:
        for asked, said in ((stem(one), stem(other)), (stem(other), stem(one))):
            if asked in wanted and said in found and asked not in found and said not in wanted:
                return f"{said} ≠ {asked}"
    return ""
