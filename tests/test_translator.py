"""English questions in Indonesian: what is kept, what is written, and how it is read."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from qabot.answering.reading import reader as readers
from qabot.answering.reading import translator as translators
from qabot.answering.reading.paraphrase import Paraphraser
from qabot.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = "Jembatan Ketapi ditutup bagi truk sejak Senin."
FERRY = "Feri dari Randu berangkat dua kali sehari."


@pytest.fixture(scope="module")
def translator() -> translators.Translator:
    found = readers.bundled().translator
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Was the bridge closed?", ["jembatan", "ditutup"]),
        ("Who heads the company?", ["siapa", "perusahaan"]),
        ("When did the minister resign?", ["kapan", "menteri"]),
        ("Did Sumarni Wulandari pay Rp750,000 in 2023?", ["Sumarni Wulandari", "750", "2023"]),
    ],
)
def test_words_are_translated_and_names_and_numbers_kept(
    translator: translators.Translator, text: str, words: list[str]
) -> None:
    translation = translator.indonesian(text)
    assert [word for word in words if word not in translation] == [], translation


@pytest.mark.parametrize("text", ["", "?", "🙂", "Is " + "the bridge closed and " * 200 + "open?"])
def test_anything_ends(translator: translators.Translator, text: str) -> None:
    assert len(translator.indonesian(text)) < 1000


def test_an_english_question_is_read_in_indonesian_too(translator: translators.Translator) -> None:
    reader = readers.bundled()
    question = "Was Ketapi bridge closed to lorries?"
    passages = ["The bridge of Ketapi is closed to lorries.", CLOSED, FERRY]
    english = reader._read(Paraphraser(question), passages, [""] * 3)
    indonesian = reader._read(Paraphraser(translator.indonesian(question)), passages[1:], [""] * 2)
    both = reader.read(question, passages, sides=True)
    assert both[0].affirms == pytest.approx(english[0].affirms, abs=0.02)  # activations share a scale
    for reading, one, other in zip(both[1:], english[1:], indonesian, strict=True):
        assert reading.answers == pytest.approx(one.answers, abs=0.5)
        assert reading.affirms == pytest.approx(one.and_again(other).affirms, abs=0.1)


def test_a_reader_can_do_without(tmp_path: Path) -> None:
    for name in ("model.onnx", "reader.json", "tokenizer.json"):
        (tmp_path / name).symlink_to(readers.FOLDER / name)
    reader = readers.Reader(tmp_path)
    assert reader.translator is None
    closed, ferry = reader.read("Was Ketapi bridge closed to lorries?", [CLOSED, FERRY], sides=True)
    assert closed.answers > ferry.answers


def test_a_broken_translator_says_so(tmp_path: Path) -> None:
    shutil.copytree(readers.FOLDER, tmp_path / "reader")
    (tmp_path / "reader" / translators.MODEL).write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"translator in .*reader cannot be read"):
        readers.Reader(tmp_path / "reader").read("Was the bridge closed?", [CLOSED], sides=True)
