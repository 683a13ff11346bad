"""The example articles: read whole, and in words of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qabot.articles import read_all
from qabot.types import Article

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
ORIGINALS = ROOT.parent / "shared" / "seeds"
FACTS = {
    "firstindonesiamagz-kerja-sama-e-commerce.md": ("FirstIndonesiaMagz.id", None, None),
    "kemenkop-ukm-panggil-tiktok.md": (None, None, None),
    "kumparan-project-s-social-commerce.md": ("kumparan", None, None),
    "project-s-tidak-dibuka.md": (None, "Yunike Purnama", "2023-07-28T19:42"),
    "viva-bisnis-lintas-batas.md": ("VIVA", None, None),
}
"""Publisher, author and date: only what the articles themselves name."""


def test_every_paragraph_is_read_and_the_readme_is_not() -> None:
    articles = [article for article in read_all([str(SEEDS)]) if isinstance(article, Article)]
    assert {a.source: (a.publisher, a.author, a.published) for a in articles} == FACTS
    for article in articles:
        front, body = (SEEDS / article.source).read_text(encoding="utf-8").split("\n---\n", 1)
        assert "bukan teks asli" in front
        assert article.language == "id"
        blocks = [block.removeprefix("## ") for block in body.strip().split("\n\n")]
        assert [article.paragraph_text(paragraph) for paragraph in article.paragraphs] == blocks


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="needs the original articles in ../shared/seeds")
@pytest.mark.parametrize("name", [*FACTS, "README.md"])
def test_no_run_of_words_is_the_originals(name: str) -> None:
    length = 8  # long enough for an office with its holder's name
    restated = _runs((SEEDS / name).read_text(encoding="utf-8"), length)
    for original in ORIGINALS.glob("*.txt"):
        assert not restated & _runs(original.read_text(encoding="utf-8"), length)


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
