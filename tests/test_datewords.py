"""Dates in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.text.datewords import month, written

if TYPE_CHECKING:
    from qabot.text.dates import Part


@pytest.mark.parametrize(
    ("iso", "part", "indonesian", "english"),
    [
        ("2023-07-08", None, "8 Juli 2023", "8 July 2023"),
        ("2023-11", "end", "akhir November 2023", "the end of November 2023"),
        ("2023-W30", None, "pekan 24 Juli 2023", "the week of 24 July 2023"),
        ("2023-W30", "start", "awal pekan 24 Juli 2023", "the start of the week of 24 July 2023"),
        ("2022", "middle", "pertengahan 2022", "the middle of 2022"),
        ("2023-W60", None, "2023-W60", "2023-W60"),
    ],
)
def test_written(iso: str, part: Part | None, indonesian: str, english: str) -> None:
    assert (written(iso, "id", part), written(iso, "en", part)) == (indonesian, english)


def test_the_month_of_a_day() -> None:
    assert month("2023-07-28", "id") == "Juli 2023"
