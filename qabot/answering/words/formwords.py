"""The words that tell questions apart: what a noun behind "which" asks for, and what makes a clause."""

from __future__ import annotations

from typing import Final, Literal

Kind = Literal["yesno", "who", "what", "when", "where", "howmany", "why", "how", "quote"]


def _nouns(**words: str) -> dict[str, Kind]:
    return {word: kind for kind, group in words.items() for word in group.split()}  # type: ignore[misc]


NOUNS: Final = _nouns(
    who="menteri pejabat tokoh orang pihak perusahaan lembaga instansi kementerian organisasi presiden"
    " direktur media partai bank klub tim gubernur bupati kelompok maskapai pemain pelatih pemilik penulis"
    " pengusaha negarawan universitas kampus komunitas dinas badan yayasan produsen investor pembeli"
    " penjual tersangka terdakwa saksi korban_ ketua kepala anggota ahli pakar pengamat peneliti artis aktor"
    " aktris penyanyi sutradara pahlawan raja ratu minister ministers ministry ministries person people"
    " official officials company companies firm firms organisation organisations organization"
    " organizations agency agencies institution institutions president director directors party parties"
    " newspaper outlet outlets executive executives spokesperson body bodies group groups bank banks club"
    " team teams airline airlines university player players coach owner owners author researcher researchers"
    " expert experts analyst analysts actor actress singer department suspect suspects lawyer judge mayor"
    " governor politician politicians investor investors seller sellers leader leaders retailer publisher",
    where="negara kota daerah wilayah provinsi kabupaten kecamatan kelurahan desa kampung tempat lokasi"
    " pulau benua kawasan pelabuhan bandara stasiun stadion gedung hotel jalan ibukota country countries"
    " city cities town towns village villages place places province provinces region regions location"
    " locations venue state states island islands district districts continent port airport stadium"
    " station county ground arena hall",
    when="tanggal hari bulan tahun jam pukul pekan musim abad dekade date dates day days_ month year years_"
    " time week century decade season hour hours period deadline",
    howmany="jumlah besaran persentase total nilai harga biaya tarif ongkos gaji umur usia luas tinggi"
    " panjang berat jarak kecepatan populasi kapasitas percentage percent share proportion number numbers"
    " amount amounts size price prices cost costs total value fraction sum population figure rate age"
    " height length distance weight salary budget revenue turnover fee fare speed capacity extent",
    why="alasan alasannya dalih dalihnya sebab sebabnya penyebab penyebabnya dasar tujuan tujuannya pemicu"
    " faktor latar reason reasons cause causes purpose grounds motive aim",
    how="cara caranya metode proses kondisi way ways means manner method perbedaan perbedaannya beda bedanya"
    " persamaan persamaannya perbandingan perbandingannya kronologi kronologinya difference differences"
    " similarity similarities chronology",
)
"""What a question about such a thing asks for."""

AUXILIARIES_ID: Final = frozenset(
    "akan sudah telah belum tidak bukan bisa dapat harus masih pernah boleh sedang tengah juga".split()
)
CLAUSE_ID: Final = frozenset(
    "akan sudah telah belum tidak bukan bisa dapat harus masih pernah boleh sedang tengah jadi perlu juga"
    " termasuk ikut setuju naik turun ada adalah merupakan lagi tutup buka batal mundur pergi datang tiba"
    " pulang gagal menang kalah selesai mati hidup lulus keluar masuk kembali tinggal lolos jatuh rusak roboh"
    " tenggelam hilang aman wajib gratis penting mahal murah sama benar betul punya milik cukup mulai mau"
    " mampu sengaja terdaftar terlibat terjadi terbukti tersedia terluka terbakar tertangkap terkena"
    " terhubung terpengaruh terjual terganggu terancam terpilih tersangkut tewas meninggal"
    " selamat tahu yakin senang siap tetap terlalu sangat lebih hanya cuma saling mungkin layak"
    " kena dapat".split()
)
"""Predicates and what goes with them: a clause, not a noun, follows "apa"."""
STATES_ID: Final = frozenset(
    "bayar bawa buat pakai ambil minta suruh cari jawab dukung tolak lawan balik pindah tambah kurang"
    " langsung dekat jauh cepat lambat kuat lemah sehat sepi ramai sulit susah mudah gampang khawatir"
    " takut marah kecewa puas heran iri sepakat percaya optimistis pesimistis resmi sah ilegal halal"
    " haram penuh kosong rugi untung bangkrut pailit telat terlambat sukses resign lanjut berhenti"
    " berlaku jual beli terima kirim habis tahan urus ganti tanya hadir absen sembuh banjir tertunda"
    " semua".split()
)
"""More of them, which after "apa" may belong to the noun, but make a statement where nothing asks."""
OPENS_CLAUSE_ID: Final = frozenset(
    "benar betul memang iya sudah akan bisa pernah masih boleh ada semua seluruh dia ia mereka beliau"
    " kita kami saya anda kamu tidak belum bukan cuma hanya setiap telah sebagian kebanyakan"
    " mayoritas mungkin".split()
)
"""What follows an "apa" that asks whether."""
PERSONS_ID: Final = frozenset(
    "menteri pejabat tokoh orang presiden direktur gubernur bupati pemain pelatih pemilik penulis"
    " pengusaha investor pembeli penjual tersangka terdakwa saksi korban ketua kepala anggota ahli"
    " pakar pengamat peneliti artis aktor aktris penyanyi sutradara raja ratu warga polisi pelaku"
    " petugas pedagang petani nelayan guru siswa mahasiswa orangtua ayah anak istri suami karyawan"
    " pegawai buruh pekerja penumpang pengguna pelanggan nasabah peserta pendukung penonton pasien"
    " dokter hakim jaksa pengacara wartawan pemerintah timnas para wali sopir dubes manajemen"
    " pengelola".split()
)
"""Whom nobody asks for with "apa"."""
OPEN_NOUNS_ID: Final = frozenset(
    "nama arti makna pengertian definisi fungsi tujuan manfaat ibu ibukota penyebab perbedaan beda bedanya"
    " persamaan isi alasan jenis judul bahasa warna profesi pekerjaan peran agama cabang dampak akibat"
    " hubungan kaitan rencana hukuman sanksi tanggapan respons respon reaksi komentar langkah upaya strategi"
    " syarat ketentuan aturan kelebihan keunggulan kekurangan kendala tantangan masalah persoalan solusi"
    " rekomendasi saran pesan harapan target hasil bentuk bunyi ciri contoh bahan makanan minuman lagu motto"
    " semboyan julukan gelar jabatan posisi tugas wewenang kewajiban hak sejarah asal merek topik tema bukti"
    " temuan isu pertimbangan janji usulan usul tuntutan tudingan tuduhan dugaan pernyataan penjelasan"
    " keterangan klaim pendapat pandangan sikap keputusan kebijakan program kegiatan agenda acara penghargaan"
    " keuntungan kerugian untung rugi risiko bahaya efek pengaruh peristiwa kejadian kata status kondisi"
    " prediksi perkiraan ukuran mata satuan simbol lambang rahasia kunci faktor unsur tanda gejala sifat"
    " hobi kesimpulan inti pokok maksud maksudnya sebutan istilah kepanjangan singkatan prestasi rekor"
    " beritanya kabar jawaban perintah instruksi arahan modus motif barang benda kasus jasa karya penyakit"
    " obat film buku sistem suku kode kegunaan kelemahan kekuatan kontribusi rumus kesenian kesamaan"
    " kepercayaan komposisi prinsip pakaian pengganti".split()
)
"""Nouns that "apa" and "apakah" ask for."""
SUBORDINATES: Final = frozenset(
    "yang setelah sebelum saat waktu sewaktu pas ketika jika bila kalau agar supaya karena sejak untuk soal"
    " tentang terkait terhadap bagi selain".split()
)
"""Where the main clause ends."""
NO_VERBS: Final = frozenset(
    "menteri media mereka melalui menurut merek meter medis mesin meja menit mengenai metode mewah"
    " merah menengah menara dinas direktur diskon divisi digital dirjen diri distrik diplomat"
    " disiplin dirut dinding diesel dialog dibanding dibandingkan beras berapa berita bersama bersih"
    " berat berkas berbagai berlian beribu berdasarkan".split()
)
"""Words with the prefix of a verb that are none."""
