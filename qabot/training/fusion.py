"""``qabot train fusion``: the weights that make one score of words and vectors.

Fitted on questions of the held-out fold, whose passages the embedder never saw, searched with the real
index and retriever: softmax regression over the candidates of a question (listwise, Cao et al. 2007).
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.index import PassageIndex
from qabot.retrieval import Retriever, features, fusion, load_embedder
from qabot.training import data as training_data
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qabot.types import Language

QUESTIONS: Final = 500
"""Most questions of one kind."""
DISTRACTORS: Final = 6000
"""Passages of other titles that are mixed in, by language."""
PENALTY: Final = 1e-3
TIES: Final = 0.5
"""Questions that speak for the weights that a fit starts from, about, for each unit squared off them."""
SEED: Final = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    language: Language
    gold: str
    """Text that the right passage holds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Candidates of one question: their features, and which are right."""

    values: NDArray[np.float32]
    right: NDArray[np.bool_]


def train(data: Path, *, report: Callable[[str], None]) -> list[Path]:
    """Fit the weights and write them. Returns the file written."""
    rng = random.Random(SEED)
    questions = training_data.questions(data)
    neutral: Mapping[str, Mapping[str, float]] = {
        f"{a}-{b}": {"bm25": 4.0, "dense": 1.0} for a in ("id", "en") for b in ("id", "en")
    }
    first: dict[str, dict[str, float]] = {}
    full: dict[str, dict[str, float]] = {}
    sizes: dict[str, int] = {}
    targets: tuple[Language, Language] = ("id", "en")
    for target in targets:
        asked = _questions(questions, target, rng)
        corpus = articles(questions, target, rng)
        embedder = load_embedder()
        with (
            tempfile.TemporaryDirectory(prefix="qabot-train-") as folder,
            PassageIndex.create_or_open(Path(folder), embedder) as index,
        ):
            index.add(corpus, find_duplicates=False)
            report(f"{index.passage_count:,} passages in {target!r}")
            retriever = Retriever(index, embedder, weights=fusion.Fusion(first=neutral, full=neutral))
            for language, found in asked.items():
                pair = f"{language}-{target}"
                seen = [_first(retriever, item) for item in found]
                first[pair] = fit(seen, fusion.FIRST)
                tuned = fusion.Fusion(first={**neutral, **first}, full=neutral)
                reader = Retriever(index, embedder, weights=tuned)
                seen = [_full(reader, item) for item in found]
                full[pair] = _fit_full(seen, full.get("id-id", {}))
                sizes[pair] = len(found)
                report(f"{pair}: {len(found):,} questions, {json.dumps(full[pair])}")
    fusion.FILE.write_text(
        json.dumps({"first": first, "full": full, "questions": sizes}, indent=2) + "\n", encoding="utf-8"
    )
    return [fusion.FILE]


def _questions(
    questions: Sequence[training_data.Question], target: Language, rng: random.Random
) -> dict[Language, list[_Asked]]:
    """Held-out questions, in both languages, on passages in ``target``."""
    held = [item for item in questions if item.held_out and item.source != "squadshifts-amazon-reviews"]
    originals = {item.id: item for item in held if item.source == "squad-en"}
    found: dict[Language, list[_Asked]] = {"id": [], "en": []}
    for item in held:
        if item.source == "idkmrc-train" and not item.answerable:
            continue
        if item.source == "news-llm-id" and not item.evidence:
            continue
        if item.source == "squad-tar-mt-id":
            continue  # the same questions as squad-mt-id, translated worse
        gold = item.evidence or item.passage
        if item.language == target:
            found[target].append(_Asked(item.question, target, gold))
        original = originals.get(item.id)
        if item.source == "squad-mt-id" and original is not None:
            if target == "id":
                found["en"].append(_Asked(original.question, "en", item.passage))
            else:
                found["id"].append(_Asked(item.question, "id", original.passage))
    return {name: rng.sample(items, min(QUESTIONS, len(items))) for name, items in found.items()}


def articles(
    questions: Sequence[training_data.Question], target: Language, rng: random.Random
) -> Iterable[Article]:
    held = {item.passage: item for item in questions if item.language == target and item.held_out}
    others = {item.passage: item for item in questions if item.language == target and not item.held_out}
    news = [item for item in others.values() if item.source == "news-llm-id"]
    chosen = list(held.values()) + rng.sample(news, min(300, len(news)))
    rest = [item for item in others.values() if item.source != "news-llm-id"]
    chosen += rng.sample(rest, min(DISTRACTORS, len(rest)))
    for number, item in enumerate(chosen):
        yield article(item, item.passage, target, number)


def article(item: training_data.Question, text: str, language: Language, number: int) -> Article:
    """News as an article with its title and paragraphs; anything else as a paragraph without a title."""
    is_news = item.source == "news-llm-id"
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n") if is_news else [text]:
        if line.strip():
            paragraphs.append(Paragraph(len(paragraphs) + 1, start, start + len(line)))
        start += len(line) + 1
    name = f"{item.source}-{number}"
    return Article(name, name, text, tuple(paragraphs), item.title if is_news else "", language)


def _is_right(passage: str, gold: str) -> bool:
    return passage in gold or gold in passage


def _first(retriever: Retriever, item: _Asked) -> Seen:
    import numpy as np

    view = retriever.view(item.question, item.language)
    if view is None:
        return Seen(np.zeros((0, len(fusion.FIRST)), np.float32), np.zeros(0, bool))
    proposal = retriever.propose(item.question, item.language, view)
    texts = {passage.id: passage.text for passage in retriever.index.passages(proposal.ids)}
    right = np.array([_is_right(texts[number], item.gold) for number in proposal.ids], bool)
    return Seen(proposal.values, right)


def _full(retriever: Retriever, item: _Asked) -> Seen:
    import numpy as np

    hits = retriever.search(item.question, item.language, k=100)
    values = np.array([[hit.features[name] for name in features.NAMES] for hit in hits], np.float32)
    right = np.array([_is_right(hit.passage.text, item.gold) for hit in hits], bool)
    return Seen(values.reshape(-1, len(features.NAMES)), right)


def _fit_full(seen: Sequence[Seen], elsewhere: Mapping[str, float]) -> dict[str, float]:
    """Like :func:`fit`, but where no right passage has a title the data say nothing for titles (and, as
    the wrong ones have some, something against them): that weight is then the one fitted ``elsewhere``."""
    import numpy as np

    at = features.NAMES.index("title")
    if any(item.values[item.right, at].any() for item in seen):
        return fit(seen, features.NAMES)
    blind = [Seen(item.values * (np.arange(len(features.NAMES)) != at), item.right) for item in seen]
    return fit(blind, features.NAMES) | {"title": elsewhere.get("title", 0.0)}


def fit(
    seen: Sequence[Seen], names: Sequence[str], towards: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Weights by name, and a bias that puts the mean score of right passages at 0 for every pair.

    With ``towards`` they stay near those weights, the nearer the fewer questions there are.
    """
    import numpy as np
    import torch

    usable = [item for item in seen if item.right.any()]
    width = max(len(item.right) for item in usable)
    values = torch.zeros(len(usable), width, len(names))
    right = torch.zeros(len(usable), width)
    there = torch.zeros(len(usable), width, dtype=torch.bool)
    for row, item in enumerate(usable):
        count = len(item.right)
        values[row, :count] = torch.from_numpy(item.values)
        right[row, :count] = torch.from_numpy(item.right).float()
        there[row, :count] = True
    start = torch.tensor([towards[name] if towards else 0.0 for name in names])
    weights = start.clone().requires_grad_()
    penalty = TIES / len(usable) * len(names) if towards else PENALTY
    optimizer = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        scores = (values @ weights).masked_fill(~there, -1e9)
        chosen = (torch.log_softmax(scores, 1) * right).sum(1) / right.sum(1)
        loss = -chosen.mean() + penalty * ((weights - start) ** 2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    fitted = weights.detach().numpy()
    means = [float((item.values[item.right] @ fitted).mean()) for item in usable]
    found = {name: round(float(weight), 3) for name, weight in zip(names, fitted, strict=True)}
    found["bias"] = round(-float(np.mean(means)), 3)
    return found
