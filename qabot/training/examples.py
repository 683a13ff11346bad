"""What ``qabot train reader`` learns from the public sets: questions and claims, each with a passage.

A claim that its passage affirms or denies counts as answered, and so does a yes/no question
(:mod:`qabot.training.asked` makes some of other questions). Passages that do not answer are the data's
own (IDK-MRC, SQuAD 2.0), the nearest others of the training passages, and passages whose question has
had a name or number exchanged. Claims come with and without the words of a question around them, a few
with a passage that has nothing to do with them.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from qabot.retrieval.embedder import bundled
from qabot.text import sentences
from qabot.training import asked
from qabot.training import data as training_data
from qabot.training.embedder import gloss

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qabot.training.data import Question
    from qabot.training.lexicon import Tables
    from qabot.types import Language

EPOCHS: Final[Mapping[str, float]] = {
    "idkmrc-train": 4,
    "facqa-train": 3,
    "squad-mt-id": 2,
    "squad-tar-mt-id": 1,
    "squad-en": 1.5,
    "english-squad-mt-id": 1.25,
    "indonesian-squad-en": 0.5,
    "gemini-wiki": 1,
    "squadshifts-new-wiki": 1,
    "squadshifts-reddit": 0.5,
    "squadshifts-amazon-reviews": 0.15,
    "news-llm-id": 1,
    "near-id": 1,
    "near-en": 1,
    "exchanged-id": 1,
    "exchanged-en": 1,
    "alone-id": 1,
    "alone-en": 1,
    "indonli-train": 4.5,
    "mnli-mt-id-train": 1,
    "fnc1-en-train": 0.5,
    "strangers": 1,
    "asked-id": 1,
    "asked-en": 1,
}
"""How often an example of each kind is read."""
WITH_TITLE: Final = 0.5
"""Share of the passages that are read with their article's title in front."""
GLOSSED: Final = 0.08
"""Share of the Indonesian questions that are asked word by word in English instead."""
GLOSSED_CLAIMS: Final = 0.25
"""The same of claims, of which there are none in English on Indonesian passages."""
SLIPPED: Final = 0.08
"""Share of the questions that are read with a slip of the finger in one word."""
NEAR: Final = 14_000
EXCHANGED: Final = 9_000
ALONE: Final = 6_000
STRANGERS: Final = 4_000
LONGEST_PREMISE: Final = 90
"""Words of the articles that the claims of ``fnc1-en-train`` are about."""
STANCES: Final = ("entailment", "contradiction", "neutral")
AFFIRMED, DENIED, NEUTRAL = range(3)
_FNC: Final = {"agree": 0, "disagree": 1, "unrelated": 2}
_VAGUE: Final = frozenset(("squadshifts-reddit", "squadshifts-amazon-reviews"))
_CLAIMS: Final = frozenset(("indonli-train", "mnli-mt-id-train", "strangers"))
_ENGLISH: Final = frozenset(
    (
        "alone-en",
        "asked-en",
        "dossiers-en",
        "exchanged-en",
        "near-en",
        "plain-en",
        "squad-en",
        "english-squad-mt-id",
        "fnc1-en-train",
        "squadshifts-new-wiki",
        "squadshifts-reddit",
        "squadshifts-amazon-reviews",
    )
)
_YES_NO: Final = ("Apakah {}?", "Apakah benar {}?", "Benarkah {}?", "apakah {}", "Apa benar {}?", "{}?")
_NAME = re.compile(r"\b(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)*|\d[\d.,]*)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Example:
    """A question or claim with a passage, as texts."""

    kind: str
    question: str
    passage: str
    title: str = ""
    span: tuple[int, int] | None = None
    """Where the answer stands in ``passage``, in characters."""
    answers: bool | None = None
    """Whether the passage answers; of a claim, whether it affirms or denies it. None: not to be learnt."""
    stance: int | None = None
    """Index into :data:`STANCES`, of a claim or yes/no question; None for another question."""


def collect(data: Path, tables: Tables, rng: random.Random) -> list[Example]:
    """All examples, each kind as often as :data:`EPOCHS` says; none of the held-out fold."""
    kinds: dict[str, list[Example]] = {}
    everything = training_data.questions(data)
    questions = [item for item in everything if not item.held_out]
    english = {item.id: item for item in questions if item.source == "squad-en"}
    for item in questions:
        kinds.setdefault(item.source, []).append(_from_question(item, item.question, item))
        other = english.get(item.id) if item.source == "squad-mt-id" else None
        if other is not None:
            kinds.setdefault("english-squad-mt-id", []).append(_from_question(item, other.question, item))
            kinds.setdefault("indonesian-squad-en", []).append(_from_question(item, item.question, other))
    for name in ("indonli-train", "mnli-mt-id-train"):
        kinds[name] = [
            claim(name, row["hypothesis"], row["premise"], STANCES.index(row["label"]))
            for row in training_data.rows(data, f"nli/{name}")
            if not training_data.is_held_out(row["premise"])
        ]
    kinds["fnc1-en-train"] = [
        Example(
            "fnc1-en-train",
            row["hypothesis"],
            training_data.shortened(row["premise"], LONGEST_PREMISE),
            stance=_FNC[row["label"]],
        )
        for row in training_data.rows(data, "nli/fnc1-en-train")
        if row["label"] in _FNC and (row["label"] != "unrelated" or rng.random() < 0.3)
    ]
    claims = kinds["indonli-train"]
    kinds["strangers"] = [
        claim("strangers", rng.choice(claims).question, rng.choice(questions).passage[:600], NEUTRAL)
        for _ in range(STRANGERS)
    ]
    for example in (
        *_near(questions, rng),
        *_exchanged(questions, rng),
        *_alone(questions, rng),
        *_asked(questions, english, rng),
    ):
        kinds.setdefault(example.kind, []).append(example)
    chosen: list[Example] = []
    for kind, found in kinds.items():
        times = EPOCHS[kind]
        for _ in range(int(times)):
            chosen += found
        chosen += rng.sample(found, int(len(found) * (times % 1)))
    rng.shuffle(chosen)
    return [varied(example, tables, rng) for example in chosen]


def claim(kind: str, claim: str, passage: str, stance: int, title: str = "") -> Example:
    return Example(kind, claim, passage, title, answers=stance != NEUTRAL, stance=stance)


def _from_question(item: Question, question: str, place: Question) -> Example:
    """``question`` on the passage of ``place``; whether it answers is as ``item`` says."""
    span = _find_answer(place.passage, place.answers, question) if place.answers else None
    return Example(item.source, question, place.passage, place.title, span, answers=place.answerable)


def _find_answer(passage: str, answers: Sequence[str], question: str) -> tuple[int, int] | None:
    """Where an answer stands; of several places the one with most of the question's words around it."""
    asked = set(_WORD.findall(question.lower()))
    best: tuple[int, tuple[int, int]] | None = None
    for answer in answers:
        for match in re.finditer(re.escape(answer), passage):
            around = passage[max(0, match.start() - 120) : match.end() + 120].lower()
            score = len(asked.intersection(_WORD.findall(around)))
            if best is None or score > best[0]:
                best = (score, match.span())
    return best[1] if best else None


def _near(questions: Sequence[Question], rng: random.Random) -> list[Example]:
    """Questions with one of the passages nearest to them that does not hold their answer."""
    embedder = bundled()
    places: dict[str, Question] = {}
    for item in questions:
        places.setdefault(item.passage, item)
    passages = list(places)
    vectors = embedder.embed_passages([training_data.shortened(passage) for passage in passages])
    # Of a chat or a review anything may be asked of any other ("What does the poster want?").
    telling = [item for item in questions if item.answerable and item.source not in _VAGUE]
    asked = rng.sample(telling, min(NEAR, len(telling)))
    found = []
    for first in range(0, len(asked), 512):
        block = asked[first : first + 512]
        scores = embedder.embed_questions([item.question for item in block]) @ vectors.T
        nearest = np.argpartition(-scores, 12, axis=1)[:, :12]
        for item, row in zip(block, nearest, strict=True):
            others = [
                passages[at]
                for at in row
                if passages[at] != item.passage
                and not any(answer.lower() in passages[at].lower() for answer in item.answers)
                and (places[passages[at]].id is None or places[passages[at]].language == item.language)
            ]
            if others:
                place = places[rng.choice(others)]
                kind = f"near-{item.language}"
                found.append(Example(kind, item.question, place.passage, place.title, answers=False))
    return found


def _exchanged(questions: Sequence[Question], rng: random.Random) -> list[Example]:
    """Questions in which a name or number that the passage holds has given way to another one."""
    stock: dict[bool, list[str]] = {True: [], False: []}
    ready: list[tuple[Question, re.Match[str]]] = []
    for item in questions:
        if not item.answerable or item.source == "news-llm-id":
            continue
        for match in _NAME.finditer(item.question):
            if match.start() and match[0] in item.passage:  # the first word is capital anyway
                stock[match[0][0].isdigit()].append(match[0])
                ready.append((item, match))
    found = []
    for item, match in rng.sample(ready, min(EXCHANGED, len(ready))):
        is_number = match[0][0].isdigit()
        here = [m[0] for m in _NAME.finditer(item.passage) if m[0][0].isdigit() == is_number]
        pool = here if here and rng.random() < 0.4 else stock[is_number]
        other = rng.choice(pool)
        if other in item.question or other in item.answers or match[0] in other or other in match[0]:
            continue
        question = item.question[: match.start()] + other + item.question[match.end() :]
        kind = f"exchanged-{item.language}"
        found.append(Example(kind, question, item.passage, item.title, answers=False))
    return found


def _alone(questions: Sequence[Question], rng: random.Random) -> list[Example]:
    """Questions with the sentence that answers, alone, and with another of its passage."""
    telling = [item for item in questions if item.answers and item.answerable and item.source not in _VAGUE]
    found = []
    for item in rng.sample(telling, min(ALONE, len(telling))):
        whole = _from_question(item, item.question, item)
        spans = sentences.split(item.passage)
        if whole.span is None or len(spans) < 2:
            continue
        first, last = whole.span
        kind = f"alone-{item.language}"
        for start, end in spans:
            if start <= first and last <= end:
                span = (first - start, last - start)
                found.append(replace(whole, kind=kind, passage=item.passage[start:end], span=span))
        others = [item.passage[start:end] for start, end in spans]
        others = [
            text for text in others if not any(answer.lower() in text.lower() for answer in item.answers)
        ]
        if others:
            text = near_one(item.question, others, rng)
            found.append(replace(whole, kind=kind, passage=text, span=None, answers=False))
    return found


def _asked(
    questions: Sequence[Question], english: Mapping[str | None, Question], rng: random.Random
) -> list[Example]:
    """Yes/no questions made of the others, on their passages; of an unanswerable one, left open."""
    alike: dict[tuple[str, str], list[str]] = {}
    for item in questions:
        if item.answers:
            alike.setdefault((item.passage, _kind(item.question)), []).append(item.answers[0])
    found = []
    for item in questions:
        if item.source in _VAGUE or item.source == "news-llm-id":
            continue
        others = alike.get((item.passage, _kind(item.question)), [])
        ways: list[tuple[str, Language]] = [(item.question, item.language)]
        if item.source == "squad-mt-id" and item.id in english:
            ways.append((english[item.id].question, "en"))
        for question, language in ways:
            if item.answers and item.answerable:
                right = item.answers[0]
                chosen = [(right, AFFIRMED)]
                wrong = asked.another(question, right, item.passage, others, rng)
                if wrong:
                    chosen.append((wrong, DENIED))
            else:
                guess = asked.another(question, "", item.passage, others, rng)
                chosen = [(guess, NEUTRAL)] if guess else []
            for answer, stance in chosen:
                made = asked.yes_no(question, answer, language, rng)
                if made:
                    found.append(claim(f"asked-{language}", made, item.passage, stance, item.title))
    return found


def _kind(question: str) -> str:
    return " ".join(question.lower().split()[:1])


def near_one(question: str, texts: Sequence[str], rng: random.Random) -> str:
    """Either of the two with most of the question's words."""
    return rng.choice(sorted(texts, key=lambda text: -shared(question, text))[:2])


def shared(question: str, text: str) -> int:
    """How many words of ``question`` stand in ``text``."""
    return len({*_WORD.findall(question.lower())}.intersection(_WORD.findall(text.lower())))


def varied(example: Example, tables: Tables, rng: random.Random) -> Example:
    """``example`` as people also put it: a claim as a question, some word by word in English, some with a
    slip of the finger, without the closing mark or the title above."""
    question = example.question
    if example.kind in _CLAIMS and rng.random() < 0.5:
        claim = question.rstrip(".! ")
        claim = claim if claim[:2].isupper() else claim[:1].lower() + claim[1:]
        question = rng.choice(_YES_NO).format(claim)
    indonesian = example.kind not in _ENGLISH
    if indonesian and rng.random() < (GLOSSED_CLAIMS if example.kind in _CLAIMS else GLOSSED):
        question = gloss(question, tables.id_en, rng)
    if rng.random() < SLIPPED:
        question = _slipped(question, rng)
    if rng.random() < 0.1:
        question = question.rstrip("?.")
    title = example.title if rng.random() < WITH_TITLE else ""
    return replace(example, question=question, title=title)


def _slipped(question: str, rng: random.Random) -> str:
    """One letter of a word, not its first, left out, typed twice, before its time or wrong."""
    words = [match for match in _WORD.finditer(question) if len(match[0]) > 3 and match[0].isalpha()]
    if not words:
        return question
    at = rng.choice(words).start() + rng.randint(1, 3)
    before, letter, after = question[:at], question[at], question[at + 1 :]
    wrong = rng.choice(string.ascii_lowercase)
    typed = (after, letter * 2 + after, after[:1] + letter + after[1:], wrong + after)
    return before + rng.choice(typed)
