"""Language of questions of three words and of whole articles."""

from __future__ import annotations

import pytest

from qabot.text.language import detect


@pytest.mark.parametrize(
    "text",
    [
        "kapan pasar dibuka?",
        "siapa Rina Hartono?",
        "brp harga berasnya",
        "Project Falcon itu apa sih",
        "emg bener WHO bilang udara kotor",
        "emang bener WHO tolak IT",
        "project falcon masuk indonesia",
        "Apakah The Old Bridge sudah ditutup?",
        "Gubernur Resmikan Pelabuhan Peti Kemas",
        "Harga bawang turun setelah panen raya di tiga kabupaten.",
    ],
)
def test_indonesian(text: str) -> None:
    assert detect(text, default="en") == "id"


@pytest.mark.parametrize(
    "text",
    [
        "when does the market open?",
        "Who is Rina Hartono?",
        "What did Menteri Perdagangan say?",
        "is Pasar Minggu closed",
        "Governor opens container port",
        "Onion prices fell after the harvest in three districts.",
    ],
)
def test_english(text: str) -> None:
    assert detect(text, default="id") == "en"


@pytest.mark.parametrize("text", ["", "???", "12.500", "Zqx"])
def test_default_where_nothing_speaks(text: str) -> None:
    assert detect(text) == "id"
    assert detect(text, default="en") == "en"


def test_a_few_borrowed_words_do_not_turn_an_article() -> None:
    text = (
        "Platform social commerce itu menawarkan live shopping dan same day delivery kepada pelanggan, "
        "tetapi pedagang kecil belum merasakan manfaatnya."
    )
    assert detect(text) == "id"
