"""Who says it, in which office, and what is said of oneself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.answering.reporting.voices import own_claim
from qabot.answering.words.speakers import Attribution, attribution, in_full, speaker
from qabot.types import Citation


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“Kami siap,” kata Rina Wulandari di Ambon.", "Rina Wulandari"),
        ("Direktur Bank Cemara, Yosef Tanara, mengatakan cabang itu penting.", "Yosef Tanara"),
        ("Menurut Rina Wulandari, jembatan belum aman.", "Rina Wulandari"),
        ("Menurut laporan Harian Uji, jembatan belum aman.", "Harian Uji"),
        ("Rina menegaskan bahwa jembatan belum aman.", "Rina"),
        ("Demikian disampaikan oleh Rina Wulandari.", "Rina Wulandari"),
        ("LintasAir membantah kabar itu.", "LintasAir"),
        ("LintasAir Bantah Kabar Itu", "LintasAir"),
        ("Pihak LintasAir menegaskan kapal itu aman.", "LintasAir"),
        ("Kemarin pihak kepolisian menyatakan kasus itu selesai.", "pihak kepolisian"),
        ("“Kapal itu aman,” ujar pihak keluarga.", "pihak keluarga"),
        ("- Yosef Tanara, Direktur Bank Cemara -", "Yosef Tanara"),
        ("Melani Sarong: Jembatan itu belum boleh dilewati", "Melani Sarong"),
        ('"We are ready," said Yosef Tanara.', "Yosef Tanara"),
        ("According to Greenwood Weekly, the bridge is closed.", "Greenwood Weekly"),
        ("Ms Park told the council it would open.", "Park"),
        ("A spokesman for Cedar Lines said the ferry was late.", "Cedar Lines"),
        ("The company said it would not pay.", "company"),
        ("Greenwood Finance Minister, Helen Park, said it was late.", "Helen Park"),
        ("Eddy Jonas, of brokers Cedar, said Lintas and Teduh were late.", "Eddy Jonas"),
        ("“It is late,” declared Greenwood coach Eddy Jonas.", "Eddy Jonas"),
        ("The bridge would not open before May, said Ms Park.", "Park"),
        ("The bridge would not open before May, said it would be late.", None),
        ("Mr Jonas stressed that it was late.", "Jonas"),
        ("The ferries in Cedar have asked for help.", None),
        ("“Sudah aman,” tutup Yosef Tanara.", "Yosef Tanara"),
        ("Rina Wulandari meyakini jembatan belum aman.", "Rina Wulandari"),
        ("LintasAir mencatat dua juta penumpang.", "LintasAir"),
        ("Uang itu, kata hakim, dibagi rata.", "hakim"),
        ("Menurut para peneliti, jembatan belum aman.", "para peneliti"),
        ("Sejumlah pedagang mengatakan pasar itu sepi.", "Sejumlah pedagang"),
        ("Sebelum mengungkapkan hal itu, ia diam.", None),
        ("“Menteri Yosef mengatakan jembatan aman, tetapi kami ragu.”", None),
        ("Usul itu disampaikan jaksa saat membawa surat untuk Yosef.", None),
        ("Jembatan itu panjangnya dua kilometer.", None),
        ("Kelemahan itu diakui oleh Rina Wulandari.", "Rina Wulandari"),
        ("Kopi mereka punya sertifikat yang diakui oleh BPR.", None),
        ("Sebelum itu Bank Cemara sempat meminta saran ke Bank Rimba.", None),
        ("Pada Senin kata kuncinya adalah sabar.", None),
        ("Pelatih: Yosef Tanara.", None),
        ("Teduh FC Vs Rimba FC: Hanya ada satu juara musim ini", None),
        ("Sebagian Besar Sedang Harap-harap Cemas", None),
        ("Menurut Undang-Undang Nomor 5, itu dilarang.", None),
        ("Ia tiba di Ambon pada Senin.", None),
        # names with signs and numbers
        ("T&S said prices would rise.", "T&S"),
        ("Kodim IV/Teduh menyatakan kasus itu selesai.", "Kodim IV/Teduh"),
        ("PT Lintas (Persero) 3 Rimba meminta maaf.", "PT Lintas (Persero) 3 Rimba"),
        ("According to Cedar's lawyers it was late.", "Cedar"),
        # with more between the name and the verb
        ("Yosef Tanara pada Kamis (7/8) mengatakan jembatan itu aman.", "Yosef Tanara"),
        ("Tanara, who won over Cedar, insisted he was ready.", "Tanara"),
        ("Rina Wulandari yang baru tiba di Rimba, Teduh, menyebut itu baik.", "Rina Wulandari"),
        ("Padahal, dalam rapat lalu semua mengatakan itu aman.", None),
        ("Hasil yang keluar Kamis itu menyatakan jembatan aman.", None),
        # a place behind a common noun, and one of many with a name
        ("Tidak ada angka, namun media Rimba mengatakan itu mahal.", "media Rimba"),
        ("Para pejabat Rimba menyebutkan jembatan itu aman.", "Para pejabat Rimba"),
        ("“Aman,” ujar seorang pedagang, Rina Wulandari (69), kepada Kabar.", "Rina Wulandari"),
        ("“Aman,” kata salah satu penulis buku, Yosef Tanara.", "Yosef Tanara"),
        ("Ia heran jika ada pihak yang mengatakan itu aman.", None),
        ("“Benar?” tanya jaksa kepada Yosef.", "jaksa"),
        ("Tujuh kota selain Rimba memastikan ikut.", None),
        ("Badan Cuaca, Iklim, dan Gempa mencatat hujan.", "Badan Cuaca, Iklim, dan Gempa"),
        ("Bank Rimba, BCIG, dan PT Teduh menolak.", "PT Teduh"),
        (
            "Balai Karantina Sapi, Kuda, dan Kebun Rimba mencatat hujan.",
            "Balai Karantina Sapi, Kuda, dan Kebun Rimba",
        ),
        ("Hal senada diungkap oleh sang wakil ketua, Rina Wulandari.", "Rina Wulandari"),
        ("Kasus yang diungkap Polda Rimba itu besar.", None),
        ("Hal itu dipertegas oleh Rina Wulandari.", "Rina Wulandari"),
        ("“Mahal,” kata sumber dari Bank Cemara.", "sumber"),
        ("“Naik,” kata Yang.", "Yang"),
        ("Yang mengatakan itu sudah pergi.", None),
        ("Rina Wulandari yang juga Ketua Dewan Pasar itu mengatakan harga naik.", "Rina Wulandari"),
        ("Yosef Tanara bahkan segera membantah itu.", "Yosef Tanara"),
        ("Karenanya, Bank Cemara rugi, meminta warga tenang.", None),
        ("Kalsel: Sebanyak 20 hektare sawah terendam", None),
        ("“Aman,” kata Rina E.Wulandari Sp.OK di Ambon.", "Rina E.Wulandari"),
    ],
)
def test_the_named_speaker(sentence: str, name: str | None) -> None:
    assert speaker(sentence) == name


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Menteri Sosial dan UKM Rina Wulandari menilai itu.", "Rina Wulandari", "Menteri Sosial dan UKM"),
        ("“Aman,” kata Gubernur Jawa Barat Yosef Tanara.", "Yosef Tanara", "Gubernur Jawa Barat"),
        ("Juru Bicara KPK Rina Wulandari menyebut itu.", "Rina Wulandari", "Juru Bicara KPK"),
        ("Yosef Tanara, Direktur Bank Cemara, mengatakan itu.", "Yosef Tanara", "Direktur Bank Cemara"),
        ("“Naik,” ujar pengamat ekonomi Yosef Tanara.", "Yosef Tanara", "pengamat ekonomi"),
        (
            "“Naik,” tulis Sales Manager Bank Cemara, Yosef, dalam keterangannya.",
            "Yosef",
            "Sales Manager Bank Cemara",
        ),
        (
            "Direktur Jenderal Perhubungan Darat Kementerian Perhubungan (Kemenhub) Yosef Tanara menolak.",
            "Yosef Tanara",
            "Direktur Jenderal Perhubungan Darat Kementerian Perhubungan (Kemenhub)",
        ),
        ("Head of Public Affairs LintasAir, Rina Wulandari, menyatakan itu.", "Rina Wulandari",
         "Head of Public Affairs LintasAir"),
        ("Direktur Jenderal Aplikasi (Dirjen Aplikasi) Kementerian Kabar, Sari Melati, mengakui itu.",
         "Sari Melati", "Direktur Jenderal Aplikasi (Dirjen Aplikasi) Kementerian Kabar"),
        ("Sari Melati, Direktur Eksekutif LBR mengatakan harga akan naik.",
         "Sari Melati", "Direktur Eksekutif LBR"),
        ("Juru bicara Kementerian Kabar RI, Sari Melati, mengatakan rapat itu ditunda.",
         "Sari Melati", "Juru bicara Kementerian Kabar RI"),
        ("Juru bicara Komisi Anti Suap (KAS) Sari Melati mengatakan rapat itu ditunda.",
         "Sari Melati", "Juru bicara Komisi Anti Suap (KAS)"),
        ("Menteri Koordinator Politik, Hukum, dan Keamanan (Menko Polhukam) Bima Randu menolak.",
         "Bima Randu", "Menteri Koordinator Politik, Hukum, dan Keamanan (Menko Polhukam)"),
        ("Menhub Budi Randu Teja menolak.", "Budi Randu Teja", "Menhub"),
        ("Sekjen Serikat Kerja Lintas Teduh, Bima, menolak.", "Bima", "Sekjen Serikat Kerja Lintas Teduh"),
        ("Lonceng berbunyi, seperti kata pensiunan jenderal Yordania Bima al-Randu.", "Bima al-Randu",
         "pensiunan jenderal Yordania"),
        ("“Baik,” jelas Pemimpin Redaksi Harian Kenari, Sari Melati Ayu pada acara itu.", "Sari Melati Ayu",
         "Pemimpin Redaksi Harian Kenari"),
        ("Menteri Bima Randu, Jakarta, menolak.", "Bima Randu", "Menteri"),
        ("Ketua Panitia Kerja (Panja) Rancangan Undang-Undang (RUU) tentang KAS Bima Randu menolak.",
         "Bima Randu", "Ketua Panitia Kerja (Panja) Rancangan Undang-Undang (RUU) tentang KAS"),
        ("Ibu Negara Rina Bima Randu menolak.", "Rina Bima Randu", "Ibu Negara"),
        ("Ketua Partai Teduh Ahmad Bima Randu (ABR) menolak.", "Ahmad Bima Randu", "Ketua Partai Teduh"),
        ("Menteri Kabar (Menkabar) Sari Melati Ayu menolak.", "Sari Melati Ayu", "Menteri Kabar (Menkabar)"),
        ("Ketua Majelis Hakim Jon Bima Randu menolak.", "Jon Bima Randu", "Ketua Majelis Hakim"),
        ("Ketua Partai Teduh Ahmad Bima Randu menolak.", "Ahmad Bima Randu", "Ketua Partai Teduh"),
        ("Wakil Gubernur Bali Sari Melati Ayu menolak.", "Sari Melati Ayu", "Wakil Gubernur Bali"),
        ("Kabid Humas Polda Bali Kombes Pol Bima Randu menolak.", "Bima Randu",
         "Kabid Humas Polda Bali Kombes Pol"),
        ("Juru Bicara KAS Bima Hakim menolak.", "Bima Hakim", "Juru Bicara KAS"),
        ("“Belum,” kata juru bicara KAS Bima Randu.", "Bima Randu", "juru bicara KAS"),
        ("Analis Teduh Sekuritas, Bima Randu mengatakan harga naik.", "Bima Randu", "Analis Teduh Sekuritas"),
        ("Bima Randu, ahli batu yang ikut meneliti, mengatakan itu tua.", "Bima Randu", "ahli batu"),
        ("Kepala Badan Cuaca, Iklim, dan Gempa (BCIG) Bima Randu menolak.", "Bima Randu",
         "Kepala Badan Cuaca, Iklim, dan Gempa (BCIG)"),
        ("“Aman,” kata Plt Kepala Dinas Pangan, Kebun, dan Ikan Rimba, Bima Randu.",
         "Bima Randu", "Plt Kepala Dinas Pangan, Kebun, dan Ikan Rimba"),
        ("“Aman,” kata Kepala Kantor Kelas 1 Teduh Bima Randu.", "Bima Randu", "Kepala Kantor Kelas 1 Teduh"),
        ("Manajer Humas Daop 2 Rimba, Bima Randu, menolak.", "Bima Randu", "Manajer Humas Daop 2 Rimba"),
        ("Bek tengah Rimba, Bima Randu, menolak.", "Bima Randu", "Bek tengah Rimba"),
        ("Pengamat politik Bima Randu menilai sebaliknya.", "Bima Randu", "Pengamat politik"),
        ("Former health secretary Helen Park said no.", "Helen Park", "Former health secretary"),
        ("“Aman,” kata menteri yang akrab disapa Mas Bima.", "Mas Bima", "menteri"),
        ("Prahara aktris Sari Melati mengatakan itu sudah selesai.", "Sari Melati", "aktris"),
        ("Wakil Bupati Purwakarta Rina, mengapresiasi itu.", "Rina", "Wakil Bupati Purwakarta"),
        ("Bupati Banyuwangi Rina Bima Randu menolak.", "Rina Bima Randu", "Bupati Banyuwangi"),
        ("Sekretaris pers Gedung Putih Helen Park mengonfirmasi itu.",
         "Helen Park", "Sekretaris pers Gedung Putih"),
        ("Direktur Penelitian, Perizinan dan Pengawasan Kabar OTA Bima Randu mengatakan itu aman.",
         "Bima Randu", "Direktur Penelitian, Perizinan dan Pengawasan Kabar OTA"),
        ("Menhut Bima Randu, di Teduh, Senin (3/7), mengatakan itu baik.", "Bima Randu", "Menhut"),
        ("Kepala Badan Kebijakan Kementerian Kabar (BKK Kemenkabar) Bima Randu menilai sebaliknya.",
         "Bima Randu", "Kepala Badan Kebijakan Kementerian Kabar (BKK Kemenkabar)"),
        ("“Aman,” kata Komisioner Komteduh Bima Randu, Kantor Komteduh, Rimba, Senin.",
         "Bima Randu", "Komisioner Komteduh"),
        ("Ketua Tim Dokter Teduh (TDT) Prof dr Bima Randu menolak.",
         "Bima Randu", "Ketua Tim Dokter Teduh (TDT) Prof dr"),
        ("“Aman,” kata Komandan Kodim 1234/Teduh, Letkol Inf Bima Randu, Senin.",
         "Bima Randu", "Komandan Kodim 1234/Teduh Letkol Inf"),
        ("Kepala Staf Kepresidenan Bima Randu menolak.", "Bima Randu", "Kepala Staf Kepresidenan"),
        ("Wakil Ketua KAS Sari M. Ayu dan Bima Randu menolak.", "Bima Randu", "Wakil Ketua KAS"),
        ("“Naik,” kata Melati Yang, analis di Teduh Sekuritas.", "Melati Yang", "analis di Teduh Sekuritas"),
        ("Presiden Peru Sari Melati Ayu menolak.", "Sari Melati Ayu", "Presiden Peru"),
        ("“Aman,” kata anggota kepolisian dari Kepolisian Sektor Jawa Bima H.", "Bima H.",
         "anggota kepolisian dari Kepolisian Sektor Jawa"),
    ],
)  # fmt: skip
def test_the_office_is_kept(sentence: str, name: str, role: str) -> None:
    assert attribution(sentence) == Attribution(name, role)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Yosef (64) warga Kampung Teduh, Rimba, Kabupaten Ambon mengaku jalan itu sepi.", "Yosef"),
        ("Aktivis Komunitas Teduh Bima Randu yang menyusuri sungai Kenari mengaku heran.", "Bima Randu"),
        ("Rina Wulandari selaku bos Studio Kenari sendiri akhirnya menjawab itu.", "Rina Wulandari"),
        ("Menko Bima saat itu, mengacu pada data Badan Panen (BP) menyebut beras cukup.", "Bima"),
        ("Rina Wulandari di Ambon menunggu, sementara Yosef Tanara mengatakan itu aman.", "Yosef Tanara"),
        ("Mengenai Pulau Kenari, Yosef pada kesempatan yang sama menjelaskan usul itu.", "Yosef"),
        ("Keterangan yang dirilis Bank Cemara menyebut itu aman.", "Bank Cemara"),
        ("Tim bentukan Dinas Teduh menyimpulkan itu mungkin.", None),
        ("Ledakan di barat Rimba mengungkapkan kelemahan itu.", None),
        ("Perajin yang juga pelanggan LintasAir, Rina Wulandari, menyebut itu baik.", "Rina Wulandari"),
        ("Memang, di Pulau Kenari semua mengatakan itu aman.", None),
        ("Mungkin Kenari: Musim Kedua bukan film yang menakutkan bagi anak.", None),
    ],
)
def test_what_only_tells_of_the_speaker_does_not_speak(sentence: str, name: str | None) -> None:
    assert speaker(sentence) == name


def test_what_another_wants_of_one_is_not_their_word() -> None:
    assert attribution("Oleh karena itu, dia mendorong Presiden Rina menolak revisi itu.") is None
    assert attribution("Kami harap warga menunggu dan meminta Bima Randu menolak.") is None
    assert attribution("Warga meminta Menteri Bima Randu menolak revisi itu.") == Attribution("Warga")


def test_a_report_to_the_police_is_nobodys_word() -> None:
    assert attribution("Keluarga lalu melaporkan kasus ini ke polisi.") is None
    assert attribution("Rina Wulandari melaporkan harga beras naik.") == Attribution("Rina Wulandari")


def test_a_name_alone_in_full() -> None:
    before = ["Uang itu milik Rina.", "Kepala Dinas Air Rina Wulandari menolak.", "Yosef Tanara pergi."]
    assert in_full("Rina", before) == "Rina Wulandari"
    assert in_full("Bima", before) == "Bima"
    assert in_full("Rina", [*before, "Bupati Rina Randu hadir."]) == "Rina"
    assert in_full("Rina Wulandari", before) == "Rina Wulandari"
    assert in_full("PDIP", ["Ketua PDIP Rina Wulandari hadir."]) == "PDIP"


def test_a_pronoun_as_a_subject_goes_back_to_the_subject_before() -> None:
    before = ["Rina Wulandari menang di Ambon.", "“Aman,” kata Yosef Tanara."]
    assert speaker("Ia mengaku senang.", before) == "Rina Wulandari"
    assert speaker("“Kami senang,” katanya.", before) == "Yosef Tanara"
    assert speaker("Ia mengaku senang.", ["Bank Cemara menang di Ambon.", *before[1:]]) == "Yosef Tanara"


def test_a_name_alone_is_that_of_who_spoke_before() -> None:
    shown = ["Warga menonton Rina Wulandari Show.", "“Aman,” ungkap Rina Wulandari."]
    assert attribution("“Ya,” kata Rina.", shown[::-1]) == Attribution("Rina Wulandari")
    assert attribution("“Ya,” kata Bima.", ["Kepala Dinas Air (DA) Bima menolak."]) == Attribution(
        "Bima", "Kepala Dinas Air (DA)"
    )


def test_a_pronoun_goes_back_to_the_last_named_speaker() -> None:
    before = ["Jembatan itu panjang.", "Rina Wulandari mengatakan warga senang.", "Yosef Tanara membantah."]
    assert speaker("“Kami siap,” ujarnya.", before) == "Rina Wulandari"
    assert speaker("Ia juga menegaskan hal lain.", before) == "Rina Wulandari"
    assert speaker("Dia hanya menginformasikan hal itu.", before) == "Rina Wulandari"
    assert speaker("Menurutnya, warga senang.", before) == "Rina Wulandari"
    assert speaker("Sehingga kata dia, warga senang.", before) == "Rina Wulandari"
    assert speaker("“Siap,” tegas Direktur Bank Cemara itu.", before) == "Rina Wulandari"
    assert speaker('"We are ready," she said.', before) == "Rina Wulandari"
    assert speaker("“Kami siap,” ujarnya.") is None
    assert speaker("Jembatan itu dibuka.", before) is None


def test_a_pronoun_goes_back_to_the_one_the_sentence_before_names() -> None:
    earlier = [
        "Sebelum itu Yosef termasuk penentang pelabuhan yang paling keras.",
        "Perwakilan Lintas Teduh mengaku tidak tahu.",
        "Direktur Bank Cemara, Yosef Tanara, mengatakan cabang itu penting.",
    ]
    said = attribution("Ia mengatakan presiden menugaskan pihaknya menyusun aturan.", earlier)
    assert said is not None
    assert said.name == "Yosef Tanara"
    # nobody known, or two: the last who spoke
    for before in ("Pelabuhan itu ramai.", "Rina Wulandari dan Yosef datang."):
        known = [before, "“Baik,” kata Rina Wulandari.", *earlier[1:]]
        said = attribution("Ia mengatakan presiden datang.", known)
        assert said is not None
        assert said.name == "Rina Wulandari"


def test_a_pronoun_goes_back_to_the_one_with_whom_the_sentence_before_begins() -> None:
    before = ["Ketua Partai Teduh Bima Randu mendukung usul itu.", "“Baik,” kata Rina Wulandari."]
    assert speaker("Menurutnya, usul itu adil.", before) == "Bima Randu"
    assert speaker("Menurutnya, usul itu adil.", before[:1]) == "Bima Randu"
    dateline = ["AMBON, Kabar - Ketua Partai Teduh Bima Randu mendukung usul itu."]
    assert speaker("Dia mengatakan usul itu adil.", ["Usul itu baru.", *dateline]) == "Bima Randu"
    # whom a quotation names does not speak
    quoted = ["“Bima Randu orang baik.", "“Ya,” ujar Rina Wulandari.", *dateline]
    assert speaker("Saya kenal dia,” ujarnya.", quoted) == "Rina Wulandari"


def test_a_description_points_back_like_a_pronoun() -> None:
    before = ["Pelatih Teduh FC Bima Randu mengatakan timnya siap."]
    assert speaker("Pelatih asal Ambon itu menilai lawannya kuat.", before) == "Bima Randu"
    assert speaker("“Kami siap,” kata pelatih berusia 40 tahun itu.", before) == "Bima Randu"
    assert speaker("“Kami siap,” ucap saksi kelahiran Ambon tersebut.", before) == "Bima Randu"
    assert speaker("“Kami siap,” lanjut badan tersebut.", before) is None


def test_a_run_of_names_takes_no_longer_than_its_length() -> None:
    started = time.perf_counter()
    attribution("Rina " * 4000 + "Direktur Rimba, mengatakan itu.")
    assert time.perf_counter() - started < 10


def test_an_office_alone_is_its_holder() -> None:
    before = ["Rapat itu lama.", "Gubernur Teduh Bima Randu datang.", "Wakil Gubernur Sari Melati tidak."]
    assert attribution("“Sudah,” kata Gubernur.", before) == Attribution("Bima Randu", "Gubernur Teduh")
    two = [*before, "Gubernur Rimba Yosef Tanara menyusul."]
    assert speaker("“Sudah,” kata Gubernur.", two) == "Gubernur"
    assert speaker("“Sudah,” kata Ketua.", ["Ketua Partai Teduh Bima Randu datang."]) == "Ketua"


def test_part_of_an_office_is_no_name() -> None:
    held = "Kepala Badan Koordinasi Panen Teduh"
    assert attribution(f"{held} (BKPT) mengatakan itu aman.") == Attribution(held)
    assert speaker("Dia menegaskan itu aman.", [f"{held} (BKPT), meyakinkan warga."]) is None
    assert attribution("Menteri Koordinator Perekonomian, bercerita mengenai itu.") == Attribution(
        "Menteri Koordinator Perekonomian"
    )


def test_the_holder_of_an_office_may_be_heard_by_one_name() -> None:
    before = ["Menteri Transmigrasi datang.", "“Beras cukup,” ujar Menko Bima.", "Rapat itu lama."]
    assert attribution("“Sudah,” kata Menko.", before) == Attribution("Bima", "Menko")
    assert speaker("“Sudah,” kata Menteri.", before) == "Menteri"


def test_one_person_is_no_company() -> None:
    before = ["PT Lintas Teduh mengumumkan hal itu.", "Rina Wulandari mengatakan warga senang."]
    assert speaker("“Siap,” ujarnya.", before) == "Rina Wulandari"
    assert speaker("Pihaknya menegaskan itu.", before) == "PT Lintas Teduh"
    before = ["Direktur Bank Cemara, Yosef Tanara, menolak.", "LintasAir pun angkat bicara."]
    assert speaker("Mereka mengakui hal itu.", before) == "LintasAir"


def test_a_short_name_is_completed_from_its_introduction() -> None:
    before = ["Warga senang.", "Wali Kota Tanjung Rimba, Melani Sarong, memastikan hal itu."]
    found = attribution("“Kami tidak mau,” kata Melani di gedung itu.", before)
    assert found == Attribution("Melani Sarong", "Wali Kota Tanjung Rimba")
    assert speaker("“Kami tidak mau,” kata Joko.", before) == "Joko"


def test_a_short_name_is_completed_from_behind_a_comma() -> None:
    before = ["Putra Yosef Tanara, Bima Randu Tanara mengungkapkan itu."]
    assert speaker("“Kami siap,” kata Bima.", before) == "Bima Randu Tanara"
    before = ["Pemain muda Teduh FC, Bima Randu, mencetak gol."]
    assert speaker("“Kami siap,” kata Randu.", before) == "Bima Randu"


def test_an_introduction_may_run_on() -> None:
    before = ["Staf Khusus Menteri Sosial Bidang Pangan, Rina Wulandari dalam rapat itu tiba."]
    assert attribution("“Sudah,” kata Rina.", before) == Attribution(
        "Rina Wulandari", "Staf Khusus Menteri Sosial Bidang Pangan"
    )


def test_a_long_quotation_has_the_speaker_its_end_names() -> None:
    after = ["Kami juga tidak menaikkan harga,” imbuh Rina Wulandari."]
    assert attribution("“Kami tidak pindah.", [], after) == Attribution("Rina Wulandari")
    before = ["“Kami tidak pindah."]
    assert speaker("Kami juga tidak menaikkan harga,” imbuh Rina.", before) == "Rina"


def test_a_quotation_in_straight_marks_goes_on_over_its_sentences() -> None:
    before = ['"Kami tidak pindah.', "Rina Wulandari mengatakan warga senang."]
    middle, end = "Rumah kami di sini.", 'Kami tetap di sini," tambah Yosef Tanara.'
    assert speaker(middle, before) == "Rina Wulandari"
    assert attribution(middle, before, [end]) == Attribution("Yosef Tanara")
    # a mark that ends a quotation, with the blank on its wrong side
    assert speaker("Kapal itu panjang.", ['Kami siap, "kata Rina Wulandari.', '"Kami di sini.']) is None
    assert speaker("Kapal itu panjang.", ['Kapal "Teduh" datang.', "“Ya,” kata Rina."]) is None


def test_quoted_paragraphs_follow_the_pronoun_in_front_of_them() -> None:
    before = ['"We had to wait.', 'He said: "It is late.', "Eddy Jonas said the ferry was late."]
    assert speaker('"It will be later still."', before) == "Eddy Jonas"


def test_a_whole_quotation_follows_the_one_who_was_named() -> None:
    before = ["Rina Wulandari mengatakan warga senang."]
    assert attribution("“Mereka datang sejak pagi.”", before) == Attribution("Rina Wulandari")
    signed = ["-Yosef Tanara, Direktur Bank Cemara-"]
    assert attribution("“Mereka datang.”", before, signed) == Attribution(
        "Yosef Tanara", "Direktur Bank Cemara"
    )


def cited(quote: str, speaker: str | None, role: str | None = None) -> Citation:
    return Citation(
        "k7m2pq-1a", "a.txt", "", None, None, None, 1, quote, 0, len(quote), speaker=speaker, role=role
    )


@pytest.mark.parametrize(
    ("citation", "voice"),
    [
        (cited("LintasAir membantah akan menaikkan harga.", "LintasAir"), "LintasAir"),
        (cited("“Kami tidak akan pindah,” kata Rina.", "Rina", "Direktur LintasAir"), "LintasAir"),
        (
            cited("Ia memastikan LintasAir tidak pindah.", "Rina", "Head of Communications LintasAir"),
            "LintasAir",
        ),
        (cited("Ia menilai harga beras naik.", "Rina", "Direktur LintasAir"), None),
        (cited("LintasAir menyebut harga beras naik.", "LintasAir"), None),
        (cited("“Kami melarangnya,” kata Rina.", "Rina", "Menteri Perdagangan"), None),
        (cited("“Kami melarangnya,” ujar polisi.", "Polisi"), None),
        (cited("“Ia ingin memastikan itu,” kata Yosef.", "Yosef"), None),
        (cited("“Kami menuntutnya,” kata jaksa.", "jaksa"), None),
        (cited("“Kami melarangnya,” kata Rina.", "Rina", "Kepala BPOM"), None),
        (cited("“Kami tidak pindah,” kata Rina.", "Rina", "Direktur Pelayanan Umum PT Teduh"), "PT Teduh"),
        (cited("“Kami tidak pindah,” kata Rina.", "Rina", "Kepala Pusat Layanan Teduh"), "Rina"),
        (cited("“Kami tidak kalah,” kata Rina.", "Rina", "pelatih Teduh FC"), "Teduh FC"),
        (cited("“Kami menunggu,” kata Rina.", "Rina", "Pengamat Transportasi"), "Rina"),
        (cited("Rina menegaskan tidak tahu, sedangkan Teduh FC belum menjawab.", "Rina"), None),
        (cited("Rina membuat empat gol untuk Teduh FC.", "Rina", "striker Teduh FC"), None),
        (cited("Harga beras naik.", None), None),
        # the office says nothing of the company, nor does what one says of another
        (cited("Direktur Teduh FC Rina menilai harga naik.", "Rina", "Direktur Teduh FC"), None),
        (cited("Rina menegaskan Yosef tidak bersalah.", "Rina"), None),
        (cited("“Di sini,” ujar Rina. Rina menyebut itu baru.", "Rina"), None),
        (cited("Rina menegaskan tidak akan pindah.", "Rina"), "Rina"),
        (cited("“Kami menolak,” kata Rina.", "Rina", "Sekda Rimba"), None),
        (cited("“Kami menunggu,” kata Rina.", "Rina", "Sekretaris Pribadi (Sespri) BJ Bima"), "Rina"),
        (cited("“Kami menolak,” kata Rina.", "Rina", "Direktur Utama PT"), "Rina"),
    ],
)
def test_what_a_company_says_of_itself(citation: Citation, voice: str | None) -> None:
    assert own_claim([citation]) == voice


def test_a_claim_that_somebody_else_bears_out_is_more_than_a_claim() -> None:
    own = cited("LintasAir membantah akan pindah.", "LintasAir")
    assert own_claim([own, cited("LintasAir tidak pindah.", "Yosef Tanara")]) is None
    assert own_claim([own, cited("Kami tetap.", "Rina", "Direktur LintasAir")]) == "LintasAir"
    assert own_claim([own, cited("LintasAir tidak pindah.", None)]) == "LintasAir"
    assert own_claim([]) is None


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("ABab “”\",.-'()"), st.characters()), max_size=120
    ).map(lambda text: f"{text} kata {text} mengatakan")
)  # fmt: skip
def test_any_text_is_read(text: str) -> None:
    found = attribution(text, [text], [text])
    assert found is None or found.name
