"""Who says it."""

from __future__ import annotations

import pytest

from qabot.answering.speakers import speaker


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“Kami siap,” kata Rina Wulandari di Ambon.", "Rina Wulandari"),
        ("Direktur Bank Cemara, Yosef Tanara, mengatakan cabang itu penting.", "Yosef Tanara"),
        ("Menurut Rina Wulandari, jembatan belum aman.", "Rina Wulandari"),
        ("Rina menegaskan bahwa jembatan belum aman.", "Rina"),
        ('"We are ready," said Yosef Tanara.', "Yosef Tanara"),
        ("Jembatan itu panjangnya dua kilometer.", None),
        ("Pada Senin kata kuncinya adalah sabar.", None),
    ],
)
def test_the_named_speaker(sentence: str, name: str | None) -> None:
    assert speaker(sentence) == name


def test_a_pronoun_goes_back_to_the_last_named_speaker() -> None:
    before = ["Jembatan itu panjang.", "Rina Wulandari mengatakan warga senang.", "Yosef Tanara membantah."]
    assert speaker("“Kami siap,” ujarnya.", before) == "Rina Wulandari"
    assert speaker("“Kami siap,” ujarnya.") is None
    assert speaker("Jembatan itu dibuka.", before) is None
