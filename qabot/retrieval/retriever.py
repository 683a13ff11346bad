"""From a question to ranked passages: words and vectors propose, a fitted fusion decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.retrieval import embedder as embedders
from qabot.retrieval import features, fusion, lexicon, spelling
from qabot.types import Hit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.index import PassageIndex
    from qabot.types import Embedder, FloatArray, Language

CANDIDATES: Final = 100
"""Passages that words and vectors may each propose."""
USUAL_MEAN: Final = 0.14
USUAL_SPREAD: Final = 0.09
"""Mean and standard deviation of the bundled model's cosines over candidates, on the fitting questions."""
READ: Final = 32
"""Passages that are read in full to be ranked."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What words and vectors propose for one question."""

    ids: list[int]
    values: FloatArray
    """``(n, 2)``: :data:`qabot.retrieval.fusion.FIRST` of each."""
    pair: tuple[Language, Language]
    """Language of the question, and of the passages it is mostly met with."""


class Retriever:
    """Finds the passages of one index that speak to a question. Safe to use from several threads."""

    def __init__(
        self, index: PassageIndex, embedder: Embedder, *, weights: fusion.Fusion | None = None
    ) -> None:
        self.index = index
        self.embedder = embedder
        self._weights = weights or fusion.bundled()
        self._languages: tuple[int, tuple[Language, ...]] = (-1, ())

    def search(
        self,
        question: str,
        language: Language,
        k: int = 10,
        *,
        view: features.QuestionView | None = None,
    ) -> list[Hit]:
        """Up to ``k`` hits, best first, at most :data:`READ`. An empty question finds nothing.

        ``question`` is read as written: spelling and follow-ups are settled before. ``view``: what
        :meth:`view` made of it in the same snapshot, when the caller needs it too.
        """
        import numpy as np

        with self.index.snapshot():
            view = view or self.view(question, language)
            if view is None:
                return []
            proposal = self.propose(question, language, view)
            order = np.argsort(
                -self._weights.score(proposal.pair, proposal.values, full=False), kind="stable"
            )
            return self._ranked(view, language, proposal, order[:READ].tolist())[:k]

    def spelled(self, question: str, language: Language) -> str:
        """``question`` with slips of the finger put right where the collection leaves one reading.

        Words in capitals, words that occur in the collection and words known otherwise stay as they are.
        To be called once chat spelling is written out, and before anything reads the question.
        """
        with self.index.snapshot():
            return spelling.corrected(question, language, self.index, self._targets())

    def view(self, question: str, language: Language) -> features.QuestionView | None:
        """The question as the features need it; None when it holds nothing to search for."""
        words: Mapping[Language, Sequence[Mapping[str, float]]] = {
            target: lexicon.question_terms(question, language, target) for target in self._targets()
        }
        asked = {term for groups in words.values() for group in groups for term in group}
        if not asked:
            return None
        static = embedders.bundled()
        size = self.index.passage_count
        frequencies = self.index.document_frequencies(asked)
        words, frequencies = self._with_likenesses(question, language, words, frequencies)
        words = {target: [_present(word, frequencies) for word in groups] for target, groups in words.items()}
        return features.QuestionView(
            words=words,
            rarity={term: features.rarity(count, size) for term, count in frequencies.items()},
            vector=static.embed_questions([question])[0],
            token_vectors=static.token_vectors(static.tokens([question])[0]),
        )

    def _with_likenesses(
        self,
        question: str,
        language: Language,
        words: Mapping[Language, Sequence[Mapping[str, float]]],
        frequencies: dict[str, int],
    ) -> tuple[Mapping[Language, Sequence[Mapping[str, float]]], dict[str, int]]:
        """``words`` with terms of the collection added to those it holds in no language, where they may
        be mistyped; and the frequencies of all."""
        every = [word for groups in words.values() for word in groups]
        held = {next(iter(word)) for word in every if any(frequencies[term] for term in word)}
        lacking = {next(iter(word)) for word in every} - held
        near = spelling.alternatives(question, language, lacking, self.index) if lacking else {}
        if not any(near.values()):
            return words, frequencies
        added = self.index.document_frequencies({term for others in near.values() for term in others})
        words = {
            target: [{**word, **near.get(next(iter(word)), {})} for word in groups]
            for target, groups in words.items()
        }
        return words, frequencies | added

    def _targets(self) -> tuple[Language, ...]:
        """Languages the index holds; looked up once a generation."""
        generation = self.index.generation
        known = self._languages  # read once: a thread on another generation may exchange it
        if known[0] != generation:
            held = self.index.status().languages
            found: list[Language] = [name for name in ("id", "en") if held.get(name)]
            self._languages = known = (generation, tuple(found))
        return known[1]

    def propose(self, question: str, language: Language, view: features.QuestionView) -> Proposal:
        """All candidates, with the features that need no reading."""
        import numpy as np

        vector = view.vector
        if self.embedder.name != embedders.BUNDLED:
            vector = self.embedder.embed_questions([question])[0]
        dense = dict(self.index.search_dense(vector, CANDIDATES)) if vector.any() else {}
        lexical: dict[int, float] = {}
        for words in view.words.values():
            wanted: dict[str, float] = {}
            for word in words:
                for term, weight in word.items():
                    wanted[term] = max(weight, wanted.get(term, 0.0))
            scale = features.attainable(words, view.rarity) * (features.K1 + 1)
            for passage, score in self.index.search_lexical(wanted, CANDIDATES):
                lexical[passage] = max(score / scale, lexical.get(passage, 0.0))
        missing = [passage for passage in lexical if passage not in dense]
        if missing:
            products = self.index.vectors(missing) @ vector
            dense.update(zip(missing, products.tolist(), strict=True))
        if self.embedder.name != embedders.BUNDLED:
            dense = _rescaled(dense)
        values = [(lexical.get(passage, 0.0), product) for passage, product in dense.items()]
        return Proposal(
            ids=list(dense),
            values=np.array(values, np.float32).reshape(-1, len(fusion.FIRST)),
            pair=(language, language if language in view.words else next(iter(view.words))),
        )

    def _ranked(
        self, view: features.QuestionView, language: Language, proposal: Proposal, rows: Sequence[int]
    ) -> list[Hit]:
        import numpy as np

        dense = {proposal.ids[row]: float(proposal.values[row, 1]) for row in rows}
        passages = self.index.passages(list(dense))
        if not passages:
            return []
        views = [
            features.PassageView(
                title=passage.above,
                text=passage.text,
                language=passage.article.language,
                dense=dense[passage.id],
            )
            for passage in passages
        ]
        values = features.matrix(view, views, embedders.bundled())
        scores = np.empty(len(passages), np.float32)
        for target in view.words:
            at = [row for row, item in enumerate(views) if item.language == target]
            if at:
                scores[at] = self._weights.score((language, target), values[at], full=True)
        return [
            Hit(
                passage=passages[row],
                score=float(scores[row]),
                features=dict(zip(features.NAMES, values[row].tolist(), strict=True)),
            )
            for row in np.argsort(-scores, kind="stable").tolist()
        ]


def _present(word: Mapping[str, float], frequencies: Mapping[str, int]) -> Mapping[str, float]:
    """The alternatives for a word that occur in the collection; all of them when none does. One that
    occurs nowhere is rare beyond measure and would make every passage seem to lack it."""
    there = {term: weight for term, weight in word.items() if frequencies[term]}
    return there or word


def _rescaled(dense: Mapping[int, float]) -> dict[int, float]:
    """Cosines of another model on the scale the weights were fitted for: some models' lie between 0.7
    and 0.9, others' around 0."""
    import numpy as np

    if not dense:
        return {}
    values = np.array(list(dense.values()))
    spread = float(values.std()) or 1.0
    scaled = USUAL_MEAN + USUAL_SPREAD * (values - values.mean()) / spread
    return dict(zip(dense, scaled.tolist(), strict=True))
