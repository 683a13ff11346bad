"""Offices, in full and in short."""

from __future__ import annotations

import pytest

from qabot.answering.words import offices
from qabot.text import abbreviations


@pytest.mark.parametrize(
    ("asked", "role", "one"),
    [
        ("Menteri Keuangan", "Menkeu", True),
        ("Menkeu", "Menteri Keuangan RI", True),
        ("Gubernur Jabar", "Gubernur Jawa Barat", True),
        ("Wakil Presiden", "Wapres", True),
        ("Presiden", "Wakil Presiden", False),
        ("Presiden", "Presiden Direktur Kenari", False),
        ("Rita Halim", "Direktur Kenari", False),
        ("Bupati Ende", "", False),
        ("", "Bupati Ende", False),
    ],
)
def test_one_office_in_full_and_in_short(asked: str, role: str, one: bool) -> None:
    assert offices.is_one(asked, role) == one


def test_short_forms_are_written_out() -> None:
    assert abbreviations.written_out("Wapres dan Gubernur Jabar") == "wakil presiden dan Gubernur jawa barat"
    assert abbreviations.written_out("") == ""
