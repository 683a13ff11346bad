"""The shortest words that answer."""

from __future__ import annotations

import numpy as np
import pytest

from qabot.answering.reading import spans
from qabot.answering.understanding.question import understand
from qabot.retrieval.features import QuestionView
from qabot.retrieval.lexicon import question_terms
from qabot.text import language as languages


def shortest(question: str, sentence: str) -> str | None:
    asked = understand(question)
    language = languages.detect(sentence)
    words = question_terms(asked.search, asked.language, language)
    view = QuestionView(
        words={language: words},
        rarity={term: 1.0 for word in words for term in word},
        vector=np.zeros(1, np.float32),
        token_vectors=np.zeros((0, 1), np.float32),
    )
    found = spans.candidates(asked, sentence, language, view)
    return sentence[slice(*max(found, key=lambda item: item[1])[0])] if found else None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Siapa direktur Bank Cemara?",
         "Direktur Bank Cemara Yosef Tanara mengatakan laba naik.", "Yosef Tanara"),
        ("Siapa direktur Bank Cemara?",
         "Direktur Bank Cemara, Yosef Tanara, membantah kabar itu.", "Yosef Tanara"),
        ("Who heads Bank Cemara?",
         "Kepala Bank Cemara, Yosef Tanara, menolak usulan Kementerian.", "Yosef Tanara"),
        ("Siapa yang dikalahkan Halim?", "Ratna Halim menang di babak pertama.", None),
        ("Bank mana yang ada di Ende?", "Nasabah percaya kepada Cemara Bank sejak lama.", "Cemara"),
        ("Apa nama kapal yang karam?",
         "Kapal yang karam di Selat Wetar itu bernama Melati Jaya.", "Melati Jaya"),
        ("Berapa airbag di Kenari 4 Pro?", "Kami siapkan mobil Kenari 7 Pro untuk diuji.", None),
        ("Edisi bulan apa majalah itu?", "Penyanyi kelahiran 1996 itu tampil di edisi Oktober majalah itu.",
         "Oktober"),
        ("Edisi bulan apa majalah itu?", "Penyanyi kelahiran 1996 itu tampil di majalah itu.", None),
        ("How many people were killed?", "In Gaza 40 Palestinians were killed.", "40"),
        ("Berapa pembunuh yang ditangkap?", "Polisi Tangkap 2 Pembunuh", "2"),
        ("Berapa orang yang ikut lomba?", "Lomba itu diikuti 250 orang dari 12 desa.", "250 orang"),
        ("Berapa biaya jembatan?",
         "Biaya jembatan mencapai Rp2,5 triliun selama tiga tahun.", "Rp2,5 triliun"),
        ("How many villages took part?", "Lomba itu diikuti 250 orang dari 12 desa.", "12 desa"),
        ("Kapan jembatan dibuka?",
         "Jembatan dibuka pada Jumat, 5 Mei 2023 di Sorong.", "Jumat, 5 Mei 2023"),
        ("Kapan jembatan dibuka?", "Jembatan itu dibuka bulan lalu.", "bulan lalu"),
        ("Di mana pameran berlangsung?",
         "Pameran berlangsung di Gedung Merdeka sejak pagi.", "Gedung Merdeka"),
        ("Mengapa sekolah libur?", '"Kami libur karena jalan tertutup lumpur," ujarnya di Ende.',
         "karena jalan tertutup lumpur"),
        ("Mengapa sekolah libur?", 'Sekolah libur karena ada "hujan abu" dari gunung.',
         'karena ada "hujan abu" dari gunung'),
        ("Mengapa sekolah libur?",
         "Sekolah libur karena banjir setinggi lutut.", "karena banjir setinggi lutut"),
        ("Mengapa sekolah libur?", "Sekolah libur lantaran 8.000 rumah rusak.", "lantaran 8.000 rumah rusak"),
        ("Mengapa sekolah libur?", "Sekolah libur gara-gara ujian.", "gara-gara ujian"),
        ("Mengapa Rita absen?", "Bukan karena Rita enggan datang, tapi ia sedang meninjau banjir.",
         "ia sedang meninjau banjir"),
        ("Mengapa Rita absen?", "Rita absen bukan karena sakit.", None),
        ("Mengapa Rita absen?", '"Ia absen. Karena itu rapat diundur," kata Lukman.', None),
        ("Mengapa Rita absen?", 'Ia harus menjaga ibunya karena sakit," kata Lukman.', "karena sakit"),
        ("Jam berapa kelas Rita?", "Kelas diisi Rita Halim (16:00-17:30) dan Lukman.", "16:00-17:30"),
        ("Kapan lomba itu?", "Lomba digelar pada 27 September-6 Oktober 2019.",
         "27 September-6 Oktober 2019"),
        ("Seberapa besar risikonya?", "Risikonya sekitar dua kasus per 10.000 operasi.",
         "dua kasus per 10.000 operasi"),
        ("Apa itu Proyek Melati?", "Proyek Melati merupakan rencana penghijauan pantai.", None),
        ("Siapa ketua panitia?", "Panitia belum memilih ketua.", None),
        ("Berapa orang yang ikut pada 2023?", "Pada 2023 lomba tidak digelar.", None),
    ],
)  # fmt: skip
def test_shortest(question: str, sentence: str, answer: str | None) -> None:
    assert shortest(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Siapa direktur Bank Cemara?",
         "Senin (3/7), Direktur Bank Cemara Yosef Tanara mengatakan laba naik.", "Yosef Tanara"),
        ("Siapa ketua panitia festival?",
         "JAKARTA, Kabar Nusa - Ketua panitia festival, Rita Halim, menolak usulan itu.", "Rita Halim"),
        ("Siapa yang membuka pameran?",
         "Ambon (KN) -- Pameran dibuka oleh Lukman Hadi pada Selasa.", "Lukman Hadi"),
        ("Siapa Menteri Perikanan dan Kelautan?",
         "Menteri Perikanan dan Kelautan (MPK) Lukman Hadi hadir.", "Lukman Hadi"),
        ("Perusahaan apa saja yang ikut lelang?",
         "Lelang diikuti PT Kenari, PT Melati, dan PT Cemara sejak Mei.",
         "PT Kenari, PT Melati, dan PT Cemara"),
        ("Which companies bid for the harbour?",
         "The bidders for the harbour are Kenari, Melati and Cemara Group.",
         "Kenari, Melati and Cemara Group"),
        ("Siapa saja yang hadir dalam rapat banjir?",
         "Rapat banjir dihadiri Rita Halim, Lukman Hadi, dan Yosef Tanara.",
         "Rita Halim, Lukman Hadi, dan Yosef Tanara"),
        ("Siapa yang hadir dalam rapat banjir?", "Rapat banjir dihadiri Rita Halim.", "Rita Halim"),
        ("Siapa saja yang hadir dalam rapat banjir?",
         "Rapat banjir dihadiri Menteri Laut dan Ikan (MLI) Rita Halim, bersama Bupati Yosef Tanara.",
         "Menteri Laut dan Ikan (MLI) Rita Halim, bersama Bupati Yosef Tanara"),
        ("Which organisation audited the fund?",
         "Dana itu diaudit oleh Lembaga Audit Nusa, kata Rita Halim.", "Lembaga Audit Nusa"),
        ("Berapa biaya jembatan?",
         "Jembatan sepanjang 300 meter itu menelan biaya Rp 2,5 triliun pada 2023.", "Rp 2,5 triliun"),
        ("Berapa nilai investasi pabrik itu?",
         "Investasi pabrik itu USD62 miliar dengan 400 pekerja.", "USD62 miliar"),
        ("How much did the stadium cost?",
         "Stadion itu menelan biaya 20 juta dolar AS.", "20 juta dolar AS"),
        ("Berapa persen pemilih yang tidak datang?",
         "Sebanyak 35,5 persen dari 2 juta pemilih tidak datang.", "35,5 persen"),
        ("What percentage of nurses went on strike?", "Sekitar 12% perawat mogok selama 3 hari.", "12%"),
        ("Berapa umur Raka Dewangga?", "Raka Dewangga (24) sudah bermain di 3 klub.", "24"),
        ("Berapa usia pelatih itu?", "Pelatih itu berusia 51 tahun dan melatih 4 tim.", "51 tahun"),
        ("How old is the coach?", "The coach, aged 51, has led 4 teams.", "51"),
        ("Berapa lama perjalanan ke Binjai?",
         "Perjalanan ke Binjai sejauh 30 kilometer ditempuh dalam dua jam.", "dua jam"),
        ("How long was the school closed?",
         "Sekolah itu ditutup 14 hari karena 20 siswa sakit.", "14 hari"),
        ("Kapan festival berlangsung?",
         "Festival berlangsung pada 5 Mei hingga 7 Juni 2023.", "5 Mei hingga 7 Juni 2023"),
        ("Kapan festival berlangsung?",
         "Festival itu berlangsung 26-28 Juli 2023 di Ende.", "26-28 Juli 2023"),
        ("Jam berapa loket dibuka?", "Loket dibuka pukul 09.00 WIB setiap Senin.", "pukul 09.00 WIB"),
        ("Hari apa rapat digelar?", "Rapat digelar Kamis di kantor wali kota.", "Kamis"),
        ("Tahun berapa museum didirikan?",
         "Museum yang dipugar 3 Mei 2020 itu didirikan pada 1936.", "1936"),
        ("Berapa orang yang terluka?", "Kebakaran di 3 pasar itu melukai enam orang.", "enam orang"),
        ("Berapa UMKM yang terdampak?",
         "Ada 22 juta UMKM dan 3 ribu koperasi yang terdampak.", "22 juta UMKM"),
        ("Berapa pengguna aplikasi itu di Indonesia?",
         "Aplikasi itu dipakai di 40 negara oleh 125 juta pengguna.", "125 juta pengguna"),
        ("How many users does the app have?",
         "Aplikasi itu dipakai di 40 negara oleh 125 juta pengguna.", "125 juta pengguna"),
        ("Berapa rumah yang rusak?", "Gempa merusak 1.200 rumah dan melukai 30 warga.", "1.200 rumah"),
        ("How many villages were flooded?", "Banjir merendam 12 desa dan 400 rumah.", "12 desa"),
        ("Berapa kali gempa susulan terjadi?", "Gempa susulan terjadi 14 kali dalam 2 hari.", "14 kali"),
        ("Berapa tinggi menara itu?",
         "Menara setinggi 120 meter itu memakan biaya Rp4 miliar.", "120 meter"),
        ("Berapa luas kebun yang terbakar?",
         "Kebun yang terbakar seluas 30 hektare milik 5 petani.", "30 hektare"),
        ("Peringkat berapa tim itu?",
         "Tim itu finis di peringkat ketiga dengan 40 poin.", "peringkat ketiga"),
        ("Berapa harga tiketnya?",
         "Tiket dijual Rp50.000 hingga Rp75.000 untuk 2 hari.", "Rp50.000 hingga Rp75.000"),
        ("Di mana kapal itu tenggelam?", "Kapal itu tenggelam di Selat Ombai pada Senin.", "Selat Ombai"),
        ("Negara mana yang membeli kapal bekas itu?",
         "Malaysia membeli kapal bekas itu pada Mei.", "Malaysia"),
        ("Which countries bought the old ships?",
         "Kapal tua itu dibeli Malaysia, Thailand, dan Vietnam.", "Malaysia, Thailand, dan Vietnam"),
        ("Di mana beras disimpan?", "Beras disimpan di gudang desa sejak pagi.", "gudang desa"),
        ("Untuk apa dana desa dipakai?",
         "Dana desa dipakai untuk membangun jalan.", "untuk membangun jalan"),
        ("Kenapa pasar ditutup?", "Pasar ditutup untuk umum karena atapnya bocor.", "karena atapnya bocor"),
        ("Siapa pemilik kapal itu?", "Pada Rabu, Oktober lalu, kapal itu berlayar.", None),
        ("Di mana rapat digelar?", "Rapat digelar dari Senin.", None),
        ("Berapa produksi garam sekarang?",
         "Produksi garam ditargetkan 90 ribu ton pada 2040, dari semula 40 ribu ton tahun ini.",
         "40 ribu ton"),
    ],
)  # fmt: skip
def test_form_of_the_answer(question: str, sentence: str, answer: str | None) -> None:
    assert shortest(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("How much did Kenari lose?", "Kenari lost $120m last year, against $35m in 2003.", "$120m"),
        ("How much did Kenari earn?", "Earnings of Kenari rose 30% to £5.7bn in March.", "£5.7bn"),
        ("Berapa anggaran bendungan itu?", "Anggaran bendungan itu Rp 52 T untuk dua musim.", "Rp 52 T"),
        ("Berapa nilai kontrak Kenari?", "Kontrak Kenari bernilai AUD 8 miliar.", "AUD 8 miliar"),
        ("Berapa dana hibah itu?", "Dana hibah itu 20 juta dolar Amerika Serikat.",
         "20 juta dolar Amerika Serikat"),
        ("Berapa dana hibah itu?", "Kenari menerima 296 juta dolar AS atau sekitar Rp 4,9 triliun hibah.",
         "296 juta dolar AS"),
        ("Berapa rupiah dana hibah itu?", "Dana hibah itu USD 19 ribu atau sekitar Rp 310 jutaan.",
         "Rp 310 jutaan"),
        ("Berapa suhu di puncak?", "Suhu di puncak mencapai 5,3 derajat Celsius.", "5,3 derajat Celsius"),
        ("Berapa suhu bara itu?", "Suhu bara itu di atas 270°C semalaman.", "di atas 270°C"),
        ("Berapa ukuran panggung itu?", "Panggung itu berukuran 6x4 meter.", "6x4 meter"),
        ("Berapa warga yang hadir?", "Lebih dari 40 ribu warga hadir.", "Lebih dari 40 ribu warga"),
        ("Berapa kenaikan harga beras?", "Harga beras naik 2 sampai 3 persen.", "2 sampai 3 persen"),
        ("How many people saw the kite?", "Between 2.3 and 2.7 million people saw the kite.",
         "Between 2.3 and 2.7 million people"),
        ("How many kiosks will Kenari have?", "Kenari will go from 13,400 to 21,000 kiosks by May.",
         "21,000 kiosks"),
        ("Berapa lama hukuman Yosef Tanara?", "Yosef Tanara dihukum satu tahun enam bulan.",
         "satu tahun enam bulan"),
        ("Berapa lama hukuman Yosef Tanara?", "Yosef Tanara dihukum 7 tahun penjara.", "7 tahun penjara"),
        ("Berapa bunga pinjaman itu?", "Bunga pinjaman itu 0,8% per hari.", "0,8% per hari"),
        ("How many banks joined?", "A total of 80 rural lenders joined the banks.", "80 rural lenders"),
        ("Berapa korban banjir di Ende?", "Banjir di Ende: 19 Orang Jadi Korban", "19 Orang"),
        ("Berapa tinggi banjir di Ende?", "Banjir di Ende setinggi 80 sentimeter.", "80 sentimeter"),
        ("Berapa korban luka berat?", "Korban luka berat ada 41 orang.", "41 orang"),
        ("How old is Rita Halim?", "Rita Halim, 53, opened the office in 4 towns.", "53"),
        ("How old is the keeper?", "The 25-year-old keeper saved 3 shots.", "25-year-old"),
        ("Pasal berapa yang dibatalkan?", "Frasa dalam Pasal 93 ayat 7 itu dibatalkan 5 hakim.",
         "Pasal 93 ayat 7"),
        ("UU nomor berapa yang dibahas?", "UU Nomor 93 Tahun 2031 dibahas 4 fraksi.",
         "UU Nomor 93 Tahun 2031"),
        ("Menit berapa Melati FC unggul?", "Melati FC unggul 2 gol di menit ke-57.", "menit ke-57"),
        ("Jam berapa jembatan ditutup?", "Jembatan ditutup pukul 05.40-08.20 WIB.", "pukul 05.40-08.20 WIB"),
        ("Jam berapa tembok itu roboh?", "Tembok itu roboh pukul 02.40 dini hari.", "pukul 02.40 dini hari"),
        ("Kapan gunung itu meletus?", "Gunung itu meletus pada 1550.", "1550"),
        ("Kapan klub itu berdiri?", "Klub itu berdiri pada 1980-an.", "1980-an"),
        ("Kapan sumur itu meledak?", "Sumur itu meledak sekitar pukul 13.25 WIB.", "pukul 13.25 WIB"),
        ("Di mana kapal itu karam?", "Kapal itu karam di perairan selatan Pulau Kenari.",
         "perairan selatan Pulau Kenari"),
        ("Di mana pawai itu digelar?", "Pawai itu digelar di Wisma Melati, Jakarta Selatan, Senin.",
         "Wisma Melati, Jakarta Selatan"),
        ("Di mana jagung curian disimpan?", "Jagung curian disimpan di sebuah gubuk.", "sebuah gubuk"),
        ("Di mana pesta rakyat Depok digelar?", "Pesta rakyat digelar di Balai Kota Depok.",
         "Balai Kota Depok"),
        ("Kota mana yang dilewati pawai?", "Di Surabaya pawai itu lewat.", "Surabaya"),
    ],
)  # fmt: skip
def test_an_answer_is_told_whole(question: str, sentence: str, answer: str) -> None:
    assert shortest(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Berapa panjang parit itu?", "Panjang parit itu 55 kilometer menurut Rita Halim.", "55 kilometer"),
        ("Berapa luas kebun itu?", "Luas kebun itu 12 meter persegi.", "12 meter persegi"),
        ("Berapa poin Melati FC?", "Melati FC mengumpulkan 34 mengungguli Kenari.", "34"),
        ("Berapa kapasitas baterai lampu itu?", "Baterai lampu itu berkapasitas 4.500 mAh.", "4.500 mAh"),
        ("Berapa persen warga yang melaut?", "Warga yang melaut hanya 9 persennya.", "9 persennya"),
        ("Berapa uang yang disita dari Yosef?", "Dari Yosef disita total Sin$64.000.", "Sin$64.000"),
        ("Berapa pajak kapal pesiar?", "Pajak kapal pesiar ISK 1.000 bagi penumpang.", "ISK 1.000"),
        ("Berapa pertumbuhan Kenari?", "Pertumbuhan Kenari minus 0,8 persen.", "minus 0,8 persen"),
        ("Berapa dana Kenari?", "Dana Kenari US$2 juta hingga empat tahun ke depan.", "US$2 juta"),
        ("Berapa persen saham Kenari naik?", "Saham Kenari naik 5% to 740.", "5%"),
        ("Berapa usia Rita?", "Usianya kan masih 28 ya waktu Rita menang 2 kali.", "28"),
        ("How long did the two mayors meet?", "Kedua wali kota bertemu dua setengah jam.",
         "dua setengah jam"),
        ("Berapa lama izin B2B diurus?", "Izin itu diurus satu hingga dua bulan.", "satu hingga dua bulan"),
        ("Berapa lama pasar itu tutup?", "Pasar itu tutup satu semester.", "satu semester"),
        ("Menara itu tinggi berapa?", "Menara dengan 12 lampu itu 40 meter.", "40 meter"),
        ("Berapa perwira tinggi yang dilantik?", "Ada 43 perwira Melati yang dilantik.", "43 perwira"),
    ],
)  # fmt: skip
def test_an_amount_has_its_unit_and_no_more(question: str, sentence: str, answer: str) -> None:
    assert shortest(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Berapa potongan harga di Kenari?",
         "Potongan harga di Kenari 30%, turun menjadi 12%.", "30%"),
        ("Berapa bunga Bank Kenari?", "Bunga Bank Kenari dari 30% kini menjadi 12%.", "12%"),
        ("How large is the market of Kenari now?",
         "Pasar Kenari akan bernilai Rp 9 miliar pada 2030, dari Rp 4 miliar pada tahun ini.", "Rp 4 miliar"),
        ("Berapa yang mendukung usulan?", "Ada 22 dari 30 yang mendukung usulan.", "22"),
        ("How much does a ship carry?", "Satu kapal biasanya membawa 19 ton.", "19 ton"),
        ("Berapa tiket di pos?", "Tiket di pos 0713 dijual Rp 100 ribu.", "Rp 100 ribu"),
        ("Berapa rencana Kenari?", "Rencana Kenari 2031-2035 mencapai Rp 4 miliar.", "Rp 4 miliar"),
        ("Berapa yang terendam?", "Terendam 21 Mei di Ende ada tiga puluh.", "tiga puluh"),
        ("Berapa nasabah Kenari sekarang?", "Nasabah Kenari naik dari 3 juta menjadi 5 juta.", "5 juta"),
        ("Berapa nasabah Kenari sebelumnya?", "Nasabah Kenari naik dari 3 juta menjadi 5 juta.", "3 juta"),
        ("Berapa nasabah Kenari sebelumnya?", "Nasabah Kenari naik menjadi 5 juta, dari semula 3 juta.",
         "3 juta"),
        ("How many clients did Kenari have before?", "Nasabah Kenari naik dari 3 juta menjadi 5 juta.",
         "3 juta"),
        ("Sekarang Melati FC ranking berapa?", "Melati FC naik dari 61 dunia menjadi peringkat ke-33.",
         "peringkat ke-33"),
        ("Sebelumnya Melati FC ranking berapa?", "Melati FC naik dari 61 dunia menjadi peringkat ke-33.",
         "61"),
        ("Harga kopi Ende berapa?", "Harga kopi Ende naik 19,5 persen, harga kopi bubuk US$ 66.", "US$ 66"),
        ("Harga kopi Ende naik berapa?", "Harga kopi Ende naik 19,5 persen.", "19,5 persen"),
        ("Berapa panjang patung itu?", "Patung itu setinggi 2 meter dan panjangnya 7 meter.", "7 meter"),
        ("How wide is the statue?", "Panjang patung itu 7 meter, lebarnya 3 meter.", "3 meter"),
    ],
)  # fmt: skip
def test_the_number_asked_for_and_not_the_other(question: str, sentence: str, answer: str) -> None:
    assert shortest(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Harga kopi Ende berapa?", "Harga kopi Ende naik 19,5 persen."),
        ("Berapa panjang patung itu?", "Patung itu setinggi 2 meter."),
        ("Kapan Rita pindah?", "Perempuan berusia 41 tahun ini pindah ke Ende."),
    ],
)
def test_a_figure_of_something_else_answers_nothing(question: str, sentence: str) -> None:
    assert shortest(question, sentence) is None


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ('"Pada 5 Mei kami mulai," kata penggali sumur itu, Senin (2/6).', "5 Mei"),
        ('"Sumur itu digali," kata Rita, Senin (2/6).', "Senin (2/6)"),
        ("Sumur itu digali beberapa tahun lalu.", "beberapa tahun lalu"),
        ("Sumur itu digali Dinas Air 2019 di Ende.", "2019"),
    ],
)
def test_when_something_was_done_and_not_when_it_was_told(sentence: str, answer: str) -> None:
    assert shortest("Kapan sumur itu digali?", sentence) == answer


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("Peserta 17 hingga 25 tahun boleh ikut lomba.", "17 hingga 25 tahun"),
        ("Peserta lomba antara 17 dan 25 tahun.", "antara 17 dan 25 tahun"),
        ("Peserta lomba dua puluh lima tahun ke atas.", "dua puluh lima tahun"),
    ],
)
def test_an_age_of_several_words(sentence: str, answer: str) -> None:
    assert shortest("Berapa umur peserta lomba?", sentence) == answer


def test_a_line_of_capitals_is_read_at_once() -> None:
    assert shortest("Siapa direktur Bank Cemara?", f"{'AB' * 1500} direktur Bank Cemara.") is not None
