"""``qabot eval calibration``: bins, errors and curves on cases worked out by hand, and the picture."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qabot.cli import run
from qabot.cli.exits import Exit
from qabot.evaluation import calibration as evaluation
from qabot.evaluation import plots
from qabot.evaluation.calibration import Case
from qabot.evaluation.questions import Judged
from qabot.types import Answer, Citation

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.types import VerdictLabel

QUOTE = Citation("k7m2pq-1", "a.md", "", None, None, None, 1, "Pasar dibuka.", 0, 13)
CASES = st.lists(
    st.builds(Case, st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0]), st.booleans(), st.booleans()),
    min_size=1,
    max_size=40,
)


def judged(
    row: dict[str, Any],
    confidence: float,
    *,
    hit: bool,
    silent: bool = False,
    verdict: VerdictLabel | None = None,
) -> Judged:
    shown = (QUOTE,)
    answer = Answer(
        "?", "id", "not_stated" if silent else "answered", "", verdict, confidence,
        citations=() if silent else shown, nearest=shown if silent else (),
    )  # fmt: skip
    hits = (False, True) if not hit else (True,)
    return Judged(row, answer, () if silent else hits, hits if silent else (), False, None)


ANSWERABLE = {"answerable": True}
YESNO = {"answerable": True, "verdict": "no"}


@pytest.mark.parametrize(
    ("item", "case"),
    [
        (judged(ANSWERABLE, 0.9, hit=True), Case(0.9, True)),
        (judged(ANSWERABLE, 0.9, hit=False), Case(0.9, False)),  # the first quote is what counts
        (judged(YESNO, 0.8, hit=False, verdict="no"), Case(0.8, True)),
        (judged(YESNO, 0.8, hit=True, verdict="yes"), Case(0.8, False)),
        (judged(ANSWERABLE, 0.75, hit=True, silent=True), Case(0.25, True, answered=False)),
        (judged(YESNO, 0.75, hit=True, silent=True), Case(0.25, True, answered=False)),
        (judged(ANSWERABLE, 0.75, hit=False, silent=True), Case(0.25, False, answered=False)),
        (judged({"answerable": False}, 0.75, hit=True), Case(0.75, False)),
        (judged({"answerable": False}, 0.75, hit=True, silent=True), Case(0.25, False, answered=False)),
    ],
)
def test_what_is_compared(item: Judged, case: Case) -> None:
    assert evaluation.cases([item]) == [case]


def test_where_nothing_was_found_nothing_was_likely() -> None:
    assert evaluation.probability(Answer("", "id", "not_stated", "")) == 0


def test_the_bins_have_equal_mass_and_keep_equals_together() -> None:
    found = [Case(at / 100, at % 2 == 0) for at in range(100)]
    bins = evaluation.bins(found)
    assert [item.count for item in bins] == [10] * 10
    assert [item.right for item in bins] == [0.5] * 10
    assert (bins[3].low, bins[3].high, bins[3].probability) == (0.3, 0.39, pytest.approx(0.345))
    lumped = [Case(0.2, True)] * 35 + [Case(0.9, False)] * 5
    assert [(item.count, item.low, item.high) for item in evaluation.bins(lumped)] == [
        (35, 0.2, 0.2),
        (5, 0.9, 0.9),
    ]


def test_the_scores_by_hand() -> None:
    found = [Case(0.5, True), Case(0.5, False), Case(1.0, True), Case(1.0, True), Case(0.0, True)]
    assert evaluation.brier(found) == pytest.approx((0.25 + 0.25 + 1) / 5)
    assert evaluation.expected_calibration_error(found) == pytest.approx(1 / 5)  # 0.0 was right, the rest fit
    # the likeliest first: two right, then two at a half, one of them wrong, then one right
    curve = evaluation.risk_coverage(found)
    assert [risk for _, risk in curve] == pytest.approx([0, 0, 0.5 / 3, 1 / 4, 1 / 5])
    assert [coverage for coverage, _ in curve] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    assert evaluation.area(curve) == pytest.approx((0.5 / 3 + 1 / 4 + 1 / 5) / 5)
    result = evaluation.figures(found)
    assert result["aurc_best"] == pytest.approx((1 / 5) / 5)
    assert (result["questions"], result["right"], result["coverage"], result["risk"]) == (5, 0.8, 1, 0.2)


def test_the_brier_score_is_the_same_in_any_order() -> None:
    sure = [
        (0.1, True),
        (0.25, False),
        (0.25, False),
        (0.25, True),
        (0.75, False),
        (0.1, False),
        (0.1, False),
    ]
    found = [Case(probability, right, False) for probability, right in [*sure, (0.5, False)]]
    assert len({evaluation.brier(found[at:] + found[:at]) for at in range(len(found))}) == 1


@given(CASES, st.randoms())
def test_no_figure_depends_on_the_order_and_all_are_in_bounds(found: list[Case], rng: Any) -> None:
    result = evaluation.figures(found)
    shuffled = list(found)
    rng.shuffle(shuffled)
    assert evaluation.figures(shuffled) == result
    assert sum(item["count"] for item in result["bins"]) == len(found)
    assert len(result["bins"]) <= evaluation.BINS
    assert 0 <= result["aurc_best"] <= result["aurc"] + 1e-4
    assert all(0 <= result[name] <= 1 for name in ("ece", "brier", "aurc"))
    assert result["risk_coverage"][-1] == [1, pytest.approx(1 - result["right"], abs=1e-3)]
    assert (result["risk"] is None) is not any(case.answered for case in found)
    assert len(evaluation.table(result).splitlines()) == 5 + len(result["bins"])


# -- the pictures


@given(CASES)
def test_the_pictures_are_well_formed_and_stay_in_their_frame(found: list[Case]) -> None:
    text = plots.document(plots.calibration(found))
    root = etree.fromstring(text.encode())
    width, height = (float(root.get(name)) for name in ("width", "height"))
    assert root.tag.endswith("svg")
    for line in root.iter("{*}polyline", "{*}polygon"):
        for point in line.get("points").split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height
    dots = list(root.iter("{*}circle"))
    assert len(dots) == len(evaluation.bins(found)) + any(case.answered for case in found)
    assert all(0 <= float(dot.get("cx")) <= width and 0 <= float(dot.get("cy")) <= height for dot in dots)


def test_a_plot_says_what_it_is_given() -> None:
    groups = {"a <b>": {"recall@1": 0.5, "recall@5": None}}
    plot = plots.bars("x & y", groups, {"a <b>": {"recall@1": [0.4, 0.6]}})
    root = etree.fromstring(plot.svg.encode())
    said = " ".join(root.itertext())
    assert all(text in said for text in ("x & y", "a <b>", "recall@1", "0.500", "nothing to count"))
    assert len(root.findall(".//{*}rect")) == 3  # two of the legend and one bar
    assert len(root.findall(".//{*}line")) == 1
    sweep = plots.threshold_sweep([(-3.0, 40.0), (2.0, 70.0)], 1.0)
    assert etree.fromstring(sweep.svg.encode()).find(".//{*}polyline") is not None
    assert plots.threshold_sweep([(1.0, 50.0)], 1.0).width == sweep.width


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (0, 100, [0, 25, 50, 75, 100]),
        (0, 0.1, [0, 0.025, 0.05, 0.075, 0.1]),
        (-3.2, 4.1, [-3, -2, -1, 0, 1, 2, 3, 4]),
        (0, 9999.999999999998, [0, 2500, 5000, 7500, 10000]),  # its logarithm rounds up to 4
    ],
)
def test_ticks_are_round(low: float, high: float, marks: list[float]) -> None:
    assert plots.ticks(low, high) == marks


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4))
def test_ticks_are_few_and_within(low: float, spread: float) -> None:
    marks = plots.ticks(low, low + spread)
    assert 3 <= len(marks) <= 10
    assert all(low - 1e-6 <= mark <= low + spread + 1e-6 for mark in marks)


def test_wilson() -> None:
    # Agresti and Coull's worked example values for 0 of 10 and 5 of 10
    assert plots.wilson(0.0, 10) == (0, pytest.approx(0.2775, abs=1e-3))
    assert plots.wilson(0.5, 10) == (pytest.approx(0.2366, abs=1e-3), pytest.approx(0.7634, abs=1e-3))


def test_the_command_measures_and_draws(
    tmp_path: Path, articles_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {
            "id": "q1",
            "question": "Berapa pedagang di Pasar Apung yang menerima pembayaran digital?",
            "answerable": True,
            "gold": [{"file": "pasar.txt", "quote": "Sebanyak 62 pedagang di Pasar Apung"}],
        },
        {"id": "q2", "question": "Siapa pelatih tim renang nasional Jepang?", "answerable": False},
    ]
    path, picture = tmp_path / "questions.jsonl", tmp_path / "calibration.svg"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = ["eval", "calibration", str(path), "--articles", str(articles_folder)]
    assert run([*arguments, "--picture", str(picture), "--json"]) == Exit.OK
    result = json.loads(capfd.readouterr().out)
    assert {"questions", "ece", "brier", "aurc", "aurc_best", "bins", "risk_coverage"} <= set(result)
    assert (result["questions"], result["right"], result["aurc"]) == (2, 0.5, 0.25)
    etree.parse(picture)
    assert run(arguments) == Exit.OK
    assert capfd.readouterr().out.startswith("2 questions, 0.500")
    assert run([*arguments, "--picture", str(tmp_path / "x.png")]) == Exit.USAGE
    assert "only SVG is drawn" in capfd.readouterr().err
