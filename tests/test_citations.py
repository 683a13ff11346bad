"""Citation ids: readable, typable, stable, and exact."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexmaking import HashEmbedder, article, corpus

from qabot.citations import CitationId, cite, lookup, parse_id, sentence_letters, verify
from qabot.errors import CitationError, UsageError
from qabot.index import PassageIndex
from qabot.index.codes import ALPHABET
from qabot.types import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qabot.types import Passage

BRIDGE = article(
    "bridge.txt",
    "Jembatan Kali Biru ditutup",
    "Pemerintah kota menutup jembatan itu. Pagar besinya retak sejak Senin! Warga kecewa. Wali kota diam.",
    "Perbaikan memakan waktu tiga bulan.",
    "Biayanya Rp15 miliar. Dana itu dari kas kota.",
    published="2024-03-05",
)

codes = st.text(ALPHABET, min_size=6, max_size=26)
ids = st.builds(
    lambda code, paragraph, ends: CitationId(code, paragraph, *(sorted(ends) if ends else ())),
    codes,
    st.integers(0, 999_999),
    st.none() | st.tuples(st.integers(0, 17_000), st.integers(0, 17_000)),
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PassageIndex]:
    with PassageIndex.create_or_open(tmp_path / "index", HashEmbedder()) as made:
        made.add([BRIDGE])
        yield made


def passage(index: PassageIndex, paragraph: int, source: str = "bridge.txt") -> Passage:
    (info,) = (info for info in index.articles() if info.source == source)
    return next(p for p in index.article_passages(info.code) if p.paragraph == paragraph)


def at(passage: Passage, text: str) -> tuple[int, int]:
    start = passage.start + passage.text.index(text)
    return start, start + len(text)


# -- ids


@given(ids)
def test_an_id_survives_being_written_and_read(made: CitationId) -> None:
    assert parse_id(str(made)) == made


@given(
    ids,
    st.sampled_from(["-", "–", " - ", " ", "—", "‑", " – "]),
    st.booleans(),
    st.sampled_from([("", ""), ("[", "]"), ("(", ")."), (" “", "”, "), ("#", ""), ("<", ">;")]),
)
def test_an_id_survives_being_typed_on_a_phone(
    made: CitationId, dash: str, shout: bool, around: tuple[str, str]
) -> None:
    typed = around[0] + str(made).replace("-", dash) + around[1]
    assert parse_id(typed.upper() if shout else typed) == made


@given(st.text(max_size=40))
def test_any_text_is_an_id_or_refused(text: str) -> None:
    try:
        made = parse_id(text)
    except CitationError:
        return
    assert parse_id(str(made)) == made


@pytest.mark.parametrize(
    "text", ["", "k7m2pq3b", "k7m2-3b", "k7m2pq-b3", "k7m2pq-3b-d-e", "https://example.org/x-3"]
)
def test_what_is_no_id_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(CitationError, match=r"not a citation id.*-(1|3b)"):
        parse_id(text)


def test_letters_count_on_after_z() -> None:
    assert [sentence_letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["a", "z", "aa", "ab", "zz", "aaa"]


def test_a_bare_article_code_is_explained() -> None:
    with pytest.raises(CitationError, match="k7m2pq-1"):
        parse_id("k7m2pq")


def test_a_range_the_wrong_way_round_is_understood() -> None:
    assert parse_id("k7m2pq-3d-b") == parse_id("k7m2pq-3b-d")


# -- quotes


@pytest.mark.parametrize(
    ("paragraph", "text", "letters", "quote"),
    [
        (1, "besinya retak", "b", "Pagar besinya retak sejak Senin!"),
        (1, " Pagar besinya", "b", "Pagar besinya retak sejak Senin!"),
        (1, "Senin! Warga", "b-c", "Pagar besinya retak sejak Senin! Warga kecewa."),
        (1, "itu. Pagar besinya retak sejak Senin! Warga kecewa. Wali", "", BRIDGE.text[28:128]),
        (2, "tiga", "", "Perbaikan memakan waktu tiga bulan."),
        (0, "Kali", "", "Jembatan Kali Biru ditutup"),
    ],
)
def test_whole_sentences_are_cited(
    index: PassageIndex, paragraph: int, text: str, letters: str, quote: str
) -> None:
    cited = passage(index, paragraph)
    made = cite(index, cited, *at(cited, text), speaker="Wali kota", stance="opposes", score=0.5)
    assert made.id == f"{cited.article.code}-{paragraph}{letters}"
    assert made.quote == quote == BRIDGE.text[made.start : made.end]
    assert (made.source, made.title, made.published) == ("bridge.txt", BRIDGE.title, "2024-03-05")
    assert (made.paragraph, made.speaker, made.stance, made.score) == (paragraph, "Wali kota", "opposes", 0.5)


def test_an_empty_range_cites_the_sentence_it_stands_in(index: PassageIndex) -> None:
    cited = passage(index, 1)
    within, _ = at(cited, "kecewa")
    assert cite(index, cited, within, within).quote == "Warga kecewa."
    between, _ = at(cited, " Warga")
    assert cite(index, cited, between, between + 1).quote in cited.text


def test_a_range_elsewhere_is_refused(index: PassageIndex) -> None:
    cited = passage(index, 2)
    for start, end in ((0, 3), (cited.end + 5, cited.end + 9), (cited.start + 4, cited.start)):
        with pytest.raises(UsageError):
            cite(index, cited, start, end)


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_offsets_are_exact_and_ids_lead_back(index: PassageIndex, data: st.DataObject) -> None:
    cited = passage(index, data.draw(st.sampled_from([0, 1, 2, 3])))
    start = data.draw(st.integers(cited.start, cited.end - 1))
    end = data.draw(st.integers(start + 1, cited.end))
    made = cite(index, cited, start, end)
    assert made.quote == BRIDGE.text[made.start : made.end]
    assert made.quote == made.quote.strip()
    asked = BRIDGE.text[start:end].strip()
    assert asked in made.quote
    found = lookup(index, made.id).citation
    assert found == made
    assert verify(index, made)


def test_a_passage_of_a_long_paragraph_counts_sentences_of_the_paragraph(index: PassageIndex) -> None:
    sentences = [
        f"Kalimat nomor {n} menyebut sepuluh kata tentang jembatan dan pasar kota." for n in range(60)
    ]
    index.add([article("long.txt", "Panjang", " ".join(sentences))])
    (info,) = (info for info in index.articles() if info.source == "long.txt")
    last = index.article_passages(info.code)[-1]
    assert last.start > 200
    made = cite(index, last, *at(last, "nomor 59"))
    assert made.id == f"{info.code}-1{sentence_letters(59)}"
    assert made.quote == sentences[59]
    assert lookup(index, made.id).citation == made


# -- looking up


def test_what_stands_around(index: PassageIndex) -> None:
    code = passage(index, 1).article.code
    found = lookup(index, f"[{code.upper()} – 2].", context=1)
    paragraphs = [BRIDGE.paragraph_text(p) for p in BRIDGE.paragraphs]
    assert (found.before, found.paragraph, found.after) == ((paragraphs[0],), paragraphs[1], (paragraphs[2],))
    assert lookup(index, f"{code}-3", context=9).before == tuple(paragraphs[:2])
    title = lookup(index, f"{code}-0", context=2)
    assert (title.before, title.paragraph, title.after) == ((), BRIDGE.title, tuple(paragraphs[:2]))
    assert lookup(index, f"{code}-1").before == ()


def test_the_only_sentence_is_the_paragraph(index: PassageIndex) -> None:
    code = passage(index, 2).article.code
    assert lookup(index, f"{code}-2a").citation.id == f"{code}-2"


def test_ids_of_nothing_say_what_there_is(index: PassageIndex) -> None:
    code = passage(index, 1).article.code
    with pytest.raises(CitationError, match=f"{code}-1 to {code}-3"):
        lookup(index, f"{code}-7")
    with pytest.raises(CitationError, match="sentences are a to d"):
        lookup(index, f"{code}-1e")
    with pytest.raises(CitationError, match="qabot articles"):
        lookup(index, "zzzzzz-1")


def test_a_longer_form_of_a_code_is_understood(index: PassageIndex) -> None:
    with index._store.reading() as connection:
        key = connection.execute("SELECT content FROM articles").fetchone()[0]
    code = passage(index, 1).article.code
    assert key.startswith(code)
    assert lookup(index, f"{key[:9]}-2").citation.id == f"{code}-2"
    with pytest.raises(CitationError):
        lookup(index, f"{key[:8]}{'3' if key[8] == '2' else '2'}-2")


def test_two_articles_that_share_a_beginning_get_codes_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {"a": "k7m2pq" + "2" * 20, "b": "k7m2pq" + "3" * 20, "c": "k7m2pq" + "3" * 19 + "4"}
    monkeypatch.setattr("qabot.index.writer.content_key", lambda made: keys[made.source])
    with PassageIndex.create_or_open(tmp_path, HashEmbedder()) as index:
        index.add([article(name, "Judul", f"Isi {name}.") for name in "abc"])
        assert [info.code for info in index.articles()] == ["k7m2pq", "k7m2pq3", "k7m2pq33"]
        index.remove("a")
        index.add([article("a", "Judul", "Isi a.")])
        assert [info.code for info in index.articles()] == ["k7m2pq3", "k7m2pq33", "k7m2pq"]


# -- change


def test_an_edited_article_is_shown_as_it_is_now(index: PassageIndex) -> None:
    cited = passage(index, 1)
    made = cite(index, cited, *at(cited, "kecewa"))
    second = cite(index, passage(index, 3), *at(passage(index, 3), "Dana"))
    for text in ("Jembatan dibuka lagi. Pagar sudah kuat.", "Jembatan dibuka lagi. Pagar sangat kuat."):
        index.add([article("bridge.txt", "Jembatan dibuka", text)])
        found = lookup(index, made.id)
        assert found.edited
        assert found.paragraph == text
        assert found.citation.quote == text  # there is no sentence c any more
        assert found.citation.id.startswith(index.articles()[0].code)
        assert not verify(index, made)
    with pytest.raises(CitationError, match="was edited and now has no paragraph 3"):
        lookup(index, second.id)


def test_what_an_edit_left_alone_still_stands(index: PassageIndex) -> None:
    cited = passage(index, 1)
    made = cite(index, cited, *at(cited, "kecewa"))
    index.add(
        [article("bridge.txt", BRIDGE.title, BRIDGE.paragraph_text(BRIDGE.paragraphs[0]), "Sudah selesai.")]
    )
    found = lookup(index, made.id)
    assert found.edited
    assert found.citation.quote == made.quote == "Warga kecewa."
    assert verify(index, made)


def test_a_removed_article_is_said_to_be(index: PassageIndex) -> None:
    cited = passage(index, 1)
    made = cite(index, cited, cited.start, cited.end)
    index.remove("bridge.txt")
    with pytest.raises(CitationError, match=r"bridge\.txt.*was removed"):
        lookup(index, made.id)
    assert not verify(index, made)
    index.add([BRIDGE])
    assert verify(index, made)


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Warga senang."},
        {"start": 29},
        {"end": 60},
        {"paragraph": 2},
        {"source": "other.txt"},
        {"id": "x"},
    ],
)
def test_verification_detects_any_change(index: PassageIndex, change: dict[str, object]) -> None:
    cited = passage(index, 1)
    made = cite(index, cited, *at(cited, "kecewa"))
    assert verify(index, made)
    assert not verify(index, dataclasses.replace(made, **change))  # type: ignore[arg-type]


# -- stability

words = st.text(st.sampled_from("abc de.fgh ij!kl mñ“” 日本 \n"), min_size=1, max_size=40).filter(str.strip)


@st.composite
def articles(draw: st.DrawFn) -> list[Article]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        title = draw(words)
        text, spans = title + "\n\n", []
        for paragraph in range(draw(st.integers(1, 3))):
            body = draw(words)
            spans.append(Paragraph(paragraph + 1, len(text), len(text) + len(body)))
            text += body + draw(st.sampled_from(["\n\n", "\n\niklan\n\n"]))
        made.append(
            Article(f"{number}.txt", f"https://example.org/{number}", text, tuple(spans), title, "id")
        )
    return made


@given(made=articles(), data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ids_do_not_depend_on_the_order_of_adding(
    tmp_path_factory: pytest.TempPathFactory, made: list[Article], data: st.DataObject
) -> None:
    orders = [made, data.draw(st.permutations(made))]
    found: list[dict[str, str]] = []
    for order in orders:
        with PassageIndex.create_or_open(tmp_path_factory.mktemp("order"), HashEmbedder()) as index:
            index.add(order)
            quotes = {}
            for info in index.articles():
                for cited in index.article_passages(info.code):
                    citation = cite(index, cited, cited.start, cited.end)
                    assert verify(index, citation)
                    assert index.article(info.code).text[citation.start : citation.end] == citation.quote
                    quotes[citation.id] = citation.quote
            found.append(quotes)
    assert found[0] == found[1]


def test_ids_survive_a_rebuild_with_another_model(tmp_path: Path) -> None:
    made = []
    for name, seed in (("one", 1), ("two", 2)):
        with PassageIndex.create_or_open(tmp_path / name, HashEmbedder(name, 8 * seed)) as index:
            index.add(corpus(8)[::-1] if seed == 2 else corpus(8))
            cited = [p for info in index.articles() for p in index.article_passages(info.code)]
            made.append({cite(index, p, p.start, p.start + 1).id for p in cited})
    assert made[0] == made[1]


# -- the days a quote speaks of


def test_dates_a_quote_leaves_open_are_worked_out_from_the_article(index: PassageIndex) -> None:
    dated = article(
        "rapat.txt",
        "Rapat jembatan",
        "Rapat digelar kemarin dan Senin (4/3), bukan 1 Mei 2023. Hasilnya diumumkan akhir bulan ini.",
        published="2024-03-07T10:00",
    )
    index.add([dated])
    found = passage(index, 1, "rapat.txt")
    first = cite(index, found, *at(found, "Rapat"))
    assert first.day == "2024-03-07"
    assert [(d.text, d.value, d.part) for d in first.dates] == [
        ("kemarin", "2024-03-06", None),
        ("Senin (4/3)", "2024-03-04", None),
    ]
    assert all(d.text in first.quote for d in first.dates)
    second = cite(index, found, *at(found, "Hasilnya"))
    assert [(d.value, d.part) for d in second.dates] == [("2024-03", "end")]
    assert lookup(index, second.id).citation == second


def test_an_undated_article_speaks_from_the_newest_day_it_names(index: PassageIndex) -> None:
    index.add(
        [
            article("tanpa.txt", "Pasar", "Pasar tutup, kata warga, Senin (13/11/2023). Bulan lalu ramai."),
            article("polos.txt", "Pasar lain", "Pasar tutup sejak kemarin."),
        ]
    )
    found = passage(index, 1, "tanpa.txt")
    cited = cite(index, found, *at(found, "Bulan lalu"))
    assert (cited.published, cited.day) == (None, "2023-11-13")
    assert [d.value for d in cited.dates] == ["2023-10"]
    plain = passage(index, 1, "polos.txt")
    assert (cite(index, plain, *at(plain, "Pasar")).day, cite(index, plain, *at(plain, "Pasar")).dates) == (
        None,
        (),
    )
