"""The short invented news whose questions hang on which way a sentence answers."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from qabot.errors import UsageError
from qabot.training import briefs, field

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.training.dossiers import Dossier

ONE = """\
## id | Warta Lembah | - | 2024-03-05 | Terminal Randu Ditutup Sebagian
Dinas Perhubungan menutup tiga dari lima jalur di Terminal Randu mulai Senin.
"Tidak ada sopir yang keberatan," kata Kepala Dinas, Ratri Simamora.
? y1,0 | Apakah sebagian Terminal Randu tetap dibuka? | Will part of Randu stay open? | randu msh buka?
? n1 | Apakah semua jalur Terminal Randu ditutup? | Are all lanes of Randu terminal closed?
? w2 [Ratri Simamora] | Siapa kepala dinas itu? | Who heads the department?
? x | Berapa biaya penutupan Terminal Randu? | What does closing Randu terminal cost?
"""


@pytest.fixture(scope="module")
def found() -> list[Dossier]:
    return briefs.load()


def test_a_brief_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ONE, encoding="utf-8")
    (one,) = briefs.load(tmp_path)
    (article,) = one.articles
    assert (article.publisher, article.author, article.published) == ("Warta Lembah", None, "2024-03-05")
    assert [text for _, text in one.paragraphs] == [
        "Terminal Randu Ditutup Sebagian",
        (
            "Dinas Perhubungan menutup tiga dari lima jalur di Terminal Randu mulai Senin. "
            '"Tidak ada sopir yang keberatan," kata Kepala Dinas, Ratri Simamora.'
        ),
    ]
    assert [(asked.language, asked.verdict, asked.answer) for asked in one.asked] == [
        ("id", "yes", None), ("en", "yes", None), ("id", "yes", None),
        ("id", "no", None), ("en", "no", None),
        ("id", None, "Ratri Simamora"), ("en", None, "Ratri Simamora"),
        ("id", None, None), ("en", None, None),
    ]  # fmt: skip
    assert [gold.quote[:20] for gold in one.asked[0].gold] == ["Dinas Perhubungan me", "Terminal Randu Ditut"]
    assert one.asked[-1].gold == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## id | Warta", "# id | Warta"),
        ("? y1,0", "? y1,7"),
        ("? n1", "? no 1"),
        ("? x | Berapa", "? x Berapa"),
        ("? n1", "? n"),
        ("? n1", "? n1 [tiga]"),
        ("? x | B", "? x1 | B"),
        ("2024-03-05", "kemarin"),
        ("## id", "## fr"),
        ("? n1", "## id\n? n1"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, before: str, after: str) -> None:
    assert before in ONE
    (tmp_path / "a.txt").write_text(f"{ONE}\n{ONE.replace(before, after)}", encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape("a-1: ")):
        briefs.load(tmp_path)


def test_every_brief_can_be_learnt_from(found: list[Dossier]) -> None:
    assert len(found) == len({brief.name for brief in found}) >= 500
    for brief in found:
        (article,) = brief.articles
        assert article.language in ("id", "en")
        title, passage = (text for _, text in brief.paragraphs)
        assert len(brief.asked) >= 10
        for asked in brief.asked:
            assert all(gold.quote in passage or gold.quote == title for gold in asked.gold), asked.name
            assert bool(asked.verdict) == bool(asked.gold and asked.kind == "yesno")
            if asked.answer is not None:
                assert asked.answer in asked.gold[0].quote, asked.name


def test_a_negation_does_not_give_the_side_away(found: list[Dossier]) -> None:
    negation = re.compile(
        r"\b(?:tidak|tak|belum|bukan|tanpa|batal|menolak|membantah|gagal|dilarang|not|no|never|without)\b",
        re.IGNORECASE,
    )
    signs = Counter(
        (asked.verdict, bool(negation.search(asked.gold[0].quote)))
        for brief in found
        for asked in brief.asked
        if asked.verdict
    )
    for verdict in ("yes", "no"):
        share = signs[verdict, True] / (signs[verdict, True] + signs[verdict, False])
        assert 0.25 < share < 0.65, (verdict, share)
    sides = Counter(asked.verdict for brief in found for asked in brief.asked if asked.verdict)
    assert 0.4 < sides["yes"] / sides.total() < 0.6


def test_one_in_eight_is_held_out(found: list[Dossier]) -> None:
    held = [brief for brief in found if brief.held_out]
    assert 0.09 < len(held) / len(found) < 0.14
    assert field.of_dossiers(held, random.Random(1)) == []


def test_the_title_of_a_brief_is_never_taken_for_silence(found: list[Dossier]) -> None:
    chosen = [brief for brief in found if not brief.held_out][:20]
    titles = {brief.articles[0].title for brief in chosen}
    for example in field.of_dossiers(chosen, random.Random(1)):
        assert example.answers or example.passage not in titles
