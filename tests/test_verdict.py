"""Yes, no or mixed: sentences judged, and what they come to together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qabot.answering.reading import confidence, verdict
from qabot.answering.reading.evidence import Evidence
from qabot.answering.reading.reader import PassageReading
from qabot.answering.reading.verdict import Heard, Judged, Weights, decide, divided, judge, telling
from qabot.types import ArticleInfo, Hit, Passage


def judged(affirms: float, denies: float, code: str = "AAAA") -> Judged:
    """A sentence of the article ``code`` that says so much."""
    article = ArticleInfo(code, "a.txt", "a.txt", "Judul", None, None, None, "id", 1, 1, "2024-01-01")
    hit = Hit(Passage(1, article, 1, 0, 6, "Benar.", "0" * 16), 0.0)
    reading = PassageReading(0.0, 0, 0, 0.0, affirms=affirms, denies=denies, open=1 - affirms - denies)
    return Judged(
        Evidence(hit, 0, 6, "Benar.", 0.0, {}, np.zeros(1, np.float32), reading), affirms, denies, ""
    )


def said(values: dict[str, float], weights: Weights, veto: str = "") -> tuple[float, float]:
    """How likely a sentence of these ``values`` affirms and denies."""
    one = judge(Heard(judged(0.0, 0.0).item, values, "", veto), weights)
    return one.affirms, one.denies


def test_a_sentence_is_judged_by_its_weights() -> None:
    nothing = dict.fromkeys(verdict.NAMES, 0.0) | {"bias": -2.0}
    weights = Weights(nothing | {"rule_affirms": 4.0}, nothing | {"denies": 3.0})
    silent = dict.fromkeys(verdict.NAMES, 0.0)
    affirms, denies = said(silent, weights)
    assert affirms == denies == pytest.approx(0.107, abs=1e-3)  # e^-2 of 1 + 2 e^-2
    assert said(silent | {"rule_affirms": 1.0}, weights)[0] > 0.8
    affirms, denies = said(silent | {"denies": 2.0}, weights)
    assert denies > 0.9 > 0.1 > affirms


def test_a_veto_is_final() -> None:
    weights = confidence.bundled().verdict
    sure = dict.fromkeys(verdict.NAMES, 1.0)
    affirms, denies = said(sure, weights)
    assert min(affirms, denies) > 0
    # one that would affirm and may not is silent; one that denies still does
    leans = (0.0, denies if denies > affirms else 0.0)
    assert said(sure, weights, "30 is not in it") == leans
    for side in ("rule_denies", "denies"):
        one = said(sure | {side: 5.0, "rule_affirms": 0.0, "affirms": -2.0}, weights)
        assert one[1] > one[0]


def test_a_sentence_that_asks_decides_nothing() -> None:
    sure = dict.fromkeys(verdict.NAMES, 1.0)
    item = judged(0.0, 0.0).item
    for text in ("Apakah benar?", "“Kamu tidak takut?”", '"Benar begitu?" tanya Rita.'):
        one = judge(Heard(replace(item, text=text), sure, ""), confidence.bundled().verdict)
        assert one.decides == 0
    told = judge(
        Heard(replace(item, text='"Mengapa? Karena benar."'), sure, ""), confidence.bundled().verdict
    )
    assert told.decides > 0


def test_a_number_says_which_side() -> None:
    sure = dict.fromkeys(verdict.NAMES, 1.0)
    weights = confidence.bundled().verdict
    item = judged(0.0, 0.0).item
    free = judge(Heard(item, sure, ""), weights)
    for measured, side in (("affirms", "yes"), ("denies", "no")):
        one = judge(Heard(item, sure, "", measured=measured), weights)
        assert one.side == side
        assert one.decides == pytest.approx(free.decides)
        assert min(one.affirms, one.denies) == 0


def test_the_surer_side_decides() -> None:
    assert decide([judged(0.9, 0.0), judged(0.1, 0.3)], 1.0)[0] == "yes"
    assert decide([judged(0.4, 0.2), judged(0.0, 0.8)], 1.0)[0] == "no"
    label, share = decide([judged(0.8, 0.0)], 1.0)
    assert (label, share) == ("yes", 1.0)


def test_articles_that_speak_on_both_sides_differ() -> None:
    assert decide([judged(0.9, 0.0, "AAAA"), judged(0.0, 0.8, "BBBB")], 0.5) == ("mixed", 1.0)
    assert decide([judged(0.9, 0.0, "AAAA"), judged(0.0, 0.8, "AAAA")], 0.5)[0] == "yes"
    assert decide([judged(0.9, 0.0, "AAAA"), judged(0.0, 0.8, "BBBB")], 0.95)[0] == "yes"
    # one that would not be shown is no side
    assert decide([judged(0.9, 0.0, "AAAA"), judged(0.0, 0.4, "BBBB")], 0.1)[0] == "yes"


def test_what_is_nearly_as_sure_is_told_surest_first() -> None:
    told = telling([judged(0.3, 0.2), judged(0.1, 0.7), judged(0.2, 0.1)])
    assert [(one.side, round(one.decides, 2)) for one in told] == [("no", 0.8), ("yes", 0.5)]
    assert telling([]) == telling([judged(0.0, 0.0)]) == []


def test_the_surest_sentence_says_how_likely_it_is_decided() -> None:
    assert confidence.decided([judged(0.1, 0.1), judged(0.5, 0.4)]) == pytest.approx(0.439, abs=1e-3)
    assert confidence.decided([judged(1.0, 0.0)]) > confidence.decided([judged(0.6, 0.3)])
    assert confidence.decided([]) < -1.5


def test_the_bundled_weights_follow_the_reader() -> None:
    weights = confidence.bundled().verdict
    seen = dict.fromkeys(verdict.NAMES, 0.0) | {"answers": 0.5, "coverage": 0.6, "names_near": 1.0}
    for side, other in (("affirms", "denies"), ("denies", "affirms")):
        one = said(seen | {side: 2.0, f"wide_{side}": 2.0, f"rule_{side}": 1.0}, weights)
        by_side = dict(zip(("affirms", "denies"), one, strict=True))
        assert by_side[side] > 0.5 > by_side[other]


def test_what_hardly_says_the_opposite_is_not_told_as_such() -> None:
    carries, clear, unclear = judged(0.05, 0.86), judged(0.8, 0.1, "BBBB"), judged(0.47, 0.07, "CCCC")
    assert divided([carries, clear, unclear], "no") == ([carries.item], [clear.item])
    # where both sides are the answer, all of both are shown
    assert divided([clear, carries, unclear], "mixed") == ([clear.item, unclear.item], [carries.item])
