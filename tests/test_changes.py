"""What newer articles say otherwise than older ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from qabot.answering.reporting import changes
from qabot.types import Citation

if TYPE_CHECKING:
    from qabot.types import Stance, VerdictLabel


def cited(
    day: str | None,
    stance: Stance = "supports",
    speaker: str | None = None,
    quote: str = "Kutipan.",
    publisher: str | None = None,
) -> Citation:
    return Citation(
        f"{(day or 'tanpa').replace('-', '')}-1a",
        "sumber.txt",
        "",
        publisher,
        None,
        day,
        1,
        quote,
        0,
        len(quote),
        speaker=speaker,
        stance=stance,
        day=day,
    )


def test_a_later_word_of_the_other_side_is_a_change() -> None:
    old, new = cited("2023-07-26", "supports", "TikTok"), cited("2023-11-13", "opposes", "Teten Masduki")
    found = changes.of_verdict([old, new], "no")
    assert found == changes.Change(old, new, "no", "yes")
    assert changes.newest_first([old, new], found) == (new, old)
    assert changes.sentence(found, "en") == (
        "In July 2023 TikTok said no; by November 2023 Teten Masduki said yes."
    )
    assert changes.sentence(found, "id") == (
        "Pada Juli 2023 TikTok menyebut tidak; per November 2023 Teten Masduki menyebut ya."
    )


@pytest.mark.parametrize("verdict", ["yes", "mixed"])
def test_the_newer_side_is_now_whatever_the_verdict_was(verdict: VerdictLabel) -> None:
    found = changes.of_verdict([cited("2023-01-05"), cited("2023-03-05", "opposes")], verdict)
    assert found is not None
    assert (found.was, found.now) == ("yes", "no")


@pytest.mark.parametrize(
    "citations",
    [
        [cited("2023-07-26"), cited("2023-11-13")],  # one side
        [cited("2023-07-26"), cited("2023-07-28", "opposes")],  # a dispute, not a change
        [cited("2023-07-26"), cited("2023-11-13", "opposes"), cited("2023-12-01")],  # the sides overlap
        [cited("2023-07-26"), cited(None, "opposes")],
        [],
    ],
)
def test_what_is_no_change(citations: list[Citation]) -> None:
    assert changes.of_verdict(citations, "yes") is None


def test_one_speaker_may_change_within_days() -> None:
    citations = [
        cited("2023-07-03", "supports", "Melani"),
        cited("2023-07-05", "opposes", "Melani Sarong"),
    ]
    found = changes.of_verdict(citations, "yes")
    assert found is not None
    assert changes.sentence(found, "en") == (
        "On 3 July 2023 Melani said yes; by 5 July 2023 Melani Sarong said no."
    )


def test_so_may_one_outlet_in_its_own_words() -> None:
    citations = [cited("2023-07-03", publisher="Kabar"), cited("2023-07-05", "opposes", publisher="Kabar")]
    assert changes.of_verdict(citations, "yes") is not None


OLD = "Harga beras di Pasar Sagu tercatat Rp13.500 per kilogram."
NEW = "Harga beras di Pasar Sagu kini tercatat Rp14.250 per kilogram."


@pytest.mark.parametrize("newer_first", [True, False])
def test_a_number_that_changed(newer_first: bool) -> None:
    old, new = cited("2023-03-01", quote=OLD), cited("2023-06-01", quote=NEW)
    citations = [new, old] if newer_first else [old, new]
    found = changes.of_value("Rp14.250" if newer_first else "Rp13.500", citations)
    assert found == changes.Change(old, new, "Rp13.500", "Rp14.250")
    assert changes.sentence(found, "id") == (
        "Pada Maret 2023 sumber.txt menyebut Rp13.500; per Juni 2023 sumber.txt menyebut Rp14.250."
    )


def test_a_date_that_was_moved() -> None:
    old = cited("2023-03-01", quote="Jembatan Sagu akan dibuka untuk umum pada 5 Mei 2023.")
    new = cited("2023-04-20", quote="Jembatan Sagu baru akan dibuka untuk umum pada 9 Juni 2023.")
    found = changes.of_value("5 Mei 2023", [old, new])
    assert found is not None
    assert (found.was, found.now) == ("5 Mei 2023", "9 Juni 2023")


@pytest.mark.parametrize(
    "other",
    [
        cited("2023-06-01", quote=OLD),  # the same number
        cited("2023-06-01", quote="Beras itu naik 4 persen."),  # another unit
        cited("2023-06-01", quote="Ongkos parkir di Stasiun Rimba Rp14.250."),  # another thing
        cited("2023-06-01", quote=NEW.replace("tercatat", "tercatat Rp14.000 sampai")),  # two of them
        cited("2023-03-01", quote=NEW),  # the same day
        cited("2023-03-05", quote=NEW),  # days later, from nobody in particular
        cited(None, quote=NEW),
    ],
)
def test_numbers_that_did_not_change(other: Citation) -> None:
    assert changes.of_value("Rp13.500", [cited("2023-03-01", quote=OLD), other]) is None


def test_words_are_no_value() -> None:
    citations = [cited("2023-03-01", quote=OLD), cited("2023-06-01", quote=NEW)]
    assert changes.of_value("Pasar Sagu", citations) is None
    assert changes.of_value("Rp13.500", []) is None


def test_the_day_of_saying_is_no_new_date() -> None:
    quotes = [f"Lembaga itu memblokir rekening menganggur {day}." for day in ("16 Mei 2025", "Sabtu (9/8)")]
    old = cited("2025-08-06", speaker="Ani", quote=quotes[0])
    new = cited("2025-08-09", speaker="Ani", quote=quotes[1])
    assert changes.of_value("16 Mei 2025", [old, new]) is None
    assert changes.of_value("9/8", [new, old]) is None


def test_a_day_shortly_before_the_article_is_one_of_saying() -> None:
    old = cited("2023-03-01", speaker="Ani", quote="Jembatan Sagu akan dibuka untuk umum pada 5 Mei 2023.")
    new = cited("2023-04-20", speaker="Ani", quote="Jembatan Sagu akan dibuka untuk umum, kata Ani, Selasa.")
    assert changes.of_value("5 Mei 2023", [old, new]) is None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        # numbers of a list, and of nothing in particular
        ("pukul 05.50", "2. Kereta Sagu berangkat pukul 05.50.", "3. Kereta Sagu berangkat."),
        # the figure of another month
        (
            "0,4 persen",
            "Inflasi kota Sagu pada Mei hanya 0,4 persen.",
            "Inflasi kota Sagu pada Juli 0,3 persen.",
        ),
        # a short sentence within a long one on something else
        (
            "Rp5 juta",
            "Tunjangan Rp5 juta.",
            "Bila semua gaji, uang makan, dan tunjangan rumah digabung, anggota dewan itu menerima Rp9 juta.",
        ),
    ],
)
def test_other_figures_are_no_change(text: str, first: str, second: str) -> None:
    citations = [cited("2023-06-01", quote=first), cited("2023-09-01", quote=second)]
    assert changes.of_value(text, citations) is None


def test_a_month_that_was_moved_is_a_change() -> None:
    old = cited("2023-03-01", quote="Jembatan Sagu akan dibuka untuk umum pada Mei 2023.")
    new = cited("2023-04-20", quote="Jembatan Sagu akan dibuka untuk umum pada Juni 2023.")
    found = changes.of_value("Mei 2023", [old, new])
    assert found is not None
    assert found.now == "Juni 2023"
