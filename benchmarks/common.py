"""What the benchmarks share: articles to measure with, figures, tables."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import platform
import random
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qabot.retrieval.lexicon import translations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qabot.index import AddProgress

ROOT = Path(__file__).resolve().parent.parent
LOAD = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
"""Processes that wanted a core, in the mean of the minute before this one began."""
MADE_UP = 25_000
"""Articles of about eight paragraphs: 200,000 passages."""

_FUNCTION_WORDS = """
    yang dan di itu dengan untuk dari tidak ini dalam pada akan juga ke karena oleh tersebut sudah kepada
    bisa saat ada para telah sebagai seperti lebih menjadi mereka dia hari tahun namun setelah masih atau
""".split()
_AFFIXES = (
    ("", ""),
    ("di", ""),
    ("ke", "an"),
    ("", "nya"),
    ("ber", ""),
    ("di", "kan"),
    ("ter", ""),
    ("pe", "an"),
)
_SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnprstw" for vowel in "aeiou"]


def figures(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile, in the unit given."""
    return float(np.median(seconds)), float(np.quantile(seconds, 0.95))


def heading(text: str) -> None:
    """What is measured, on what, and how busy it was: a figure taken on a busy machine says little."""
    load = f"load {LOAD:.1f} before" if LOAD is not None else "load unknown"
    print(f"\n{text}\n{os.cpu_count()} cores, Python {platform.python_version()}, {load}\n", flush=True)


def progress(done: AddProgress) -> None:
    """Passages so far, on a terminal only."""
    if sys.stderr.isatty() and done.articles % 100 == 0:
        print(f"\r{done.passages:,} passages", end="", file=sys.stderr, flush=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Text in columns, figures to the right."""
    cells = [list(columns), *map(list, rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    for row in cells:
        first, *others = (
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]).rstrip(), flush=True)


def times(value: float, base: float) -> str:
    """``value`` as a multiple of ``base``."""
    return f"{value / base:.2f} x" if value < 10 * base else f"{value / base:.0f} x"


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, gzipped or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            yield json.loads(line)


def write_articles(path: Path, count: int, seed: int = 0) -> Path:
    """``count`` made-up articles as gzipped JSON lines, the same for the same ``seed``.

    Their words have the frequencies and the affixes of Indonesian, their paragraphs the lengths of news;
    they mean nothing.
    """
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        for article in itertools.islice(made_up(seed), count):
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path


def made_up(seed: int) -> Iterator[dict[str, str]]:
    """Made-up articles without end."""
    rng = random.Random(f"articles {seed}")
    words, cumulated = _vocabulary()
    for number in itertools.count():
        topic = rng.choices(words, cum_weights=cumulated, k=60)
        title = " ".join(word.capitalize() for word in rng.sample(topic, rng.randint(8, 12)))
        pool = iter(rng.choices(words, cum_weights=cumulated, k=300))
        paragraphs = [
            " ".join(_sentence(rng, topic, pool) for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))
            for _ in range(rng.randint(5, 11))
        ]
        day = f"2019-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        yield {
            "title": title,
            "text": "\n".join(paragraphs),
            "url": f"https://example.org/{seed}/{number}",
            "date": day,
        }


def questions(count: int, seed: int = 1) -> list[str]:
    """Made-up questions of 8 to 12 words, Indonesian and English in turn."""
    titles = (article["title"] for article in made_up(seed))
    rng = random.Random(f"questions {seed}")
    english = sorted(
        word for word in translations("en") if word.isascii() and word.isalpha() and len(word) > 2
    )
    found = []
    for number in range(count):
        if number % 2 == 0:
            found.append(asked(next(titles), number // 2, "id"))
        else:
            found.append(asked(" ".join(rng.sample(english, rng.randint(8, 12))), number // 2, "en"))
    return found


def asked(title: str, number: int, language: str) -> str:
    """A title as a question: all kinds in turn, since each takes other ways through the engine."""
    forms = (
        ("{}", "Apakah {}?", "Kapan {}?", "Siapa yang {}?", "Berapa {}?", "Mengapa {}?", "Di mana {}?")
        if language == "id"
        else ("{}", "Is it true that {}?", "When {}?", "Who {}?", "How many {}?", "Why {}?", "Where {}?")
    )
    return forms[number % len(forms)].format(title)


def _sentence(rng: random.Random, topic: Sequence[str], pool: Iterator[str]) -> str:
    length = rng.randint(10, 26)
    chosen = []
    for _ in range(length):
        draw = rng.random()
        if draw < 0.38:
            chosen.append(rng.choice(_FUNCTION_WORDS))
        elif draw < 0.5:
            chosen.append(rng.choice(topic))
        elif draw < 0.53:
            chosen.append(
                rng.choice(("Rp{} miliar", "{} persen", "{} orang", "({}/7/2019)")).format(rng.randint(1, 31))
            )
        else:
            chosen.append(next(pool, topic[0]))
    text = " ".join(chosen)
    return f"{text[0].upper()}{text[1:]}."


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[list[str], list[float]]:
    """90,000 word forms, most frequent first, with Zipf's weights added up."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    rng = random.Random("vocabulary")
    roots = [word for word in StemmerFactory().get_words() if word.isalpha() and len(word) > 3]
    forms = {f"{before}{root}{after}" for root in roots for before, after in rng.sample(_AFFIXES, 3)}
    names = {"".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))).capitalize() for _ in range(20_000)}
    words = sorted(forms | names)
    rng.shuffle(words)
    words = words[:90_000]
    return words, list(itertools.accumulate(1 / (rank + 30) for rank in range(len(words))))
