"""The bundled reader: a small neural model that reads the question and a passage together.

For every passage it says how likely it answers, which words answer, and what it says to a yes/no
question or claim: whether it affirms, denies or leaves it open. Runs under onnxruntime on the CPU; made
by ``qabot train reader``, see the model's card.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.answering.reading.paraphrase import Paraphraser
from qabot.answering.words import amounts
from qabot.errors import ModelError
from qabot.text import language as languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qabot.answering.reading.translator import Translator
    from qabot.types import FloatArray

FOLDER: Final = Path(__file__).resolve().parents[2] / "models" / "reader"

LONGEST: Final = 256
"""Tokens of a question with one window of a passage."""
LONGEST_QUESTION: Final = 48
LONGEST_TITLE: Final = 24
LONGEST_SPAN: Final = 40
"""Tokens of a short answer."""
TABLE: Final = ("rows.rows", "rows.scales")
"""The outputs of the model that hold its word vectors, whatever it reads."""
_OVERLAP = 48
_BATCH_TOKENS = 2048
_CLS, _SEP = "[CLS]", "[SEP]"


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What the reader makes of one passage."""

    answers: float
    """Logit that the passage answers the question."""
    start: int
    """Best span of the passage, half open, in characters; 0 and 0 when there is none."""
    end: int
    span: float
    """Score of that span less the score of "nowhere here", in nats."""
    affirms: float
    """Probability that the passage affirms what is asked or claimed; the three sum to 1."""
    denies: float
    open: float

    def and_again(self, other: PassageReading) -> PassageReading:
        """This one and ``other`` of the same words, read in another surrounding or asked in another language:
        the mean of their log odds. The span remains this one's."""
        sides = ((self.affirms, other.affirms), (self.denies, other.denies), (self.open, other.open))
        means = [math.sqrt(one * again) for one, again in sides]
        affirms, denies, left = (mean / (sum(means) or 1.0) for mean in means)
        answers = (self.answers + other.answers) / 2
        return replace(self, answers=answers, affirms=affirms, denies=denies, open=left)

    @property
    def bounded_span(self) -> float:
        """``span`` within 20 nats either way: beyond that it says no more."""
        return max(-20.0, min(20.0, self.span))

    @property
    def sureness(self) -> float:
        """0 to 1, from the span's score."""
        return 1 / (1 + math.exp(-self.bounded_span / 2))


@dataclass(frozen=True, slots=True)
class _Window:
    passage: int
    ids: list[int]
    first: int
    """Index of the first passage token in ``ids``."""
    offsets: list[tuple[int, int]]


class Reader:
    """A reader model of one folder. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)
        options.log_severity_level = 3
        # Between questions a spinning thread only takes time from others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            facts = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
            self.null_threshold = float(facts["threshold"])
            """The passage answers when :meth:`answer_score` is above; fitted on held-out training data."""
            self._span_weight = float(facts["span_weight"])
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        # both libraries raise bare exceptions of their own for files they cannot parse
        except Exception as error:
            raise ModelError(
                f"The reader model in {folder} cannot be read ({error!r}).", mend="Install qabot again."
            ) from error
        self._folder = folder
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._cls, self._sep = (int(self._tokenizer.token_to_id(token) or 0) for token in (_CLS, _SEP))

    def answer_score(self, reading: PassageReading) -> float:
        """One number for "answers": the logit and the span's score, weighed as fitted."""
        return reading.answers + self._span_weight * reading.span

    def read(
        self,
        question: str,
        passages: Sequence[str],
        titles: Sequence[str] | None = None,
        *,
        sides: bool = False,
    ) -> list[PassageReading]:
        """Read ``question`` (or a claim) with each of ``passages``, under their articles' ``titles``.

        It is put in each passage's own words first (:mod:`qabot.answering.reading.paraphrase`). A
        passage that is too long is read in overlapping windows; the best one counts. Where the ``sides`` that
        passages take matter, what is asked in English is asked of Indonesian ones in Indonesian as well, and
        they say the mean of both; so it is with what is asked of most, and the share that a passage tells.
        """
        above = titles or [""] * len(passages)
        readings = self._read(Paraphraser(question), passages, above)
        others = [at for at, text in enumerate(passages) if languages.detect(text) == "id"] if sides else []
        if others and (translation := self.in_indonesian(question)):
            texts, theirs = [passages[at] for at in others], [above[at] for at in others]
            for at, again in zip(others, self._read(Paraphraser(translation), texts, theirs), strict=True):
                # a translation that lost a detail is no measure of whether the passage answers
                readings[at] = replace(readings[at].and_again(again), answers=readings[at].answers)
        for share, ats in self._shares(question, passages).items() if sides else ():
            texts, theirs = [passages[at] for at in ats], [above[at] for at in ats]
            for at, again in zip(ats, self._read(Paraphraser(share), texts, theirs), strict=True):
                readings[at] = replace(readings[at].and_again(again), answers=readings[at].answers)
        return readings

    @staticmethod
    def _shares(question: str, passages: Sequence[str]) -> dict[str, list[int]]:
        """The question as it is asked of the shares told, and which ``passages`` tell of them."""
        found: dict[str, list[int]] = {}
        for at, passage in enumerate(passages):
            if asked := amounts.with_share(question, passage):
                found.setdefault(asked, []).append(at)
        return found

    def in_indonesian(self, question: str) -> str:
        """An English ``question`` as it is asked of Indonesian passages too; empty for others."""
        if languages.detect(question) == "en" and self.translator:
            return self.translator.indonesian(question)
        return ""

    def words(self, ids: Sequence[int]) -> FloatArray:
        """The vectors of tokens by themselves: (tokens, width)."""
        rows, scales = self._table
        found: FloatArray = rows[ids] * scales[ids]
        return found

    def lower(self, ids: NDArray[np.int64]) -> FloatArray:
        """What the lower layers make of texts, each between [CLS] and [SEP]: (batch, length), padded with 0,
        to (batch, length, width)."""
        found: FloatArray = self._session.run(["lower"], _feeds(ids))[0]
        return found

    @cached_property
    def _table(self) -> tuple[NDArray[np.int8], FloatArray]:
        import numpy as np

        rows, scales = self._session.run(list(TABLE), _feeds(np.zeros((1, 1), np.int64)))
        return rows, scales

    @cached_property
    def translator(self) -> Translator | None:
        """The one in the folder; a reader can do without."""
        from qabot.answering.reading import translator

        if not (self._folder / translator.MODEL).exists():
            return None
        return translator.Translator(self._folder, self._tokenizer, self)

    def _read(
        self, asked: Paraphraser, passages: Sequence[str], titles: Sequence[str]
    ) -> list[PassageReading]:
        windows = list(self._windows(asked, passages, titles))
        best: dict[int, tuple[float, PassageReading]] = {}
        for window, reading in zip(windows, self._run(windows), strict=True):
            score = self.answer_score(reading)
            if window.passage not in best or score > best[window.passage][0]:
                best[window.passage] = score, reading
        return [best[at][1] for at in range(len(passages))]

    def _windows(
        self, paraphraser: Paraphraser, passages: Sequence[str], titles: Sequence[str]
    ) -> Iterator[_Window]:
        def encode(texts: Sequence[str]) -> list[Any]:
            return self._tokenizer.encode_batch(list(texts), add_special_tokens=False)

        asked = {text: encode([paraphraser.like(text)])[0].ids[:LONGEST_QUESTION] for text in set(passages)}
        above = {title: encode([title])[0].ids[:LONGEST_TITLE] for title in set(titles)}
        plain = encode([paraphraser.plainly(text) for text in passages])
        for number, (passage, title) in enumerate(zip(plain, titles, strict=True)):
            head = [self._cls, *asked[passages[number]], self._sep]
            if above[title]:
                head += [*above[title], self._sep]
            room = LONGEST - len(head) - 1
            start = 0
            while True:
                ids = passage.ids[start : start + room]
                offsets = passage.offsets[start : start + room]
                yield _Window(number, [*head, *ids, self._sep], len(head), offsets)
                if start + room >= len(passage.ids):
                    break
                start += room - _OVERLAP

    def _run(self, windows: Sequence[_Window]) -> list[PassageReading]:
        """Windows of similar length together, so that little is spent on padding."""
        import numpy as np

        order = sorted(range(len(windows)), key=lambda at: len(windows[at].ids))
        readings: dict[int, PassageReading] = {}
        while order:
            batch = [order.pop()]
            length = len(windows[batch[0]].ids)
            while order and (len(batch) + 1) * length <= _BATCH_TOKENS:
                batch.append(order.pop())
            ids = np.zeros((len(batch), length), np.int64)
            mask, segments = np.zeros_like(ids), np.zeros_like(ids)
            for row, at in enumerate(batch):
                window = windows[at]
                ids[row, : len(window.ids)] = window.ids
                mask[row, : len(window.ids)] = 1
                segments[row, window.ids.index(self._sep) + 1 : len(window.ids)] = 1
            feeds = {"ids": ids, "segments": segments, "mask": mask}
            span, answers, stance = self._session.run(["span", "answers", "stance"], feeds)
            for row, at in enumerate(batch):
                readings[at] = _reading(windows[at], span[row], float(answers[row]), stance[row])
        return [readings[at] for at in range(len(windows))]


def _feeds(ids: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    return {"ids": ids, "segments": ids * 0, "mask": (ids > 0).astype(ids.dtype)}


def _reading(
    window: _Window, span: FloatArray, answers: float, stance: NDArray[np.float32]
) -> PassageReading:
    import numpy as np

    shares = np.exp(stance - stance.max())
    shares /= shares.sum()
    start, end, score = 0, 0, -20.0
    count = len(window.offsets)
    if count:
        starts, ends = span[window.first : window.first + count].T
        pairs = starts[:, None] + ends[None, :]
        reach = np.arange(count)[None, :] - np.arange(count)[:, None]
        pairs = np.where((reach >= 0) & (reach < LONGEST_SPAN), pairs, -np.inf)
        first, last = np.unravel_index(int(pairs.argmax()), pairs.shape)
        start, end = window.offsets[int(first)][0], window.offsets[int(last)][1]
        score = float(pairs[first, last] - span[0].sum())
    return PassageReading(
        answers, start, end, score, affirms=float(shares[0]), denies=float(shares[1]), open=float(shares[2])
    )


@lru_cache(maxsize=1)
def bundled() -> Reader:
    """The bundled reader, read once a process. Raises :class:`~qabot.errors.ModelError`."""
    return Reader(FOLDER)
