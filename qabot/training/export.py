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

from qabot.answering.reading import reader as runtime
from qabot.evaluation import squad
from qabot.training import data as training_data
from qabot.training import encoder as encoders
from qabot.training.encoder import HEADS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    """The reader as it is exported, with the vectors that its translator starts from."""

    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model
        self.rows = _Rows(model.encoder.words.weight.detach())

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        encoder = self.model.encoder
        places = torch.cumsum(torch.ones_like(ids[:1]), 1) - 1
        x = encoder.norm(self.rows(ids) + encoder.positions(places) + encoder.segments(segments))
        bias = ((1 - mask.float()) * -1e4)[:, None, None, :]
        lower = x
        for number, layer in enumerate(encoder.layers, start=1):
            x = encoded(layer, x, bias)
            if number == encoders.LOWER:
                lower = x
        first = x[:, 0]
        return self.model.span(x), self.model.answers(first)[:, 0], self.model.stance(first), lower


def encoded(layer: nn.Module, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """What an encoder's ``layer`` makes of ``x`` (batch, length, width), written so that every batch size and
    length can be exported; ``bias`` (batch, 1, 1, length) is added to the scores of attention."""
    query, key, value = layer.query_key_value(x).chunk(3, -1)  # type: ignore[operator]
    mixed = attend(query, key, value, bias, HEADS)
    x = layer.attended_norm(x + layer.attended(mixed))  # type: ignore[operator]
    inner = torch.nn.functional.gelu(layer.inner(x))  # type: ignore[operator]
    return layer.outer_norm(x + layer.outer(inner))  # type: ignore[operator, no-any-return]


def attend(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, bias: torch.Tensor, heads: int
) -> torch.Tensor:
    """Attention in so many ``heads``: (batch, length, width) each, ``key`` and ``value`` maybe of another
    length; ``bias`` is added to the scores (batch, heads, length of ``query``, length of ``key``)."""
    batch, length, width = query.shape
    size = width // heads

    def parted(part: torch.Tensor) -> torch.Tensor:
        return part.view(batch, -1, heads, size).transpose(1, 2)

    scores = torch.matmul(parted(query), parted(key).transpose(2, 3)) * size**-0.5 + bias
    mixed = torch.matmul(torch.softmax(scores, -1), parted(value))
    return mixed.transpose(1, 2).reshape(batch, length, width)


def write_model(model: ReaderModel, folder: Path) -> list[Path]:
    """Write ``model.onnx`` and ``tokenizer.json`` below ``folder``."""
    axes = {0: "batch", 1: "length"}
    ids = torch.ones(2, 16, dtype=torch.long)
    write_network(
        _Whole(model).eval(),
        folder / "model.onnx",
        inputs={name: (part, axes) for name, part in (("ids", ids), ("segments", ids - 1), ("mask", ids))},
        outputs={"span": axes, "answers": {0: "batch"}, "stance": {0: "batch"}, "lower": axes},
    )
    _show(folder / "model.onnx", *runtime.TABLE)
    encoders.tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    return [folder / "model.onnx", folder / "tokenizer.json"]


def _show(path: Path, *names: str) -> None:
    """Make the weights called ``names`` outputs of the ONNX file: they need not be stored twice then."""
    import onnx

    model = onnx.load(str(path))
    for weight in model.graph.initializer:
        if weight.name in names:
            shown = onnx.helper.make_tensor_value_info(weight.name, weight.data_type, weight.dims)
            model.graph.output.append(shown)
    onnx.save(model, str(path))


def write_network(
    network: nn.Module,
    path: Path,
    *,
    inputs: Mapping[str, tuple[torch.Tensor, dict[int, str]]],
    outputs: Mapping[str, dict[int, str]],
) -> None:
    """Write ``network`` as an ONNX file with 8-bit weights; ``inputs`` are examples, and with them and the
    ``outputs`` stand the axes that may be of any length."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qabot-export-") as scratch:
        plain = Path(scratch) / "plain.onnx"
        with warnings.catch_warnings():
            # PyTorch prefers an exporter that needs one package more.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                network,
                tuple(example for example, _ in inputs.values()),
                str(plain),
                input_names=list(inputs),
                output_names=list(outputs),
                dynamic_axes={name: axes for name, (_, axes) in inputs.items()} | dict(outputs),
                opset_version=OPSET,
                dynamo=False,
            )
        quantize_dynamic(
            str(plain),
            str(path),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
        )


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
