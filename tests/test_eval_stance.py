"""``qabot eval stance``: accuracy, macro F1 and the confusion of the three labels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from readermaking import TableReader, needs_the_bundled_reader

from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.errors import UsageError
from qabot.evaluation import stance as evaluation

if TYPE_CHECKING:
    from pathlib import Path

PREMISE = "Dinas Perhubungan menunda pembukaan terminal Wanasari sampai Agustus."
READER = TableReader({"for": (0.6, 0.3, 0.1), "against": (0.1, 0.7, 0.2), "open": (0.3, 0.3, 0.4)})


def pairs(**counts: int) -> list[dict[str, Any]]:
    """``for_neutral=2``: two pairs that are neutral and read as affirmed."""
    return [
        {"premise": PREMISE, "hypothesis": name.split("_")[0], "label": name.split("_")[1]}
        for name, count in counts.items()
        for _ in range(count)
    ]


def test_the_likeliest_label_is_what_is_said() -> None:
    judged = evaluation.judge(
        READER, pairs(for_entailment=1, against_contradiction=1, open_neutral=1, open_entailment=1)
    )
    assert [item.said for item in judged] == ["entailment", "contradiction", "neutral", "neutral"]
    assert [item.probability for item in judged] == [0.6, 0.7, 0.4, 0.4]
    assert [item.right for item in judged] == [True, True, True, False]


def test_the_figures() -> None:
    said = {"for_entailment": 3, "for_neutral": 1, "open_neutral": 1}
    denied = {"against_contradiction": 2, "open_contradiction": 1}
    judged = evaluation.judge(READER, pairs(**said, **denied))
    result = evaluation.figures(judged)
    assert (result["accuracy"], result["questions"]) == (0.75, 8)
    assert result["confusion"] == {
        "entailment": {"entailment": 3, "neutral": 0, "contradiction": 0},
        "neutral": {"entailment": 1, "neutral": 1, "contradiction": 0},
        "contradiction": {"entailment": 0, "neutral": 1, "contradiction": 2},
    }
    assert result["labels"]["entailment"] == {"precision": 0.75, "recall": 1.0, "f1": 0.8571}
    assert result["macro_f1"] == pytest.approx((6 / 7 + 1 / 2 + 4 / 5) / 3, abs=1e-4)
    lines = evaluation.table(result).splitlines()
    assert lines[0] == "accuracy 0.750, macro F1 0.719, 8 pairs"
    assert [line.split() for line in lines[3:]] == [
        ["entailment", "3", "0", "0", "0.857"],
        ["neutral", "1", "1", "0", "0.500"],
        ["contradiction", "0", "1", "2", "0.800"],
    ]


def test_a_label_that_never_occurs_does_not_count() -> None:
    result = evaluation.figures(evaluation.judge(READER, pairs(for_entailment=1, against_contradiction=1)))
    assert (result["accuracy"], result["macro_f1"]) == (1, 1)
    assert set(result["labels"]) == {"entailment", "contradiction"}
    assert evaluation.table(result).splitlines()[4].split() == ["neutral", "0", "0", "0", "-"]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"premise": "a", "hypothesis": "b"}, "line 1: no 'label'"),
        ({"premise": "a", "hypothesis": "b", "label": 3.2}, "line 1: the label is 3.2, none of entailment"),
        ({"premise": "a", "hypothesis": "b", "label": "not_entailment"}, "line 1: the label is 'not_ent"),
        ({"premise": 1, "hypothesis": "b", "label": "neutral"}, "line 1: 'premise' and 'hypothesis' must be"),
    ],
)
def test_a_broken_row_is_named_by_file_and_line(
    tmp_path: Path, broken: dict[str, Any], complaint: str
) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps(broken) + "\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        evaluation.load(path)
    assert f"{path}, {complaint}" in caught.value.message


@needs_the_bundled_reader
def test_the_command_prints_the_keys_others_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [
        {"premise": PREMISE, "hypothesis": claim, "label": label}
        for claim, label in (
            ("Pembukaan terminal Wanasari ditunda.", "entailment"),
            ("Pembukaan terminal Wanasari tidak ditunda.", "contradiction"),
        )
    ]
    path.write_text("".join(json.dumps(item) + "\n" for item in rows), encoding="utf-8")
    assert run(["eval", "stance", "--data", str(path), "--json"]) == Exit.OK
    result = json.loads(capfd.readouterr().out)
    assert list(result) == ["accuracy", "macro_f1", "questions", "labels", "confusion"]
    assert result["questions"] == 2
    assert run(["eval", "stance", "--data", str(path)]) == Exit.OK
    assert capfd.readouterr().out.startswith("accuracy ")
