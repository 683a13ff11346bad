"""Indexing from files to a finished index: python benchmarks/indexing.py [--articles NEWS.jsonl.gz]

Adds a file of JSON lines (by default made-up articles, so that nothing needs to be fetched) as ``qabot index
add`` does: parse, clean, stem, embed, find near copies, write. In a process of its own, whose peak memory is
reported. On a sample, next to it: sentence-transformers encoding the same passages with a model of the shape
of all-MiniLM-L6-v2 (random weights, which take as long), and txtai's hybrid index with that model, if it is
installed (``pip install txtai``). Both peers read Indonesian with qabot's own tokenizer, which gives them
fewer tokens than theirs would.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common import MADE_UP, heading, progress, table, times, write_articles

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, metavar="FILE", help="JSON lines with title and text")
    parser.add_argument(
        "--made-up", type=int, default=MADE_UP, metavar="N", help=f"or that many made up ({MADE_UP})"
    )
    parser.add_argument("--sample", type=int, default=500, metavar="N", help="passages for the peers (500)")
    parser.add_argument("--no-peers", action="store_true", help="leave out the peers")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="build the index here and leave it there")
    parser.add_argument("--child", nargs=2, metavar=("FILE", "DIR"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(add(*map(Path, given.child))))
        return
    with tempfile.TemporaryDirectory() as folder:
        articles = given.articles or write_articles(Path(folder) / "articles.jsonl.gz", given.made_up)
        index = given.keep or Path(folder) / "index"
        whole = in_child(articles, index)
        rows = [("qabot, everything", whole)]
        if not given.no_peers:
            texts = sample(index, given.sample)
            lines = "".join(json.dumps({"title": "", "text": text}) + "\n" for text in texts)
            (Path(folder) / "sample.jsonl").write_text(lines, encoding="utf-8")
            rows.append(
                (
                    f"qabot, {len(texts)} passages",
                    in_child(Path(folder) / "sample.jsonl", Path(folder) / "few"),
                )
            )
            model = minilm_shaped(Path(folder) / "model")
            rows.append(("sentence-transformers, encoding alone", encode(model, texts)))
            if importlib.util.find_spec("txtai"):
                rows.append(("txtai, hybrid index", txtai_index(model, texts)))
    heading(f"Indexing {given.articles.name if given.articles else 'made-up articles'}")
    table(
        ("", "passages", "seconds", "passages/s", "qabot is", "peak memory"),
        [
            (
                name,
                f"{row['passages']:,}",
                f"{row['seconds']:.1f}",
                f"{row['passages'] / row['seconds']:,.0f}",
                times(whole["passages"] / whole["seconds"], row["passages"] / row["seconds"]),
                f"{row['memory']:,.0f} MiB" if "memory" in row else "",
            )
            for name, row in rows
        ],
    )
    if not given.no_peers and not importlib.util.find_spec("txtai"):
        print("txtai is not installed and was left out (pip install txtai).")


def in_child(articles: Path, index: Path) -> dict[str, float]:
    """:func:`add` in a new process, so that its peak memory is its own."""
    command = [sys.executable, __file__, "--child", str(articles), str(index)]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return result


def add(articles: Path, index: Path) -> dict[str, float]:
    """Add a file to an index; passages, wall seconds and peak memory (MiB, where the system tells)."""
    from qabot import QABot, Settings

    with QABot.open(index, settings=Settings()) as bot:
        began = time.perf_counter()
        added = bot.add(articles, progress=progress)
        took = time.perf_counter() - began
    found = {"passages": added.report.passages, "seconds": took}
    try:
        import resource
    except ImportError:  # Windows
        return found
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**found, "memory": peak / (2**20 if sys.platform == "darwin" else 2**10)}


def sample(index: Path, count: int) -> list[str]:
    """``count`` passages from all over the index."""
    from qabot.index import PassageIndex

    with PassageIndex.open(index, read_only=True) as opened:
        step = max(1, opened.passage_count // (2 * count))
        passages = opened.passages(range(1, opened.passage_count + 1, step))
    return [passage.text for passage in passages if passage.paragraph][:count]


def minilm_shaped(folder: Path) -> Path:
    """A sentence-transformers model of all-MiniLM-L6-v2's shape: 6 layers, 384 wide, 12 heads, 256 tokens."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    from qabot.retrieval.embedder import BUNDLED_FOLDER

    tokenizer = BertTokenizerFast(tokenizer_file=str(BUNDLED_FOLDER / "tokenizer.json"), model_max_length=256)
    torch.manual_seed(0)
    shape = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
    )
    BertModel(shape).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def encode(model: Path, texts: Sequence[str]) -> dict[str, Any]:
    """Time sentence-transformers takes for the vectors alone, model loaded and warmed up."""
    from sentence_transformers import SentenceTransformer

    loaded = SentenceTransformer(str(model), device="cpu")
    loaded.encode(texts[:8])
    began = time.perf_counter()
    loaded.encode(list(texts))
    return {"passages": len(texts), "seconds": time.perf_counter() - began}


def txtai_index(model: Path, texts: Sequence[str]) -> dict[str, Any]:
    """Time txtai takes for vectors and keywords together, model loaded and warmed up."""
    from txtai import Embeddings

    embeddings = Embeddings(
        path=str(model), method="sentence-transformers", hybrid=True, content=True, gpu=False
    )
    embeddings.index(texts[:8])
    began = time.perf_counter()
    embeddings.index(list(texts))
    return {"passages": len(texts), "seconds": time.perf_counter() - began}


if __name__ == "__main__":
    main()
