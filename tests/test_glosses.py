"""Offices and ministries in English answers."""

from __future__ import annotations

import pytest

from qabot.answering.reporting.glosses import NAMES, glossed


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Wakil Menteri Keuangan Rita Halim",
            "Wakil Menteri Keuangan (Deputy Minister of Finance) Rita Halim",
        ),
        ("Wakil Gubernur", "Wakil Gubernur (deputy governor)"),
        ("Polres Kenari Ipda Rita", "Polres Kenari (district police) Ipda Rita"),
        ("DPRD Kenari, dan", "DPRD Kenari (regional council), dan"),
        ("BPBD Kabupaten Kenari", "BPBD Kabupaten Kenari (regional disaster management agency)"),
        ("Polda Jawa Barat Rita", "Polda Jawa Barat (regional police) Rita"),
        ("Gubernur Rita", "Gubernur (governor) Rita"),
        ("Ketua DPD Teduh", "Ketua DPD Teduh"),
        ("Ketua DPD RI", "Ketua DPD (Regional Representative Council) RI"),
        ("Dewan Perwakilan Rakyat Daerah", "Dewan Perwakilan Rakyat Daerah (regional council)"),
        ("Presiden Direktur Kenari Lukman Hadi", "Presiden Direktur Kenari Lukman Hadi"),
        ("Kapolda Papua Barat Yosef Tanara", "Kapolda Papua Barat (regional police chief) Yosef Tanara"),
        ("Pengadilan Negeri Jakarta Selatan", "Pengadilan Negeri Jakarta Selatan (District Court)"),
        ("Financial Services Authority (OJK)", "Financial Services Authority (OJK)"),
    ],
)
def test_a_gloss_says_the_very_office_once_and_cuts_no_name(text: str, shown: str) -> None:
    assert glossed(text) == shown
