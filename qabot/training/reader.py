"""``qabot train reader``: the model that reads a question and a passage together.

One encoder (:mod:`qabot.training.encoder`) with three heads: where the answer stands (start and end
scores, position 0 for "nowhere": Devlin et al. 2019, SQuAD 2.0), whether the passage answers at all, and
what it says to a claim (entailed, contradicted, neither). Batches hold questions or claims, never both.

It learns from the public sets first (:mod:`qabot.training.examples`), then the field
(:mod:`qabot.training.field`), and the weights before and after are averaged.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from qabot.answering.reading import reader as runtime
from qabot.training import encoder as encoders
from qabot.training import examples, field
from qabot.training.encoder import WIDTH, Trainer, padded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from qabot.training.encoder import Encoder, Ids
    from qabot.training.examples import Example

RATE: Final = 3e-4
LONGEST: Final = runtime.LONGEST
"""Tokens of a question with its passage, as when it answers."""
SEED: Final = 13
OF_THE_FIELD: Final = 3
"""How often a question of the field is read afterwards, each time with other paragraphs."""
REPLAYED: Final = 0.3
"""Examples of before that are read once more then, for each of those: lest they be forgotten."""
FIELD_RATE: Final = 1.5e-4
FIELD_SHARE: Final = 0.75
"""Share of the weights after the dossiers in the mean with those before: better on both than either
(Wortsman et al. 2022, "Robust fine-tuning of zero-shot models")."""
DROPPED: Final = 0.04
"""Share of tokens hidden, so that nothing is learnt by heart."""
BATCH_TOKENS: Final = 6144


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as the model reads it."""

    ids: Ids
    start: int
    """Token of the answer's start, 0 for "nowhere", -1 when not to be learnt."""
    end: int
    first: int
    """First token of the passage; spans lie behind it."""
    answers: float
    stance: int


class ReaderModel(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(WIDTH, 2)
        self.answers = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 1))
        self.stance = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 3))

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Span scores (batch, length, 2), answer logits (batch,), stance logits (batch, 3)."""
        hidden = self.encoder(ids, segments, mask)
        return self.span(hidden), self.answers(hidden[:, 0])[:, 0], self.stance(hidden[:, 0])


def encode(found: Sequence[Example], pieces: Tokenizer) -> list[Encoded]:
    """Token ids and targets; a passage that is too long is cut around its answer."""
    first, separator = (int(pieces.token_to_id(token) or 0) for token in encoders.SPECIAL[:2])
    encoded = []
    for start in range(0, len(found), 8192):
        block = found[start : start + 8192]
        questions = pieces.encode_batch_fast([e.question for e in block], add_special_tokens=False)
        titles = pieces.encode_batch_fast([e.title for e in block], add_special_tokens=False)
        passages = pieces.encode_batch([e.passage for e in block], add_special_tokens=False)
        for example, question, title, passage in zip(block, questions, titles, passages, strict=True):
            head = [first, *question.ids[: runtime.LONGEST_QUESTION], separator]
            if title.ids:
                head += [*title.ids[: runtime.LONGEST_TITLE], separator]
            encoded.append(_assembled(example, head, passage, separator))
    return encoded


def _assembled(example: Example, head: list[int], passage: Any, separator: int) -> Encoded:
    room = LONGEST - len(head) - 1
    span, ids, cut = example.span, passage.ids, 0
    at: tuple[int, int] | None = None
    if span is not None:
        inside = [n for n, (a, b) in enumerate(passage.offsets) if a < span[1] and b > span[0]]
        if inside:
            at = inside[0], inside[-1]
            if at[1] >= room:
                cut = max(0, min(at[0] - room // 2, len(ids) - room))
    kept = ids[cut : cut + room]
    begin, end = -1, -1
    if example.answers is False:
        begin, end = 0, 0
    elif at is not None and at[1] - cut < len(kept) and example.answers:
        begin, end = (len(head) + token - cut for token in at)
    return Encoded(
        np.array([*head, *kept, separator], np.int32),
        begin,
        end,
        len(head),
        -1.0 if example.answers is None else float(example.answers),
        -1 if example.stance is None else example.stance,
    )


def train(
    data: Path,
    *,
    report: Callable[[str], None],
    start: Path | None = None,
    checkpoints: Path | None = None,
) -> list[Path]:
    """Warm up the encoder, train the reader and write the model folder. Returns the files written.

    With ``checkpoints`` (a folder) both steps leave their state there.
    """
    from qabot.training import export, lexicon

    encoder = encoders.prepare(data, start=start, report=report, checkpoint=_in(checkpoints, "encoder.pt"))
    tables, rng = lexicon.estimate(data, report=report), random.Random(SEED)
    pieces = encoders.tokenizer()
    general = encode(examples.collect(data, tables, rng), pieces)
    model = ReaderModel(encoder)
    fit(model, general, rate=RATE, report=report, checkpoint=_in(checkpoints, "reader.pt"))
    before = {name: weight.clone() for name, weight in model.state_dict().items()}
    asked = [example for _ in range(OF_THE_FIELD) for example in field.collect(data, rng)]
    ours = encode([examples.varied(example, tables, rng) for example in asked], pieces)
    ours += rng.sample(general, min(len(general), int(REPLAYED * len(ours))))
    fit(model, ours, rate=FIELD_RATE, report=report, checkpoint=_in(checkpoints, "field.pt"))
    model.load_state_dict(mean(before, model.state_dict(), FIELD_SHARE))
    return export.write(model, data, report=report)


def mean(
    one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """Weights between those of two models, ``share`` of the way from ``one`` to ``other``."""
    return {name: torch.lerp(weight, other[name], share) for name, weight in one.items()}


def _in(folder: Path | None, name: str) -> Path | None:
    return folder / name if folder else None


def fit(
    model: ReaderModel,
    encoded: Sequence[Encoded],
    *,
    rate: float,
    report: Callable[[str], None],
    checkpoint: Path | None = None,
) -> None:
    """Train ``model`` on ``encoded``, each once; it is left in float32, ready to read."""
    encoders.keep_memory()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    vocabulary = model.encoder.words.num_embeddings
    report(f"{len(encoded):,} examples of {sum(len(e.ids) for e in encoded):,} tokens")
    batches = _batches(encoded, rng)
    model.to(encoders.device(), torch.float32)
    trainer = Trainer(model, rate=rate, steps=len(batches), warm=max(1, len(batches) // 25))
    model.to(encoders.working_type()).train()
    started, seen = time.monotonic(), 0
    means: dict[str, float] = {}
    for step, batch in enumerate(batches):
        losses = _losses(model, [encoded[at] for at in batch], vocabulary)
        torch.stack(list(losses.values())).sum().backward()  # type: ignore[no-untyped-call]
        trainer.step()
        seen += len(batch)
        for name, loss in losses.items():
            means[name] = 0.98 * means.get(name, loss.item()) + 0.02 * loss.item()
        if step % 50 == 0:
            shown = "  ".join(f"{name} {mean:.3f}" for name, mean in sorted(means.items()))
            speed = seen / (time.monotonic() - started)
            report(f"step {step:,} of {len(batches):,}  {shown}  {speed:.0f} pairs/s")
        if checkpoint and step % 250 == 249:
            torch.save(trainer.weights(), checkpoint)
    model.to(torch.float32)
    model.load_state_dict(trainer.weights())
    if checkpoint:
        torch.save(model.state_dict(), checkpoint)
    model.eval()


def _losses(model: ReaderModel, batch: Sequence[Encoded], vocabulary: int) -> dict[str, torch.Tensor]:
    where = next(model.parameters()).device
    ids, segments, mask = padded([e.ids for e in batch], vocabulary)
    hidden = (torch.rand(ids.shape) < DROPPED) & (ids > 1) & (ids < vocabulary - len(encoders.SPECIAL))
    ids = ids.masked_fill(hidden, vocabulary - 1)
    span, answers, stance = model(ids.to(where), segments.to(where), mask.to(where))
    if batch[0].stance >= 0:
        targets = torch.tensor([e.stance for e in batch], device=where)
        losses = {"stance": cross_entropy(stance.float(), targets)}
        known = torch.tensor([e.answers for e in batch], device=where)
        if (known >= 0).any():
            losses["answers"] = binary_cross_entropy_with_logits(
                answers.float()[known >= 0], known[known >= 0].to(where)
            )
        return losses
    losses = {
        "answers": binary_cross_entropy_with_logits(
            answers.float(), torch.tensor([e.answers for e in batch], device=where)
        )
    }
    # Spans lie in the passage; position 0 stands for none.
    places = torch.arange(ids.shape[1])
    allowed = (places >= torch.tensor([[e.first] for e in batch])) & (mask > 0) | (places == 0)
    last = torch.tensor([[len(e.ids) - 1] for e in batch])
    allowed &= places < last
    scores = span.float().masked_fill(~allowed.to(where)[:, :, None], -1e4)
    targets = torch.tensor([[e.start, e.end] for e in batch], device=where)
    known = targets[:, 0] >= 0
    if known.any():
        each = [cross_entropy(scores[known][:, :, at], targets[known, at]) for at in (0, 1)]
        losses["span"] = (each[0] + each[1]) / 2
    return losses


def _batches(encoded: Sequence[Encoded], rng: random.Random) -> list[list[int]]:
    """Batches of about equal length and :data:`BATCH_TOKENS` tokens, questions apart from claims."""
    found: list[list[int]] = []
    groups: dict[Literal["question", "claim"], list[int]] = {"question": [], "claim": []}
    for at, one in enumerate(encoded):
        groups["claim" if one.stance >= 0 else "question"].append(at)
    for order in groups.values():
        order.sort(key=lambda at: len(encoded[at].ids) + rng.uniform(0, 6))
        batch: list[int] = []
        for at in order:
            if batch and (len(batch) + 1) * len(encoded[at].ids) > BATCH_TOKENS:
                found.append(batch)
                batch = []
            batch.append(at)
        if batch:
            found.append(batch)
    rng.shuffle(found)
    return found
