"""Cleaning: what is furniture goes, what is the article stays, and offsets are exact."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qabot.articles import metadata
from qabot.errors import ArticleError
from qabot.text.sentences import split

SHARED = Path(__file__).resolve().parents[2] / "shared"


def paragraphs(text: str, **facts: str) -> list[str]:
    article = metadata.assemble(text, source="page.txt", origin="/page.txt", **facts)
    return [article.paragraph_text(paragraph) for paragraph in article.paragraphs]


TITLE = "Pemkot Bantul Tutup Tiga Pasar Selama Sepekan"
BODY = [
    "BANTUL - Pemerintah kota menutup tiga pasar tradisional mulai Senin setelah atap bangunan retak.",
    '"Kami tidak mau mengambil risiko. Pedagang dipindahkan," ujar Kepala Dinas Pasar Rahma Yulianti.',
    "Penutupan berlaku tujuh hari. Menurut Rahma, perbaikan atap menelan biaya Rp 1,2 miliar.",
    "Sebanyak 340 pedagang terdampak penutupan pasar, sebagian besar penjual sayur dan daging.",
    "Para pedagang meminta pemerintah kota memberi ganti rugi selama pasar ditutup.",
]
LAST = "Pasar akan dibuka lagi setelah tim ahli bangunan memeriksa atap yang baru."


def page(*inserted: str, before: int = 2, separator: str = "\n\n") -> str:
    return separator.join([TITLE, *BODY[:before], *inserted, *BODY[before:], LAST])


@pytest.mark.parametrize(
    "inserted",
    [
        ["Artis Sinetron Ini Beli Rumah Mewah di Bali"],
        ["Apakah Harga Emas Akan Turun Pekan Depan?"],
        ['"Saya Tidak Pernah Menyerah Meski Gagal Empat Kali"'],
        ["Heboh! Kucing Ini Naik Pesawat Sendirian..."],
        ["Champions League fixtures announced for autumn"],
        ["Baca juga: Harga Cabai Naik Dua Kali Lipat Jelang Lebaran"],
        ["(Baca Juga: Cara Menanam Cabai di Pot)"],
        ["Read also: How to grow chillies on a balcony"],
        ["Baca Juga", "Harga Cabai Naik Dua Kali Lipat", "Cara Menanam Cabai di Pot"],
        ["ADVERTISEMENT", "SCROLL TO CONTINUE WITH CONTENT"],
        ["Warga berdiri di depan pasar", "Warga berdiri di depan pasar"],
        ["Warga berdiri di depan pasar.", "zoom-in-whitePerbesar", "Warga berdiri di depan pasar."],
        ["Warga berdiri di depan pasar. Foto: Dimas Ardi/Kabarkota"],
        ["Warga berdiri di depan pasar (ANTARA FOTO/Dimas Ardi)"],
        ["Ilustrasi pasar (sumber: Unsplash)"],
        ["Warga memandangi atap pasar. (Kabarkota/Dimas Ardi)"],
        ["Berita Terkait", "- Kereta Cepat Angkut Sejuta Penumpang", "- Harga Minyak Dunia Turun Tipis"],
        ["Warga di pasar.", "Photo :", "  • Kabarkota/Dimas Ardi"],
        ["Bagikan", "Facebook Twitter WhatsApp Telegram", "Copy Link"],
        ["Ikuti kami di Google News dan dapatkan berita terbaru."],
        ["Artikel ini telah tayang di Kabarkota.com dengan judul Pasar Ditutup."],
        ["[Gambas:Video Kabarkota]"],
        ["Halaman Selanjutnya"],
        ["2 menit baca", "Dibaca 1.204 kali"],
        ["https://kabarkota.example/pasar"],
        ["Lihat Foto", "Lihat Semua"],
    ],
)
@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_furniture_between_paragraphs_goes(inserted: list[str], separator: str) -> None:
    assert paragraphs(page(*inserted, separator=separator)) == [*BODY, LAST]


@pytest.mark.parametrize(
    "tail",
    [
        [
            "Editor: Redaksi",
            "Tags pasar, bantul",
            "Bagikan",
            "Dimas Ardi",
            "Dimas Ardi",
            "Lihat semua artikel",
        ],
        ["LEAVE A REPLY", "Please enter your comment!", "Saya setuju sekali dengan penutupan pasar ini."],
        ["RELATED NEWS", "Kereta Cepat Angkut Sejuta Penumpang", "Kereta itu melaju dari Jakarta tadi pagi."],
        ["Popular Posts"],
        ["Back to top button"],
        ["Copyright © 2021 Kabarkota.com. All rights reserved."],
        ["Tinggalkan Balasan", "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"],
        ["Terpopuler", "1. Gempa Kecil Guncang Maluku", "2. Timnas Menang Lagi di Hanoi"],
        ["Reporter: Dimas Ardi", "Editor: Sinta Wulan"],
    ],
)
def test_what_follows_the_article_goes(tail: list[str]) -> None:
    assert paragraphs("\n".join([TITLE, *BODY, LAST, *tail])) == [*BODY, LAST]


@pytest.mark.parametrize(
    "head",
    [
        ["Nasional", TITLE],
        ["Kabar > Kota Bantul > Tiga Pasar", TITLE],
        [TITLE, TITLE + "Warga berdiri di depan pasar tradisional yang ditutup"],
        [TITLE, "Pedagang memindahkan barang dari tiga pasar tradisional di kota, Senin (4/1/2021)"],
        ["Beranda > Berita > Daerah", TITLE, "Dimas Ardi - Senin, 4 Januari 2021 10:30"],
        [TITLE, "Penulis: Dimas Ardi", "Editor: Sinta Wulan", "Senin, 4 Jan 2021 10:30 WIB", "Share"],
        [TITLE + " - Kabarkota.com", TITLE, "Warga berdiri di depan pasar, Senin (4/1/2021)"],
        [TITLE, "Oleh :", "Dimas Ardi"],
        [TITLE, "Lihat Foto", "Pedagang memindahkan barang dari pasar yang ditutup."],
        [TITLE, "Pedagang memindahkan barang dari pasar, Senin (4/1/2021)."],
    ],
)
def test_what_precedes_the_article_goes(head: list[str]) -> None:
    text = "\n".join([*head, *BODY, LAST])
    article = metadata.assemble(text, source="page.txt", origin="/page.txt")
    assert article.title == TITLE
    assert [article.paragraph_text(p) for p in article.paragraphs] == [*BODY, LAST]


@pytest.mark.parametrize(
    "inserted",
    [
        ["1. Pasar Niten", "2. Pasar Imogiri", "3. Pasar Piyungan"],
        ["- Pasar Niten: 120 pedagang", "- Pasar Imogiri: 90 pedagang"],
        ["Berikut pasar yang ditutup:", "Pasar Niten", "Pasar Imogiri", "Pasar Piyungan"],
        ["Niten (120 pedagang)", "Imogiri (90 pedagang)"],
        ["Persija v Persib", "Arema v Borneo", "PSIS v Barito"],
        ["Jadi, kapan pasar itu dibuka lagi?"],
        ["Pasar tradisional di kota ditutup pemerintah"],
        ['"Pasar harus aman bagi semua orang yang datang,"', "-Rahma Yulianti, Kepala Dinas Pasar-"],
        ["Luas bangunan: 450 meter persegi"],
        ["Pemerintah kota menutup pasar dan memindahkan pedagang ke lapangan sejak Senin pagi"],
    ],
)
def test_what_only_looks_like_furniture_stays(inserted: list[str]) -> None:
    kept = "\n".join(paragraphs(page(*inserted, separator="\n")))
    assert all(line in kept for line in [*BODY, *inserted, LAST])


def test_a_list_is_one_paragraph_with_its_announcement() -> None:
    rows = ["Berikut pasar yang ditutup:", "Pasar Niten", "Pasar Imogiri", "Pasar Piyungan"]
    found = paragraphs(page(*rows, separator="\n"))
    assert "\n".join(rows) in found
    assert [
        text[start:end] for text in found if text.startswith("Berikut") for start, end in split(text)
    ] == rows


def test_rows_on_both_sides_of_furniture_are_apart() -> None:
    rows = ["1. Pasar Niten", "2. Pasar Imogiri", "ADVERTISEMENT", "3. Pasar Piyungan", "4. Pasar Gabusan"]
    found = paragraphs(page(*rows, separator="\n"))
    assert "1. Pasar Niten\n2. Pasar Imogiri" in found
    assert "3. Pasar Piyungan\n4. Pasar Gabusan" in found


def test_an_attribution_line_stays_with_its_quote() -> None:
    quote, name = '"Pasar harus aman bagi semua orang yang datang,"', "-Rahma Yulianti, Kepala Dinas Pasar-"
    assert f"{quote}\n{name}" in paragraphs(page(quote, name, separator="\n"))


def test_a_paragraph_that_comes_back_is_kept_once() -> None:
    assert paragraphs("\n".join([TITLE, *BODY, LAST, BODY[0]])) == [*BODY, LAST]


def test_a_sentence_that_recurs_among_paragraphs_is_no_caption() -> None:
    recurring = "Tidak ada korban dalam kejadian ini."
    lines = [TITLE, BODY[0], recurring, *BODY[1:], recurring, LAST]
    assert paragraphs("\n".join(lines)) == [BODY[0], recurring, *BODY[1:], LAST]


def test_a_box_of_links_does_not_end_the_article() -> None:
    inserted = ["Berita Terkait", "Kereta Cepat Angkut Sejuta Penumpang", "Harga Minyak Dunia Turun Tipis"]
    assert paragraphs(page(*inserted)) == [*BODY, LAST]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (
            "Pasar ditutup tujuh hari. Baca juga: Harga Cabai Naik di Bogor Menurut Rahma, itu perlu.",
            ["Pasar ditutup tujuh hari.", "Menurut Rahma, itu perlu."],
        ),
        (
            "Pasar ditutup tujuh hari.Lihat juga:Warga Keluhkan Harga CabaiRahma mengatakan itu perlu.",
            ["Pasar ditutup tujuh hari.", "Rahma mengatakan itu perlu."],
        ),
        (
            'Pasar ditutup. Baca juga: Cabai Langka di Bogor "Kami sudah menyiapkan lapangan," kata Rahma.',
            ["Pasar ditutup.", '"Kami sudah menyiapkan lapangan," kata Rahma.'],
        ),
        (
            "Pasar ditutup (Baca juga: Cabai Langka di Bogor) sejak Senin pagi oleh dinas.",
            ["Pasar ditutup", "sejak Senin pagi oleh dinas."],
        ),
        ("Pasar itu ditutup sejak kemarin pagi. (dim/snt)", ["Pasar itu ditutup sejak kemarin pagi."]),
        ("Pasar itu ditutup sejak kemarin pagi. (Antara)", ["Pasar itu ditutup sejak kemarin pagi."]),
        ("Pasar ditutup kota. [Gambas:Video Kabar] (dim/snt) pasar gempa bantul", ["Pasar ditutup kota."]),
        ("Pasar itu ditutup sejak kemarin pagi. Advertisement", ["Pasar itu ditutup sejak kemarin pagi."]),
        ("Saya baca juga laporan itu di kantor dinas.", ["Saya baca juga laporan itu di kantor dinas."]),
    ],
)
def test_inserts_within_a_paragraph(line: str, kept: list[str]) -> None:
    assert paragraphs("\n".join([TITLE, *BODY, line])) == [*BODY, *kept]


def test_hard_wrapped_text_gives_whole_paragraphs() -> None:
    wrapped = (
        "Tiga Pasar Ditutup\n\n"
        "Pemerintah kota menutup tiga pasar tradisional mulai Senin setelah atap\n"
        "bangunan retak diguncang gempa. Penutupan itu berlaku selama tujuh hari\n"
        "penuh.\n\n"
        "Pedagang dipindahkan ke lapangan kota, kata Kepala Dinas Pasar Rahma\n"
        "Yulianti pada jumpa pers di kantornya, dan tidak perlu membayar sewa.\n"
    )
    found = paragraphs(wrapped)
    assert [(paragraph[:10], paragraph[-10:]) for paragraph in found] == [
        ("Pemerintah", "ari\npenuh."),
        ("Pedagang d", "ayar sewa."),
    ]
    assert len(split(found[0])) == 2
    assert len(split(found[1])) == 1


def test_sentences_broken_at_their_links_are_put_together() -> None:
    text = "\n".join(
        [TITLE, *BODY, "Menurut data", "Dinas Pasar Bantul", ", jumlah pedagang", "naik sejak tahun lalu."]
    )
    assert paragraphs(text)[-1].split() == (
        "Menurut data Dinas Pasar Bantul , jumlah pedagang naik sejak tahun lalu.".split()
    )


def test_a_dateline_on_a_line_of_its_own_joins_the_sentence() -> None:
    lead = ["BANTUL, Kabarkota.com", "– Pemerintah kota menutup tiga pasar mulai Senin."]
    article = metadata.assemble("\n".join([TITLE, *lead, *BODY]), source="page.txt", origin="/page.txt")
    assert article.paragraph_text(article.paragraphs[0]) == "\n".join(lead)
    assert article.publisher == "Kabarkota.com"


def test_a_text_without_sentences_is_kept_as_it_is() -> None:
    text = "Daftar Harga\nberas premium lima belas ribu\ngula pasir tujuh belas ribu"
    assert paragraphs(text) == ["beras premium lima belas ribu", "gula pasir tujuh belas ribu"]


# A floor over many pages put together by chance: what is lost, what slips through.

STORIES = [
    (
        "Pelabuhan Baru di Kupang Mulai Layani Kapal Peti Kemas",
        [
            "KUPANG, Kabarkota.com - Pelabuhan peti kemas di Kupang mulai melayani kapal besar bulan ini.",
            "Kepala Otoritas Pelabuhan Yosef Lamahala mengatakan dermaga itu menampung empat kapal.",
            '"Dulu kapal harus antre dua hari. Sekarang bongkar muat selesai dalam delapan jam," kata Yosef.',
            "Pembangunan dermaga memakan waktu tiga tahun dan biaya Rp 780 miliar.",
            "Para pengusaha ikan berharap ongkos kirim ke Surabaya turun hingga sepertiga.",
            "Meski demikian, jalan menuju pelabuhan masih sempit dan sering macet pada pagi hari.",
            "Pemerintah provinsi berjanji melebarkan jalan itu sebelum akhir tahun depan.",
            "Kapal pertama yang bersandar membawa 310 peti kemas berisi semen dan pakan ternak.",
        ],
    ),
    (
        "Dokter Puskesmas di Ambon Rintis Layanan Perahu Keliling",
        [
            "Seorang dokter puskesmas di Ambon merintis layanan dengan perahu untuk desa-desa di teluk.",
            "Dokter Maria Pattiasina berangkat setiap Selasa bersama dua perawat dan seorang bidan.",
            "Mereka memeriksa rata-rata 60 pasien dalam sehari, kebanyakan ibu hamil dan anak balita.",
            '"Kalau ombak tinggi kami menunda, tetapi obat tetap kami titipkan kepada kader desa," tuturnya.',
            "Biaya bahan bakar ditanggung dari sumbangan warga dan dana kelurahan.",
            "Dinas kesehatan kota berencana membeli satu perahu lagi tahun ini.",
            "Angka imunisasi di desa yang dilayani naik dari 54 menjadi 81 persen dalam setahun.",
        ],
    ),
    (
        "Museum in Leeds Returns Carved Drum to Village in Papua",
        [
            "A museum in Leeds has handed back a carved drum that was taken from a village in Papua in 1921.",
            "The drum was flown to Jayapura on Monday and will travel upriver by boat next week.",
            '"Our grandparents sang about this drum, now our children will hear it," said Yakob Wanimbo.',
            "Curator Helen Marsh said the museum had found letters showing that the drum was never sold.",
            "The museum paid for the transport and for a small building to house the drum.",
            "Two other British museums are looking at their collections, according to the curator.",
            "Villagers plan a feast of three days when the boat arrives.",
        ],
    ),
]
HEADLINES = [
    "Penyanyi Muda Ini Batal Konser di Bandung",
    "Harga Emas Hari Ini Naik Rp 5.000 per Gram",
    "Jadwal Lengkap Piala Presiden Pekan Ini",
    "7 Resep Sambal Rumahan yang Mudah Dibuat",
    "Ini Alasan Warga Menolak Tol Layang Baru",
    "Viral Pengendara Motor Terobos Banjir, Polisi Turun Tangan",
    "Bupati Lantik 40 Kepala Sekolah",
    "Kapan Gajian PNS Bulan Depan? Ini Kata Menkeu",
    "Striker Asing Itu Resmi Gabung Klub Malaysia",
    "Film Horor Lokal Tembus Dua Juta Penonton",
    "Actress Wins Third Award at Festival",
    "Five Ways to Sleep Better This Winter",
]
WIDGETS = [
    "Bagikan",
    "Share",
    "Copy Link",
    "ADVERTISEMENT",
    "Baca Selengkapnya",
    "Lihat Foto",
    "Komentar",
    "Simpan",
    "Cek Berita dan Artikel yang lain di Google News",
    "Dapatkan update berita pilihan setiap hari dari Kabarkota.com.",
    "[Gambas:Instagram]",
    "Sign up for our newsletter",
    "Read more",
    "Story continues below",
    "3 jam lalu",
    "A A A",
]
CAPTIONS = [
    "Suasana di dermaga pada Senin pagi. Foto: Dimas Ardi/Kabarkota",
    "Petugas menurunkan muatan (Foto: dok. Istimewa)",
    "Ilustrasi perahu (sumber: Freepik)",
    "Warga menyambut kedatangan rombongan (ANTARA FOTO/Sinta Wulan)",
    "Visitors look at the collection. Photo: Helen Marsh/Reuters",
]
TAILS = [
    ["Editor: Sinta Wulan", "Tags: pelabuhan, kesehatan"],
    ["LEAVE A REPLY", "Please enter your name here"],
    ["RELATED NEWS", *HEADLINES[:3]],
    ["Terpopuler", *HEADLINES[3:6]],
    ["Copyright © 2021 Kabarkota.com"],
    ["Dimas Ardi", "Dimas Ardi", "Lihat semua artikel"],
]


def dirtied(chance: random.Random) -> tuple[str, list[str], list[str]]:
    """A page, its paragraphs and its furniture."""
    title, body = chance.choice(STORIES)
    furniture = [
        chance.choice(["Dimas Ardi - Senin, 4 Januari 2021 10:30", "Penulis: Dimas Ardi", "By Dimas Ardi"])
    ]
    lines = [title, *furniture]
    for paragraph in body:
        lines.append(paragraph)
        inserted = {
            0: [chance.choice(HEADLINES)],
            1: [chance.choice(WIDGETS)],
            2: [chance.choice(CAPTIONS)] * chance.choice([1, 2]),
            3: [f"Baca juga: {chance.choice(HEADLINES)}"],
        }.get(chance.randrange(9), [])
        if paragraph is not body[-1]:
            lines += inserted
            furniture += inserted
    for tail in chance.sample(TAILS, 2):
        lines += tail
        furniture += tail
    return chance.choice(["\n", "\n\n"]).join(lines), body, furniture


def test_floor_on_dirtied_pages() -> None:
    chance = random.Random(20)
    lost = kept = paragraphs_seen = furniture_seen = 0
    for _ in range(300):
        text, body, furniture = dirtied(chance)
        found = paragraphs(text)
        lost += sum(paragraph not in found for paragraph in body)
        kept += sum(any(line in paragraph for paragraph in found) for line in furniture)
        paragraphs_seen += len(body)
        furniture_seen += len(furniture)
    assert lost / paragraphs_seen <= 0.005
    assert kept / furniture_seen <= 0.01


# The five original articles, where they are at hand.

originals = pytest.mark.skipif(
    not (SHARED / "questions-dev.jsonl").exists(), reason="needs ../shared with the original articles"
)


def folded(text: str) -> str:
    return " ".join(text.split())


@originals
def test_originals_hold_every_gold_quote_and_nothing_forbidden() -> None:
    articles = {}
    for path in (SHARED / "seeds").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        article = metadata.assemble(text, source=path.name, origin=str(path))
        assert article.text == text
        articles[path.name] = (article.title, [folded(article.paragraph_text(p)) for p in article.paragraphs])
    assert len(articles) == 5
    with (SHARED / "questions-dev.jsonl").open(encoding="utf-8") as lines:
        questions = [json.loads(line) for line in lines]
    for question in questions:
        for gold in question["gold"]:
            title, found = articles[gold["file"]]
            assert any(folded(gold["quote"]) in text for text in [folded(title), *found]), gold
        for forbidden in question["must_not_cite"]:
            for _, found in articles.values():
                assert not any(folded(forbidden) in text for text in found), forbidden


# Anything at all.

scraps = st.sampled_from(
    [
        "Baca juga: ", "Editor: ", "Photo :", "\n", "\n\n", "LEAVE A REPLY", "Senin (4/1/2021)", ". ", "- ",
        "Pemerintah menutup pasar.", "Harga Cabai Naik", "(dim/snt)", "\u200b", "\u00a0", "“", "”", "1. ",
        "kata",
        "[Gambas:", "]", "\r", "\ufeff", "https://", "©", ":", "/",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(scraps, st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_gives_exact_ordered_spans_or_an_article_error(text: str) -> None:
    try:
        article = metadata.assemble(text, source="any.txt", origin="/any.txt")
    except ArticleError:
        return
    assert article.text == metadata.normalize(text)
    at = 0
    for number, paragraph in enumerate(article.paragraphs, start=1):
        assert paragraph.number == number
        assert at <= paragraph.start < paragraph.end <= len(article.text)
        quote = article.paragraph_text(paragraph)
        assert quote == quote.strip()
        assert any(character.isalpha() for character in quote)
        at = paragraph.end
    assert article.title in article.text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*BODY, LAST, *HEADLINES, *WIDGETS, *CAPTIONS]), max_size=15))
def test_cleaning_twice_changes_nothing(lines: list[str]) -> None:
    try:
        once = paragraphs("\n\n".join([TITLE, *lines]), title=TITLE)
    except ArticleError:
        return
    assert paragraphs("\n\n".join([TITLE, *once]), title=TITLE) == once
