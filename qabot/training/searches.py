"""The questions that answering is fitted on, and what search finds for each.

Held-out ones only: of the dossiers (:mod:`qabot.training.dossiers`), on real news
(:mod:`qabot.training.reports`) and of the public sets (:mod:`qabot.training.data`), searched with the real
index and retriever and read by the bundled reader.
"""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot.answering.reading import evidence, reader, reranker
from qabot.answering.understanding.question import understand
from qabot.index import PassageIndex
from qabot.retrieval import Retriever, load_embedder
from qabot.retrieval.retriever import READ
from qabot.training import data as training_data
from qabot.training import dossiers, reports
from qabot.training import fusion as fusion_training

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qabot.answering.reading.reader import PassageReading
    from qabot.answering.understanding.question import Question
    from qabot.retrieval.features import QuestionView
    from qabot.training.dossiers import Dossier, Side
    from qabot.types import Article, Hit, Language, VerdictLabel

QUESTIONS: Final = 40
"""Most questions of one pair of languages in one collection."""
STRANGERS: Final = 12
"""Questions on something else that every small collection is asked as well."""
NEWS_TOGETHER: Final = 5
NEWS_COLLECTIONS: Final = 8
DOSSIERS_TOGETHER: Final = 2
REPORTS_TOGETHER: Final = 4
ASKED: Final = 3000
"""Most of the dossiers' questions that are asked, and of those on real news: reading takes the time."""
ASKED_OF_ALL: Final = 1 / 3
"""Share of these that all articles together are asked, the others being asked of a few of them."""
SEED: Final = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A question, where its answer stands and what is right."""

    question: str
    language: Language
    passage: str
    """Where the answer is (or, of an unanswerable question, is not); empty when ``marks`` say it alone."""
    marks: tuple[str, ...]
    """A sentence that holds one of these within ``passage`` answers; none for the unanswerable."""
    answers: tuple[str, ...] = ()
    """The short answer, where there is one."""
    sides: tuple[Side | None, ...] = ()
    """Of a yes/no question: what each of ``marks`` says to it."""
    verdict: VerdictLabel | None = None
    kind: str = ""
    """As the dossier has it; empty elsewhere."""
    is_stranger: bool = False
    """Whether it is asked of articles on something else."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles that are searched together, and what they are asked."""

    articles: tuple[Article, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the engine saw of one case."""

    case: Case
    question: Question
    view: QuestionView
    hits: list[Hit]
    readings: Mapping[int, PassageReading]
    alone: dict[tuple[str, str], PassageReading] = field(default_factory=dict)
    """What the reader made of single sentences, by the title they stand under and themselves."""


Pairs = dict[str, list[Found]]
"""By ``"<question language>-<passage language>"``."""


def search(data: Path, *, report: Callable[[str], None]) -> Pairs:
    """Ask every collection its questions."""
    rng = random.Random(SEED)
    questions = training_data.questions(data)
    found: Pairs = {}
    targets: tuple[Language, Language] = ("id", "en")
    collections = [
        (target, collection) for target in targets for collection in _collections(questions, target, rng)
    ]
    for ours, together in ((dossiers.load(), DOSSIERS_TOGETHER), (reports.load(data), REPORTS_TOGETHER)):
        collections += [("id", collection) for collection in _dossiers(ours, together, rng)]
    for number, (target, collection) in enumerate(collections):
        for item in _search(collection):
            # The pair is that of the best hit, as when it answers.
            there = item.hits[0].passage.article.language if collection.cases[0].kind else target
            found.setdefault(f"{item.case.language}-{there}", []).append(item)
        if number % 10 == 0:
            report(f"{number + 1} of {len(collections)} collections searched")
    return found


def _dossiers(found: Sequence[Dossier], together: int, rng: random.Random) -> list[Collection]:
    """The dossiers held out, all of them and so many ``together``, each asked its own questions and some
    of another's."""
    held = [dossier for dossier in found if dossier.held_out]
    groups = [held, *(held[at : at + together] for at in range(0, len(held), together))]
    share = min(1.0, ASKED / max(1, sum(len(dossier.asked) for dossier in held)))
    collections = []
    for group in groups:
        cases = [
            Case(
                question=one.question,
                language=one.language,
                passage="",
                marks=tuple(gold.quote for gold in one.gold),
                answers=(one.answer,) if one.answer else (),
                sides=tuple(gold.side for gold in one.gold),
                verdict=one.verdict,
                kind=one.kind,
            )
            for dossier in group
            for one in dossier.asked
        ]
        part = ASKED_OF_ALL if group is held else 1 - ASKED_OF_ALL
        cases = rng.sample(cases, int(len(cases) * share * part))
        if group is not held:
            others = [one for dossier in held if dossier not in group for one in dossier.asked]
            cases += [
                Case(one.question, one.language, "", (), kind=one.kind, is_stranger=True)
                for one in rng.sample(others, min(STRANGERS, len(others)))
            ]
        if cases:
            collections.append(Collection(tuple(a for d in group for a in d.articles), tuple(cases)))
    return collections


def _collections(
    questions: Sequence[training_data.Question], target: Language, rng: random.Random
) -> list[Collection]:
    """One large collection of many topics, and many small ones of a topic or a handful of news each:
    how rare a word is means something else in each, and users have both."""
    cases = _cases(questions, target)
    everyone = [case for items in cases.values() for case, _ in items]
    large = [case for items in cases.values() for case, _ in rng.sample(items, min(QUESTIONS, len(items)))]
    collections = [Collection(tuple(fusion_training.articles(questions, target, rng)), tuple(large))]
    groups: dict[str, list[tuple[Case, training_data.Question]]] = {}
    for items in cases.values():
        for case, item in items:
            if item.source.startswith("squad-"):
                groups.setdefault(item.title, []).append((case, item))
    news: dict[str, list[tuple[Case, training_data.Question]]] = {}
    for case, item in cases[target]:
        if item.source == "news-llm-id":
            news.setdefault(item.passage, []).append((case, item))
    texts = sorted(news)
    rng.shuffle(texts)
    for start in range(0, min(len(texts), NEWS_TOGETHER * NEWS_COLLECTIONS), NEWS_TOGETHER):
        together = texts[start : start + NEWS_TOGETHER]
        groups[f"news {start}"] = [pair for text in together for pair in news[text]]
    for group in groups.values():
        passages = {case.passage: item for case, item in group}
        articles = tuple(
            fusion_training.article(item, text, target, number)
            for number, (text, item) in enumerate(passages.items())
        )
        own = [case for case, _ in rng.sample(group, min(QUESTIONS, len(group)))]
        strangers = [
            Case(case.question, case.language, "", (), is_stranger=True)
            for case in rng.sample(everyone, min(STRANGERS, len(everyone)))
            if case.passage not in passages
        ]
        collections.append(Collection(articles, tuple(own + strangers)))
    return collections


def _cases(
    questions: Sequence[training_data.Question], target: Language
) -> dict[Language, list[tuple[Case, training_data.Question]]]:
    held = [
        item
        for item in questions
        if item.held_out and item.source not in ("squadshifts-amazon-reviews", "squad-tar-mt-id")
    ]
    originals = {item.id: item for item in held if item.source == "squad-en"}
    found: dict[Language, list[tuple[Case, training_data.Question]]] = {"id": [], "en": []}
    for item in held:
        marks = (item.evidence,) if item.source == "news-llm-id" else item.answers
        if item.answerable and not any(marks):
            continue
        if not item.answerable:
            marks = ()
        if item.language == target:
            short = () if item.source == "news-llm-id" else marks
            found[target].append((Case(item.question, target, item.passage, marks, short), item))
        original = originals.get(item.id)
        if item.source == "squad-mt-id" and original is not None:
            if target == "id":
                found["en"].append((Case(original.question, "en", item.passage, marks, marks), item))
            else:
                marks = original.answers if original.answerable else ()
                found["id"].append((Case(item.question, "id", original.passage, marks, marks), original))
    return found


def _search(collection: Collection) -> list[Found]:
    embedder = load_embedder()
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="qabot-train-") as folder,
        PassageIndex.create_or_open(Path(folder), embedder) as index,
    ):
        index.add(collection.articles, find_duplicates=False)
        retriever = Retriever(index, embedder)
        for case in collection.cases:
            question = understand(case.question, language=case.language)
            view = retriever.view(question.search, case.language)
            if view is None:
                continue
            hits = retriever.search(question.search, case.language, READ, view=view)
            if hits:
                question = replace(question, names=evidence.lower_case_names(question, hits))
                readings = reranker.read(reader.bundled(), question.plain, hits)
                found.append(Found(case, question, view, hits, readings))
    return found


def holds(case: Case, text: str) -> bool:
    """Whether ``text`` is the passage that answers (or, of an unanswerable question, that was meant)."""
    if case.passage:
        return text in case.passage or case.passage in text
    return any(mark in text for mark in case.marks)
