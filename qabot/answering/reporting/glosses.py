"""English names of Indonesian state bodies and offices, for readers of an English answer.

Names as the bodies give them in English, or as news agencies do. The Indonesian name stays in the answer,
as the quote has it; the gloss follows in brackets.
"""

from __future__ import annotations

import re
from typing import Final

from qabot.answering.words.followwords import PLACES

_FIELDS: Final = {
    "Agama": "Religious Affairs",
    "ATR": "Agrarian Affairs and Spatial Planning",
    "Agraria dan Tata Ruang": "Agrarian Affairs and Spatial Planning",
    "BUMN": "State-Owned Enterprises",
    "Badan Usaha Milik Negara": "State-Owned Enterprises",
    "Dalam Negeri": "Home Affairs",
    "Desa": "Villages",
    "ESDM": "Energy and Mineral Resources",
    "Energi dan Sumber Daya Mineral": "Energy and Mineral Resources",
    "Hukum dan HAM": "Law and Human Rights",
    "Hukum dan Hak Asasi Manusia": "Law and Human Rights",
    "Hukum": "Law",
    "Investasi": "Investment",
    "Kehutanan": "Forestry",
    "Kelautan dan Perikanan": "Marine Affairs and Fisheries",
    "Kesehatan": "Health",
    "Ketenagakerjaan": "Manpower",
    "Keuangan": "Finance",
    "Kominfo": "Communication and Informatics",
    "Komunikasi dan Digital": "Communication and Digital Affairs",
    "Komunikasi dan Informatika": "Communication and Informatics",
    "Koperasi dan UKM": "Cooperatives and SMEs",
    "Koperasi dan UMKM": "Cooperatives and SMEs",
    "Koperasi dan Usaha Kecil Menengah": "Cooperatives and SMEs",
    "Koperasi dan Usaha Kecil dan Menengah": "Cooperatives and SMEs",
    "Koperasi": "Cooperatives",
    "Lingkungan Hidup dan Kehutanan": "Environment and Forestry",
    "Lingkungan Hidup": "Environment",
    "Luar Negeri": "Foreign Affairs",
    "PANRB": "Administrative and Bureaucratic Reform",
    "PU": "Public Works",
    "PUPR": "Public Works and Housing",
    "Pariwisata dan Ekonomi Kreatif": "Tourism and Creative Economy",
    "Pariwisata": "Tourism",
    "Pekerjaan Umum dan Perumahan Rakyat": "Public Works and Housing",
    "Pekerjaan Umum": "Public Works",
    "Pemberdayaan Perempuan dan Perlindungan Anak": "Women's Empowerment and Child Protection",
    "Pemuda dan Olahraga": "Youth and Sports",
    "Pendayagunaan Aparatur Negara dan Reformasi Birokrasi": "Administrative and Bureaucratic Reform",
    "Pendidikan dan Kebudayaan": "Education and Culture",
    "Pendidikan": "Education",
    "Perdagangan": "Trade",
    "Perencanaan Pembangunan Nasional": "National Development Planning",
    "Perhubungan": "Transport",
    "Perindustrian": "Industry",
    "Pertahanan": "Defence",
    "Pertanian": "Agriculture",
    "Sosial": "Social Affairs",
    "UMKM": "MSMEs",
}
"""What ministries are for; ``Kementerian``, ``Menteri`` and ``Wakil Menteri`` go with each."""
_BODIES: Final = {
    "Badan Meteorologi, Klimatologi, dan Geofisika": "Meteorology, Climatology and Geophysics Agency",
    "BMKG": "Meteorology, Climatology and Geophysics Agency",
    "Badan Nasional Penanggulangan Bencana": "National Disaster Management Agency",
    "BNPB": "National Disaster Management Agency",
    "Badan Narkotika Nasional": "National Narcotics Board",
    "BNN": "National Narcotics Board",
    "Badan Pemeriksa Keuangan": "Audit Board",
    "BPK": "Audit Board",
    "Badan Pengawas Obat dan Makanan": "Food and Drug Authority",
    "BPOM": "Food and Drug Authority",
    "Badan Pusat Statistik": "Statistics Indonesia",
    "BPS": "Statistics Indonesia",
    "Badan Riset dan Inovasi Nasional": "National Research and Innovation Agency",
    "BRIN": "National Research and Innovation Agency",
    "Bank Indonesia": "the central bank",
    "Bappenas": "National Development Planning Agency",
    "Bareskrim": "police Criminal Investigation Agency",
    "Basarnas": "National Search and Rescue Agency",
    "Bawaslu": "Elections Supervisory Board",
    "Bea Cukai": "Customs and Excise",
    "Bulog": "State Logistics Agency",
    "DPD": "Regional Representative Council",
    "DPR": "House of Representatives",
    "DPRD": "regional council",
    "Dewan Pers": "Press Council",
    "Dewan Perwakilan Rakyat": "House of Representatives",
    "Direktorat Jenderal Pajak": "Directorate General of Taxes",
    "KPAI": "Child Protection Commission",
    "KPK": "Corruption Eradication Commission",
    "KPPU": "Business Competition Supervisory Commission",
    "KPU": "General Elections Commission",
    "Kejaksaan Agung": "Attorney General's Office",
    "Kemenag": "Ministry of Religious Affairs",
    "Kemendag": "Ministry of Trade",
    "Kemendagri": "Ministry of Home Affairs",
    "Kemendikbud": "Ministry of Education and Culture",
    "Kemenhub": "Ministry of Transport",
    "Kemenhut": "Ministry of Forestry",
    "Kemenkes": "Ministry of Health",
    "Kemenkeu": "Ministry of Finance",
    "Kemenkominfo": "Ministry of Communication and Informatics",
    "Kemenkop UKM": "Ministry of Cooperatives and SMEs",
    "Kemenkop dan UKM": "Ministry of Cooperatives and SMEs",
    "Kemenkop-UKM": "Ministry of Cooperatives and SMEs",
    "KemenkopUKM": "Ministry of Cooperatives and SMEs",
    "Kemenlu": "Ministry of Foreign Affairs",
    "Kemenperin": "Ministry of Industry",
    "Kemensos": "Ministry of Social Affairs",
    "Kementan": "Ministry of Agriculture",
    "Kemnaker": "Ministry of Manpower",
    "Komdigi": "Ministry of Communication and Digital Affairs",
    "Komisi Pemberantasan Korupsi": "Corruption Eradication Commission",
    "Komisi Pemilihan Umum": "General Elections Commission",
    "Komisi Yudisial": "Judicial Commission",
    "Komnas HAM": "National Commission on Human Rights",
    "LPSK": "Witness and Victim Protection Agency",
    "MPR": "People's Consultative Assembly",
    "MUI": "Indonesian Ulema Council",
    "Mahkamah Agung": "Supreme Court",
    "Mahkamah Konstitusi": "Constitutional Court",
    "Majelis Permusyawaratan Rakyat": "People's Consultative Assembly",
    "Mendag": "Minister of Trade",
    "Mendagri": "Minister of Home Affairs",
    "Menhub": "Minister of Transport",
    "Menkes": "Minister of Health",
    "Menkeu": "Minister of Finance",
    "Menkominfo": "Minister of Communication and Informatics",
    "Menkop UKM": "Minister of Cooperatives and SMEs",
    "MenkopUKM": "Minister of Cooperatives and SMEs",
    "Menlu": "Minister of Foreign Affairs",
    "Mensos": "Minister of Social Affairs",
    "Menpora": "Minister of Youth and Sports",
    "Menteri Koordinator": "Coordinating Minister",
    "OJK": "Financial Services Authority",
    "Otoritas Jasa Keuangan": "Financial Services Authority",
    "Pemerintah Kota": "city government",
    "Pemerintah Provinsi": "provincial government",
    "Pemkot": "city government",
    "Pemkab": "regency government",
    "Pemprov": "provincial government",
    "Pengadilan Negeri": "District Court",
    "Pengadilan Tinggi": "High Court",
    "PPATK": "Financial Transaction Reports and Analysis Centre",
    "Polda": "regional police",
    "Polri": "National Police",
    "Polres": "district police",
    "Satpol PP": "public order agency",
    "TNI": "Armed Forces",
    "BGN": "National Nutrition Agency",
    "BKN": "National Civil Service Agency",
    "BPBD": "regional disaster management agency",
    "BPJS Kesehatan": "national health insurer",
    "Baznas": "National Zakat Agency",
    "DKPP": "Election Organisers' Ethics Council",
    "Densus 88": "counter-terrorism police",
    "Dewan Perwakilan Daerah": "Regional Representative Council",
    "Dewan Perwakilan Rakyat Daerah": "regional council",
    "Kejagung": "Attorney General's Office",
    "Kejari": "district prosecutor's office",
    "Kejati": "provincial prosecutor's office",
    "Kemenaker": "Ministry of Manpower",
    "Kemendikbudristek": "Ministry of Education, Culture, Research and Technology",
    "Kemendikdasmen": "Ministry of Primary and Secondary Education",
    "Kemendiktisaintek": "Ministry of Higher Education, Science and Technology",
    "Kemenko": "coordinating ministry",
    "Kemenkumham": "Ministry of Law and Human Rights",
    "Kemenparekraf": "Ministry of Tourism and Creative Economy",
    "Kemenpora": "Ministry of Youth and Sports",
    "Kementerian Koordinator": "Coordinating Ministry",
    "LPS": "Deposit Insurance Corporation",
    "MK": "Constitutional Court",
    "Menaker": "Minister of Manpower",
    "Mendikbud": "Minister of Education and Culture",
    "Mendikbudristek": "Minister of Education, Culture, Research and Technology",
    "Mendikdasmen": "Minister of Primary and Secondary Education",
    "Menko": "coordinating minister",
    "Mentan": "Minister of Agriculture",
    "Menteri Sekretaris Negara": "State Secretary",
    "Polsek": "sub-district police",
    "Kapolsek": "sub-district police chief",
    "Wakapolri": "deputy National Police chief",
    "Wakil Bupati": "deputy regent",
    "Wakil Gubernur": "deputy governor",
    "Wakil Wali Kota": "deputy mayor",
    "Wamenaker": "Deputy Minister of Manpower",
    "Gubernur": "governor",
    "Bupati": "regent",
    "Wali Kota": "mayor",
    "Kapolri": "National Police chief",
    "Kapolda": "regional police chief",
    "Kapolres": "district police chief",
    "Jaksa Agung": "Attorney General",
    "Panglima TNI": "Armed Forces commander",
    "Dirjen": "director general",
    "Direktur Jenderal": "director general",
    "Staf Khusus": "special staff",
    "Juru Bicara": "spokesperson",
    "Sekretaris Jenderal": "secretary general",
    "Wakil Presiden": "Vice President",
}


def _names() -> dict[str, str]:
    names = dict(_BODIES)
    for field, english in _FIELDS.items():
        names[f"Kementerian {field}"] = f"Ministry of {english}"
        names[f"Menteri {field}"] = f"Minister of {english}"
        names[f"Wakil Menteri {field}"] = f"Deputy Minister of {english}"
    return names


NAMES: Final = _names()
"""Indonesian name → English name."""
_OF_A_PLACE: Final = frozenset(
    "BPBD Bupati DPRD Gubernur Kapolda Kapolres Kapolsek Kejari Kejati Pemkab Pemkot Pemprov Polda Polres"
    " Polsek".split()
) | {"Pemerintah Kota", "Pemerintah Provinsi", "Pengadilan Negeri", "Pengadilan Tinggi", "Wakil Bupati",
     "Wakil Gubernur", "Wakil Wali Kota", "Wali Kota"}  # fmt: skip
"""What a place's name goes on: "Polda Sumatera Barat"."""
_BODY_OF_A_PLACE: Final = frozenset("BPBD DPRD Kejari Kejati Pemkab Polda Polres Polsek".split()) | {
    "Pengadilan Negeri",
    "Pengadilan Tinggi",
}
"""Those of them that no person's name follows: the word behind is a place's, known or not."""
_PLACES: Final = PLACES | frozenset(
    "dki diy ntt ntb barat timur utara selatan tengah tenggara pusat kota kabupaten jabar jateng jatim sumut"
    " sumbar sumsel sulsel sulut sulteng sultra kalbar kalteng kalsel kaltim kaltara babel kepri"
    " metro jaya raya".split()
)
"""The words of places' names."""
_WORD: Final = re.compile(r" ([A-Z]\w+)(?![\w-])")
_ANY: Final = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
    + r")(?![\w-])"
)


def glossed(text: str) -> str:
    """``text`` with the English name of each state body or office behind its first mention.

    >>> glossed("Kementerian Koperasi dan UKM")
    'Kementerian Koperasi dan UKM (Ministry of Cooperatives and SMEs)'
    """
    seen: set[str] = set()
    told: list[str] = []
    at = 0
    for match in _ANY.finditer(text):
        name, english = match[0], NAMES[match[0]]
        end = _with_place(text, match.end(), name) if name in _OF_A_PLACE else match.end()
        if name == "DPD" and (behind := _WORD.match(text, end)) and behind[1] != "RI":
            continue  # a party's branch
        if name in seen or english.lower() in text.lower() or text[end:].startswith(" ("):
            continue
        seen.add(name)
        bracketed = text[match.start() - 1 : match.start()] == "(" and text[end:].startswith(")")
        told += [text[at:end], f": {english}" if bracketed else f" ({english})"]
        at = end
    return "".join(told) + text[at:]


def _with_place(text: str, end: int, name: str) -> int:
    """Where the name of a place that follows ``name`` at ``end`` ends; ``end`` itself when none does."""
    unknown = name in _BODY_OF_A_PLACE  # one word of it may be
    while word := _WORD.match(text, end):
        if word[1].lower() not in _PLACES:
            if not unknown or word[1] in NAMES:
                break
            unknown = False
        elif word[1] not in ("Kota", "Kabupaten"):
            unknown = False
        end = word.end()
    return end
