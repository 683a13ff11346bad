"""Embedding models: the bundled one, read directly, and any other through sentence-transformers.

The bundled model is a sentence-transformers ``StaticEmbedding`` (one vector a token, a text is the
mean of its tokens): ``SentenceTransformer("qabot/models/embedder")`` loads it. Here it is read with
``tokenizers``, ``safetensors`` and ``numpy`` alone, since importing sentence-transformers costs
seconds and a question should not.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from qabot.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from qabot.types import Embedder, FloatArray

BUNDLED: Final = "bundled"
BUNDLED_FOLDER: Final = Path(__file__).resolve().parent.parent / "models" / "embedder"

_REMEMBERED = 4096  # texts: the sentences of some forty questions' passages


def load_embedder(name: str = BUNDLED) -> Embedder:
    """The embedder that ``name`` stands for.

    ``bundled``, the path of a sentence-transformers folder, or the name of a model on the hub; only
    the last may use the network, and only here. Raises :class:`~qabot.errors.ModelError`.
    """
    if name == BUNDLED:
        return bundled()
    return SentenceTransformerEmbedder(name)


@lru_cache(maxsize=1)
def bundled() -> StaticEmbedder:
    """The bundled static embedder, read once a process."""
    return StaticEmbedder(BUNDLED_FOLDER, name=BUNDLED)


class StaticEmbedder:
    """A static embedding model read from a folder in sentence-transformers (or model2vec) layout."""

    def __init__(self, folder: Path, *, name: str) -> None:
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            weights = (folder / "model.safetensors").read_bytes()
            tensors = load(weights)
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._rows: NDArray[Any] = tensors["embeddings"]
            self._scales: FloatArray = tensors["weights"].astype("float32")
            known = self._tokenizer.get_vocab_size()
            if not known <= len(self._rows) == len(self._scales):
                raise ValueError(f"{known} tokens, {len(self._rows)} vectors, {len(self._scales)} weights")
        # tokenizers raises a bare Exception for a file it cannot parse
        except Exception as error:
            raise ModelError(
                f"The embedding model in {folder} cannot be read ({error!r}).",
                mend="Install qabot again, or name another model in QABOT_EMBEDDER.",
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._read: dict[str, NDArray[np.int32]] = {}
        self.name = name
        self.fingerprint = hashlib.sha256(weights).hexdigest()[:16]
        self.dimensions = int(self._rows.shape[1])

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        """``(n, dimensions)`` float32 unit rows; a text without tokens gets a row of zeros."""
        import numpy as np

        encodings = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        for row, encoding in zip(sums, encodings, strict=True):
            if encoding.ids:
                # Text by text: its vectors stay in the cache, where those of a batch would not fit.
                at = np.array(encoding.ids, np.int32)
                np.dot(self._scales[at], self._rows[at].astype(np.float32), out=row)
        return unit_rows(sums)

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """The same as :meth:`embed_passages`: the model is symmetric."""
        return self.embed_passages(texts)

    def tokens(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Token ids of each text, for models that compare texts token by token.

        Those of the texts met last are remembered: what is found is read more than once.
        """
        import numpy as np

        found = {text: ids for text in texts if (ids := self._read.get(text)) is not None}
        new = list(dict.fromkeys(text for text in texts if text not in found))
        for text, encoding in zip(
            new, self._tokenizer.encode_batch_fast(new, add_special_tokens=False), strict=True
        ):
            found[text] = np.array(encoding.ids, np.int32)
        if len(self._read) > _REMEMBERED:
            self._read = {}
        self._read.update((text, found[text]) for text in new)
        return [found[text] for text in texts]

    def token_vectors(self, ids: NDArray[np.int32]) -> FloatArray:
        """``(n, dimensions)`` float32 vectors of tokens; their lengths say how much each token weighs."""
        import numpy as np

        vectors: FloatArray = self._rows[ids].astype(np.float32) * self._scales[ids, None]
        return vectors


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, with its own question and passage prompts."""

    def __init__(self, name: str) -> None:
        self.name = name
        path = Path(name).expanduser()
        is_folder = path.is_dir()
        if not is_folder and (path.is_absolute() or name.startswith((".", "~"))):
            raise ModelError(
                f"There is no embedding model folder {name}.",
                mend="QABOT_EMBEDDER takes `bundled`, a sentence-transformers folder or a hub name.",
            )
        from sentence_transformers import SentenceTransformer

        try:
            # A folder must never lead to the network, whatever its files refer to.
            self._model = SentenceTransformer(
                str(path) if is_folder else name, device="cpu", local_files_only=is_folder
            )
        # whatever a model's own code or the hub client raises
        except Exception as error:
            raise ModelError(
                f"The embedding model {name!r} cannot be loaded ({type(error).__name__}: {error}).",
                mend="Check the name, or set QABOT_EMBEDDER=bundled to use the model that comes with qabot.",
            ) from error
        dimensions = self._model.get_embedding_dimension()
        if dimensions is None:
            raise ModelError(f"The model {name!r} does not say how many dimensions its vectors have.")
        self.dimensions = int(dimensions)
        self.fingerprint = self._fingerprint()

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        """``(n, dimensions)`` float32 unit rows, with the model's ``document`` prompt where it has one."""
        return self._embed(self._model.encode_document, texts)

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        """``(n, dimensions)`` float32 unit rows, with the model's ``query`` prompt where it has one."""
        return self._embed(self._model.encode_query, texts)

    def _embed(self, encode: Any, texts: Sequence[str]) -> FloatArray:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        return unit_rows(np.asarray(vectors, np.float32))

    def _fingerprint(self) -> str:
        """Hash of the weights' shapes and of a sample of each: cheap, and changes with any training."""
        digest = hashlib.sha256(json.dumps(self._model.prompts, sort_keys=True).encode())
        for key, tensor in sorted(self._model.state_dict().items()):
            flat = tensor.detach().flatten()
            step = max(1, flat.numel() // 64)
            digest.update(f"{key}{tuple(tensor.shape)}".encode())
            digest.update(flat[::step].float().cpu().numpy().tobytes())
        return digest.hexdigest()[:16]


def unit_rows(vectors: FloatArray) -> FloatArray:
    """Rows scaled to length 1; rows of zeros stay. ``(n, d)`` float32 in and out."""
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: FloatArray = vectors / np.maximum(lengths, 1e-9)
    return scaled
