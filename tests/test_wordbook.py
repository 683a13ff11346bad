"""The book of words that can stand in the place of others."""

from __future__ import annotations

import pytest

from qabot.errors import ModelError
from qabot.text import wordbook


@pytest.mark.parametrize("name", ["id.txt", "en.txt", "en-id.txt"])
def test_the_book_is_in_order(name: str) -> None:
    lines = (wordbook.FOLDER / name).read_text(encoding="utf-8").splitlines()
    table = wordbook.read(lines, name)
    assert list(table) == sorted(line.partition(" | ")[0] for line in lines)
    for word, others in table.items():
        assert len(set(others)) == len(others), word
        assert name == "en-id.txt" or word not in others


@pytest.mark.parametrize("line", ["naik meningkat", "naik | meningkat, , bertambah", "| meningkat", ""])
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ModelError, match=r"id\.txt:2 is ") as caught:
        wordbook.read(["turun | menurun", line], "id.txt")
    assert "word | another" in caught.value.mend


def test_words_stand_for_each_other_whichever_line_has_them() -> None:
    alike = wordbook.alike("en")
    assert "turned down" in alike["rejected"]
    assert "rejected" in alike["turned down"]


def test_english_words_and_what_stands_for_them_in_indonesian() -> None:
    assert "khawatir" in wordbook.translated("en")["worried"]
    assert "worried" in wordbook.translated("id")["khawatir"]


def test_a_phrase_is_translated_by_a_word_of_its_meaning() -> None:
    assert "ditolak" in wordbook.translated("en")["turned down"]
    assert "maskapai" in wordbook.translated("en")["air carrier"]
