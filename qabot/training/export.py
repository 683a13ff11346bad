"""The trained reader as the package carries it: one ONNX file with 8-bit weights.

The word vectors are stored with one scale a row, the layers' weights with one a column (dynamic
quantisation: activations are quantised while running).
"""

from __future__ import annotations

import json
import random
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import nn

from qabot.answering import reader as runtime
from qabot.evaluation import squad
from qabot.training import data as training_data
from qabot.training import encoder as encoders
from qabot.training.encoder import HEADS

if TYPE_CHECKING:
    from collections.abc import Callable

    from qabot.training.reader import ReaderModel

OPSET: Final = 17
FITTED_ON: Final = ("idkmrc-train", "squad-mt-id", "squad-en")
"""Sets that hold questions without an answer."""
MOST_FITTED: Final = 1500


class _Rows(nn.Module):
    """An embedding in 8 bits, each row with its own scale."""

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        scales = weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("rows", (weight / scales).round().to(torch.int8))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.rows[ids].float() * self.scales[ids]  # type: ignore[index]


class _Whole(nn.Module):
    """The model with the softmax mask written so that every batch size and length can be exported."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model
        self.rows = _Rows(model.encoder.words.weight.detach())

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        encoder = self.model.encoder
        places = torch.cumsum(torch.ones_like(ids[:1]), 1) - 1
        x = encoder.norm(self.rows(ids) + encoder.positions(places) + encoder.segments(segments))
        bias = ((1 - mask.float()) * -1e4)[:, None, None, :]
        for layer in encoder.layers:
            x = _layer(layer, x, bias)
        first = x[:, 0]
        return self.model.span(x), self.model.answers(first)[:, 0], self.model.stance(first)


def _layer(layer: nn.Module, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    batch, length, width = x.shape
    size = width // HEADS
    query, key, value = layer.query_key_value(x).chunk(3, -1)  # type: ignore[operator]

    def heads(part: torch.Tensor) -> torch.Tensor:
        return part.view(batch, length, HEADS, size).transpose(1, 2)

    scores = torch.matmul(heads(query), heads(key).transpose(2, 3)) * size**-0.5 + bias
    mixed = torch.matmul(torch.softmax(scores, -1), heads(value)).transpose(1, 2)
    x = layer.attended_norm(x + layer.attended(mixed.reshape(batch, length, width)))  # type: ignore[operator]
    inner = torch.nn.functional.gelu(layer.inner(x))  # type: ignore[operator]
    return layer.outer_norm(x + layer.outer(inner))  # type: ignore[operator, no-any-return]


def write_model(model: ReaderModel, folder: Path) -> list[Path]:
    """Write ``model.onnx`` and ``tokenizer.json`` below ``folder``."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    whole = _Whole(model).eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    axes = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory(prefix="qabot-export-") as scratch:
        plain = Path(scratch) / "plain.onnx"
        with warnings.catch_warnings():
            # PyTorch prefers an exporter that needs one package more.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                whole,
                (ids, torch.zeros_like(ids), torch.ones_like(ids)),
                str(plain),
                input_names=["ids", "segments", "mask"],
                output_names=["span", "answers", "stance"],
                dynamic_axes={
                    "ids": axes,
                    "segments": axes,
                    "mask": axes,
                    "span": axes,
                    "answers": {0: "batch"},
                    "stance": {0: "batch"},
                },
                opset_version=OPSET,
                dynamo=False,
            )
        quantize_dynamic(
            str(plain),
            str(folder / "model.onnx"),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
    encoders.tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    return [folder / "model.onnx", folder / "tokenizer.json"]


def write(model: ReaderModel, data: Path, *, report: Callable[[str], None]) -> list[Path]:
    """Write the model folder, with the threshold fitted on the held-out questions of ``data``."""
    files = write_model(model, runtime.FOLDER)
    facts = runtime.FOLDER / "reader.json"
    facts.write_text(json.dumps({"threshold": 0.0, "span_weight": 0.0}), encoding="utf-8")
    runtime.bundled.cache_clear()
    fitted = fit_threshold(runtime.bundled(), data, report=report)
    facts.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    runtime.bundled.cache_clear()
    return [*files, facts]


def fit_threshold(reader: runtime.Reader, data: Path, *, report: Callable[[str], None]) -> dict[str, float]:
    """How much the span counts beside the logit, and from which score on the passage answers.

    Best mean F1 (SQuAD 2.0's) on questions of :data:`FITTED_ON` with passages of the held-out fold.
    """
    rows = [item for item in training_data.questions(data) if item.held_out and item.source in FITTED_ON]
    rows = random.Random(1).sample(rows, min(MOST_FITTED, len(rows)))
    seen = []
    for item in rows:
        reading = reader.read(item.question, [item.passage])[0]
        given = item.passage[reading.start : reading.end]
        gold = item.answers if item.answerable else ()
        seen.append((reading.answers, reading.span, squad.f1(given, gold), float(not item.answerable)))
    values = np.array(seen)
    best = (-1.0, 0.0, 0.0)
    for weight in (0.0, 0.125, 0.25, 0.5, 1.0):
        scores = values[:, 0] + weight * values[:, 1]
        for threshold in np.quantile(scores, np.linspace(0.02, 0.98, 97)):
            f1 = float(np.where(scores > threshold, values[:, 2], values[:, 3]).mean())
            best = max(best, (f1, weight, float(threshold)))
    report(f"{len(rows):,} held-out questions: F1 {100 * best[0]:.1f}, threshold {best[2]:.2f}")
    return {"threshold": round(best[2], 3), "span_weight": best[1]}
