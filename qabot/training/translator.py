"""``qabot train translator``: the network that puts English questions into Indonesian.

Encoder and decoder (Vaswani et al. 2017) on the reader's word vectors and its lower layers, which stay as
they are: two layers more, then a decoder of two, as few are enough behind an encoder that is deeper (Kasai
et al. 2021). It learns from the questions that we wrote in both languages and from sentence pairs, the latter
less and less.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

import torch
from torch import nn
from torch.nn.functional import cross_entropy, dropout, gelu

from qabot.answering.reading import reader as readers
from qabot.answering.reading import translator as runtime
from qabot.training import data as training_data
from qabot.training import encoder as encoders
from qabot.training import lexicon
from qabot.training.encoder import LOWER, WIDTH, Layer, Trainer
from qabot.training.export import attend, encoded, write_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    Pair = tuple[list[int], list[int]]
    """Token ids of a text in English and in Indonesian."""

LAYERS: Final = 2
HEADS: Final = 6
INNER: Final = 768
RATE: Final = 1e-3
STEPS: Final = 6100
WARM: Final = 200
BATCH_TOKENS: Final = 4096
DROPPED: Final = 0.1
SMOOTHED: Final = 0.1
SENTENCES: Final = ((0.5, 0.5), (0.8, 0.25), (1.0, 0.1))
"""Until which share of the steps what share of the batches are sentences; the others are questions."""
LONGEST_SENTENCE: Final = 40
"""Words of a sentence in either language."""
LEAST: Final = 10
"""How often a token must stand in the questions to be written unasked."""
SEED: Final = 3

_OTHER_TARGETS = 3000  # tokens that the right one is told apart from, beside those of its batch


class DecoderLayer(nn.Module):
    """One post-norm layer that attends to what is written, then to the source."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.written = nn.Linear(WIDTH, WIDTH)
        self.written_norm = nn.LayerNorm(WIDTH)
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key_value = nn.Linear(WIDTH, 2 * WIDTH)
        self.source = nn.Linear(WIDTH, WIDTH)
        self.source_norm = nn.LayerNorm(WIDTH)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH)

    def forward(
        self, x: torch.Tensor, source: torch.Tensor, later: torch.Tensor, padding: torch.Tensor
    ) -> torch.Tensor:
        """``x`` (batch, written, WIDTH), ``source`` (batch, length, WIDTH); the others are added to the
        scores of attention: ``later`` (written, written), ``padding`` (batch, 1, 1, length)."""
        query, key, value = self.query_key_value(x).chunk(3, -1)
        mixed = attend(query, key, value, later, HEADS)
        x = self.written_norm(x + self._dropped(self.written(mixed)))
        key, value = self.key_value(source).chunk(2, -1)
        mixed = attend(self.query(x), key, value, padding, HEADS)
        x = self.source_norm(x + self._dropped(self.source(mixed)))
        return self.outer_norm(x + self._dropped(self.outer(gelu(self.inner(x)))))  # type: ignore[no-any-return]

    def _dropped(self, x: torch.Tensor) -> torch.Tensor:
        return dropout(x, DROPPED, self.training)


class Translator(nn.Module):
    """What is learnt: it takes vectors and gives, for each place, one that is near the next token's."""

    def __init__(self, layers: nn.ModuleList | None = None) -> None:
        """``layers`` to start from, :data:`LAYERS` of them; made anew without."""
        super().__init__()
        self.join = nn.Linear(2 * WIDTH, WIDTH)
        with torch.no_grad():  # at first it hands on what comes from below
            self.join.weight.copy_(torch.eye(WIDTH).repeat(1, 2) * torch.arange(2).repeat_interleave(WIDTH))
            self.join.bias.zero_()
        self.layers = layers or nn.ModuleList(Layer() for _ in range(LAYERS))
        self.entry = nn.Linear(WIDTH, WIDTH)
        self.positions = nn.Embedding(runtime.LONGEST, WIDTH)
        nn.init.normal_(self.positions.weight, std=0.02)
        self.entry_norm = nn.LayerNorm(WIDTH)
        self.decoder = nn.ModuleList(DecoderLayer() for _ in range(LAYERS))
        self.head = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH))

    def forward(
        self, words: torch.Tensor, lower: torch.Tensor, mask: torch.Tensor, prefix: torch.Tensor
    ) -> torch.Tensor:
        """``words`` and ``lower`` (batch, length, WIDTH): the source's vectors and those after the reader's
        lower layers; ``mask`` (batch, length) is 0 on padding; ``prefix`` (batch, written, WIDTH): vectors of
        the tokens before. Gives (batch, written, WIDTH)."""
        padding = ((1 - mask.to(words.dtype)) * -1e4)[:, None, None, :]
        source = self.join(torch.cat([words, lower], -1))
        for layer in self.layers:
            source = encoded(layer, source, padding)
        places = torch.cumsum(torch.ones_like(prefix[0, :, 0], dtype=torch.long), 0) - 1
        later = (places[None, :] > places[:, None]).to(words.dtype) * -1e4
        x = self.entry_norm(self.entry(prefix) + self.positions(places))
        for layer in self.decoder:
            x = layer(x, source, later, padding)
        return self.head(x)  # type: ignore[no-any-return]


def train(data: Path, *, report: Callable[[str], None], start: Path | None = None) -> list[Path]:
    """Train the translator of the bundled reader and write it beside it. Returns the files written."""
    pieces = encoders.tokenizer()
    questions = encoded_pairs(lexicon.questions(), pieces)
    sentences = encoded_pairs(filter(_is_short, training_data.sentence_pairs(data)), pieces)
    report(f"{len(questions):,} questions and {len(sentences):,} sentences in both languages")
    network = Translator(encoders.start_layers(start or encoders.start_folder(), LOWER, LAYERS))
    fit(network, questions, sentences, readers.bundled(), report=report)
    return write(network, readers.FOLDER, common_tokens(questions))


def _is_short(pair: tuple[str, str]) -> bool:
    return all(len(side.split()) < LONGEST_SENTENCE for side in pair) and len(pair[0].split()) > 2


def encoded_pairs(pairs: Iterable[tuple[str, str]], pieces: Tokenizer) -> list[Pair]:
    """The pairs of which neither side is too short."""
    english, indonesian = zip(*pairs, strict=True)
    sides = [
        [
            found.ids[: runtime.LONGEST - 2]
            for found in pieces.encode_batch_fast(side, add_special_tokens=False)
        ]
        for side in (list(english), list(indonesian))
    ]
    return [(one, other) for one, other in zip(*sides, strict=True) if len(one) > 1 and len(other) > 1]


def common_tokens(pairs: Iterable[Pair]) -> list[int]:
    """Tokens that Indonesian has :data:`LEAST` times or more, in order."""
    counts = Counter(token for _, indonesian in pairs for token in indonesian)
    return sorted(token for token, count in counts.items() if count >= LEAST)


def fit(
    network: Translator,
    questions: Sequence[Pair],
    sentences: Sequence[Pair],
    reader: runtime.Vectors,
    *,
    report: Callable[[str], None],
    steps: int = STEPS,
    report_each: int = 100,
) -> None:
    """Train ``network`` on pairs of texts; it is left in float32, ready to write."""
    encoders.keep_memory()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    where = encoders.device()
    size = encoders.tokenizer().get_vocab_size()
    first, last = size - len(encoders.SPECIAL), size - len(encoders.SPECIAL) + 1
    network.to(where, torch.float32)
    trainer = Trainer(network, rate=RATE, steps=steps, warm=WARM)
    network.to(encoders.working_type()).train()
    table = torch.from_numpy(reader.words(range(size))).to(where, encoders.working_type())
    waiting: dict[bool, list[list[Pair]]] = {True: [], False: []}
    started, running = time.monotonic(), 0.0
    for step in range(steps):
        share = next(share for until, share in SENTENCES if step < until * steps)
        kind = bool(sentences) and rng.random() < share
        if not waiting[kind]:
            waiting[kind] = _batches(sentences if kind else questions, rng)
        batch = waiting[kind].pop()
        ids = encoders.padded_ids([[first, *english, last] for english, _ in batch])
        lower = torch.from_numpy(reader.lower(ids.numpy())).to(table)
        before = encoders.padded_ids([[first, *indonesian] for _, indonesian in batch]).to(where)
        after = encoders.padded_ids([[*indonesian, last] for _, indonesian in batch]).to(where)
        given = network(table[ids], lower, (ids > 0).to(where), table[before])[after > 0]
        targets = after[after > 0]
        others = torch.randint(2, first, (_OTHER_TARGETS,), device=where)
        candidates, index = torch.unique(torch.cat([targets, others]), return_inverse=True)
        scores = (given @ table[candidates].T).float()
        loss = cross_entropy(scores, index[: len(targets)], label_smoothing=SMOOTHED)
        loss.backward()  # type: ignore[no-untyped-call]
        trainer.step()
        running = loss.item() if not step else 0.98 * running + 0.02 * loss.item()
        if step % report_each == 0:
            speed = (step + 1) / (time.monotonic() - started)
            report(f"step {step:,} of {steps:,}  loss {running:.3f}  {speed:.1f} steps/s")
    network.to(torch.float32)
    network.load_state_dict(trainer.weights())
    network.eval()


def _batches(pairs: Sequence[Pair], rng: random.Random) -> list[list[Pair]]:
    """Batches of about equal length and :data:`BATCH_TOKENS` tokens in either language, in random order."""
    found: list[list[Pair]] = [[]]
    for pair in sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1]) + rng.uniform(0, 4)):
        if found[-1] and (len(found[-1]) + 1) * (max(map(len, pair)) + 2) > BATCH_TOKENS:
            found.append([])
        found[-1].append(pair)
    rng.shuffle(found)
    return found


class _Next(nn.Module):
    """The network as it is exported: for one text, what is near the next token's vector."""

    def __init__(self, network: Translator) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: torch.Tensor, lower: torch.Tensor, prefix: torch.Tensor) -> torch.Tensor:
        return self.network(words, lower, torch.ones_like(words[:, :, 0]), prefix)[:, -1]  # type: ignore[no-any-return]


def write(network: Translator, folder: Path, common: Sequence[int]) -> list[Path]:
    """Write what :mod:`qabot.answering.reading.translator` runs into the reader's ``folder``; ``common``
    tokens are those that it may write unasked."""
    example = torch.zeros(1, 9, WIDTH)
    length, written = {1: "length"}, {1: "written"}
    write_network(
        _Next(network.eval()),
        folder / runtime.MODEL,
        inputs={"words": (example, length), "lower": (example, length), "prefix": (example[:, :4], written)},
        outputs={"next": {}},
    )
    tokens = folder / runtime.TOKENS
    tokens.write_text(json.dumps(list(common)) + "\n", encoding="utf-8")
    return [folder / runtime.MODEL, tokens]
