"""Offices and ministries in English answers."""

from __future__ import annotations

import pytest

from qabot.answering.glosses import NAMES, glossed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Menteri Koperasi dan UKM Teten Masduki",
            "Menteri Koperasi dan UKM (Minister of Cooperatives and SMEs) Teten Masduki",
        ),
        ("Kementerian Perdagangan", "Kementerian Perdagangan (Ministry of Trade)"),
        ("KPK dan OJK", "KPK (Corruption Eradication Commission) dan OJK (Financial Services Authority)"),
        ("Kemendag, lalu Kemendag", "Kemendag (Ministry of Trade), lalu Kemendag"),
        ("Badan Pusat Statistik (BPS)", "Badan Pusat Statistik (BPS: Statistics Indonesia)"),
        ("Rp62,5 miliar", "Rp62,5 miliar"),
        ("PolresX dan KPK-an", "PolresX dan KPK-an"),
    ],
)
def test_glossed(text: str, shown: str) -> None:
    assert glossed(text) == shown


def test_there_are_about_all_that_news_names() -> None:
    assert len(NAMES) >= 60
    assert all(name[0].isupper() and english for name, english in NAMES.items())
    assert all(name != english for name, english in NAMES.items())
