"""Words that follow-up questions are resolved by: stops of noun phrases, relations, places, roles."""

from __future__ import annotations

from typing import Final

RELATIONS: Final = frozenset(
    "nama harga jumlah total nilai biaya tarif ongkos gaji umur usia luas tinggi panjang berat lokasi"
    " alamat tanggal tujuan alasan penyebab sebab isi judul direktur ketua kepala pemilik pendiri pemimpin"
    " bos juru menteri anggota presiden manajer pelatih penulis pembuat perancang pengelola penyelenggara"
    " panitia sponsor peserta pengguna karyawan cabang dampak akibat hasil syarat cara fungsi manfaat guna"
    " kegunaan khasiat arti tanggapan komentar reaksi perbedaan rencana jadwal tempat kantor produk"
    " layanan laba rugi pendapatan omzet utang saham kapasitas kecepatan jenis warna korban pelaku"
    " tersangka saksi penjual pembeli pemasok investor barang target asal nasib kondisi status warga"
    " pengurus wakil sekretaris juara pemenang price cost number total value amount size name names date"
    " location address aim purpose reason cause title director chairman chair chairwoman head owner"
    " founder leader boss spokesperson spokeswoman spokesman minister member members manager coach author"
    " designer organiser sponsor participants users employees staff branches branch effect result"
    " conditions response reaction plan plans schedule office headquarters product products service"
    " services profit loss revenue turnover debt shares capacity speed kind colour victims suspect"
    " suspects witness seller buyer supplier investor target origin fate state deputy secretary winner"
    " capital population president ceo chief age height length weight salary surplus deficit defisit".split()
)
"""Nouns that ask "of what?" when they stand alone."""
PEOPLE: Final = frozenset(
    "menteri gubernur bupati wali walikota presiden direktur ketua kepala pejabat pelatih pemain penulis"
    " pengamat juru dokter profesor hakim jaksa pria wanita perempuan tokoh artis penyanyi orang minister"
    " governor mayor president director chairman chairwoman head official coach player author analyst"
    " spokesperson spokeswoman spokesman doctor professor judge man woman person singer actor chief"
    " executive".split()
)
THINGS: Final = frozenset(
    "perusahaan lembaga bank yayasan proyek program aturan kebijakan acara fitur produk aplikasi platform"
    " layanan kapal gedung kasus rencana peristiwa kejadian insiden barang film buku tim klub partai"
    " company firm bank foundation project programme program rule policy event feature product app"
    " platform service ship building case plan incident film book team club party agency ministry deal"
    " tool device".split()
)
ORGANISED: Final = frozenset(
    "bank pt cv kementerian ministry universitas university yayasan foundation dinas badan komisi partai"
    " party group grup inc corp ltd tbk company institute museum project proyek program app shop tv news"
    " council dewan polda polri pemerintah kota kabupaten provinsi union club klub fc stadion stadium"
    " bandara airport festival jembatan bridge kapal km kmp waduk bendungan dam pasar market selat pulau"
    " gunung sungai jalan street tol".split()
)
"""A name with one of these is no person's."""
DETERMINERS: Final = frozenset("the a an this that these those its his her their our your my".split())
PREPOSITIONS: Final = frozenset(
    "di ke dari pada dengan untuk oleh kepada bagi dalam tentang soal mengenai terkait menurut antara"
    " sejak hingga sampai sebagai per tanpa atas bawah in at on to for from of by with about over since"
    " until into under during after before as than between against via near through without".split()
)
LOCAL: Final = frozenset("di ke dari in at to from on near pada untuk for".split())
STOPS: Final = PREPOSITIONS | frozenset(
    "yang dan atau itu ini tersebut and or who which that there here not no setelah sebelum ketika saat"
    " karena jika kalau when where while because if so now today yesterday tomorrow sekarang hari besok"
    " kemarin nanti saja juga lagi sering kerap selalu langsung hanya cuma terus makin semakin ever already"
    " still yet really also".split()
)
"""Words that end a noun phrase."""
VERBS: Final = frozenset(
    "be have do go come get make take give say tell see know think want need use find keep let begin"
    " start stop open close buy sell pay cost build win lose rise fall raise cut plan sign launch ban"
    " allow refuse deny accept reject join leave enter move hold host run lead own found create design"
    " write read sing play meet visit call ask answer comment claim announce apply approve agree happen"
    " occur sink crash burn die live stay work sue face help support oppose fight attack save spend earn"
    " invest offer provide serve ship send receive carry bring put set shut end finish complete continue"
    " return resign retire quit retain replace change grow shrink increase decrease drop expect hope fear"
    " mean affect cause lift impose charge arrest release free detain investigate publish produce make"
    " deliver land arrive depart flow collapse reopen expand merge acquire take receive become remain"
    " operate employ hire fire lay treat train teach learn study compete race score beat appear look seem"
    " belong contain include reach last start like love hate exist true same different ready safe"
    " available free open closed expensive cheap big large old long high respond react explain promise"
    " propose summon contact store borrow lend rent break repair fix damage destroy protest strike vote"
    " elect choose pick appoint name weigh measure bought sold said told went came got made took gave"
    " built won lost rose fell held led wrote met paid sank broke chose drew drove flew grew knew left ran"
    " seize seized confiscate froze sue sued warn stole"
    " sang saw sent shut spoke spent stood struck".split()
)
"""English words that are not part of the subject before them."""
AUXILIARIES: Final = frozenset(
    "is are was were am been being do does did has have had will would can could should shall may might"
    " must isn't aren't wasn't weren't don't doesn't didn't hasn't haven't won't wouldn't can't"
    " couldn't".split()
)
PLACES: Final = frozenset(
    "indonesia malaysia singapura singapore thailand vietnam filipina philippines inggris uk britain"
    " england britania amerika as us usa china cina tiongkok jepang japan korea india australia jerman"
    " germany prancis france italia italy spanyol spain belanda netherlands rusia russia brasil brazil"
    " kanada canada meksiko mexico turki turkey mesir egypt arab saudi iran irak iraq israel palestina"
    " palestine ukraina ukraine swiss switzerland swedia sweden norwegia norway denmark finlandia finland"
    " polandia poland portugal irlandia ireland belgia belgium austria yunani greece pakistan bangladesh"
    " nepal myanmar kamboja cambodia laos brunei timor taiwan hongkong eropa europe asia afrika africa"
    " tenggara jakarta bandung surabaya medan semarang yogyakarta yogya solo malang makassar denpasar bali"
    " lombok sumatera sumatra jawa java kalimantan borneo sulawesi papua maluku aceh padang palembang"
    " lampung bengkulu jambi riau batam pontianak banjarmasin samarinda balikpapan manado palu kendari"
    " gorontalo ambon ternate sorong jayapura kupang ende maumere mataram bogor depok tangerang bekasi"
    " banten cirebon serang london paris berlin tokyo beijing shanghai washington york sydney melbourne"
    " bangkok manila hanoi dubai moskow moscow madrid roma rome amsterdam brussel brussels larantuka"
    " gresik tuban flores".split()
)
"""Names that are nearly always places."""
IF_YES: Final = (
    r"(?:kalau|jika|bila|seandainya) (?:memang )?(?:iya|ya|benar|betul|begitu|demikian|sudah|jadi|ada|setuju)"
    r"|if (?:so|yes|true|(?:that|this|it)['’]?s? (?:is |was )?(?:so|true|the case)"
    r"|(?:he|she|it|they) (?:do|does|did|is|are|was|were|has|have|will))"
)
IF_NO: Final = (
    r"(?:kalau|jika|bila) (?:memang )?(?:tidak|belum|bukan)|if (?:not|no|(?:he|she|it|they) (?:do|does|did|is"
    r"|are|was|were|has|have|will)(?: not|n['’]t))"
)
"""How a question begins that is only asked for one answer to the one before it, in regular expressions."""
IF_ENDS: Final = (
    r",| (?:(?:sejak|sampai|oleh|dengan|kepada|dari|untuk|pada|di|ke|by|to|with|since) ?)?(?:siapa|kapan"
    r"|berapa|kenapa|mengapa|bagaimana|apa|mana|who|whom|what|when|where|why|how|which)\b"
)
"""What stands behind such a condition: more of it would be another, "kalau tidak bayar, ...?"."""
