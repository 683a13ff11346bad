"""``qabot train reader``: the model that reads a question and a passage together.

One encoder (:mod:`qabot.training.encoder`) with three heads: where the answer stands (start and end
scores, position 0 for "nowhere": Devlin et al. 2019, SQuAD 2.0), whether the passage answers at all, and
what it says to a claim (entailed, contradicted, neither). Batches hold questions or claims, never both.

A claim that its passage affirms or denies counts as answered, and so does a yes/no question
(:mod:`qabot.training.asked` makes some of other questions). Passages that do not answer are the data's
own (IDK-MRC, SQuAD 2.0), the nearest others of the training passages, and passages whose question has
had a name or number exchanged. Claims come with and without the words of a question around them, a few
with a passage that has nothing to do with them.

Then it learns the field, news as our readers ask of it, from the dossiers (:mod:`qabot.training.dossiers`),
the briefs (:mod:`qabot.training.briefs`) and questions on real news (:mod:`qabot.training.reports`), and the
weights before and after are averaged.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from qabot.answering import reader as runtime
from qabot.retrieval.embedder import bundled
from qabot.text import sentences
from qabot.training import asked, briefs, dossiers, reports
from qabot.training import data as training_data
from qabot.training import encoder as encoders
from qabot.training.embedder import gloss
from qabot.training.encoder import WIDTH, Trainer, padded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from qabot.training.data import Question
    from qabot.training.dossiers import Asked, Dossier
    from qabot.training.encoder import Encoder, Ids
    from qabot.training.lexicon import Tables
    from qabot.types import Article, Language

RATE: Final = 3e-4
LONGEST: Final = runtime.LONGEST
"""Tokens of a question with its passage, as when it answers."""
SEED: Final = 13
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
    "near": 1,
    "exchanged": 1,
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
OF_THE_FIELD: Final = 3
"""How often a question of the field is read afterwards, each time with other paragraphs."""
REPLAYED: Final = 0.3
"""Examples of before that are read once more then, for each of those: lest they be forgotten."""
FIELD_RATE: Final = 1.5e-4
FIELD_SHARE: Final = 0.75
"""Share of the weights after the dossiers in the mean with those before: better on both than either
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models")."""
WITH_TITLE: Final = 0.5
"""Share of the passages that are read with their article's title in front."""
GLOSSED: Final = 0.08
"""Share of the Indonesian questions that are asked word by word in English instead."""
GLOSSED_CLAIMS: Final = 0.25
"""The same of claims, of which there are none in English on Indonesian passages."""
DROPPED: Final = 0.04
"""Share of tokens hidden, so that nothing is learnt by heart."""
NEAR: Final = 14_000
EXCHANGED: Final = 9_000
ALONE: Final = 6_000
STRANGERS: Final = 4_000
LONGEST_PREMISE: Final = 90
"""Words of the articles that the claims of ``fnc1-en-train`` are about."""
OTHERS: Final = 3
"""Paragraphs of a dossier that do not answer, read for each question on it; of one that nothing answers
also a sentence alone."""
BATCH_TOKENS: Final = 6144

STANCES: Final = ("entailment", "contradiction", "neutral")
_AFFIRMED, _DENIED, _NEUTRAL = range(3)
_FNC: Final = {"agree": 0, "disagree": 1, "unrelated": 2}

_VAGUE: Final = frozenset(("squadshifts-reddit", "squadshifts-amazon-reviews"))
_CLAIMS: Final = frozenset(("indonli-train", "mnli-mt-id-train", "strangers"))
_ENGLISH: Final = frozenset(
    (
        "alone-en",
        "asked-en",
        "dossiers-en",
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


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as the model reads it."""

    ids: Ids
    start: int
    """Token of the answer's start, 0 for "nowhere", -1 when not to be learnt."""
    end: int
    first: int
    """First token of the passage; spans lie behind it."""
    answers: float
    stance: int


class ReaderModel(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(WIDTH, 2)
        self.answers = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 1))
        self.stance = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 3))

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Span scores (batch, length, 2), answer logits (batch,), stance logits (batch, 3)."""
        hidden = self.encoder(ids, segments, mask)
        return self.span(hidden), self.answers(hidden[:, 0])[:, 0], self.stance(hidden[:, 0])


# -- the examples


def examples(data: Path, tables: Tables, rng: random.Random) -> list[Example]:
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
    kinds["near"] = _near(questions, rng)
    kinds["exchanged"] = _exchanged(questions, rng)
    for name in ("indonli-train", "mnli-mt-id-train"):
        kinds[name] = [
            _claim(name, row["hypothesis"], row["premise"], STANCES.index(row["label"]))
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
        _claim("strangers", rng.choice(claims).question, rng.choice(questions).passage[:600], _NEUTRAL)
        for _ in range(STRANGERS)
    ]
    for example in (*_alone(questions, rng), *_asked(questions, english, rng)):
        kinds.setdefault(example.kind, []).append(example)
    chosen: list[Example] = []
    for kind, found in kinds.items():
        times = EPOCHS[kind]
        for _ in range(int(times)):
            chosen += found
        chosen += rng.sample(found, int(len(found) * (times % 1)))
    rng.shuffle(chosen)
    return [_varied(example, tables, rng) for example in chosen]


def _claim(kind: str, claim: str, passage: str, stance: int, title: str = "") -> Example:
    return Example(kind, claim, passage, title, answers=stance != _NEUTRAL, stance=stance)


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
                found.append(Example("near", item.question, place.passage, place.title, answers=False))
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
        found.append(Example("exchanged", question, item.passage, item.title, answers=False))
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
            text = _near_one(item.question, others, rng)
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
                chosen = [(right, _AFFIRMED)]
                wrong = asked.another(question, right, item.passage, others, rng)
                if wrong:
                    chosen.append((wrong, _DENIED))
            else:
                guess = asked.another(question, "", item.passage, others, rng)
                chosen = [(guess, _NEUTRAL)] if guess else []
            for answer, stance in chosen:
                made = asked.yes_no(question, answer, language, rng)
                if made:
                    found.append(_claim(f"asked-{language}", made, item.passage, stance, item.title))
    return found


def _kind(question: str) -> str:
    return " ".join(question.lower().split()[:1])


def of_dossiers(found: Sequence[Dossier], rng: random.Random) -> list[Example]:
    """Questions of the dossiers that are not held out, with every paragraph that answers, and its
    sentence alone, and some that do not: the two with most of the question's words and any others, and a
    sentence beside one that answers."""
    return [
        example
        for dossier in found
        if not dossier.held_out
        for one in dossier.asked
        for example in (
            *_answering(dossier, one),
            *_beside(dossier, one, rng),
            *_others(dossier, one, rng),
            *_yes_no(dossier, one, rng),
        )
    ]


def _answering(dossier: Dossier, one: Asked) -> Iterator[Example]:
    kind = f"dossiers-{one.language}"
    for article, text in dossier.paragraphs:
        here = [gold for gold in one.gold if gold.source == article.source and gold.quote in text]
        title = _above(article, text)
        places = [(text, here), *((gold.quote, [gold]) for gold in here if gold.quote != text)]
        for place, golds in places if here else ():
            sides = {gold.side for gold in golds}
            if len(sides) > 1:
                continue  # both are said: neither is to be learnt
            side = next(iter(sides))
            if side:
                stance = _AFFIRMED if side == "yes" else _DENIED
                yield _claim(kind, one.question, place, stance, title)
            else:
                span = _answer_span(place, golds[0].quote, one.answer)
                yield Example(kind, one.question, place, title, span, answers=True)


def _above(article: Article, text: str) -> str:
    """The title that ``text`` is read under; the title itself under none."""
    return "" if text == article.title else article.title


def _answer_span(place: str, quote: str, answer: str | None) -> tuple[int, int] | None:
    """Where the answer stands, in its sentence if it can; the sentence itself when that is the answer."""
    start = place.index(quote)
    if answer is None:
        return start, start + len(quote)
    at = quote.find(answer)
    return (start + at, start + at + len(answer)) if at >= 0 else None


def _yes_no(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    """The question asked as whether it is its answer, and as whether it is something else."""
    for article, text in dossier.paragraphs if one.answer else ():
        quote = next((gold.quote for gold in one.gold if gold.quote in text), None)
        if quote is None or one.answer is None or one.answer not in quote:
            continue
        title = _above(article, text)
        wrong = asked.another(one.question, one.answer, text, (), rng)
        for answer, stance in ((one.answer, _AFFIRMED), (wrong, _DENIED)):
            made = asked.yes_no(one.question, answer, one.language, rng) if answer else None
            if answer and made:
                place = quote if answer in quote and rng.random() < 0.5 else text
                yield _claim(f"dossiers-{one.language}", made, place, stance, title)


def _beside(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    """A sentence of a paragraph that answers which does not itself, alone: either of the two with most of the
    question's words. Sentences are read alone too (:mod:`qabot.answering.closer`)."""
    quotes = [gold.quote for gold in one.gold]
    for article, text in dossier.paragraphs:
        if not any(quote in text for quote in quotes):
            continue
        texts = [text[start:end] for start, end in sentences.split(text)]
        free = [
            alone
            for alone in texts
            if not any(quote in alone or alone in quote for quote in quotes)
            and not (one.answer and one.answer.lower() in alone.lower())
        ]
        if free:
            yield _no_answer(one, _near_one(one.question, free, rng), _above(article, text))


def _near_one(question: str, texts: Sequence[str], rng: random.Random) -> str:
    """Either of the two with most of the question's words."""
    return rng.choice(sorted(texts, key=lambda text: -_shared(question, text))[:2])


def _shared(question: str, text: str) -> int:
    """How many words of ``question`` stand in ``text``."""
    return len({*_WORD.findall(question.lower())}.intersection(_WORD.findall(text.lower())))


def _no_answer(one: Asked, text: str, title: str) -> Example:
    kind = f"dossiers-{one.language}"
    if one.kind == "yesno":
        return _claim(kind, one.question, text, _NEUTRAL, title)
    return Example(kind, one.question, text, title, answers=False)


def _others(dossier: Dossier, one: Asked, rng: random.Random) -> Iterator[Example]:
    quotes = [gold.quote for gold in one.gold]
    free = [
        (article, text)
        for article, text in dossier.paragraphs
        if not any(quote in text for quote in quotes)
        and not (one.answer and one.answer.lower() in text.lower())
        and not (len(dossier.articles) == 1 and text == article.title)  # it says in short what the brief says
    ]
    free.sort(key=lambda pair: -_shared(one.question, pair[1]))
    chosen = free[:2] + rng.sample(free[2:], min(OTHERS - 2, len(free[2:])))
    alone = sentences.split(free[0][1]) if free and not quotes else []
    if len(alone) > 1:
        start, end = rng.choice(alone)
        chosen.append((free[0][0], free[0][1][start:end]))
    for article, text in chosen:
        yield _no_answer(one, text, _above(article, text))


def _varied(example: Example, tables: Tables, rng: random.Random) -> Example:
    """``example`` as people also put it: a claim as a question, some word by word in English, some without
    the closing mark or the title above."""
    question = example.question
    if example.kind in _CLAIMS and rng.random() < 0.5:
        claim = question.rstrip(".! ")
        claim = claim if claim[:2].isupper() else claim[:1].lower() + claim[1:]
        question = rng.choice(_YES_NO).format(claim)
    indonesian = example.kind not in _ENGLISH
    if indonesian and rng.random() < (GLOSSED_CLAIMS if example.kind in _CLAIMS else GLOSSED):
        question = gloss(question, tables.id_en, rng)
    if rng.random() < 0.1:
        question = question.rstrip("?.")
    title = example.title if rng.random() < WITH_TITLE else ""
    return replace(example, question=question, title=title)


def encode(found: Sequence[Example], pieces: Tokenizer) -> list[Encoded]:
    """Token ids and targets; a passage that is too long is cut around its answer."""
    first, separator = (int(pieces.token_to_id(token) or 0) for token in encoders.SPECIAL[:2])
    encoded = []
    for start in range(0, len(found), 8192):
        block = found[start : start + 8192]
        questions = pieces.encode_batch_fast([e.question for e in block], add_special_tokens=False)
        titles = pieces.encode_batch_fast([e.title for e in block], add_special_tokens=False)
        passages = pieces.encode_batch([e.passage for e in block], add_special_tokens=False)
        for example, question, title, passage in zip(block, questions, titles, passages, strict=True):
            head = [first, *question.ids[: runtime.LONGEST_QUESTION], separator]
            if title.ids:
                head += [*title.ids[: runtime.LONGEST_TITLE], separator]
            encoded.append(_assembled(example, head, passage, separator))
    return encoded


def _assembled(example: Example, head: list[int], passage: Any, separator: int) -> Encoded:
    room = LONGEST - len(head) - 1
    span, ids, cut = example.span, passage.ids, 0
    at: tuple[int, int] | None = None
    if span is not None:
        inside = [n for n, (a, b) in enumerate(passage.offsets) if a < span[1] and b > span[0]]
        if inside:
            at = inside[0], inside[-1]
            if at[1] >= room:
                cut = max(0, min(at[0] - room // 2, len(ids) - room))
    kept = ids[cut : cut + room]
    begin, end = -1, -1
    if example.answers is False:
        begin, end = 0, 0
    elif at is not None and at[1] - cut < len(kept) and example.answers:
        begin, end = (len(head) + token - cut for token in at)
    return Encoded(
        np.array([*head, *kept, separator], np.int32),
        begin,
        end,
        len(head),
        -1.0 if example.answers is None else float(example.answers),
        -1 if example.stance is None else example.stance,
    )


# -- training


def train(
    data: Path,
    *,
    report: Callable[[str], None],
    start: Path | None = None,
    checkpoints: Path | None = None,
) -> list[Path]:
    """Warm up the encoder, train the reader and write the model folder. Returns the files written.

    With ``checkpoints`` (a folder) both steps leave their state there.
    """
    from qabot.training import export, lexicon

    encoder = encoders.prepare(data, start=start, report=report, checkpoint=_in(checkpoints, "encoder.pt"))
    tables, rng = lexicon.estimate(data, report=report), random.Random(SEED)
    pieces = encoders.tokenizer()
    general = encode(examples(data, tables, rng), pieces)
    model = ReaderModel(encoder)
    fit(model, general, rate=RATE, report=report, checkpoint=_in(checkpoints, "reader.pt"))
    before = {name: weight.clone() for name, weight in model.state_dict().items()}
    field = encode(
        [
            _varied(example, tables, rng)
            for _ in range(OF_THE_FIELD)
            for example in of_dossiers([*dossiers.load(), *briefs.load(), *reports.load(data)], rng)
        ],
        pieces,
    )
    field += rng.sample(general, min(len(general), int(REPLAYED * len(field))))
    fit(model, field, rate=FIELD_RATE, report=report, checkpoint=_in(checkpoints, "field.pt"))
    model.load_state_dict(mean(before, model.state_dict(), FIELD_SHARE))
    return export.write(model, data, report=report)


def mean(
    one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """Weights between those of two models, ``share`` of the way from ``one`` to ``other``."""
    return {name: torch.lerp(weight, other[name], share) for name, weight in one.items()}


def _in(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder else None


def fit(
    model: ReaderModel,
    encoded: Sequence[Encoded],
    *,
    rate: float,
    report: Callable[[str], None],
    checkpoint: Path | None = None,
) -> None:
    """Train ``model`` on ``encoded``, each once; it is left in float32, ready to read."""
    encoders.keep_memory()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    vocabulary = model.encoder.words.num_embeddings
    report(f"{len(encoded):,} examples of {sum(len(e.ids) for e in encoded):,} tokens")
    batches = _batches(encoded, rng)
    model.to(encoders.device(), torch.float32)
    trainer = Trainer(model, rate=rate, steps=len(batches), warm=max(1, len(batches) // 25))
    model.to(encoders.working_type()).train()
    started, seen = time.monotonic(), 0
    means: dict[str, float] = {}
    for step, batch in enumerate(batches):
        losses = _losses(model, [encoded[at] for at in batch], vocabulary)
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
        trainer.step()
        seen += len(batch)
        for name, loss in losses.items():
            means[name] = 0.98 * means.get(name, loss.item()) + 0.02 * loss.item()
        if step % 50 == 0:
            shown = "  ".join(f"{name} {mean:.3f}" for name, mean in sorted(means.items()))
            speed = seen / (time.monotonic() - started)
            report(f"step {step:,} of {len(batches):,}  {shown}  {speed:.0f} pairs/s")
        if checkpoint and step % 250 == 249:
            torch.save(trainer.weights(), checkpoint)
    model.to(torch.float32)
    model.load_state_dict(trainer.weights())
    if checkpoint:
        torch.save(model.state_dict(), checkpoint)
    model.eval()


def _losses(model: ReaderModel, batch: Sequence[Encoded], vocabulary: int) -> dict[str, torch.Tensor]:
    where = next(model.parameters()).device
    ids, segments, mask = padded([e.ids for e in batch], vocabulary)
    hidden = (torch.rand(ids.shape) < DROPPED) & (ids > 1) & (ids < vocabulary - len(encoders.SPECIAL))
    ids = ids.masked_fill(hidden, vocabulary - 1)
    span, answers, stance = model(ids.to(where), segments.to(where), mask.to(where))
    if batch[0].stance >= 0:
        targets = torch.tensor([e.stance for e in batch], device=where)
        losses = {"stance": cross_entropy(stance.float(), targets)}
        known = torch.tensor([e.answers for e in batch], device=where)
        if (known >= 0).any():
            losses["answers"] = binary_cross_entropy_with_logits(
                answers.float()[known >= 0], known[known >= 0].to(where)
            )
        return losses
    losses = {
        "answers": binary_cross_entropy_with_logits(
            answers.float(), torch.tensor([e.answers for e in batch], device=where)
        )
    }
    # Spans lie in the passage; position 0 stands for none.
    places = torch.arange(ids.shape[1])
    allowed = (places >= torch.tensor([[e.first] for e in batch])) & (mask > 0) | (places == 0)
    last = torch.tensor([[len(e.ids) - 1] for e in batch])
    allowed &= places < last
    scores = span.float().masked_fill(~allowed.to(where)[:, :, None], -1e4)
    targets = torch.tensor([[e.start, e.end] for e in batch], device=where)
    known = targets[:, 0] >= 0
    if known.any():
        each = [cross_entropy(scores[known][:, :, at], targets[known, at]) for at in (0, 1)]
        losses["span"] = (each[0] + each[1]) / 2
    return losses


def _batches(encoded: Sequence[Encoded], rng: random.Random) -> list[list[int]]:
    """Batches of about equal length and :data:`BATCH_TOKENS` tokens, questions apart from claims."""
    found: list[list[int]] = []
    groups: dict[Literal["question", "claim"], list[int]] = {"question": [], "claim": []}
    for at, one in enumerate(encoded):
        groups["claim" if one.stance >= 0 else "question"].append(at)
    for order in groups.values():
        order.sort(key=lambda at: len(encoded[at].ids) + rng.uniform(0, 6))
        batch: list[int] = []
        for at in order:
            if batch and (len(batch) + 1) * len(encoded[at].ids) > BATCH_TOKENS:
                found.append(batch)
                batch = []
            batch.append(at)
        if batch:
            found.append(batch)
    rng.shuffle(found)
    return found
