"""``qabot train embedder``: the bundled bilingual static embedding model.

One vector a token, a text is the mean of its tokens. Trained so that texts that belong together
(question and passage, title and paragraph, sentence and the rest of its passage, a sentence and its
translation) are closer than the other texts of the batch: symmetric in-batch softmax (InfoNCE, van den
Oord et al. 2018). Every batch comes from one source, so that the others are worth telling apart.

Cross-lingual questions are rare in the data, so each Indonesian question is also asked word by word in
English (and the other way round), a translation drawn for each word from the tables of
:mod:`qabot.training.lexicon`: a bag of words does not mind the word order.
"""

from __future__ import annotations

import json
import math
import random
import re
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from qabot.retrieval.embedder import BUNDLED_FOLDER
from qabot.training import data as training_data
from qabot.training import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from qabot.training.lexicon import Table

    Pairs = dict[str, list[tuple[str, str]]]
    Encoded = tuple[NDArray[np.uint16], NDArray[np.int64]]

VOCABULARY: Final = 32_000
ALPHABET: Final = 400
DIMENSIONS: Final = 448  # one byte each: 14.3 MB, the most that stays below 16 MB with the tokenizer
EPOCHS: Final = 4
BATCH: Final = 2048
LEARNING_RATE: Final = 1e-2
TEMPERATURE: Final = 1 / 20
SEED: Final = 7

NEWS: Final = ("click-id", "id-scrapes", "indosum-valid", "en-bbc", "id-hoax")
WIKI_ARTICLES: Final = 70_000

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def train(data: Path, *, report: Callable[[str], None], epochs: float = EPOCHS) -> list[Path]:
    """Train from scratch and write the model folder. Returns the files written."""
    started = time.monotonic()
    pairs = collect(data, lexicon.estimate(data, report=report), random.Random(SEED))
    report(f"{sum(map(len, pairs.values())):,} pairs of {len(pairs)} kinds")
    tokenizer = _tokenizer(pairs)
    report(f"tokenizer of {tokenizer.get_vocab_size():,} pieces ({time.monotonic() - started:.0f} s)")
    encoded = {
        name: (_encode(tokenizer, [a for a, _ in found]), _encode(tokenizer, [b for _, b in found]))
        for name, found in pairs.items()
    }
    sizes = {name: len(found) for name, found in pairs.items()}
    del pairs
    weights = _fit(encoded, tokenizer.get_vocab_size(), epochs, report)
    seconds = time.monotonic() - started
    return _save(tokenizer, weights, {"pairs": sizes, "epochs": epochs, "minutes": round(seconds / 60)})


def collect(data: Path, tables: lexicon.Tables, rng: random.Random) -> Pairs:
    """All training pairs by kind; no question of the held-out fold is among them with its passage."""
    pairs: Pairs = {}

    def add(kind: str, left: str, right: str) -> None:
        pairs.setdefault(kind, []).append((left, right))

    questions = [item for item in training_data.questions(data) if not item.held_out]
    english = {item.id: item for item in questions if item.source == "squad-en"}
    for item in questions:
        _add_question(item, english.get(item.id) if item.source.endswith("mt-id") else None, tables, rng, add)
    for left, right in training_data.sentence_pairs(data):
        if len(left.split()) > 2:
            add("translations", *((left, right) if rng.random() < 0.5 else (right, left)))
    for name in NEWS:
        for row in training_data.rows(data, f"news/{name}"):
            _add_article(row, tables, rng, add)
    for row in _sample(training_data.rows(data, "news/idwiki-summary"), WIKI_ARTICLES, rng):
        text = row["text"].replace("\n", " ")
        add("wiki-title", row["title"], training_data.shortened(text))
        held = _one_sentence(text, rng)
        if held:
            if rng.random() < 0.25:
                add("glossed-wiki", gloss(held[0], tables.id_en, rng), held[1])
            else:
                add("wiki-sentence", *held)
    for found in pairs.values():
        rng.shuffle(found)
    return pairs


def gloss(text: str, table: Table, rng: random.Random) -> str:
    """``text`` word by word in the other language, each translation drawn by its probability."""
    words = []
    for word in _WORD.findall(text.lower()):
        translations = table.get(word)
        if not translations:
            words.append(word)
            continue
        choices = [translation for translation, _ in translations]
        words.extend(rng.choices(choices, [share for _, share in translations]))
    return " ".join(words)


def _add_question(
    item: training_data.Question,
    original: training_data.Question | None,
    tables: lexicon.Tables,
    rng: random.Random,
    add: Callable[[str, str, str], None],
) -> None:
    if item.source == "idkmrc-train" and not item.answerable:
        return  # about the passage's topic, yet written to miss it
    passage = training_data.shortened(item.passage)
    add(item.source, item.question, passage)
    table = tables.id_en if item.language == "id" else tables.en_id
    add(f"glossed-{item.source}", gloss(item.question, table, rng), passage)
    if original is not None:
        add(f"english-{item.source}", original.question, passage)
        if item.source == "squad-mt-id":
            add("indonesian-squad-en", item.question, training_data.shortened(original.passage))


def _add_article(
    row: Mapping[str, Any],
    tables: lexicon.Tables,
    rng: random.Random,
    add: Callable[[str, str, str], None],
) -> None:
    paragraphs = [p for p in row["text"].split("\n") if len(p.split()) >= 8]
    if row["title"] and paragraphs:
        for paragraph in rng.sample(paragraphs, min(3, len(paragraphs))):
            add(f"title-{row['lang']}", row["title"], training_data.shortened(paragraph))
        if row["lang"] == "id" and rng.random() < 0.35:
            paragraph = training_data.shortened(rng.choice(paragraphs))
            add("glossed-title", gloss(row["title"], tables.id_en, rng), paragraph)
    for paragraph in rng.sample(paragraphs, min(2, len(paragraphs))):
        held = _one_sentence(paragraph, rng)
        if held:
            add("sentence", *held)


def _one_sentence(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A sentence drawn from ``text`` and the rest of it (inverse cloze, Lee et al. 2019)."""
    sentences = [s for s in _SENTENCE_END.split(text) if len(s.split()) >= 5]
    if len(sentences) < 2:
        return None
    drawn = rng.randrange(len(sentences))
    rest = " ".join(sentences[:drawn] + sentences[drawn + 1 :])
    return sentences[drawn], training_data.shortened(rest)


def _sample(found: Iterator[dict[str, Any]], count: int, rng: random.Random) -> list[dict[str, Any]]:
    everything = list(found)
    return rng.sample(everything, min(count, len(everything)))


def _tokenizer(pairs: Pairs) -> Tokenizer:
    """Lower-cased WordPiece (BERT's normaliser and pre-tokeniser) over all that is not a gloss."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    def texts() -> Iterator[str]:
        for kind, found in pairs.items():
            seen: set[str] = set()
            for left, right in found:
                if not kind.startswith("glossed"):
                    yield left
                if right not in seen:
                    seen.add(right)
                    yield right

    normalizer = normalizers.BertNormalizer(lowercase=True)
    letters = _letters(texts(), normalizer.normalize_str)

    def tokenizer(vocabulary: dict[str, int] | None) -> Tokenizer:
        pieces = models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=60)
        made = Tokenizer(pieces)
        made.normalizer = normalizer
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return made

    special = ["[PAD]", "[UNK]"]
    trained = tokenizer(None)
    trained.train_from_iterator(
        texts(),
        trainers.WordPieceTrainer(
            vocab_size=VOCABULARY,
            # Pieces of equal count are told apart by the numbers of their letters, which the trainer
            # hands out in a different order every time unless all are there from the start.
            special_tokens=special + [f"##{letter}" for letter in letters],
            initial_alphabet=letters,
            limit_alphabet=len(letters),
            min_frequency=3,
            show_progress=False,
        ),
    )
    made = tokenizer(trained.get_vocab())
    made.add_special_tokens(special)
    return made


def _letters(texts: Iterable[str], normalize: Callable[[str], str]) -> list[str]:
    """The :data:`ALPHABET` most frequent characters once normalised, sorted."""
    raw: Counter[str] = Counter()
    for text in texts:
        raw.update(text)
    counts: Counter[str] = Counter()
    for character, count in raw.items():
        for letter in normalize(character).split():
            counts.update(dict.fromkeys(letter, count))
    return sorted(sorted(counts, key=lambda letter: (-counts[letter], letter))[:ALPHABET])


def _encode(tokenizer: Tokenizer, texts: Sequence[str]) -> Encoded:
    """All token ids in one array, and where each text starts in it."""
    import numpy as np

    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    offsets = np.cumsum([0] + [len(encoding.ids) for encoding in encodings])
    return np.concatenate([np.array(e.ids, np.uint16) for e in encodings]), offsets


def _fit(
    encoded: Mapping[str, tuple[Encoded, Encoded]],
    vocabulary: int,
    epochs: float,
    report: Callable[[str], None],
) -> NDArray[np.float32]:
    import numpy as np
    import torch
    from torch.nn.functional import cross_entropy, normalize

    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    bag = torch.nn.EmbeddingBag(vocabulary, DIMENSIONS, mode="sum")
    torch.nn.init.normal_(bag.weight, 0, 1 / math.sqrt(DIMENSIONS))
    optimizer = torch.optim.Adam(bag.parameters(), lr=LEARNING_RATE)
    batches: list[tuple[str, NDArray[np.int64]]] = []
    for epoch in range(math.ceil(epochs)):
        drawn = _batches(encoded, rng)
        batches += drawn[: int(len(drawn) * min(1.0, epochs - epoch))]

    def embed(side: Encoded, rows: NDArray[np.int64]) -> Any:
        ids, offsets = side
        lengths = offsets[rows + 1] - offsets[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(starts[-1]) + np.repeat(offsets[rows] - starts[:-1], lengths)
        return normalize(bag(torch.from_numpy(ids[places].astype(np.int64)), torch.from_numpy(starts[:-1])))

    started = time.monotonic()
    for step, (kind, rows) in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATE * (1 - step / len(batches))
        left, right = (embed(side, rows) for side in encoded[kind])
        scores = left @ right.T / TEMPERATURE
        with torch.no_grad():  # several questions of a batch may share their passage
            same = (right @ right.T > 0.999).fill_diagonal_(False)
        scores = scores.masked_fill(same, -1e4)
        labels = torch.arange(len(rows))
        loss = cross_entropy(scores, labels) + cross_entropy(scores.T, labels)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        if step % 50 == 0:
            done = f"step {step:,} of {len(batches):,}"
            report(f"{done}  {kind:<24} loss {loss.item() / 2:.3f}  {time.monotonic() - started:.0f} s")
    trained: NDArray[np.float32] = bag.weight.detach().numpy()
    return trained


def _batches(
    encoded: Mapping[str, tuple[Encoded, Encoded]], rng: np.random.Generator
) -> list[tuple[str, NDArray[np.int64]]]:
    found = []
    for kind, ((_, offsets), _) in encoded.items():
        order = rng.permutation(len(offsets) - 1)
        parts = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        found += [(kind, part) for part in parts if len(part) >= BATCH // 8]
    return [found[i] for i in rng.permutation(len(found))]


def _save(tokenizer: Tokenizer, weights: NDArray[np.float32], facts: Mapping[str, Any]) -> list[Path]:
    """Write int8 rows with a scale each: model2vec's layout, which sentence-transformers reads too."""
    import numpy as np
    from safetensors.numpy import save_file

    scales = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    rows = np.rint(weights / scales[:, None]).astype(np.int8)
    folder = BUNDLED_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embeddings": rows, "weights": scales.astype(np.float32)}, str(folder / "model.safetensors"))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    files: dict[str, Any] = {
        "modules.json": [
            {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"},
            {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "config_sentence_transformers.json": {
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        # model2vec reads the same files with this one beside them
        "config.json": {"model_type": "model2vec", "architectures": ["StaticModel"], "normalize": True},
        "training.json": facts,
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return [folder / name for name in ("model.safetensors", "tokenizer.json", *files)]
