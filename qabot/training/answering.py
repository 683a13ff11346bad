"""``qabot train answering``: which sentence answers, whether any does, and yes or no.

Fitted on the held-out questions of :mod:`qabot.training.searches`, as they were searched and read.

Passages and sentences: softmax regression over those found, the right ones being those with the answer (or
the evidence the data names); the best sentences once more when they were read alone. Verdicts: multinomial
regression over sentences that affirm, deny or do neither. Confidence: logistic regression; half of its
questions have had the articles that answer taken away.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from qabot.answering.reading import closer, confidence, evidence, reader, reranker, shortanswer, verdict
from qabot.errors import UsageError
from qabot.evaluation import squad
from qabot.training import fusion as fusion_training
from qabot.training.searches import Case, Found, Pairs, holds, search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from qabot.answering.reading.evidence import Evidence
    from qabot.answering.reading.reader import PassageReading
    from qabot.types import Hit, VerdictLabel


PRIOR: Final = 0.8
"""Share of the questions people ask of their own collection that it answers: an assumption, since the
fitting fold has as many of both as we chose to make. Raise it to be answered more, lower it for more
silence."""
NEAR_MISSES: Final = 0.75
"""Share of near misses among the questions that the articles do not answer, another assumption: most are on
what the articles are about. The others are of another matter, or their articles were taken away."""
GUESS_COSTS: Final = 1.0
"""Needless silences that one answer to what the articles do not say outweighs: silence still shows the
nearest passages."""
LONGEST_SHORT: Final = 8
"""Words of an answer that counts as a short one."""
MOST_SHORT: Final = 800
"""Questions that the weights of short answers are fitted on."""
PENALTY: Final = 1e-2
DIRECTION: Final[Mapping[str, float]] = {"missing": -1.0, "words": 0.0}
"""Which way a feature of the confidence may count; +1 where nothing is said, 0 either way."""
WRONG_COSTS: Final = 1.0
"""Right verdicts that one wrong verdict outweighs; with one, a verdict is given from even odds on."""
NEARLY: Final = 0.01
"""Share of the best worth by which bounds may fall short and still be as good."""
SEED: Final = 5
_STEPS: Final = tuple(step / 20 for step in range(21))


def train(data: Path, *, report: Callable[[str], None]) -> list[Path]:
    """Fit the weights and the threshold, and write them. Returns the file written."""
    found = search(data, report=report)
    weights = fit(found, report=report)
    confidence.FILE.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    return [confidence.FILE]


def fit(found: Pairs, *, report: Callable[[str], None]) -> dict[str, Any]:
    """The weights of answering, as their file holds them."""
    reranking: dict[str, dict[str, float]] = {}
    sentences: dict[str, dict[str, float]] = {}
    confident: dict[str, dict[str, float]] = {}
    # Each pair of languages stays near what all of them say: two of the four have few questions.
    together = [item for items in found.values() for item in items]
    common = _fit_reranking("all", together, report)
    for pair, items in found.items():
        reranking[pair] = _fit_reranking(pair, items, report, common)
    found = {pair: [_reranked(item, reranking) for item in items] for pair, items in found.items()}
    together = [item for items in found.values() for item in items]
    common = _fit_sentences("all", together, report)
    for pair, items in found.items():
        sentences[pair] = _fit_sentences(pair, items, report, common)
    report("reading sentences alone")
    close = {pair: _alone(items, sentences[pair]) for pair, items in found.items()}
    common = _fit_closer("all", [one for seen in close.values() for one in seen], report)
    closest = {pair: _fit_closer(pair, seen, report, common) for pair, seen in close.items()}
    observed = {
        pair: [one for item in items for one in _observe(item, sentences[pair], closest[pair])]
        for pair, items in found.items()
    }
    heard = [one for seen in observed.values() for one in seen if one.sentences]
    verdicts = _fit_verdict(heard, report)
    judged: list[tuple[float, _Sort]] = []
    plain = {pair: [one for one in seen if not one.sentences] for pair, seen in observed.items()}
    everywhere = _fit_confidence([one for others in plain.values() for one in others], confidence.NAMES)
    for pair, others in plain.items():
        confident[pair] = _fit_confidence(others, confidence.NAMES, everywhere)
        judged += _report_confidence(pair, others, confident[pair], report)
    heard = [replace(one, values=one.values | {confidence.DECIDED: one.decided(verdicts)}) for one in heard]
    decided = _fit_confidence(heard, (*confidence.NAMES, confidence.DECIDED))
    judged += _report_confidence("yes/no", heard, decided, report)
    threshold = _threshold(judged)
    given = [one for one in heard if confidence.probability(one.values, decided) >= threshold]
    verdicts = _shares(heard, given, verdicts, report)
    short = _fit_short(found, sentences, closest, report)
    _report_threshold(threshold, judged, report)
    return {
        "reranking": reranking,
        "evidence": sentences,
        "closer": closest,
        "confidence": confident,
        "decided": decided,
        "verdict": asdict(verdicts),
        "short": short,
        "threshold": round(threshold, 3),
    }


def _fit_reranking(
    name: str,
    found: Sequence[Found],
    report: Callable[[str], None],
    towards: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Weights of :data:`qabot.answering.reading.reranker.NAMES`, over the passages that the reader read.

    Public questions, which are fewer, count as much as our own: those are asked of articles on one matter,
    where search tells less apart than in a large collection, and would trust the reader too much there.
    """
    import numpy as np

    seen: list[fusion_training.Seen] = []
    public: list[fusion_training.Seen] = []
    for item in found:
        if not item.case.marks or not item.readings:
            continue
        read = [hit for hit in item.hits if hit.passage.id in item.readings]
        rows = [reranker.values(hit, item.readings[hit.passage.id]) for hit in read]
        right = [holds(item.case, hit.passage.text) for hit in read]
        if len(read) > 1:
            group = seen if item.case.kind else public
            group.append(fusion_training.Seen(np.array(rows, np.float32), np.array(right)))
    seen += public * max(1, len(seen) // max(1, len(public)))
    fitted = fusion_training.fit(seen, reranker.NAMES, towards)
    first, before, of = _first(seen, fitted, reranker.NAMES)
    report(f"{name}: right passage first {first:.3f}, before reranking {before:.3f}, {of}")
    return fitted


def _first(
    seen: Sequence[fusion_training.Seen], fitted: Mapping[str, float], names: Sequence[str]
) -> tuple[float, float, str]:
    """How often what is right stands first: by the weights ``fitted``, and as it came; and of how many."""
    import numpy as np

    usable = [item for item in seen if item.right.any()]
    vector = np.array([fitted[name] for name in names])
    first = sum(bool(item.right[int(np.argmax(item.values @ vector))]) for item in usable) / len(usable)
    before = sum(bool(item.right[0]) for item in usable) / len(usable)
    return first, before, f"of {len(usable):,} (fitting fold) {json.dumps(fitted)}"


def _reranked(item: Found, weights: Mapping[str, Mapping[str, float]]) -> Found:
    """``item`` with the hits of its pair of languages in their new order; the few others are left out."""
    hits = [hit for hit in item.hits if f"{item.case.language}-{hit.passage.article.language}" in weights]
    return replace(item, hits=reranker.rerank(item.case.language, hits, item.readings, weights))


def _fit_sentences(
    name: str,
    found: Sequence[Found],
    report: Callable[[str], None],
    towards: Mapping[str, float] | None = None,
) -> dict[str, float]:
    import numpy as np

    seen = []
    neutral = dict.fromkeys(evidence.NAMES, 1.0)
    for item in found:
        if not item.case.marks or not item.hits:
            continue
        ranked = evidence.rank(item.question, item.view, item.hits, neutral, item.readings)
        rows = [[one.features[name] for name in evidence.NAMES] for one in ranked]
        right = np.array([_answers(item.case, one) for one in ranked])
        seen.append(fusion_training.Seen(np.array(rows, np.float32), right))
    fitted = fusion_training.fit(seen, evidence.NAMES, towards)
    first, _, of = _first(seen, fitted, evidence.NAMES)
    report(f"{name}: right sentence first {first:.3f} {of}")
    return {name: fitted[name] for name in evidence.NAMES}


def _look(item: Found, hits: Sequence[Hit], weights: Mapping[str, float]) -> list[Evidence]:
    """The evidence in ``hits``, the best of it read alone, as the engine does."""
    ranked = evidence.rank(item.question, item.view, hits, weights, item.readings)
    return closer.read(item.question, ranked, _Remembering(item.alone))


@dataclass(frozen=True, slots=True)
class _Remembering:
    """The bundled reader, which reads no sentence twice for one question."""

    known: dict[tuple[str, str], PassageReading]

    def read(
        self, question: str, passages: Sequence[str], titles: Sequence[str], *, sides: bool
    ) -> list[PassageReading]:
        wanted = list(zip(titles, passages, strict=True))
        new = list(dict.fromkeys(pair for pair in wanted if pair not in self.known))
        texts, above = [text for _, text in new], [title for title, _ in new]
        readings = reader.bundled().read(question, texts, above, sides=sides)
        self.known.update(zip(new, readings, strict=True))
        return [self.known[pair] for pair in wanted]


def _alone(found: Sequence[Found], weights: Mapping[str, float]) -> list[fusion_training.Seen]:
    """The sentences read alone, as :mod:`qabot.answering.reading.closer` sees them."""
    import numpy as np

    seen = []
    for item in found:
        if not item.case.marks or not item.hits:
            continue
        read = [(one, one.alone) for one in _look(item, item.hits, weights) if one.alone]
        rows = [closer.values(one, alone) for one, alone in read]
        right = [_answers(item.case, one) for one, _ in read]
        if len(read) > 1:
            seen.append(fusion_training.Seen(np.array(rows, np.float32), np.array(right)))
    return seen


def _fit_closer(
    name: str,
    seen: Sequence[fusion_training.Seen],
    report: Callable[[str], None],
    towards: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Weights of :data:`qabot.answering.reading.closer.NAMES`."""
    fitted = fusion_training.fit(seen, closer.NAMES, towards)
    first, before, of = _first(seen, fitted, closer.NAMES)
    report(f"{name}: right sentence first {first:.3f} read alone, {before:.3f} before, {of}")
    return fitted


def _fit_short(
    found: Pairs,
    sentences: Mapping[str, Mapping[str, float]],
    closest: Mapping[str, Mapping[str, float]],
    report: Callable[[str], None],
) -> dict[str, float]:
    """The weights of :mod:`qabot.answering.reading.shortanswer` with the best F1 against the answers."""
    seen = []
    for pair, items in found.items():
        for item in items:
            answers = [answer for answer in item.case.answers if answer]
            if not answers or len(answers[0].split()) > LONGEST_SHORT or item.question.kind == "yesno":
                continue
            ranked = closer.rank(item.question, _look(item, item.hits, sentences[pair]), closest[pair])
            if ranked and _answers(item.case, ranked[0]):
                seen.append((item, ranked[:3], answers))
    seen = random.Random(SEED).sample(seen, min(MOST_SHORT, len(seen)))
    best = (-1.0, dict.fromkeys(shortanswer.NAMES, 0.0))
    for agrees, alone, behind in itertools.product((0.5, 1, 2, 4), (0.5, 1, 2, 4), (0.1, 0.25, 0.5, 1)):
        weights = {"agrees": agrees, "alone": alone, "behind": behind}
        total = sum(
            squad.f1(shortanswer.choose(item.question, ranked, item.view, weights), answers)
            for item, ranked, answers in seen
        )
        best = max(best, (total / len(seen), weights), key=lambda one: one[0])
    report(f"short answers: F1 {best[0]:.3f} of {len(seen):,} (fitting fold) with {json.dumps(best[1])}")
    return best[1]


def _answers(case: Case, item: Evidence) -> bool:
    """Whether a sentence of the right passage holds the answer."""
    return holds(case, item.hit.passage.text) and any(
        mark in item.text or item.text in mark for mark in case.marks if mark
    )


_Sort = Literal["answered", "near", "far"]
"""Whether the articles answer a question, or it misses them by little, or they are of another matter."""


@dataclass(frozen=True, slots=True)
class _Observed:
    """What is known when it has to be decided whether to answer."""

    values: dict[str, float]
    """:data:`qabot.answering.reading.confidence.NAMES`, of a yes/no question later with
    :data:`~qabot.answering.reading.confidence.DECIDED`."""
    sort: _Sort
    case: Case
    sentences: tuple[verdict.Heard, ...] = ()
    """Of a yes/no question."""

    @property
    def label(self) -> bool:
        """Whether the articles answer."""
        return self.sort == "answered"

    def judged(self, weights: verdict.Weights) -> list[verdict.Judged]:
        return [verdict.judge(heard, weights) for heard in self.sentences]

    def decided(self, weights: verdict.Weights) -> float:
        return confidence.decided(self.judged(weights))


def _observe(item: Found, weights: Mapping[str, float], closest: Mapping[str, float]) -> list[_Observed]:
    """What is seen with the passage there and, if there was something to take, without it."""
    case, found = item.case, []
    gone = {hit.passage.article.code for hit in item.hits if holds(case, hit.passage.text)}
    left = [hit for hit in item.hits if hit.passage.article.code not in gone]
    ways = [item.hits, left] if case.marks and gone else [item.hits]
    for hits in ways:
        if not any(hit.passage.id in item.readings for hit in hits):
            continue
        ranked = closer.rank(item.question, _look(item, hits, weights), closest)
        if evidence.missing_name(item.question, item.view, ranked):
            continue  # left unanswered, however sure
        label = bool(case.marks) and hits is item.hits
        if label and not any(holds(case, one.hit.passage.text) for one in ranked[:3]):
            continue  # answerable, but not by what was found: an example of neither
        heard: tuple[verdict.Heard, ...] = ()
        if item.question.kind == "yesno" and case.kind in ("yesno", ""):
            heard = tuple(verdict.listen(item.question, item.view, ranked))
        near = not case.marks and not case.is_stranger
        sort: _Sort = "answered" if label else "near" if near else "far"
        found.append(_Observed(confidence.observe(item.view, hits, ranked), sort, case, heard))
    return found


def _side(case: Case, item: Evidence) -> int:
    """0 when the sentence affirms what is asked, 1 when it denies it, 2 for neither."""
    for mark, side in zip(case.marks, case.sides, strict=True):
        if side and (mark in item.text or item.text in mark):
            return 0 if side == "yes" else 1
    return 2


def _fit_verdict(heard: Sequence[_Observed], report: Callable[[str], None]) -> verdict.Weights:
    """Multinomial regression over the sentences heard for the yes/no questions of the dossiers."""
    import torch

    rows = [
        (sentence, _side(one.case, sentence.item))
        for one in heard
        if one.case.kind
        for sentence in one.sentences
    ]
    if not rows:
        raise UsageError("No dossier is asked a yes/no question.", mend="See qabot/training/news.")
    values = torch.tensor([[sentence.values[name] for name in verdict.NAMES] for sentence, _ in rows])
    targets = torch.tensor([side for _, side in rows])
    free = torch.zeros(2, len(verdict.NAMES) + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([free], max_iter=500, line_search_fn="strong_wolfe")

    def closure() -> Any:
        optimizer.zero_grad()
        logits = values @ free[:, :-1].T + free[:, -1]
        logits = torch.cat([logits, torch.zeros(len(rows), 1)], 1)
        loss = torch.nn.functional.cross_entropy(logits, targets) + PENALTY * (free[:, :-1] ** 2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    affirms, denies = (
        dict(zip((*verdict.NAMES, "bias"), (round(float(n), 3) for n in side), strict=True))
        for side in free.detach()
    )
    found = verdict.Weights(affirms, denies)
    judged = [(verdict.judge(sentence, found), side) for sentence, side in rows]
    sure = [
        (max(range(3), key=lambda at: (one.affirms, one.denies, 1 - one.decides)[at]), side)
        for one, side in judged
    ]
    for at, name in enumerate(("affirms", "denies")):
        said, meant = sum(s == at for s, _ in sure), sum(t == at for _, t in sure)
        hit = sum(s == t == at for s, t in sure)
        report(f"  {name}: {hit} of {meant} found, {said} said, of {len(sure):,} sentences (fitting fold)")
    report(f"  verdict {json.dumps(affirms)} {json.dumps(denies)}")
    return found


def _shares(
    heard: Sequence[_Observed],
    given: Sequence[_Observed],
    weights: verdict.Weights,
    report: Callable[[str], None],
) -> verdict.Weights:
    """``weights`` with the bounds at which verdicts are worth most: a wrong one, or one on what the articles
    do not say, costs :data:`WRONG_COSTS` right ones, and none costs nothing. ``given`` are those of ``heard``
    that are confident enough to be answered at all."""
    answered = sum(one.label and one.case.verdict is not None for one in heard)
    worth = _worth([one.sort for one in heard])
    asked = [
        (judged, one.sort, one.case.verdict if one.label else None)
        for one in given
        if one.case.verdict or not one.label
        if (judged := one.judged(weights)) and any(sentence.decides for sentence in judged)
    ]
    surest = [max(one.decides for one in judged) for judged, _, _ in asked]

    def told(decided: Sequence[tuple[VerdictLabel, float]], plain: float, least: float) -> Counter[str]:
        counts: Counter[str] = Counter()
        for (found, share), sure, (_, sort, label) in zip(decided, surest, asked, strict=True):
            if share >= plain and sure >= least:
                counts[sort if label is None else "right" if found == label else "wrong"] += 1
        return counts

    tried: dict[tuple[float, float], list[tuple[float, float, Counter[str]]]] = {}
    for mixed in _STEPS[10:]:
        decided = [verdict.decide(judged, mixed) for judged, _, _ in asked]
        for plain, least in itertools.product(_STEPS[10:-1], _STEPS[:11]):
            counts = told(decided, plain, least)
            idle = sum(counts[sort] * worth[sort] for sort in ("near", "far")) / worth["answered"]
            gained = counts["right"] - WRONG_COSTS * (counts["wrong"] + idle)
            tried.setdefault((mixed, least), []).append((gained, plain, counts))
    (mixed, least), ways = max(tried.items(), key=lambda item: max(one[:2] for one in item[1]))
    # the worth hardly changes over a wide stretch of shares: its middle is the safest place
    most = max(gained for gained, _, _ in ways)
    wide = [(plain, counts) for gained, plain, counts in ways if gained >= (1 - NEARLY) * most]
    plain, counts = wide[len(wide) // 2]
    report(
        f"  verdicts: {counts['right']} right, {counts['wrong']} wrong of {answered},"
        f" {counts['near'] + counts['far']} on what nothing answers;"
        f" mixed {mixed:.2f}, plain {plain:.2f}, least {least:.2f}"
    )
    return replace(weights, mixed=mixed, plain=plain, least=least)


def _report_confidence(
    name: str, observed: Sequence[_Observed], weights: Mapping[str, float], report: Callable[[str], None]
) -> list[tuple[float, _Sort]]:
    judged = [(confidence.probability(one.values, weights), one.sort) for one in observed]
    right = sum((p >= 0.5) == (sort == "answered") for p, sort in judged) / len(judged)
    report(f"  {name} confidence {json.dumps(weights)}, {right:.3f} of {len(judged):,} right at 0.5")
    return judged


def _fit_confidence(
    observed: Sequence[_Observed], names: Sequence[str], towards: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Logistic weights of ``names``, near ``towards`` where there are few questions.

    No feature may count against what it stands for (:data:`DIRECTION`): the fold is small enough that
    some would, by chance, and questions on other subjects would pay for it.
    """
    import torch

    values = torch.tensor([[one.values[name] for name in names] for one in observed])
    labels = torch.tensor([float(one.label) for one in observed])
    worth = _worth([one.sort for one in observed])
    weight = torch.tensor([worth[one.sort] for one in observed]) * len(observed)
    direction = torch.tensor([DIRECTION.get(name, 1.0) for name in names])
    free = torch.zeros(len(names) + 1, requires_grad=True)
    start = torch.tensor([towards[name] if towards else 0.0 for name in names])
    penalty = fusion_training.TIES / len(observed) * len(names) if towards else PENALTY
    optimizer = torch.optim.LBFGS([free], max_iter=500, line_search_fn="strong_wolfe")

    def weights() -> torch.Tensor:
        bound = direction * torch.nn.functional.softplus(free[:-1])
        return torch.where(direction == 0, free[:-1], bound)

    def closure() -> Any:
        optimizer.zero_grad()
        logits = values @ weights() + free[-1]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, weight=weight)
        loss = loss + penalty * ((weights() - start) ** 2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    numbers = [round(float(number), 3) for number in weights().detach()]
    return {**dict(zip(names, numbers, strict=True)), "bias": round(float(free[-1].detach()), 3)}


def _worth(sorts: Sequence[_Sort]) -> dict[_Sort, float]:
    """What a question of each sort counts for, all of them one together, so that the sorts have the shares
    that :data:`PRIOR` and :data:`NEAR_MISSES` say; a sort without questions leaves its share to the other."""
    shares: dict[_Sort, float] = {
        "answered": PRIOR,
        "near": (1 - PRIOR) * NEAR_MISSES,
        "far": (1 - PRIOR) * (1 - NEAR_MISSES),
    }
    counts = Counter(sorts)
    if not counts["near"]:
        shares["far"] = 1 - PRIOR
    elif not counts["far"]:
        shares["near"] = 1 - PRIOR
    return {sort: share / max(1, counts[sort]) for sort, share in shares.items()}


def _threshold(judged: Sequence[tuple[float, _Sort]]) -> float:
    """The probability from which on answering is worth most."""
    worth = _worth([sort for _, sort in judged])

    def gained(threshold: float) -> float:
        kept = sum(worth[sort] for p, sort in judged if p >= threshold and sort == "answered")
        silent = sum(worth[sort] for p, sort in judged if p < threshold and sort != "answered")
        return kept + GUESS_COSTS * silent

    return max((step / 100 for step in range(5, 96)), key=gained)


def _report_threshold(
    threshold: float, judged: Sequence[tuple[float, _Sort]], report: Callable[[str], None]
) -> None:
    for sort in get_args(_Sort):
        taken = [p >= threshold for p, one in judged if one == sort]
        report(f"  {sort}: {sum(taken)} of {len(taken)} answered from {threshold:.2f} on (fitting fold)")
