"""The invented news with questions, and what the reader is given of it."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from qabot.errors import UsageError
from qabot.training import briefs, dossiers, field, reports

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.training.dossiers import Dossier


@pytest.fixture(scope="module")
def found() -> list[Dossier]:
    return dossiers.load()


def test_every_dossier_has_articles_and_questions_of_every_sort(found: list[Dossier]) -> None:
    assert len(found) == len({dossier.name for dossier in found}) >= 100
    for dossier in found:
        assert len(dossier.articles) == 3
        assert len({asked.name for asked in dossier.asked}) == len(dossier.asked)
        assert {asked.language for asked in dossier.asked} == {"id", "en"}
        assert {"yes", "no"} <= {asked.verdict for asked in dossier.asked}
        silent = sum(not asked.gold for asked in dossier.asked) / len(dossier.asked)
        assert 0.15 < silent < 0.45, dossier.name


def test_a_folder_without_dossiers_is_no_empty_set(tmp_path: Path) -> None:
    for load in (dossiers.load, briefs.load, lambda folder: reports.load(tmp_path, folder)):
        with pytest.raises(UsageError, match="leaves the training texts out"):
            load(tmp_path)


def test_quotes_stand_in_their_articles_and_hold_their_answers(found: list[Dossier]) -> None:
    for dossier in found:
        paragraphs = {article.source: [] for article in dossier.articles}  # type: dict[str, list[str]]
        for article, text in dossier.paragraphs:
            assert text == text.strip()
            paragraphs[article.source].append(text)
        for asked in dossier.asked:
            for gold in asked.gold:
                assert any(gold.quote in text for text in paragraphs[gold.source]), asked.name
                assert (gold.side is not None) == (asked.kind == "yesno"), asked.name
            assert (asked.verdict is not None) == (asked.kind == "yesno" and bool(asked.gold)), asked.name
            if asked.answer is not None:
                assert asked.answer in asked.gold[0].quote, asked.name
            if asked.verdict in ("yes", "no"):
                assert asked.verdict in {gold.side for gold in asked.gold}, asked.name


def test_one_in_four_is_held_out_of_every_field(found: list[Dossier]) -> None:
    held = Counter(dossier.name[0] for dossier in found if dossier.held_out)
    everything = Counter(dossier.name[0] for dossier in found)
    for theme, count in everything.items():
        assert 0.2 <= held[theme] / count <= 0.35


def test_the_reader_learns_from_what_answers_and_from_what_does_not(found: list[Dossier]) -> None:
    chosen = [dossier for dossier in found if not dossier.held_out][:2] + [
        dossier for dossier in found if dossier.held_out
    ][:2]
    held = {text for dossier in chosen if dossier.held_out for _, text in dossier.paragraphs}
    examples = field.of_dossiers(chosen, random.Random(1))
    assert examples
    assert not held & {example.passage for example in examples}
    affirmed, denied, neutral = range(3)
    stances = Counter(example.stance for example in examples)
    assert min(stances[stance] for stance in (affirmed, denied, neutral, None)) > 20
    asked = {one.question: one for dossier in chosen for one in dossier.asked}
    made = [example for example in examples if example.question not in asked]
    assert {example.stance for example in made} == {affirmed, denied}
    # sentences beside one that answers are read alone
    texts = {text for dossier in chosen for _, text in dossier.paragraphs}
    answered = {question for question, one in asked.items() if one.gold}
    parts = [e for e in examples if e.question in answered and e.passage not in texts]
    assert {example.answers for example in parts} == {True, False}
    for example in examples:
        one = asked.get(example.question)
        if one is None:
            continue
        here = [gold for gold in one.gold if gold.quote in example.passage or example.passage in gold.quote]
        assert bool(here) == bool(example.answers), example
        if example.stance is not None:
            assert (example.stance == neutral) == (not here)
        if example.span is not None and one.answer is not None:
            assert example.passage[slice(*example.span)] == one.answer
