"""Who says it: the speaker of a sentence, as the article attributes it, with office and organisation.

Rules over the forms of Indonesian and English news: "..., kata Menteri X Nama", "Nama, Direktur Y,
mengatakan ...", "Menurut Z ...", "... said Name"; a pronoun ("ujarnya", "he said") goes back to the last
speaker named before it, a short name ("kata Nama") to the full one, and a quotation of several sentences
has the speaker who is named in its last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from qabot.answering.words import offices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker. ``name`` is a person or an organisation, as the article writes it."""

    name: str
    role: str | None = None
    """The office, with its organisation: ``Head of Communications TikTok Indonesia``."""


_G: Final = r"[ \u00a0]"
_COMMA: Final = offices.COMMA
_CAPITAL: Final = (
    r"(?:[A-Z]\.(?:[A-Z][a-z][\w’'-]*|(?=[ \u00a0A-Z]))"
    r"|(?:[Dd]rg?|[Pp]rof|[Ii]r|Drs|Hj|H|KH|Mr|Mrs|Ms|St|PT|CV)\.|[A-Z]\w*&[A-Z]\w*"
    r"|(?:[IVX]+|\d{3,4})/[A-Z]\w*|(?:[ae]l-)?(?!Sp\.)[A-Z][\w’'+-]*)"
)
_PHRASE: Final = (
    rf"{_CAPITAL}(?:(?:{_G}\([A-Z][\w’'/ -]{{1,24}}\))?(?:{_G}(?:dan|of|and|for|the|de|van|bin|binti|al|dr"
    rf"|bidang|urusan|&|{_COMMA}))"
    rf"{{0,2}}{_G}(?:\d{{1,2}}{_G})?{_CAPITAL}){{0,14}}"
)
_NOT_NAMES: Final = frozenset(
    "Senin Selasa Rabu Kamis Jumat Jum'at Sabtu Minggu Ahad Januari Februari Maret April Mei Juni Juli"
    " Agustus September Oktober November Desember Monday Tuesday Wednesday Thursday Friday Saturday"
    " Sunday January February March May June July August October December Dalam Pada Menurut Hal Ini Itu"
    " Namun Selain Sementara Kami Saya Kita Aku Anda Mereka The He She They It We I This That These"
    " Those Ia Dia Beliau Sebelumnya Meski Meskipun Ketika Saat Untuk Karena Bahkan Setelah But And In"
    " On At As For However While When After Before If There Also Meanwhile Kemudian Lalu Lantas Dan Atau"
    " Tetapi Tapi Akan Di Ke Dari Oleh Dengan Sebab Jadi Kata Ujar Tak Tidak Ada Apa Apakah Bagaimana"
    " Mengapa Demikian Sejak Seperti Bagi Kepada Terkait Lebih Selanjutnya Adapun Sedangkan Kini Baik"
    " Salah Sebagai Jika Bila Kalau Yang Semua Banyak Pihaknya Pihak Menanggapi Melalui Lewat UU Undang-"
    " Undang Pasal Perpres Permen Peraturan Islam Alquran Foto Baca Video Bukan Hanya Maka Sehingga"
    " Belum Sudah Telah Many Some Most What Who One His Her Their Its Dirinya Sosok Our My Your A An To"
    " Sebelum Usai Seusai Beberapa Sejumlah Para Jangan Both Often Begitu Saudara Itulah Inilah"
    " Penelitian Data Laporan Mungkin Barangkali Tentu Tentunya Memang Padahal Ternyata Apalagi Mengenai Soal"
    " Tentang Perihal Viral Karenanya Makanya Akibatnya Rencananya Sayangnya Intinya Seharusnya Harusnya"
    " Faktanya Nantinya Artinya Biasanya Sebaliknya Pasalnya Hasilnya"
    " From With By Not No So Then Now WIB WITA WIT Although Since Because Akhirnya".split()
)
"""Capitalised words that begin clauses, name days, or say no name."""
_SURNAMES: Final = frozenset("Yang An To May".split())
"""Those of them that are surnames behind another name."""
_SAYS_ID: Final = (
    r"ujar|kata|tutur|ucap|jelas|terang|papar|ungkap|tegas|imbuh|tambah|sebut|sambung|lanjut|cetus|beber"
    r"|pungkas"
    r"|tulis|klaim|kutip|aku|tandas|timpal|urai|tukas|kilah|sindir|singgung|keluh|celetuk|seru|kenang|ulas"
    r"|kelakar|tutup|tanya|jawab|harap"
)
_STATES_ID: Final = (
    r"(?:me(?:ngatakan|nyatakan|njelaskan|ngungkapkan|ngungkap|negaskan|nuturkan|nambahkan|nyebut(?:kan)?"
    r"|nyampaikan|maparkan|mastikan|mbantah|ngaku(?:i)?|nilai|ngklaim|nekankan|rinci|nerangkan|mbeberkan"
    r"|ngimbau"
    r"|minta(?! (?:saran|izin|bantuan|pertolongan|pendapat|persetujuan|restu|petunjuk|nasihat|uang)\b)"
    r"|mperingatkan|ngumumkan|nepis|nampik|ngusulkan|nyangkal|njawab|ngkritik|nyoroti|ngingatkan"
    r"|laporkan(?!.{0,60}\bke (?:[Pp]olisi|[Pp]ol(?:da|res|sek)|[Kk]epolisian|Bareskrim|KPK))"
    r"|mbenarkan|ngatakan|ngecam|mpertanyakan|ndesak|nduga|njanjikan|nolak|nulis|nanggapi|ngeluhkan|ncontohkan|nyarankan"
    r"|nyayangkan|yakini|ncatat|nargetkan|mperkirakan|nganggap|mprediksi|ngeklaim|nuduh|mproyeksikan"
    r"|ngonfirmasi|ngapresiasi|nginformasikan"
    r"|lontarkan|lanjutkan|nceritakan|nuding|nyimpulkan|nyerukan|ngutarakan|ngemukakan|wanti-wanti)"
    r"|berkata|ber(?:si)?kukuh|bersikeras|beralasan|berpandangan|bertutur|berpendapat|berharap|bercerita|berjanji|berkilah|berdalih|berujar|bilang"
    r"|(?<![Jj]uru.)bicara"
    r"|mewanti-wanti|angkat bicara|buka suara)"
)
_SAYS_EN: Final = (
    r"said|says|told|added|adds|explained|stated|claimed|claims|announced|warned|warns|insisted|insists|noted"
    r"|argued|argues|confirmed|denied|denies|wrote|tells|declared|commented|admitted|acknowledged|predicted"
    r"|stressed|suggested|urged|revealed|replied|vowed|promised|believes|asked|joked|concluded|recalled"
)
_PASSIVE: Final = (
    r"(?<!\byang.)diakui(?:nya)?|diper(?:tegas|jelas)"
    rf"|(?:senada|serupa|sama)(?:{_G}(?:juga|pun))?{_G}diungkap(?={_G}oleh)"
    r"|di(?:katakan|sampaikan|ungkapkan|tuturkan|jelaskan|tegaskan|paparkan|kemukakan|utarakan|benarkan"
    r"|lontarkan"
    r"|terangkan|ucapkan|nyatakan)(?:nya)?"
)
_ADVERBS: Final = (
    rf"(?:(?:,?{_G})(?:juga|pun|sendiri|kemudian|lalu|lantas|sebelumnya|kembali|turut|sempat|pernah|telah"
    rf"|sudah"
    r"|hanya|justru|akhirnya|terus|segera|bahkan"
    r"|dengan tegas|secara tegas|secara tertulis|lebih lanjut|tetap|masih"
    r"|langsung|also|later"
    r"|previously|has|had|have|once|repeatedly|pun juga)){0,3}"
)
_CLAUSE: Final = re.compile(
    r"\b(?:me(?:ng|ny|m|n(?!teri\b))[a-z]{3,}|ber(?!sama\b|nama\b|bagai)[a-z]{4,}|tetap|akan|telah|sudah|tidak"
    r"|saat|untuk|has|had|have|since|will|would|was|were|is|to|told|said)\b"
)
"""What makes of the words behind an office a clause."""
_LOW_OFFICE: Final = "|".join(
    "perdana(?= menteri)" if word == "perdana" else word
    for word in sorted(offices.OFFICES, key=len, reverse=True)
)
_LOW_WORD: Final = rf"{_G}(?!(?:kepada|oleh|itu|ini|tersebut|bahwa)\b)[a-z][\w-]*"
_LOW_ROLE: Final = (
    rf"(?:(?:[Jj]uru{_G}bicara|{_LOW_OFFICE})\b(?:{_LOW_WORD}){{0,5}}?"
    # behind a capital there has to be more: "Menteri Sosial" is read as a whole
    rf"|(?i:{_LOW_OFFICE})(?:(?!{_G}(?:dan|of|for|and)\b|{_G}{_CLAUSE.pattern}){_LOW_WORD}){{1,4}}?){_G}"
)
_LOW_BODY: Final = (
    r"(?:pihak{g})?(?:kepolisian|polisi|pemerintah(?:{g}(?:pusat|daerah|kota|provinsi))?|kejaksaan"
    r"|manajemen|keluarga|sumber(?!{g}daya)|netizen|warganet|pejabat|otoritas|militer"
    r"|penyidik|perusahaan|pengelola|panitia|sekolah|rumah{g}sakit|istana|kementerian|maskapai|operator"
    r"|penyelenggara|kampus|bank{g}sentral|jaksa(?:{g}penuntut(?:{g}umum)?)?|(?:majelis{g})?hakim"
    r"|(?:[Pp]ara|[Ss]ejumlah|[Ss]eorang|[Ss]alah{g}s(?:atu|eorang)){g}(?!pihak)[a-z]{4,})"
).replace("{g}", _G)
_NAMED: Final = rf"(?P<low>{_LOW_ROLE})?(?P<np>{_PHRASE})"
_ASIDE: Final = (
    rf"(?:{_G}\((?P<age>[^)]*)\))?(?:,{_G}(?P<aside>(?:{_PHRASE})(?=[,. ]|$)|[^,“”\"]{{3,110}}(?=[,.])))?"
)

_QUOTE_END: Final = (
    r"(?:(?:[\"”’'»,.?!…]|(?<!\w)-|-(?=\s))\)?\s*|^\s*"
    r"|\b(?:[Dd]emikian|[Bb]egitu|[Mm]asih|[Ss]eperti)\s)"
)
_AFTER: Final = re.compile(
    rf"{_QUOTE_END}(?:{_SAYS_ID}|[Kk]ata|[Uu]jar|[Ll]anjut)(?:{_G}(?:pula|lagi|juga|oleh))?"
    rf"{_G}{_NAMED}{_ASIDE}"
)
_ONE: Final = rf"(?:(?:{_G}[a-z]+){{0,3}},{_G}(?P<one>{_PHRASE}))?"
_ONE_OF: Final = re.compile("[Ss]eorang|[Ss]alah|[Pp]ejabat")
_AFTER_BODY: Final = re.compile(
    rf"{_QUOTE_END}(?:{_SAYS_ID}){_G}(?P<body>{_LOW_BODY}(?:{_G}{_PHRASE})?){_ONE}"
)
_AFTER_EN: Final = re.compile(
    rf"[\"”’'],?\s*(?:{_SAYS_EN}){_G}(?:the{_G})?"
    rf"(?P<low>(?:[a-z][\w-]*{_G}){{0,3}})(?P<np>{_PHRASE}){_ASIDE}"
)
_CLOSING_EN: Final = re.compile(
    rf",{_G}sa(?:id|ys){_G}(?:the{_G})?(?!(?:he|she|it|they|we|that|this|there|if|in|on|at|to|no|a|an)\b)"
    rf"(?P<low>(?:[a-z][\w-]*{_G}){{0,3}})(?P<np>{_PHRASE})(?=[,.]|$){_ASIDE}"
)
"""Behind words that are not quoted: "The bridge is late, said Mr Park."."""
_SUBJECT: Final = re.compile(
    rf"(?<![\w.]){_NAMED}(?:{_G}\((?P<age>[^)]*)\))?(?:{_G}(?:di|dari|asal|from|of){_G}(?:the{_G})?{_PHRASE})?"
    rf"(?:{_G}yang{_G}juga{_G}[^,.“”\"]{{3,110}}?{_G}(?:itu|ini|tersebut))?"
    rf"(?:,{_G}(?P<aside>[^,“”\"]{{3,110}}),)?{_ADVERBS},?{_G}(?:{_STATES_ID}|{_SAYS_EN})\b"
)
_SUBJECT_FAR: Final = re.compile(
    rf"^(?:.{{0,60}}?(?:\w|\))\s?[-–—](?:{_G}[-–—])?\s?|[A-Z][a-z]+{_G}itu,{_G}"
    rf"|(?:Mengenai|Soal|Terkait|Tentang|Perihal|Menanggapi|Merespons){_G}[^,“”\";:.]{{2,80}},{_G})?"
    rf"{_NAMED}(?:{_G}\((?P<age>[^)]*)\))?(?:,{_G}(?P<aside>[^,“”\"]{{3,110}}))?,?"
    rf"{_G}(?:yang|who|warga|asal|selaku|sebagai|di|pada|dalam|saat|ketika|usai|seusai|melalui|lewat|seperti|kepada|Senin|Selasa|Rabu|Kamis"
    rf"|Jumat|Sabtu|Minggu){_G}(?:[^“”\";:.]|\.(?=[\w])){{2,140}}?(?<!{_G}itu)(?<!{_G}ini)(?<!tersebut){_ADVERBS},?{_G}(?:{_STATES_ID}|{_SAYS_EN})\b"
)
"""With more between the name and the verb: "Nama Orang, Direktur X, di Ambon, Senin (3/7), mengatakan"."""
_SUBJECT_BODY: Final = re.compile(
    rf"(?:^|[,.]\s|\b(?:dan|itu|lain|sementara|namun|but|and|which|while)\s|\s(?=[Pp]ihak))"
    rf"(?P<body>(?:[Pp]ihak{_G}(?!(?:yang|ini|itu|saling|lain|tersebut|mana)\b)\w+|{_LOW_BODY}"
    rf"|[Tt]he{_G}(?:company|firm|government|ministry|police|bank|group|club)|[Pp]olice|[Oo]fficials"
    rf"|[Aa]nalysts|[Mm]inisters|[Aa]uthorities|[Pp]rosecutors)(?:{_G}{_PHRASE})?)"
    rf"(?:{_ONE}(?:{_G}\([^)]*\))?,)?{_ADVERBS}{_G}(?:{_STATES_ID}|{_SAYS_EN})\b"
)
_SPOKESMAN: Final = re.compile(
    rf"\bspokes(?:man|woman|person){_G}(?:for|of){_G}(?:the{_G})?(?P<np>{_PHRASE}){_G}(?:{_SAYS_EN})\b"
)
_ACCORDING: Final = re.compile(
    rf"\b(?:[Mm]enurut|[Aa]ccording{_G}to|[Mm]engutip|[Mm]erujuk)"
    rf"(?:{_G}(?:laporan|keterangan|data|pernyataan|pengakuan|the|a|report|from|dari|pihak|juga)){{0,4}}"
    rf"{_G}{_NAMED}{_ASIDE}"
)
_ACCORDING_BODY: Final = re.compile(
    rf"\b(?:[Mm]enurut|[Mm]asih{_G}kata){_G}(?P<body>{_LOW_BODY}(?:{_G}{_PHRASE})?)"
)
_BY: Final = re.compile(
    rf"\b(?:{_PASSIVE}){_G}(?:oleh{_G}(?:(?:sang{_G})?(?:{_LOW_OFFICE})(?:{_LOW_WORD}){{0,3}},{_G})?)?{_NAMED}{_ASIDE}"
)
_SIGNED: Final = re.compile(rf"^[-–—]\s?(?P<np>{_PHRASE})(?:,\s(?P<aside>[^–—]+?))?\s?[-–—]?$")
_HEADLINE: Final = re.compile(
    rf"^(?P<np>{_CAPITAL}(?:{_G}{_CAPITAL}){{0,4}}?)(?::{_G}(?=[A-Z\"“‘'])|{_G}(?:Pastikan|Bantah|Sebut|Klaim"
    r"|Tegaskan|Ungkap|Akui|Tepis|Nilai|Minta|Janji|Jelaskan|Bilang|Ingatkan|Tolak|Yakin)\b)"
)
_PRONOUN: Final = re.compile(
    rf"{_QUOTE_END}(?:{_SAYS_ID})(?:nya\b|{_G}(?:dia|ia|beliau|mereka)\b"
    rf"|{_G}(?:pria|wanita|perempuan|lelaki|politikus|politisi|mantan|alumnus|jebolan|ayah|ibu|bapak)\b)"
    rf"|\b(?:[Uu]jar|[Kk]ata|[Ll]anjut|[Ii]mbuh|[Tt]utur|[Uu]cap|[Jj]elas|[Tt]ambah)nya\b"
    rf"|\b(?:kata|ujar|lanjut|tutur|ucap|jelas|sambung|terang|papar|ungkap){_G}(?:dia|ia|beliau),"
    rf"|\b[Mm]enurut(?:nya|{_G}(?:dia|beliau|mereka))\b"
    rf"|\b(?:[Ii]a|[Dd]ia|[Bb]eliau|[Mm]ereka|[Pp]ihaknya|[Dd]irinya){_ADVERBS}{_G}(?:{_STATES_ID})\b"
    rf"|\b(?:[Hh]e|[Ss]he|[Tt]hey){_ADVERBS}{_G}(?:{_SAYS_EN})\b"
    rf"|[\"”’',.?!]\s*(?:{_SAYS_EN}){_G}(?:he|she|they)\b"
    rf"|\b(?:{_PASSIVE})nya\b|\bmenurutnya\b"
)
_DESCRIBED: Final = re.compile(
    rf"(?:^|[,.]{_G}|\b(?:namun|sementara|dan){_G})(?:[Ss]ang{_G}|[Ee]ks.)?"
    rf"(?:[Pp]ria|[Ww]anita|[Pp]erempuan|[Ll]elaki|[Pp]ebalap|[Pp]emain|[Pp]embalap|[Aa]nak{_G}buah"
    rf"|(?:{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in offices.OFFICES)}))"
    rf"(?:{_G}[^\s,“”\"]+){{1,8}}?{_G}(?:itu|ini|tersebut){_ADVERBS}{_G}(?:{_STATES_ID})\b"
)
"""Who speaks is told of by a description: "Pelatih asal Jerman itu mengatakan"."""
_DESCRIBED_AFTER: Final = re.compile(
    rf"{_QUOTE_END}(?:{_SAYS_ID}){_G}(?!(?:pihak|badan|lembaga|perusahaan|kementerian|organisasi|media)\b)[a-z][^,.“”\"]{{0,80}}?{_G}(?:itu|ini|tersebut)\b"
)
_INDICATED: Final = re.compile(rf"{_G}(?:itu|tersebut|ini)\b")
_OPENS_WITH: Final = re.compile(r"(?:Ia|Dia|Beliau|He|She)\b")
_QUOTED_WHOLE: Final = re.compile(r"^[\"“][^\"“”]+[\"”]?$")
_FURTHER: Final = re.compile(
    rf"{_G}(?P<office>(?:[a-z]+{_G}){{0,2}}(?:{'|'.join(offices.ENGLISH)})){_G}(?P<name>{_PHRASE})"
)
_PLURAL: Final = re.compile(r"\b(?:mereka|pihaknya|they)\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\b(?:mereka|they)\b", re.IGNORECASE)
_LOW: Final = re.compile(_LOW_BODY, re.IGNORECASE)
_PATTERNS: Final = (
    _SIGNED, _AFTER, _AFTER_EN, _CLOSING_EN, _SPOKESMAN, _SUBJECT, _SUBJECT_FAR, _SUBJECT_BODY,
    _AFTER_BODY, _ACCORDING, _ACCORDING_BODY, _BY,
)  # fmt: skip
_MARK: Final = re.compile(r"[\"“”]")
_ATTRIBUTES: Final = re.compile(rf"(?:{_SAYS_ID}|{_SAYS_EN})(?:nya)?\b")
"""What stands right behind the mark that ends a quotation, also where a blank is missing: "..., "kata X"."""
_OF_THE_TELLER: Final = (_SUBJECT, _SUBJECT_FAR, _SUBJECT_BODY, _ACCORDING, _ACCORDING_BODY, _BY)
_URGED: Final = re.compile(
    r"\b(?:men(?:dorong|desak|untut|yuruh|unggu|gharapkan|gajak|gimbau|yarankan)|meminta|memohon|membiarkan|membuat"
    rf"|berharap|agar|supaya|urged|asked|wants|wanted|hopes|hoped){_G}(?:agar{_G}|supaya{_G}|the{_G})?$"
)
_PREPOSITION: Final = re.compile(
    rf"\b(?:in|of|at|from|for|with|over|against|by|di|dari|ke|pada|dengan|untuk|kepada|terhadap|selain"
    rf"|melalui|lewat|akun|oleh|bersama|kepemimpinan|bentukan|pimpinan|asuhan|besutan|buatan|milik)"
    rf"(?:{_G}(?:the|barat|timur|utara|selatan|sungai|kawasan|wilayah|pulau|kota|dekat|sekitar))?{_G}$"
)
_OPENS_CLAUSE: Final = re.compile(
    rf"(?:[,–—-]|\b(?:bahwa|dan|tetapi|tapi|namun|sementara|sedangkan|jika|bila|karena|sebab|saat|ketika|setelah"
    rf"|sebelum|usai|seperti|that|and|but|while|when|as|after|before)){_G}$"
)
"""What the subject of another clause stands behind."""
_REGION: Final = re.compile(r"(?:Provinsi|Kabupaten|Kota|Kecamatan|Kelurahan|Desa|Dusun|Jalan)\b")
_SITE: Final = re.compile(
    rf"{_REGION.pattern}|(?:Kantor|Gedung|Kompleks|Kawasan|Kampus|Markas|Mako|Mapol\w+|Hotel|Istana|Stadion|Bandara"
    r"|Pelabuhan|Stasiun|Rumah|Aula)\b"
)
"""What the name of a place begins with, where something was said."""
_REACH: Final = 15
"""Sentences a pronoun may go back."""
_LONGEST_NAME: Final = 4
_SHORTEST_NAME: Final = 4
"""Letters of a name that is looked for alone."""
_WORD: Final = re.compile(r"[A-Z][\w’'-]+")
_NEAR: Final = 3
"""Sentences of one quotation that are looked through for its speaker."""


_LAWS: Final = frozenset("UU Undang-Undang Pasal Perpres Permen Peraturan Islam Alquran KUHP".split())
_RUBRICS: Final = frozenset(
    "subs survei foto sumber editor penulis catatan tags kategori video infografis live baca referee fakta"
    " opini"
    " cek hoaks hoax kronologi profil update breaking klarifikasi penjelasan narasi result lokasi"
    " waktu".split()
)
_FEWEST_SAID: Final = 5
_RELATIVE: Final = re.compile(r",?[ \u00a0](?:yang|who)\b")
_LIST: Final = re.compile(
    rf"(?<![\w.])(?P<first>{_PHRASE})(?P<more>(?:,{_G}{_PHRASE}){{1,4}}"
    rf"(?:,?{_G}(?:dan|serta|and){_G}{_PHRASE})?)"
)
_LAST_OF_LIST: Final = re.compile(r"(?:^|[ \u00a0])(?:dan|serta|and)[ \u00a0]")
_LONG_OFFICE: Final = re.compile(rf"[^,.;:“”\"]*\b(?:tentang|untuk|pada|terhadap|atas){_G}$")
"""What goes on with the name of a body."""
_BRACKETED: Final = re.compile(r"(?P<long>[^()]+) \((?P<short>[^()]+)\) (?P<name>[^()]+)")
_WITH: Final = re.compile(rf"\b(?:dengan|bersama|kepada|oleh|dan|with|and|to|by){_G}$")
_FEWEST_OF_OFFICE: Final = 3
"""Words that are part of offices or bodies, in a phrase that begins with none that is known."""
_COMMON: Final = re.compile(
    rf"\b((?:(?:[Pp]ara|[Ss]ejumlah){_G})?(?:pejabat|kantor|media|pemerintah|otoritas|militer|tentara|kepolisian"
    rf"|parlemen|kelompok|perusahaan|badan|lembaga|organisasi|harian)(?:{_G}[a-z]+)?){_G}$"
)
"""What makes of the place or the firm behind it a body: "para pejabat Rimba"."""
_MANY: Final = frozenset("anggota ketua petugas".split())
"""Offices that many have at once."""
_INTRODUCED: Final = re.compile(rf"(?<![\w.]){_NAMED}(?={_ASIDE})")
_BEGINS: Final = re.compile(
    rf"(?:.{{0,60}}?(?:\w|\))\s?[-–—](?:{_G}[-–—])?\s?|(?:Sementara|Selain){_G}itu,{_G})?"
    rf"{_NAMED}(?:{_G}\((?P<age>[^)]*)\))?(?:,{_G}(?P<aside>[^,“”\"]{{3,110}}),?)?(?={_G}[a-z])"
)
_COMMA_BEHIND: Final = re.compile(rf",{_G}")
_CAPITALISED: Final = re.compile(r"(?<![\w.'’(-])[A-Z]")
_WHOLE: Final = re.compile(_PHRASE)
_LONGEST_PHRASE: Final = 160
"""Characters."""


def speaker(sentence: str, before: Iterable[str] = ()) -> str | None:
    """The name of the speaker; see :func:`attribution`."""
    found = attribution(sentence, before)
    return found.name if found else None


def attribution(sentence: str, before: Iterable[str] = (), after: Iterable[str] = ()) -> Attribution | None:
    """The speaker a sentence attributes its words to, or None.

    ``before`` holds the sentences of the article that precede it, nearest first, and ``after`` those that
    follow it in its paragraph. They resolve pronouns, complete short names and carry the quotation on.
    """
    earlier = list(before)
    found = _resolved(sentence, earlier)
    if found is None:
        found = _of_the_quotation(sentence, earlier, list(islice(after, _NEAR)))
    return _completed(found, earlier) if found else None


def _resolved(sentence: str, earlier: Sequence[str]) -> Attribution | None:
    """Whom the sentence itself names as its speaker, or points back to."""
    found = _named(sentence)
    if found is None and _refers(sentence):
        pronoun = _PRONOUN.search(sentence)
        told = pronoun[0] if pronoun else sentence
        if _PLURAL.search(told):
            return _last_named(earlier, several=bool(_SEVERAL.search(told)))
        found = (
            _just_named(earlier, subjects=bool(_OPENS_WITH.match(sentence)))
            or _last_named(earlier, person=True)
            or _last_introduced(earlier)
        )
    return found


def _refers(sentence: str) -> bool:
    if _PRONOUN.search(sentence) or _DESCRIBED.search(sentence) or _DESCRIBED_AFTER.search(sentence):
        return True
    # "tegas Dirjen X itu": an office that points back
    return any(_INDICATED.match(sentence, match.end("np")) for match in _AFTER.finditer(sentence))


def _last_named(earlier: Sequence[str], *, person: bool = False, several: bool = False) -> Attribution | None:
    """The nearest speaker; with ``person``, the nearest person, or a body when there is none, and with
    ``several`` nobody who has an office, and is one."""
    body: Attribution | None = None
    for other in earlier[:_REACH]:
        found = _named(other)
        if found and several and found.role:
            continue
        if found and not (person and is_body(found.name)):
            return found
        body = body or found
    return body


def _just_named(earlier: Sequence[str], *, subjects: bool) -> Attribution | None:
    """Whom the sentence before speaks of by name, without a word of theirs: the one it begins with, or the
    only one in it who has an office or was heard before. "Rina menentangnya. Ia mengatakan ..." is Rina's.
    With ``subjects``, where the pronoun is a subject itself, the first needs no office."""
    if not earlier or _named(earlier[0]) or _MARK.search(earlier[0]) or _refers(earlier[0]):
        return None
    if subject := _subject(earlier[0], plain=subjects):
        return subject
    words = set(_WORD.findall(earlier[0]))
    found: dict[str, Attribution] = {}
    for other in earlier[1:]:
        heard = _named(other)
        for one in (*introductions(other), *([heard] if heard else ())):
            last = one.name.split()[-1]
            known = {word for word in one.name.split() if len(word) >= _SHORTEST_NAME}
            if (one.role or one is heard) and known & words and not is_body(one.name):
                found.setdefault(last, one)
    return next(iter(found.values())) if len(found) == 1 else None


def _last_introduced(earlier: Sequence[str]) -> Attribution | None:
    """The nearest person with an office whom a sentence begins with, where nobody has spoken yet."""
    return next(filter(None, map(_subject, earlier[:_REACH])), None)


def _subject(sentence: str, *, plain: bool = False) -> Attribution | None:
    """The person with an office whom a sentence begins with, behind its dateline; with ``plain``, or the one
    whom it gives no more than a whole name."""
    match = _BEGINS.match(_joined(sentence))
    found = _made(match) if match else None
    if not found or is_body(found.name):
        return None
    return found if found.role or (plain and _is_whole_name(found.name)) else None


def _is_whole_name(name: str) -> bool:
    words = name.split()
    return 1 < len(words) <= _LONGEST_NAME and not any(map(offices.of_office, words)) and "," not in name


def _of_the_quotation(sentence: str, earlier: Sequence[str], following: Sequence[str]) -> Attribution | None:
    """The speaker of a quotation that goes on beyond the sentence, or stands beside the one it names."""
    opened = _open_quotation(sentence, earlier)
    if opened:
        for number, other in enumerate(following):
            found = _resolved(other, [*reversed(following[:number]), sentence, *earlier])
            if found:
                return found
            if _MARK.search(other) and not _leaves_open(other):
                break
    begun = bool(earlier) and _open_quotation(earlier[0], earlier[1:])
    if opened or begun or _QUOTED_WHOLE.match(sentence):
        if following and (signed := _SIGNED.match(following[0])):
            return _made(signed)
        return _heard(earlier)
    return None


def _heard(earlier: Sequence[str]) -> Attribution | None:
    """Who spoke in the sentences before, as far back as these are quoted, and a few more."""
    plain = 0
    for number, other in enumerate(earlier[:_REACH]):
        found = _resolved(other, earlier[number + 1 :])
        plain += not _MARK.match(other)
        if found or plain >= _NEAR:
            return found
    return None


def _open_quotation(sentence: str, earlier: Sequence[str]) -> bool:
    """Whether the sentence ends within a quotation: one it opens, or one opened not long before."""
    for other in (sentence, *earlier[:_NEAR]):
        if _MARK.search(other):
            return _leaves_open(other)
    return False


def _leaves_open(sentence: str) -> bool:
    """Whether the last quotation mark of a sentence opens a quotation."""
    *_, last = _MARK.finditer(sentence)
    if last[0] != '"':
        return last[0] == "“"
    before, behind = sentence[: last.start()], sentence[last.end() :]
    is_opening = (not before or before[-1] in " \u00a0(") and behind[:1].strip() != ""
    return is_opening and not _ATTRIBUTES.match(behind)


def _named(sentence: str) -> Attribution | None:
    headline = _HEADLINE.match(sentence)
    if headline and (found := _headlined(headline)):
        return found
    sentence = _joined(sentence)
    for pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            if "np" in match.groupdict() and _INDICATED.match(sentence, match.end("np")):
                continue
            if pattern in _OF_THE_TELLER and _is_aside(match):
                continue
            found = _made(match)
            if found:
                return found
    return None


def _is_aside(match: re.Match[str]) -> bool:
    """Whether a subject stands where it is nobody's who is quoted: in a quotation, behind a preposition
    ("the ferries in Cedar have ...", "para ahli dari Cedar mengatakan"), or as what another wants of it
    ("meminta Menteri Rina menolak")."""
    before = match.string[: match.start("np" if "np" in match.groupdict() else "body")]
    if match.re in (_SUBJECT, _SUBJECT_BODY) and _URGED.search(match.string[: match.start()] or before):
        return True
    if before.rfind("“") > before.rfind("”"):
        return True
    if '"' in before and _leaves_open(before[: before.rfind('"') + 1] + "x"):
        return True
    if match.re is _SUBJECT and _is_described(match):
        return True
    if match.re is not _SUBJECT or not _PREPOSITION.search(before):
        return False
    named = _holder(match["aside"] or "")  # else the comma closes what only says where: "di Ambon, Maluku,"
    return named is None or " " not in named.name


def _is_described(match: re.Match[str]) -> bool:
    """Whether a subject only ends what is told of the one the sentence begins with: the place in "Nama Orang
    (64) warga Teduh, Kabupaten Rimba mengaku", the firm in "Nama Orang selaku bos Bank X menjawab"."""
    far = _SUBJECT_FAR.match(match.string)
    if far is None or far.end() != match.end() or far.end("np") >= match.start("np"):
        return False
    before = match.string[far.end("np") : match.start()]
    new = _OPENS_CLAUSE.search(before) and not _REGION.match(match["np"])
    found = None if new else _made(far)
    return found is not None and bool(found.role or far["age"] or " " in found.name)


def _headlined(match: re.Match[str]) -> Attribution | None:
    """The speaker of "Nama: Apa yang ia katakan", but not of "Pelatih: Nama" or a list of players."""
    text, name = match.string[match.end("np") :], match["np"]
    if text.startswith(":") and (
        name.lower() in {*offices.OFFICES, *_RUBRICS}
        or len(text.split()) < _FEWEST_SAID
        or text.count(",") > 1
        or " vs " in name.lower()
        or offices.is_region(name)  # "Rimba: 20 hektare": a list by places
        or _trimmed(name) != name  # "Barangkali Kenari: Musim Kedua bukan ...": a title
    ):
        return None
    return _made(match)


def is_body(name: str) -> bool:
    """Whether a speaker's name is that of a body and not of a person, as far as its words tell."""
    return bool(offices.names_body(name) or _LOW.match(name))


def _made(match: re.Match[str]) -> Attribution | None:
    found = _read(match)
    if found is None or len(found.name) == 1:
        return None
    if match.re is _SUBJECT_FAR and not _is_far(match, found):
        return None
    name = re.sub(r"['’]s$", "", found.name)
    return Attribution(_parted(name), _parted(found.role) if found.role else None)


def _is_far(match: re.Match[str], found: Attribution) -> bool:
    """Whether what a sentence begins with, far from its verb, is an office or a name: "Padahal" is none."""
    if _trimmed(match["np"]) != match["np"]:
        return False
    if match["low"] or offices.holds_office(match["np"]):
        return offices.opens_office(match["low"] or match["np"])
    # one word alone may only open the sentence, but not with an age behind it, or behind a comma
    named = (match["age"] or "").isdigit() or match.string[: match.start("np")].endswith((", ", ",\u00a0"))
    return (
        named
        or " " in found.name
        or is_body(found.name)
        or bool(_RELATIVE.match(match.string, match.end("np")))
    )


def _joined(sentence: str) -> str:
    """``sentence`` with other signs for the commas in the long name of an office or a body: "Kepala Badan
    Cuaca, Iklim, dan Gempa Nama Orang"."""
    return _LIST.sub(_as_one, sentence) if "," in sentence else sentence


def _as_one(match: re.Match[str]) -> str:
    first, *others = re.split(rf",{_G}", match[0])
    last = others[-1]
    is_long = offices.opens_office(first) or (is_body(first) and len(first.split()) > 1)
    if not is_long or not _LAST_OF_LIST.search(last):
        return match[0]
    bare = [re.sub(rf"^(?:dan|serta|and){_G}", "", other) for other in others]
    if any(is_body(other) or offices.opens_office(other) for other in bare):
        return match[0]
    return match[0].replace(",", f" {_COMMA}")


def _parted(text: str) -> str:
    return text.replace(f" {_COMMA}", ",")


def _of_body(groups: dict[str, str | None]) -> Attribution | None:
    """A body, or the one of many who is named behind: "seorang pedagang, Nama Orang (45)"."""
    body = groups["body"] or ""
    if _ONE_OF.match(body) and (one := _trimmed(groups.get("one") or "")):
        return Attribution(one)
    body = re.sub(rf"^[Pp]ihak{_G}(?=[A-Z])|^[Tt]he{_G}", "", body)
    return None if body.lower() == "pihaknya" else Attribution(body)


def _read(match: re.Match[str]) -> Attribution | None:
    groups = match.groupdict()
    if groups.get("body"):
        return _of_body(groups)
    low = (groups.get("low") or "").strip()
    if _CLAUSE.search(low):  # "jaksa menyebut Nama": it is Nama that is spoken of
        return None
    low = re.split(rf"{_G}(?:yang|bernama)\b", low)[0]
    phrase, aside = _trimmed(groups["np"]), (groups.get("aside") or "").strip()
    if (
        match.re in (_AFTER, _AFTER_EN) and groups["np"] in _SURNAMES
    ):  # "kata Yang.": it begins no clause there
        phrase = groups["np"]
    if phrase is None or groups["np"].split()[0] in _LAWS:
        return None
    if apart := _named_apart(match, phrase, aside):
        return apart
    held = " ".join(filter(None, (low, phrase)))
    role, name = _role_and_name(phrase, low, match)
    if ")" in name and "(" not in name:  # "(BKF Kemenkeu) Nama Orang" parted within
        inner, _, name = name.partition(")")
        role, name = f"{role} {inner})", name.strip()
    office = low or offices.holds_office(phrase) or phrase.split()[-1].lower() in offices.OFFICES
    # "Pengawas dan Pengendali Penyakit Hewan Dispertan, Nama Orang, ..."
    known = [word for word in phrase.split() if not word.islower() and not word.isupper()]
    office = office or sum(map(offices.of_office, known)) >= _FEWEST_OF_OFFICE
    introduced = _holder(aside) if office else None
    # "Direktur Bank X, Nama Orang, mengatakan"; but in "Menteri Nama, Jakarta," the name is said already
    if introduced and (
        len(name.split()) < 2
        or _is_one_name(match, aside)
        or name.split()[-1].lower() in offices.OFFICES
        or offices.names_body(phrase.split()[-1])
        or len(introduced.name.split()) > 1
    ):
        return Attribution(introduced.name, " ".join(filter(None, (held, introduced.role))))
    if not name or (low and all(offices.of_office(word) for word in phrase.split())):
        return _in_front(match, held) or Attribution(held)
    role = _titled(aside, role)
    role = " ".join(filter(None, (low, role)))
    if offices.is_courtesy(role):
        role = ""
    if not role and match.re is _SUBJECT and (common := _COMMON.search(match.string[: match.start()])):
        name = f"{common[1]} {name}"
    elif not role and match.re is _SUBJECT:
        role = _office_in_front(match.string[: match.start()])
    return Attribution(name, role or None)


def _named_apart(match: re.Match[str], phrase: str, aside: str) -> Attribution | None:
    """The person of whom no more than the office, or part of it, stands in ``phrase``, or no more than where
    they belong: "Wallabies coach Eddie Jones", "Pelanggan setia LintasAir, Nama Orang, mengatakan"."""
    further = _FURTHER.match(match.string, match.end("np"))
    if offices.holds_office(phrase):
        return None
    if further:
        return Attribution(further["name"], f"{phrase} {further['office']}")
    if match.re is not _SUBJECT or match["low"]:
        return None
    if is_body(phrase) and " " in aside and _is_one_name(match, aside):
        return Attribution(aside)
    return _of_an_acronym(match, phrase)


def _of_an_acronym(match: re.Match[str], phrase: str) -> Attribution | None:
    """Office and name where a word in lower case stands within the office: "Ketua Panitia UU tentang KAS Nama
    Orang"."""
    front, (first, *name) = re.sub(r"^\W+", "", match.string[: match.start()]), phrase.split()
    is_acronym = len(first) > 1 and first.isupper()
    if not is_acronym or not 1 < len(name) <= _LONGEST_NAME or any(map(offices.of_office, name)):
        return None
    if not offices.opens_office(front) or not _LONG_OFFICE.fullmatch(front):
        return None
    return Attribution(" ".join(name), f"{' '.join(front.split())} {first}")


def _is_one_name(match: re.Match[str], aside: str) -> bool:
    """Whether an aside between a subject and its verb is a name and nothing more: "Sekjen Serikat Buruh Teduh
    Raya, Bima, mengatakan". Elsewhere, and with a place, it may say where."""
    words = aside.split()
    plain = all(word[0].isupper() and not offices.of_office(word) for word in words)
    return match.re is _SUBJECT and plain and 0 < len(words) <= _LONGEST_NAME and not offices.is_region(aside)


def _role_and_name(phrase: str, low: str, match: re.Match[str]) -> tuple[str, str]:
    """What of ``phrase`` is an office, behind a ``low`` one or none, and what a name."""
    role, name = _bracketed(phrase, low) or offices.parted(phrase)
    if role:
        short = match.groupdict().get("age") or ""
        return (phrase, "") if _is_short_for(short, phrase, name) else (role, name)
    return _going_on(phrase) if low else _of_a_department(phrase, match.string[: match.start("np")])


def _is_short_for(short: str, phrase: str, name: str) -> bool:
    """Whether ``short``, in brackets behind a phrase, stands for more words of it than what was read as its
    ``name``, so for a body: "Kepala Badan Panen Teduh (BPT)"."""
    initials = "".join(word[0] for word in phrase.split() if word[0].isupper())
    return short.isupper() and len(short) > len(name.split()) and initials.endswith(short)


def _titled(aside: str, role: str) -> str:
    """The office that an aside tells of: "Nama Orang, kepala X yang ...,"; else the one in front."""
    title = re.split(r" (?:yang|who)\b", aside)[0]
    if not title or not offices.opens_office(title) or _CLAUSE.search(title):
        return role
    return "" if offices.is_courtesy(title.split()[0]) else title


def _going_on(phrase: str) -> tuple[str, str]:
    """The rest of an office that opens in front of a phrase, and the name: "juru bicara" "KPK Nama Orang"."""
    if " of " in phrase or not any(map(offices.of_office, phrase.split())):
        return "", phrase
    role, name = offices.parted(f"ketua {phrase}")
    return (role.partition(" ")[2], name) if name and ")" not in name else ("", phrase)


def _of_a_department(phrase: str, before: str) -> tuple[str, str]:
    """The rest of an office that a comma broke in two, and the name: "Direktur Penelitian, | Perizinan dan
    Pengawasan OTA Nama Orang"."""
    words = phrase.split()
    last = max((at for at, word in enumerate(words) if len(word) > 1 and word.isupper()), default=-1)
    office = _office_in_front(before) if 0 < last < len(words) - 1 else ""
    if not office or len(words) - last > _LONGEST_NAME:
        return "", phrase
    return f"{office}, {' '.join(words[: last + 1])}", " ".join(words[last + 1 :])


def _bracketed(phrase: str, low: str) -> tuple[str, str] | None:
    """Office and name where a bracket stands between: "Keamanan (Menko Polhukam) Nama Orang", whose office
    a list broke in two, and behind a ``low`` office "Komisi Anu (KA) Nama Orang"."""
    match = _BRACKETED.fullmatch(phrase)
    if not match or offices.opens_office(phrase) or is_body(match["name"]):
        return None
    if not offices.opens_office(match["short"]):
        return (f"{match['long']} ({match['short']})", match["name"]) if low else None
    role, name = offices.parted(match["name"]) if offices.opens_office(match["name"]) else ("", match["name"])
    return " ".join(filter(None, (match["short"], role))), name


def _in_front(match: re.Match[str], held: str) -> Attribution | None:
    """The person named in front of an office: "Nama Orang, Direktur X mengatakan"."""
    before = _phrase_in_front(match.string[: match.start("low" if match.groupdict().get("low") else "np")])
    name = _trimmed(before) if before else None
    if not name or len(name.split()) > _LONGEST_NAME or offices.holds_office(name) or is_body(name):
        return None
    return Attribution(name, held)


def _office_in_front(text: str) -> str:
    """The office in front of a name that no second comma closes: "Direktur X, Nama Orang mengatakan"."""
    before = _phrase_in_front(text)
    phrase = _trimmed(before) if before else None
    if not before or not phrase or not offices.opens_office(phrase):
        return ""
    return "" if _WITH.search(text.rstrip(", \u00a0").removesuffix(before)) else phrase


def _phrase_in_front(text: str) -> str | None:
    """The capitalised words that ``text`` ends with, and then a comma."""
    if not _COMMA_BEHIND.search(text[-2:]):
        return None
    text = text[:-2]
    for start in _CAPITALISED.finditer(text, max(0, len(text) - _LONGEST_PHRASE)):
        if match := _WHOLE.fullmatch(text, start.start()):
            return match[0]
    return None


def _holder(aside: str) -> Attribution | None:
    """The person whom an aside names behind an office: "AKP Nama Orang yang dihubungi"."""
    match = None if _SITE.match(aside) else re.match(_PHRASE, aside)
    phrase = _trimmed(match[0]) if match else None
    if phrase is None or len(phrase.split()) > 6:
        return None
    role, name = offices.parted(phrase)
    if not name or all(offices.of_office(word) for word in name.split()):
        return None
    return Attribution(name, role or None)


# -- reading names


def _trimmed(phrase: str) -> str | None:
    """Without words at its ends that begin clauses or name days; None when nothing is left."""
    words = phrase.split()
    while words and not _may_end(words[0]):
        words.pop(0)
    while words and not (
        _may_end(words[-1]) or (words[-1] in _SURNAMES and len(words) > 1 and _may_end(words[-2]))
    ):
        words.pop()
    return " ".join(words) if words else None


def _may_end(word: str) -> bool:
    """Whether a name may begin or end with a word."""
    return not (word.islower() or word.isdigit() or word == _COMMA or word.rstrip(".") in _NOT_NAMES)


def _completed(found: Attribution, earlier: Sequence[str]) -> Attribution:
    """With the full name and the office by which the article introduced the speaker."""
    name, role = found.name, found.role
    if role is None and (holder := _of_the_office(name, earlier)):
        return holder
    words = name.split()
    if role is not None and len(words) > 1:
        return found
    heard = _heard_as(name, earlier)
    if heard:
        name, words = heard.name, heard.name.split()
    for other in reversed(earlier):  # introductions stand at the top
        for candidate in introductions(other):
            theirs = candidate.name.split()
            same = words[0] in theirs or words[-1] in theirs if len(words) == 1 else set(words) <= set(theirs)
            short = len(words) == 1 and len(words[0]) >= 4 and any(w.startswith(words[0]) for w in theirs)
            if (same or short) and not (len(theirs) == 1 and candidate.role is None):
                if len(words) == 1 and len(theirs) > 1 and not offices.names_body(name):
                    name = candidate.name
                    words = theirs
                role = role or candidate.role
                if role:
                    return Attribution(name, role)
    return Attribution(name, role or (heard.role if heard else None))


def _heard_as(name: str, earlier: Sequence[str]) -> Attribution | None:
    """The first who spoke by office or whole name, of which ``name`` is one word: what else holds it may be a
    show of theirs."""
    if " " in name or offices.names_body(name):
        return None
    heard = (one for one in map(_named, reversed(earlier)) if one and not is_body(one.name))
    return next((one for one in heard if name in one.name.split() and (one.role or " " in one.name)), None)


def in_full(name: str, before: Iterable[str]) -> str:
    """A first or last ``name`` alone as the whole name that sentences ``before`` introduced; as it is where
    they introduced none, or two of that name."""
    if not _WORD.fullmatch(name) or offices.names_body(name):
        return name
    found = {one.name for sentence in before for one in introductions(sentence) if name in one.name.split()}
    whole = {one for one in found if not any(one != other and one in other for other in found)}
    return whole.pop() if len(whole) == 1 else name


def _of_the_office(name: str, earlier: Sequence[str]) -> Attribution | None:
    """The one person whom the article introduced by an office that stands for them: "Gubernur"."""
    if not offices.opens_office(name) or _LOW.match(name) or name.lower() in _MANY:
        return None
    same = re.compile(rf"{re.escape(name)}\b|.*\({re.escape(name)}\)", re.IGNORECASE)
    holders: dict[str, Attribution] = {}
    for other in earlier:
        if re.search(re.escape(name), other, re.IGNORECASE):
            heard = _named(other)  # one name alone may be what the office is of, unless it speaks
            for one in (*introductions(other), *([heard] if heard else ())):
                is_whole = " " in one.name or one is heard
                if one.role and same.match(one.role) and is_whole and not is_body(one.name):
                    holders.setdefault(one.name.split()[-1], one)
    return next(iter(holders.values())) if len(holders) == 1 else None


def introductions(sentence: str) -> Iterator[Attribution]:
    """Persons that a sentence introduces by office, or by a name of several words, the first no acronym."""
    for match in _INTRODUCED.finditer(_joined(sentence)):
        found = _made(match)
        if found is None:
            continue
        words = found.name.split()
        if len(words[0]) > 1 and words[0].isupper():
            continue
        if (
            (found.role or len(words) > 1)
            and len(words) <= _LONGEST_NAME
            and not any(w.islower() for w in words)
        ):
            yield found
