"""The training data as training reads it, and the fold that is kept from it."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
import trainingdata

from qabot.errors import UsageError
from qabot.training import data as training_data

if TYPE_CHECKING:
    from pathlib import Path

    from qabot.training.data import Question


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trainingdata.make(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def questions(folder: Path) -> list[Question]:
    return training_data.questions(folder)


def test_every_set_is_read_with_its_own_fields(questions: list[Question]) -> None:
    by_set = defaultdict(list)
    for item in questions:
        by_set[item.source].append(item)
    assert tuple(by_set) == training_data.SETS
    (first, *_) = by_set["idkmrc-train"]
    assert (first.language, first.answerable, first.id, first.evidence) == ("id", True, None, "")
    assert first.answers[0] in first.passage
    assert any(not item.answerable and item.answers == () for item in by_set["idkmrc-train"])
    assert {item.language for item in by_set["squadshifts-reddit"]} == {"en"}
    scores = {bool(item.evidence) for item in by_set["news-llm-id"] if item.question.startswith("Ada apa")}
    assert scores == {False}  # too unsure of its evidence
    assert all(item.evidence in item.passage for item in by_set["news-llm-id"])


def test_a_translation_is_joined_to_its_original(questions: list[Question]) -> None:
    originals = {item.id: item for item in questions if item.source == "squad-en"}
    for name in ("squad-mt-id", "squad-tar-mt-id"):
        translated = [item for item in questions if item.source == name]
        assert len(translated) == len(originals)
        for item in translated:
            original = originals[item.id]
            assert item.id is not None
            assert len(item.id) == 24
            assert (item.title, item.held_out) == (original.title, original.held_out)
            assert item.answers == original.answers


def test_whole_titles_and_whole_passages_are_held_out(questions: list[Question]) -> None:
    folds = defaultdict(set)
    for item in questions:
        folds[item.title if item.source.startswith("squad-") else item.passage].add(item.held_out)
    assert all(len(fold) == 1 for fold in folds.values())
    titles = {item.title: item.held_out for item in questions if item.source == "squad-en"}
    assert sum(titles.values()) == 5
    others = {item.passage: item.held_out for item in questions if not item.source.startswith("squad-")}
    assert 0.02 < sum(others.values()) / len(others) < 0.12  # one in sixteen


def test_the_fold_does_not_depend_on_what_else_is_there(folder: Path, questions: list[Question]) -> None:
    assert training_data.questions(folder) == questions


def test_pairs_are_read_from_every_file_and_halves_left_out(folder: Path) -> None:
    pairs = list(training_data.sentence_pairs(folder))
    assert len(pairs) == 120
    assert all(en and id_ for en, id_ in pairs)
    assert pairs[0][0].startswith("The ")
    assert ("health worker", "tenaga kesehatan") in list(training_data.word_pairs(folder))


def test_long_text_is_cut_at_a_word() -> None:
    assert training_data.shortened("satu dua\n tiga", 2) == "satu dua"
    assert training_data.shortened("satu dua") == "satu dua"
    assert len(training_data.shortened("kata " * 500).split()) == training_data.LONGEST


@pytest.mark.parametrize("damage", ["missing", "cut short", "not gzip", "garbled", "not JSON"])
def test_unreadable_data_is_named_with_the_mend(tmp_path: Path, damage: str) -> None:
    packed = gzip.compress(json.dumps({"en": "a", "id": "b"}).encode() * 50, mtime=0)
    contents = {
        "cut short": packed[:-9],
        "not gzip": b"{}",
        "garbled": packed[:12] + b"\xff" * 8 + packed[20:],
        "not JSON": gzip.compress(b"{"),
    }
    (tmp_path / "dict").mkdir()
    if damage in contents:
        (tmp_path / "dict" / "words.jsonl.gz").write_bytes(contents[damage])
    with pytest.raises(UsageError) as caught:
        list(training_data.rows(tmp_path, "dict/words"))
    assert str(tmp_path / "dict" / "words.jsonl.gz") in caught.value.message
    assert "--data" in caught.value.mend
