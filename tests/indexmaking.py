"""Articles and an embedding model made on the spot, for the tests of the index."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

import numpy as np

from qabot.text.stemming import terms
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import FloatArray

SUBJECTS = (
    "menteri gubernur wali-kota pengusaha petani nelayan guru dokter hakim polisi mayor minister".split()
)
VERBS = "meresmikan menutup membangun menolak memeriksa membeli menjual mengumumkan opened closed".split()
OBJECTS = "jembatan sekolah pasar pelabuhan bendungan museum pabrik stasiun taman rumah-sakit library".split()
PLACES = "Bandung Surabaya Medan Makassar Jayapura Pontianak Kupang Ambon Manado Padang London".split()


class HashEmbedder:
    """Sums a fixed random vector per search term; counts what it was asked for."""

    def __init__(self, name: str = "hash", dimensions: int = 32) -> None:
        self.name = name
        self.fingerprint = f"fingerprint of {name}"
        self.dimensions = dimensions
        self.embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> FloatArray:
        self.embedded += len(texts)
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            for term in terms(text):
                drawn = hashlib.shake_128(f"{self.name} {term}".encode()).digest(self.dimensions)
                vectors[row] += np.frombuffer(drawn, np.int8)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def embed_questions(self, texts: Sequence[str]) -> FloatArray:
        return self.embed_passages(texts)


def article(
    name: str, title: str, *paragraphs: str, origin: str | None = None, published: str | None = None
) -> Article:
    """An article as a reader of files would make it: title, then paragraphs with chrome between them."""
    text = f"{title}\n\n"
    spans = []
    for number, paragraph in enumerate(paragraphs, start=1):
        spans.append(Paragraph(number, len(text), len(text) + len(paragraph)))
        text += f"{paragraph}\n\nBaca juga: iklan\n\n"
    return Article(
        source=name,
        origin=origin or f"https://example.org/{name}",
        text=text,
        paragraphs=tuple(spans),
        title=title,
        language="id",
        publisher="Harian Uji",
        published=published,
    )


def word(number: int) -> str:
    """A word of letters for a number, of which no stemmer takes anything away."""
    return "zamrud" + "".join("bcfghkmprt"[int(digit)] for digit in str(number))


def corpus(count: int, seed: int = 0) -> list[Article]:
    """``count`` different articles of three to six paragraphs."""
    return [_made(f"{seed}-{number}.txt", random.Random(f"{seed} {number}")) for number in range(count)]


def _made(name: str, rng: random.Random) -> Article:
    def sentence() -> str:
        words = (rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(OBJECTS), "di", rng.choice(PLACES))
        return f"{' '.join(words).capitalize()} pada {rng.randint(1, 28)}/{rng.randint(1, 12)}/2024."

    paragraphs = [" ".join(sentence() for _ in range(rng.randint(1, 4))) for _ in range(rng.randint(3, 6))]
    return article(name, f"{sentence()[:-1]} {name}", *paragraphs, published=f"2024-01-{rng.randint(10, 28)}")
