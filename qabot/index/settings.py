"""What an index was made with: the embedding model, the version of its terms, its generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qabot.errors import EmbedderMismatch, IndexDamaged
from qabot.index.store import REPAIR
from qabot.text import stemming

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qabot.index.store import Connection
    from qabot.types import Embedder

_NUMBERS = ("dimensions", "embedding", "generation", "terms")
_NAMES = ("embedder", "fingerprint")


def new_meta(embedder: Embedder) -> dict[str, Any]:
    """Settings of an empty index for ``embedder``."""
    return {
        "embedder": embedder.name,
        "fingerprint": embedder.fingerprint,
        "dimensions": embedder.dimensions,
        "embedding": 1,
        "generation": 1,
        "terms": stemming.VERSION,
    }


def read_meta(connection: Connection) -> dict[str, Any]:
    """Settings of the index. Raises IndexDamaged when one is missing or not what it should be."""
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    wrong = [key for key in _NUMBERS if not isinstance(meta.get(key), int)]
    wrong += [key for key in _NAMES if not isinstance(meta.get(key), str)]
    if wrong:
        raise IndexDamaged(f"The index has lost its settings ({', '.join(wrong)}).", mend=REPAIR)
    return meta


def read_generation(connection: Connection) -> int:
    """The number that every change raises."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    if row is None or not isinstance(row[0], int):
        raise IndexDamaged("The index has lost its settings (generation).", mend=REPAIR)
    return row[0]


def embedding_of(meta: Mapping[str, Any]) -> str:
    """Names the model and the act of embedding that the stored vectors come from."""
    return f"{meta['fingerprint']}/{meta['embedding']}"


def check_embedder(directory: Path, meta: Mapping[str, Any], embedder: Embedder) -> None:
    """Raise EmbedderMismatch unless ``embedder`` made the stored vectors."""
    if (embedder.fingerprint, embedder.dimensions) == (meta["fingerprint"], meta["dimensions"]):
        return
    same_name = " (of another version)" if embedder.name == meta["embedder"] else ""
    raise EmbedderMismatch(
        f"The index at {directory} was built with the embedding model {meta['embedder']!r};"
        f" the settings name {embedder.name!r}{same_name}.",
        mend=f"Run: qabot index build --reembed, or set QABOT_EMBEDDER={meta['embedder']}",
    )
