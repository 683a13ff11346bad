"""Questions with an answer put as yes/no questions: "When was X born?", "1912" to "Was X born in 1912?".

The right answer makes a question that its passage affirms, another answer of the same kind out of the
same passage one that it denies, and a question that the passage does not answer one that it leaves open
(after Demszky et al. 2018, "Transforming Question Answering Datasets Into Natural Language Inference
Datasets", here by patterns alone: what fits none is left out). An English question on an Indonesian
passage stays English: pairs of the kind that readers ask and no data set of claims holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from qabot.types import Language

_AUX: Final = "is|are|was|were|did|does|do|has|have|had|can|could|will|would|should"
_EN: Final = re.compile(
    rf"^(?:(?P<prep>in|on|at|by|for|from|to|with|of|during|under|into) )?"
    rf"(?P<wh>who|whom|whose|what|which|where|when|how many|how much|how long|how old)\b ?"
    rf"(?P<noun>(?:(?!(?:{_AUX})\b)[\w'’-]+ ){{0,4}}?)(?P<aux>{_AUX})\b (?P<rest>.+)$",
    re.IGNORECASE,
)
_EN_SUBJECT: Final = re.compile(rf"^(?:who|what) (?!(?:{_AUX})\b)(?P<rest>.+)$", re.IGNORECASE)
_ID: Final[tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), shapes)
    for pattern, shapes in (
        (r"^siapa(?:kah)? yang (?P<rest>.+)$", ("{a} yang {rest}", "yang {rest} {a}", "{a} {rest}")),
        (r"^siapa(?:kah)? (?P<rest>.+)$", ("{rest} {a}", "{rest} adalah {a}", "{a} {rest}")),
        (r"^kapan(?:kah)? (?P<rest>.+)$", ("{rest} pada {a}", "{rest} {a}")),
        (r"^(?P<p>di|dari|ke) ?mana(?:kah)? (?P<rest>.+)$", ("{rest} {p} {a}",)),
        (r"^(?:pada |di )?tahun berapa(?:kah)? (?P<rest>.+)$", ("{rest} pada tahun {a}", "{rest} tahun {a}")),
        (r"^(?:ada )?berapa(?:kah)? (?P<rest>.+)$", ("{rest} {a}", "{rest} adalah {a}")),
        (r"^(?:apa(?:kah)?|apa sajakah) (?P<rest>(?:nama|judul|ibu ?kota|arti|gelar) .+)$", ("{rest} {a}",)),
        (r"^apa(?:kah)? yang (?P<rest>.+)$", ("{a} yang {rest}", "yang {rest} {a}")),
        (r"^(?P<rest>.+) (?:pada )?tahun berapa$", ("{rest} pada tahun {a}",)),
        (r"^(?P<rest>.+) (?P<p>di|dari|ke) ?mana$", ("{rest} {p} {a}",)),
        (r"^(?P<rest>.+) kapan$", ("{rest} pada {a}",)),
        (r"^(?P<rest>.+) siapa$", ("{rest} {a}",)),
    )
)
_FRAMES: Final = ("Apakah {}?", "Apakah benar {}?", "Benarkah {}?", "apakah {}", "Apa {}?")
_EN_FRAMES: Final = ("Is it true that {}?", "Is it right that {}?", "Is it correct that {}?")
_YEAR: Final = re.compile(r"^\d{3,4}s?$")
_NAME: Final = re.compile(  # not the first word of a sentence, which is capital anyway
    r"(?<=[a-z,] )[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|of|the|de|al))*(?<! of)(?<! the)"
)
_NUMBER: Final = re.compile(r"\b\d[\d.,]*\d|\b\d")
LONGEST_ANSWER: Final = 8
"""Words; what is longer does not read as part of a question."""


def yes_no(question: str, answer: str, language: Language, rng: random.Random) -> str | None:
    """``question`` asked as whether it is ``answer``; None when no pattern fits."""
    plain = " ".join(question.strip().rstrip("?.! ").split())
    answer = answer.strip().rstrip(".,;")
    if not answer or len(answer.split()) > LONGEST_ANSWER:
        return None
    return (_english if language == "en" else _indonesian)(plain, answer, rng)


def _english(plain: str, answer: str, rng: random.Random) -> str | None:
    match = _EN.match(plain)
    if match is None:
        subject = _EN_SUBJECT.match(plain)
        return rng.choice(_EN_FRAMES).format(f"{answer} {subject['rest']}") if subject else None
    wh, aux, rest = match["wh"].lower(), match["aux"].capitalize(), match["rest"]
    prep = (match["prep"] or "").lower()
    bare = re.sub(r"^(?:in|on|at|by|from|to|during|the year) ", "", answer, flags=re.IGNORECASE)
    if wh in ("where", "when") and not prep:
        if wh == "when":
            prep = "in" if _YEAR.match(bare) else "on" if bare[:1].isdigit() else ""
        elif not re.search(r"\b(?:from|to|in|at|of)$", rest):
            prep = "in"
        answer = bare if prep else answer
    elif prep:
        answer = bare
    if wh.startswith("how") and match["noun"]:
        answer = answer if match["noun"].strip() in answer else f"{answer} {match['noun'].strip()}"
        if aux.lower() not in ("do", "does", "did"):
            return f"{aux} {answer} {rest}?"
    if wh in ("who", "what", "which") and aux.lower() in ("is", "are", "was", "were") and not prep:
        if match["noun"] or rng.random() < 0.5:
            return f"{aux} {answer} {rest}?"
        return f"{aux} {rest} {answer}?"
    return f"{aux} {rest} {prep + ' ' if prep else ''}{answer}?"


def _indonesian(plain: str, answer: str, rng: random.Random) -> str | None:
    for pattern, shapes in _ID:
        match = pattern.match(plain)
        if match:
            parts = match.groupdict()
            claim = rng.choice(shapes).format(a=answer, rest=parts["rest"], p=(parts.get("p") or "").lower())
            claim = re.sub(r"\b(di|dari|ke|pada|tahun) (?:\1|di|dari|ke|pada)\b", r"\1", claim)
            return rng.choice(_FRAMES).format(claim)
    return None


def another(
    question: str, answer: str, passage: str, others: Sequence[str], rng: random.Random
) -> str | None:
    """Something of the same kind in ``passage`` that is not ``answer`` (if empty, any name): its words with
    another number, or a name that the question does not hold. ``others`` are answers to like questions."""
    found = {other for other in others if other in passage}
    number = _NUMBER.search(answer)
    if number:
        is_year = bool(_YEAR.match(number[0]))
        found |= {
            answer[: number.start()] + match[0] + answer[number.end() :]
            for match in _NUMBER.finditer(passage)
            if match[0] not in answer and bool(_YEAR.match(match[0])) == is_year
        }
        found = {one for one in found if not _NUMBER.search(one) or number[0] not in one}
    else:
        if not answer or answer[:1].isupper():
            found |= {match[0].strip(" .,") for match in _NAME.finditer(passage)}
        found = {one for one in found if not _overlap(one, f"{answer} {question}")}
    return rng.choice(sorted(found)) if found else None


def _overlap(one: str, other: str) -> bool:
    return bool(set(re.findall(r"\w+", one.lower())) & set(re.findall(r"\w+", other.lower())))
