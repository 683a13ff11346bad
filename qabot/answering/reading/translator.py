"""English questions put into Indonesian, so that they are read in the language of the articles too.

A small network beside the reader: it starts from the vectors that the reader's lower layers give for the
question, and writes the question anew, the likeliest word piece after the other (Vaswani et al. 2017,
"Attention Is All You Need", decoded greedily). Made by ``qabot train translator``.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from qabot.errors import ModelError
from qabot.text import wordbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from qabot.types import FloatArray

MODEL: Final = "translator.onnx"
TOKENS: Final = "translator.json"
LONGEST: Final = 48
"""Tokens of a question, and of its translation."""
FAVOUR: Final = 2.0
"""What is added to the scores of expected tokens, each until it is written: held-out questions of the field
are read about as well with 0 and 4, and names are kept better than with 0."""
_KEPT = 64
"""Translations that are remembered: an explanation shows what was read."""
_APART: Final = re.compile(r"(?<=\d) ([.,:]) (?=\d)|(?<=\w) ([-/]) (?=\w)| (?=[?.,!])")
"""Spaces between word pieces that no text has: "rata - rata", "7 , 5"."""
_WORD: Final = re.compile(r"[^\W_]+")


class Vectors(Protocol):
    """What the reader makes of tokens by themselves."""

    def words(self, ids: Sequence[int]) -> FloatArray:
        """Their vectors: (tokens, width)."""

    def lower(self, ids: NDArray[np.int64]) -> FloatArray:
        """Those after its lower layers, of texts between [CLS] and [SEP]: (batch, length, width)."""


class Translator:
    """Puts English questions into Indonesian. Safe to use from several threads."""

    def __init__(self, folder: Path, tokenizer: Tokenizer, reader: Vectors) -> None:
        """The translator in the reader's ``folder``. Raises :class:`~qabot.errors.ModelError`."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # it writes a word at a time: too little for two
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / MODEL), options, providers=["CPUExecutionProvider"]
            )
            common = json.loads((folder / TOKENS).read_text(encoding="utf-8"))
        # onnxruntime raises bare exceptions of its own for files it cannot parse
        except Exception as error:
            raise ModelError(
                f"The translator in {folder} cannot be read ({error!r}).", mend="Install qabot again."
            ) from error
        self._tokenizer, self._reader = tokenizer, reader
        self._first, self._last = (int(tokenizer.token_to_id(token) or 0) for token in ("[CLS]", "[SEP]"))
        self._common = [*common, self._last]
        self._common_words = reader.words(self._common)
        self.indonesian = lru_cache(maxsize=_KEPT)(self._indonesian)
        """The translation of a text, in small letters but for the names it keeps."""

    def _indonesian(self, text: str) -> str:
        own = self._ids(text)[: LONGEST - 2]
        source = [self._first, *own, self._last]
        words, lower = self._reader.words(source), self._reader.lower(np.array([source], np.int64))
        expected = self._expected(text)
        # what it often writes, what the question is made of, and what is expected
        more = sorted({*own, *expected}.difference(self._common))
        candidates = [*self._common, *more]
        favour = FAVOUR * np.isin(candidates, list(expected)).astype(np.float32)
        vectors = np.concatenate([self._common_words, self._reader.words(more)])
        written: list[int] = []
        prefix = [self._reader.words([self._first])[0]]
        while len(written) < LONGEST - 1:
            feeds = {"words": words[None], "lower": lower, "prefix": np.stack(prefix)[None]}
            (next_,) = self._session.run(["next"], feeds)
            likeliest = int((vectors @ next_[0] + favour).argmax())
            if candidates[likeliest] == self._last:
                break
            written.append(candidates[likeliest])
            prefix.append(vectors[likeliest])
            favour[likeliest] = 0.0  # lest it be written again and again
        return _cased(self._joined(written), text)

    def _expected(self, text: str) -> set[int]:
        """Tokens of names, numbers and what the book of words has for the others."""
        words = _WORD.findall(text)
        book = wordbook.translated("en")
        kept = [word for at, word in enumerate(words) if word[0].isdigit() or (at and word[0].isupper())]
        return {
            *self._ids(" ".join([*kept, *(other for word in words for other in book.get(word.lower(), ()))]))
        }

    def _joined(self, ids: Sequence[int]) -> str:
        pieces = " ".join(self._tokenizer.id_to_token(id_) or "" for id_ in ids).replace(" ##", "")
        return _APART.sub(lambda gap: gap[1] or gap[2] or "", pieces)

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids


def _cased(translation: str, text: str) -> str:
    """``translation`` with the capitals that its words have in ``text``."""
    capitals = {word.lower(): word for word in _WORD.findall(text) if word != word.lower()}
    return _WORD.sub(lambda word: capitals.get(word[0], word[0]), translation)
