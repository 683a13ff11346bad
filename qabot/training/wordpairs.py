"""Words that mean the opposite of each other, and words that mean about the same.

What a question asks is turned round by putting one word's opposite in its place, and put in other words by
one of the same meaning. Whole forms stand here, as Indonesian stems change with what is put before them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from qabot.types import Language

_OPPOSITES: Final[Mapping[Language, str]] = {
    "id": (
        "naik/turun menang/kalah membuka/menutup dibuka/ditutup meningkat/menurun menerima/menolak"
        " diterima/ditolak mendukung/menentang didukung/ditentang untung/rugi laba/rugi"
        " mengizinkan/melarang diizinkan/dilarang membolehkan/melarang dibolehkan/dilarang"
        " diperbolehkan/dilarang boleh/dilarang berhasil/gagal sukses/gagal lolos/tersingkir lulus/gagal"
        " sebelum/setelah sebelum/sesudah semua/sebagian datang/pergi aman/berbahaya aman/rawan"
        " mengkritik/memuji dikritik/dipuji mengecam/memuji dikecam/dipuji menyambut/mengecam"
        " disambut/dikecam menaikkan/menurunkan dinaikkan/diturunkan menambah/mengurangi"
        " ditambah/dikurangi bertambah/berkurang memperketat/melonggarkan diperketat/dilonggarkan"
        " memperluas/mempersempit diperluas/dipersempit mempercepat/memperlambat dipercepat/diperlambat"
        " mempermudah/mempersulit dipermudah/dipersulit memperkuat/melemahkan diperkuat/dilemahkan"
        " menguat/melemah membaik/memburuk melonjak/anjlok melesat/merosot membengkak/menyusut hadir/absen"
        " menghadiri/melewatkan dihadiri/dilewatkan masuk/keluar bergabung/mundur bertahan/mundur"
        " mengangkat/memberhentikan diangkat/diberhentikan melantik/mencopot dilantik/dicopot"
        " merekrut/memecat direkrut/dipecat membela/menyerang dibela/diserang membenarkan/membantah"
        " dibenarkan/dibantah mengakui/menyangkal diakui/disangkal mengaku/membantah setuju/keberatan"
        " menyetujui/menolak disetujui/ditolak mengabulkan/menolak dikabulkan/ditolak yakin/ragu"
        " percaya/ragu meyakini/meragukan optimistis/pesimistis optimis/pesimis puas/kecewa senang/kecewa"
        " tenang/panik menangkap/membebaskan ditangkap/dibebaskan menahan/melepas ditahan/dilepas"
        " dihukum/dibebaskan memulai/mengakhiri dimulai/diakhiri mulai/selesai melanjutkan/menghentikan"
        " dilanjutkan/dihentikan menunda/mempercepat ditunda/dipercepat mengaktifkan/menonaktifkan"
        " diaktifkan/dinonaktifkan mewajibkan/membebaskan diwajibkan/dibebaskan wajib/sukarela"
        " legal/ilegal resmi/ilegal gratis/berbayar murah/mahal termurah/termahal tertinggi/terendah"
        " terbesar/terkecil pertama/terakhir besar/kecil tinggi/rendah cepat/lambat ringan/berat"
        " mudah/sulit gampang/susah sering/jarang banyak/sedikit ramai/sepi penuh/kosong kuat/lemah"
        " sehat/sakit hidup/mati selamat/tewas kaya/miskin positif/negatif surplus/defisit ekspor/impor"
        " mengekspor/mengimpor diekspor/diimpor membeli/menjual dibeli/dijual pembeli/penjual"
        " swasta/negeri pria/wanita laki-laki/perempuan siang/malam pagi/sore timur/barat utara/selatan"
        " lebih/kurang minimal/maksimal sementara/permanen terbuka/tertutup sama/berbeda"
        " sejalan/bertentangan kompak/terpecah memaafkan/menuntut mencabut/mengajukan dicabut/diajukan"
        " melindungi/membahayakan menguntungkan/merugikan diuntungkan/dirugikan mendorong/menghambat"
        " didorong/dihambat membantu/menghalangi dibantu/dihalangi mencegah/memicu dicegah/dipicu"
        " unggul/tertinggal ditemukan/hilang hemat/boros jujur/bohong lancar/macet rusak/utuh bersih/kotor"
        " panas/dingin jauh/dekat menjauh/mendekat pro/kontra baik/buruk terbaik/terburuk tua/muda"
        " tertua/termuda benar/salah cukup/kurang gelap/terang halus/kasar padat/lengang serius/bercanda"
        " sengaja/kebetulan sendirian/bersama langsung/tertunda ketat/longgar panjang/pendek"
        " panjang/singkat luas/sempit penting/sepele stabil/goyah subur/gersang tajam/tumpul tegas/lunak"
        " lama/sebentar maju/mundur suka/benci rajin/malas"
    ),
    "en": (
        "rose/fell rise/fall rising/falling won/lost win/lose winning/losing increase/decrease"
        " increased/decreased increasing/decreasing accepted/rejected accept/reject more/less more/fewer"
        " higher/lower highest/lowest opened/closed open/closed allowed/banned allow/ban allowed/forbidden"
        " before/after all/some praised/criticised praise/criticise welcomed/condemned welcome/condemn"
        " supports/opposes supported/opposed support/oppose backed/opposed approved/rejected"
        " approve/reject agreed/refused agree/refuse confirmed/denied confirm/deny admitted/denied"
        " admit/deny gained/lost gain/lose raised/cut raise/cut bigger/smaller larger/smaller"
        " largest/smallest biggest/smallest best/worst better/worse first/last early/late earlier/later"
        " older/younger oldest/youngest faster/slower cheap/expensive cheaper/pricier strong/weak"
        " stronger/weaker strengthened/weakened improved/worsened improving/worsening expanding/shrinking"
        " expanded/shrunk started/ended began/ended start/end starting/ending continue/stop"
        " continued/stopped joined/left hired/fired hire/fire appointed/dismissed arrested/released"
        " guilty/innocent convicted/acquitted alive/dead safe/dangerous safe/unsafe legal/illegal"
        " free/paid public/private foreign/domestic local/foreign female/male woman/man women/men buy/sell"
        " bought/sold buying/selling buyers/sellers imports/exports import/export profit/loss"
        " surplus/deficit majority/minority always/never often/rarely easy/hard easier/harder hot/cold"
        " north/south east/west succeeded/failed succeed/fail success/failure attended/missed attend/miss"
        " present/absent optimistic/pessimistic pleased/disappointed satisfied/disappointed happy/unhappy"
        " united/divided same/different temporary/permanent secret/public above/below inside/outside"
        " tighten/loosen tightened/loosened tighter/looser speed/slow protect/harm harmed/helped"
        " helped/hindered growing/shrinking grew/shrank true/false likely/unlikely sure/unsure"
        " certain/uncertain able/unable healthy/ill rich/poor richer/poorer full/empty crowded/deserted"
        " busy/quiet near/far close/distant wide/narrow longer/shorter lighter/darker heavy/light"
        " ahead/behind calm/worried confident/doubtful voluntary/compulsory optional/mandatory"
        " married/single enough/insufficient positive/negative strict/lenient serious/joking"
        " deliberate/accidental clean/dirty resumed/suspended reopened/closed reinstated/sacked"
        " launched/withdrawn"
    ),
}
_ALIKE: Final[Mapping[Language, str]] = {
    "id": (
        "naik/meningkat turun/menurun menurun/merosot melonjak/meroket anjlok/merosot"
        " menaikkan/meningkatkan menurunkan/mengurangi dinaikkan/ditingkatkan meninggal/wafat"
        " tewas/meninggal menangkap/meringkus ditangkap/diringkus ditangkap/diamankan memuji/mengapresiasi"
        " dipuji/diapresiasi mengkritik/mengecam membantah/menyangkal dibantah/disangkal"
        " menghentikan/menyetop dihentikan/disetop selesai/rampung menyelesaikan/merampungkan"
        " diselesaikan/dirampungkan batal/urung ditunda/diundur bertemu/berjumpa datang/tiba"
        " berangkat/pergi murah/terjangkau hilang/lenyap rusak/hancur uang/dana uang/duit perusahaan/firma"
        " karyawan/pegawai pegawai/pekerja warga/penduduk rakyat/masyarakat anggota/personel"
        " aturan/regulasi aturan/ketentuan peraturan/regulasi penjara/bui hukuman/vonis toko/gerai"
        " ponsel/HP gaji/upah bencana/musibah perempuan/wanita pria/laki-laki guru/pengajar siswa/murid"
        " pelajar/siswa sekarang/kini segera/secepatnya mulai/dimulai mendukung/menyokong"
        " menolak/menentang menyetujui/merestui dilarang/diharamkan diizinkan/diperbolehkan"
        " mengizinkan/membolehkan boleh/diizinkan memberi/memberikan memakai/menggunakan dipakai/digunakan"
        " membuat/menciptakan dibuat/diciptakan menjual/memasarkan dijual/dipasarkan membeli/memborong"
        " dibangun/didirikan membangun/mendirikan meminta/memohon mendesak/menuntut didesak/dituntut"
        " memeriksa/mengusut diperiksa/diusut melaporkan/mengadukan dilaporkan/diadukan"
        " memerintahkan/menginstruksikan diperintahkan/diinstruksikan mengatakan/menyebut yakin/percaya"
        " ragu/sangsi senang/gembira puas/senang kecewa/menyesal khawatir/cemas marah/geram"
        " banyak/berlimpah sedikit/minim sulit/susah mudah/gampang penting/krusial baru/anyar"
        " berbahaya/membahayakan bahaya/ancaman memimpin/mengepalai dipimpin/dikepalai ketua/pemimpin"
        " dipecat/diberhentikan memecat/memberhentikan mundur/berhenti pindah/berpindah ikut/turut"
        " menghadiri/mendatangi gagal/kandas berhasil/sukses memiliki/mempunyai punya/memiliki"
        " terdampak/terimbas rencana/agenda peluang/kesempatan"
    ),
    "en": (
        "rise/increase rose/increased rising/increasing fell/dropped grew/expanded growing/expanding"
        " died/perished dead/deceased arrested/detained arrest/detain praised/lauded praise/applaud"
        " criticised/slammed criticise/condemn denied/rejected deny/dispute stopped/halted stop/halt"
        " finished/completed finish/complete cancelled/scrapped delayed/postponed delay/postpone"
        " cheap/affordable money/funds company/firm firms/companies employees/workers staff/employees"
        " residents/locals people/citizens rules/regulations rule/regulation jail/prison jailed/imprisoned"
        " shop/store shops/stores wages/pay aid/help teacher/educator students/pupils now/currently"
        " soon/shortly started/begun start/begin begin/start support/back supports/backs supported/backed"
        " oppose/reject approved/passed allow/permit allowed/permitted banned/prohibited ban/prohibit"
        " use/employ used/utilised make/produce makes/produces made/produced sell/market buy/purchase"
        " bought/purchased built/constructed build/construct ask/request asked/requested urged/pressed"
        " urge/press questioned/interrogated reported/announced ordered/instructed said/stated"
        " sure/certain glad/happy pleased/satisfied worried/concerned angry/furious big/large"
        " bigger/larger biggest/largest harder/tougher easy/simple fast/quick important/crucial new/fresh"
        " dangerous/risky led/headed boss/chief sacked/fired quit/resigned resign/quit attended/visited"
        " failed/flopped succeeded/managed hurt/injured killed/slain wants/wishes want/wish get/receive"
        " got/received gets/receives raise/increase raised/increased cut/reduced cut/reduce"
        " helped/assisted help/assist"
    ),
}


def _table(pairs: str) -> dict[str, list[str]]:
    """Each word with the words of the other side of its pairs, both ways."""
    found: dict[str, list[str]] = {}
    for pair in pairs.split():
        one, other = pair.split("/")
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def _pattern(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    # "laki-laki" whole, and nothing of another word that is written with a hyphen
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(table, key=len, reverse=True))})(?![\w-])")


_TABLES: Final = {
    turning: {language: _table(pairs) for language, pairs in texts.items()}
    for turning, texts in ((True, _OPPOSITES), (False, _ALIKE))
}
_PATTERNS: Final = {
    turning: {language: _pattern(table) for language, table in tables.items()}
    for turning, tables in _TABLES.items()
}


def opposite(text: str, language: Language, rng: random.Random) -> str:
    """``text`` with one word turned into its opposite; empty when it has none."""
    return _exchanged(text, language, rng, turning=True)


def reworded(text: str, language: Language, rng: random.Random) -> str:
    """``text`` with one word exchanged for another of about the same meaning; empty when it has none."""
    return _exchanged(text, language, rng, turning=False)


def has_opposite(word: str, language: Language) -> bool:
    return word in _TABLES[True][language]


def _exchanged(text: str, language: Language, rng: random.Random, *, turning: bool) -> str:
    places = list(_PATTERNS[turning][language].finditer(text))
    if not places:
        return ""
    place = rng.choice(places)
    other = rng.choice(_TABLES[turning][language][place[0]])
    return f"{text[: place.start()]}{other}{text[place.end() :]}"
