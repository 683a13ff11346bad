"""Slips of the finger in the word that asks."""

from __future__ import annotations

import pytest

from qabot.text import openers


@pytest.mark.parametrize(
    ("typed", "intended"),
    [
        ("siaoa", "siapa"),  # the key beside
        ("wjen", "when"),  # in the row below
        ("whch", "which"),  # left out
        ("apaa", "apa"),  # twice
        ("kappan", "kapan"),
        ("dose", "does"),  # exchanged
        ("hwo", "who"),
        ("berpa", "berapa"),
        ("wheree", "where"),
    ],
)
def test_one_slip(typed: str, intended: str) -> None:
    assert openers.is_slip(typed, intended)


@pytest.mark.parametrize(
    ("typed", "intended"),
    [
        ("siapa", "siapa"),
        ("siana", "siapa"),  # n is not beside p
        ("wheeree", "where"),
        ("wall", "who"),
        ("ap", "apakah"),
        ("", "who"),
        ("xwho", "who"),
        ("whose", "who"),
        ("düd", "did"),
    ],
)
def test_no_slip(typed: str, intended: str) -> None:
    assert not openers.is_slip(typed, intended)


def test_the_commonest_opener_is_meant() -> None:
    asking = openers.OPENERS["id"]
    assert openers.meant("aoakah", asking) == "apakah"
    assert openers.meant("adakah", asking) == ""  # right as it is
    assert openers.meant("aa", asking) == ""  # too short to tell
