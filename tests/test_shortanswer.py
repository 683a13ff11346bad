"""Which quotes are sources of a short answer."""

from __future__ import annotations

import numpy as np
import pytest

from qabot.answering import shortanswer
from qabot.answering.evidence import Evidence
from qabot.answering.reader import PassageReading
from qabot.types import ArticleInfo, Hit, Passage


def sentence(text: str, answers: float = 0.0) -> Evidence:
    article = ArticleInfo("AAAA", "a.txt", "a.txt", "Judul", None, None, None, "id", 1, 1, "2024-01-01")
    hit = Hit(Passage(1, article, 1, 0, len(text), text, "0" * 16), 0.0)
    reading = PassageReading(answers, 0, 0, 0.0, affirms=0.3, denies=0.3, open=0.4)
    return Evidence(hit, 0, len(text), text, 0.0, {}, np.zeros(1, np.float32), reading)


@pytest.mark.parametrize(
    ("text", "said", "holds"),
    [
        ("Dinas itu dipimpin Ratri Simamora.", "Ratri Simamora", True),
        ("“Kami buka,” kata Simamora.", "Ratri Simamora", True),
        ("Ratri Widyawati membantah.", "Ratri Simamora", False),
        ("Dendanya Rp3 miliar.", "Rp3 miliar", True),
        ("Dendanya Rp30 miliar.", "Rp3 miliar", False),
        ("Dibuka pada 5 Maret.", "5 Maret 2024", False),
        ("DIBUKA PADA 5 MARET 2024.", "5 Maret 2024", True),
    ],
)
def test_a_source_of_a_short_answer_says_it(text: str, said: str, holds: bool) -> None:
    assert shortanswer.holds(sentence(text, answers=9.0), said) is holds


def test_without_a_short_answer_the_reader_says_whether_a_quote_answers() -> None:
    assert shortanswer.holds(sentence("Karena hujan.", answers=0.5), "")
    assert not shortanswer.holds(sentence("Karena hujan.", answers=-0.5), "")
