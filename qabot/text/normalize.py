"""Chat spelling to the spelling of newspapers, for questions only: quotes are never touched."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from qabot.text import colloquial

if TYPE_CHECKING:
    from qabot.types import Language

_CHAT: Final[dict[str, str]] = {
    # negation, time, aspect
    "ga": "tidak", "gak": "tidak", "gk": "tidak", "g": "tidak", "nggak": "tidak", "ngga": "tidak",
    "enggak": "tidak", "engga": "tidak", "kagak": "tidak", "kaga": "tidak", "ndak": "tidak", "tdk": "tidak",
    "tak": "tidak", "blm": "belum", "blom": "belum", "belom": "belum", "udah": "sudah", "udh": "sudah",
    "dah": "sudah", "sdh": "sudah", "jd": "jadi", "jdi": "jadi", "lg": "lagi", "lgi": "lagi",
    "skrg": "sekarang", "skrang": "sekarang", "skg": "sekarang", "kmrn": "kemarin", "kmren": "kemarin",
    "bsk": "besok", "tgl": "tanggal", "thn": "tahun", "taun": "tahun",
    "bln": "bulan", "mau": "akan", "bakal": "akan",
    "bakalan": "akan", "mo": "akan",
    # question words
    "brp": "berapa", "brapa": "berapa", "kpn": "kapan", "sapa": "siapa", "sp": "siapa", "knp": "kenapa",
    "knapa": "kenapa", "npa": "kenapa", "gmn": "bagaimana", "gmna": "bagaimana", "gimana": "bagaimana",
    "bgmn": "bagaimana", "dmn": "di mana", "dimana": "di mana", "kmn": "ke mana", "kemana": "ke mana",
    "drmn": "dari mana", "darimana": "dari mana", "ap": "apa", "apaan": "apa", "apkh": "apakah",
    "diapain": "diapakan",
    # small words
    "yg": "yang", "dgn": "dengan", "dg": "dengan", "utk": "untuk", "untk": "untuk", "buat": "untuk",
    "krn": "karena", "karna": "karena", "soalnya": "karena", "kalo": "kalau", "klo": "kalau", "kl": "kalau",
    "tp": "tapi", "tpi": "tapi", "sm": "sama", "ama": "sama", "dr": "dari", "dri": "dari", "pd": "pada",
    "kpd": "kepada", "ttg": "tentang", "trs": "terus", "trus": "terus", "jg": "juga", "jga": "juga",
    "aja": "saja", "aj": "saja", "bgt": "sekali", "banget": "sekali", "bs": "bisa", "bsa": "bisa",
    "hrs": "harus", "msh": "masih", "smpe": "sampai", "sampe": "sampai", "spt": "seperti", "kyk": "seperti",
    "kayak": "seperti", "kek": "seperti", "tu": "itu", "tuh": "itu", "ni": "ini", "nih": "ini",
    "org": "orang", "bnyk": "banyak", "byk": "banyak", "smua": "semua", "dlm": "dalam", "sbg": "sebagai",
    "dpt": "dapat", "jgn": "jangan", "emang": "memang", "emg": "memang", "bener": "benar", "bnr": "benar",
    "beneran": "benar", "cuman": "cuma", "pake": "pakai", "pke": "pakai",
    # pronouns
    "mksd": "maksud", "maksd": "maksud", "mksdku": "maksudku", "mksudku": "maksudku", "maksdku": "maksudku",
    "gw": "saya", "gue": "saya", "gua": "saya", "aq": "saya", "sy": "saya", "lu": "kamu", "lo": "kamu",
    "loe": "kamu", "mrk": "mereka", "doi": "dia",
    # verbs of chat
    "bilang": "mengatakan", "blg": "mengatakan", "ngomong": "mengatakan", "ngasih": "memberi",
    "kasih": "memberi", "ngasi": "memberi", "nyuruh": "menyuruh", "bikin": "membuat", "ngebuat": "membuat",
    "ngambil": "mengambil", "ngejual": "menjual", "jualan": "menjual", "ngelarang": "melarang",
    "ngelindungin": "melindungi", "ngebantu": "membantu", "ngirim": "mengirim", "ngebahas": "membahas",
    "nolak": "menolak", "nyebut": "menyebut", "nutup": "menutup", "ngumumin": "mengumumkan",
    "nanya": "bertanya", "nyari": "mencari", "ketemu": "bertemu", "ngobrol": "berbicara",
    "obrolan": "pembicaraan", "duit": "uang", "dibanned": "dilarang", "diban": "dilarang", "hape": "ponsel",
    "nampilin": "menampilkan", "nemu": "menemukan", "nemuin": "menemukan", "ngapain": "mengapa",
    "nyampe": "sampai", "nyampein": "menyampaikan", "makai": "memakai", "dipake": "dipakai",
    "ngeliat": "melihat", "liat": "lihat", "diliat": "dilihat", "ngerti": "mengerti", "nonton": "menonton",
    "ngobrolin": "membicarakan", "ngomongin": "membicarakan", "diomongin": "dibicarakan",
    "dibilang": "dikatakan", "ngebilang": "mengatakan", "dibikin": "dibuat", "dibikinin": "dibuatkan",
    "bikinin": "buatkan", "dikasih": "diberi", "dikasi": "diberi", "dikasihin": "diberikan",
    "ngasihin": "memberikan", "disuruh": "diperintahkan", "dijualin": "dijualkan", "pengen": "ingin",
    "pengin": "ingin", "pingin": "ingin", "pgn": "ingin", "mulain": "memulai", "dimulain": "dimulai",
    "selesein": "selesaikan", "nyelesein": "menyelesaikan", "kelar": "selesai", "diperbaikin": "diperbaiki",
    "ilang": "hilang", "idup": "hidup", "abis": "habis", "ngabisin": "menghabiskan", "tau2": "tiba-tiba",
    "ketauan": "ketahuan", "kira2": "kira-kira", "kira2nya": "kira-kira", "gara2": "gara-gara",
    # an e where the last syllable is written with a, or ai
    "temen": "teman", "denger": "dengar", "inget": "ingat", "dapet": "dapat", "cepet": "cepat",
    "deket": "dekat", "seneng": "senang", "pinter": "pintar", "malem": "malam", "macem": "macam",
    "laper": "lapar", "anter": "antar", "dateng": "datang", "tangkep": "tangkap", "rame": "ramai",
    "cape": "capai", "selese": "selesai", "puter": "putar", "anget": "hangat",
    # more that is typed short
    "akn": "akan", "bkn": "bukan", "bhw": "bahwa", "bbrp": "beberapa", "bgm": "bagaimana",
    "bgmana": "bagaimana", "bgaimana": "bagaimana", "brpa": "berapa", "kpan": "kapan", "kapn": "kapan",
    "siapakh": "siapakah", "mn": "mana", "dmna": "di mana", "kmna": "ke mana", "disana": "di sana",
    "disini": "di sini", "kenpa": "kenapa", "mngapa": "mengapa", "mgp": "mengapa", "knpa": "kenapa",
    "napa": "kenapa",
    "yng": "yang", "dngn": "dengan", "dngan": "dengan", "dlu": "dulu", "dl": "dulu", "ato": "atau",
    "atw": "atau", "atao": "atau", "sblm": "sebelum", "sblum": "sebelum", "stlh": "setelah",
    "sesdh": "sesudah", "slm": "selama", "sjk": "sejak", "smpai": "sampai", "shg": "sehingga",
    "krna": "karena", "lwt": "lewat", "mlalui": "melalui", "oleh2": "oleh-oleh", "mnrt": "menurut",
    "mnurut": "menurut", "ktnya": "katanya", "katany": "katanya", "jml": "jumlah", "jmlh": "jumlah",
    "hrg": "harga", "hrga": "harga", "rb": "ribu", "jt": "juta", "mlyr": "miliar", "milyar": "miliar",
    "trilyun": "triliun", "triliyun": "triliun", "hr": "hari", "mgg": "minggu", "wkt": "waktu",
    "jln": "jalan", "kab": "kabupaten", "prov": "provinsi", "kec": "kecamatan", "pemrnth": "pemerintah",
    "pmrintah": "pemerintah", "pmrnth": "pemerintah", "prshn": "perusahaan", "prusahaan": "perusahaan",
    "presdir": "presiden direktur", "lbh": "lebih", "krg": "kurang", "kurg": "kurang", "bsar": "besar",
    "bnr2": "benar-benar", "sgt": "sangat", "sngt": "sangat", "slalu": "selalu", "sllu": "selalu",
    "tsb": "tersebut", "tsbt": "tersebut", "tdnya": "tadinya", "td": "tadi", "nnti": "nanti", "ntar": "nanti",
    "entar": "nanti", "kmaren": "kemarin", "kemaren": "kemarin", "kudu": "harus", "musti": "harus",
    "gada": "tidak ada", "gaada": "tidak ada", "gabisa": "tidak bisa", "gamau": "tidak mau",
    "gapernah": "tidak pernah", "tidk": "tidak", "tida": "tidak", "emangnya": "memang", "masi": "masih",
    "sdg": "sedang", "lgsg": "langsung", "langsg": "langsung", "kmrin": "kemarin", "pemerentah": "pemerintah",
    "diijinin": "diizinkan", "indo": "indonesia", "jkt": "jakarta", "bdg": "bandung", "sby": "surabaya",
    "pemda": "pemerintah daerah", "drpd": "daripada", "ttp": "tetap", "tetep": "tetap", "sempet": "sempat",
    "smpet": "sempat", "dikit": "sedikit", "doang": "saja", "doank": "saja", "diem": "diam", "bales": "balas",
    "ngebales": "membalas", "dalem": "dalam", "kenceng": "kencang", "pinjem": "pinjam", "minjem": "meminjam",
    "muji": "memuji", "distop": "dihentikan", "walkot": "wali kota", "setaun": "setahun", "jaman": "zaman",
    "nomer": "nomor", "telpon": "telepon", "onlen": "online", "kerjaan": "pekerjaan", "bikinan": "buatan",
    "berenti": "berhenti", "brenti": "berhenti", "keliatan": "terlihat", "ponakan": "keponakan",
    "ortu": "orang tua", "ttd": "tanda tangan", "ultah": "ulang tahun", "komen": "komentar",
    "nego": "negosiasi", "renov": "renovasi", "ngaruh": "berpengaruh", "ngutang": "berutang",
    "kecapai": "tercapai", "kebalik": "terbalik", "kegoda": "tergoda", "sebener": "sebenar",
    "masal": "massal", "berantem": "berkelahi", "cewek": "perempuan", "cowok": "laki-laki",
    "bule": "orang asing",
    "kepsek": "kepala sekolah", "cabe": "cabai", "sekilo": "sekilogram", "ngedukung": "mendukung",
    "ngomongnya": "bicaranya", "ngegolin": "mencetak gol", "nyetak": "mencetak", "naikin": "menaikkan",
    "nurunin": "menurunkan", "balikin": "kembalikan", "dibalikin": "dikembalikan",
    "ngembaliin": "mengembalikan", "nolongin": "menolong", "maafin": "maafkan", "cuekin": "abaikan",
    "dicuekin": "diabaikan", "ngakuin": "mengakui", "sept": "september", "feb": "februari",
    "okt": "oktober", "ig": "instagram", "ogah": "enggan", "pesimis": "pesimistis", "optimis": "optimistis",
    "konpers": "konferensi pers", "kepake": "terpakai", "omongan": "perkataan", "pesen": "pesan",
    "pesenan": "pesanan", "diitung": "dihitung", "nyaleg": "mencalonkan diri", "nyalon": "mencalonkan diri",
    "nyapres": "mencalonkan diri jadi presiden", "ngarep": "berharap", "dtg": "datang",
    "mending": "lebih baik", "batre": "baterai", "ujan": "hujan", "kesel": "kesal", "ancur": "hancur",
    "boong": "bohong", "kebukti": "terbukti", "kebentuk": "terbentuk", "kekumpul": "terkumpul",
    "antri": "antre", "ikutan": "ikut", "barengan": "bersama", "jatoh": "jatuh", "mabok": "mabuk",
    "tuker": "tukar", "pantes": "pantas", "anggep": "anggap", "dianggep": "dianggap", "supir": "sopir",
    "males": "malas", "kasian": "kasihan", "negri": "negeri", "lemot": "lambat", "ijo": "hijau",
    "amrik": "amerika serikat", "aussie": "australia", "sejam": "satu jam", "kesana": "ke sana",
    "kesini": "ke sini", "gapapa": "tidak apa-apa", "gpp": "tidak apa-apa", "dishare": "dibagikan",
    "dites": "diuji", "direnov": "direnovasi", "dikontak": "dihubungi", "komut": "komisaris utama",
    "wabup": "wakil bupati", "lalin": "lalu lintas", "univ": "universitas", "timses": "tim sukses",
    "loker": "lowongan kerja", "bentar": "sebentar", "baikan": "berdamai", "ngehack": "meretas",
    "dihack": "diretas", "nelpon": "menelepon", "nelepon": "menelepon", "menelpon": "menelepon",
    "kemahalan": "terlalu mahal", "mahalan": "lebih mahal", "gedean": "lebih besar",
    "banyakan": "lebih banyak", "ngelawan": "melawan", "ngerawat": "merawat", "ngandelin": "mengandalkan",
    "diputer": "diputar", "muter": "memutar", "dianter": "diantar", "nyegah": "mencegah",
    "ngeritik": "mengkritik", "disanksi": "dikenai sanksi", "menyaleg": "mencalonkan diri",
}  # fmt: skip

_ENGLISH_CHAT: Final[dict[str, str]] = {
    "u": "you", "ur": "your", "r": "are", "ya": "you", "ppl": "people", "pls": "please", "plz": "please",
    "wat": "what", "wut": "what", "wht": "what", "wats": "what's", "whats": "what's", "wen": "when",
    "whn": "when", "wher": "where", "wich": "which", "whos": "who's", "hows": "how's",
    "dosent": "doesn't", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "isnt": "isn't",
    "arent": "aren't", "wasnt": "wasn't", "werent": "weren't", "wont": "won't", "cant": "can't",
    "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "hasnt": "hasn't",
    "havent": "haven't", "hadnt": "hadn't", "b4": "before", "bc": "because", "bcoz": "because",
    "bcuz": "because", "becuz": "because", "cuz": "because", "coz": "because", "abt": "about",
    "bout": "about", "btwn": "between", "thru": "through", "tho": "though", "wanna": "want to",
    "gonna": "going to", "goin": "going", "gotta": "have to", "wud": "would", "cud": "could",
    "shud": "should", "thier": "their", "teh": "the", "hv": "have", "govt": "government",
    "mins": "minutes", "yrs": "years", "yr": "year", "sth": "something", "smth": "something",
    "im": "i'm", "ive": "i've", "theyre": "they're", "youre": "you're", "thats": "that's", "msg": "message",
}  # fmt: skip

_FILLERS: Final = frozenset(
    "sih dong deh kok lah loh lho nah ya yah kan tau tahu gitu gtu min gan bro sis kak bang mas mbak pak bu "
    "please pls plis tolong dong donk wkwk wkwkwk haha hehe btw nya".split()
)
"""Words that colour a question and ask nothing; dropped only at its edges and never when alone."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*²?")
_MARKUP: Final = re.compile(r"<[^<>]{0,200}>|!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|[*_`~#>|]{1,3}")
_SCRIPT: Final = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_STRETCHED: Final = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLED: Final = re.compile(r"([a-z]+)[2²]")
_LOOSE_NYA: Final = re.compile(r"\b([a-z]{3,})[ -]nya\b(?=\s+\w|[?!.,]*$)")
_SENTENCE_END: Final = ".!?…:\"“‘'(-–—"

LONGEST_QUESTION: Final = 3000
"""Characters read of a question; more is cut at a word."""


def clean_question(text: str) -> str:
    """``text`` as one plain line: NFC, without markup, control and zero-width characters, cut to
    :data:`LONGEST_QUESTION` characters."""
    text = "".join(
        " " if c.isspace() else c
        for c in text[: 4 * LONGEST_QUESTION]
        if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    text = unicodedata.normalize("NFC", text)
    text = _SCRIPT.sub(" ", text)
    text = _MARKUP.sub(lambda match: f" {match[1] or ''} ", text)
    text = " ".join(text.split())
    if len(text) > LONGEST_QUESTION:
        text = text[:LONGEST_QUESTION].rsplit(" ", 1)[0]
    return text


_DOES_WHAT: Final = re.compile(r"\bngapain (?:aj|aja|saja)\b", re.IGNORECASE)
_ASKS_ONE: Final = r"(?:kapan|berapa|kenapa|mengapa|di ?mana|ke ?mana|bagaimana)"
_AND_WHERE: Final = re.compile(
    rf"(?:(?<=kapan)|(?<=siapa)|(?<=mana)|(?<=berapa)) sama (?={_ASKS_ONE}\b)", re.IGNORECASE
)
"""A spoken "and" between two words that ask: "kapan sama di mana?"."""


def plain_spelling(question: str, language: Language = "id") -> str:
    """A question with chat spelling (``gak``, ``wat``) and spoken forms (``jelasin``) written out.

    Words that are neither stay as they are, and so do words in capitals and, but for the first of a
    sentence, capitalised ones: those are names (``Mo Salah``, ``Lo Kheng Hong``).
    """

    def spell(match: re.Match[str]) -> str:
        word, before = match[0], question[: match.start()].rstrip()
        if word.isupper() and len(word) > 1:
            return word
        if word[0].isupper() and before and before[-1] not in _SENTENCE_END:
            return word
        low = _STRETCHED.sub(r"\1", word.lower())
        if low == "g" and before[-1:].isdigit():  # grams
            return word
        meant = _written_english(low) if language == "en" else _written_indonesian(low)
        return word if meant == word.lower() else meant

    if language == "en":
        return _WORD.sub(spell, question)
    joined = _DOES_WHAT.sub("melakukan apa saja", _LOOSE_NYA.sub(_joined, question))
    return _AND_WHERE.sub(" dan ", _WORD.sub(spell, joined))


def _written_english(word: str) -> str:
    return _ENGLISH_CHAT.get(word.replace("’", "'"), word)


def _written_indonesian(word: str) -> str:
    known = _CHAT.get(word)
    if known is not None:
        return known
    doubled = _DOUBLED.fullmatch(word)
    if doubled and doubled[1] in _CHAT:
        word = f"{_CHAT[doubled[1]]}2"
    stem = word.removesuffix("nya")
    if stem != word and stem in _CHAT and not colloquial.is_written(word):  # "sblmnya"
        return f"{_CHAT[stem]}nya"
    return colloquial.written(word)


def _joined(loose: re.Match[str]) -> str:
    """ "harga nya" in one word; a name keeps its distance, so that it is still found."""
    return f"{loose[1]}nya" if colloquial.is_written(loose[1]) else loose[0]


def content_core(question: str) -> str:
    """The question without fillers at its edges (``..., ya?``, ``... sih``)."""
    words = list(_WORD.finditer(question))
    first, last = 0, len(words) - 1
    while first < last and words[first][0].lower() in _FILLERS - {"kok"}:  # in front it asks why
        first += 1
    while last > first and words[last][0].lower() in _FILLERS:
        last -= 1
    if not words:
        return question
    tail = "?" if question.rstrip().endswith("?") else ""
    return question[words[first].start() : words[last].end()] + tail
