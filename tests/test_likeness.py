"""Words that differ by a slip or two: against the distance computed the plain way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.text.likeness import LikeWords, slips_allowed

WORDS = st.text("abcé", min_size=1, max_size=9)


def distance(one: str, other: str) -> int:
    """Optimal string alignment distance."""
    table = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i, a in enumerate(one, start=1):
        for j, b in enumerate(other, start=1):
            best = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, table[i - 2][j - 2] + 1)
            table[i][j] = best
    return table[-1][-1]


@given(st.sets(WORDS, max_size=30), WORDS, st.sampled_from([1, 2]))
def test_all_words_within_reach_are_found_with_their_distance(words: set[str], word: str, most: int) -> None:
    near = {other: distance(word, other) for other in words}
    assert LikeWords(words).near(word, most) == {
        other: slips for other, slips in near.items() if 0 < slips <= most
    }


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("mentri", "menteri", 1),
        ("jembtaan", "jembatan", 1),
        ("pelabuhann", "pelabuhan", 1),
        ("bendumgan", "bendungan", 1),
        ("pemrintha", "pemerintah", 2),
    ],
)
def test_slips_of_the_finger(typed: str, meant: str, slips: int) -> None:
    assert LikeWords([meant, "lain", "pasar"]).near(typed, 2) == {meant: slips}


def test_long_words_may_hold_more_slips() -> None:
    assert [slips_allowed(word) for word in ("ada", "naik", "menteri", "jembatan", "2023", "g20a")] == [
        0, 1, 1, 2, 0, 0
    ]  # fmt: skip


def test_no_words_have_none_like_them() -> None:
    assert LikeWords([]).near("apa", 1) == {}
