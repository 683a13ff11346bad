"""English names of Indonesian state bodies and offices, for readers of an English answer.

Names as the bodies give them in English, or as news agencies do. The Indonesian name stays in the answer,
as the quote has it; the gloss follows in brackets.
"""

from __future__ import annotations

import re
from typing import Final

_FIELDS: Final = {
    "Agama": "Religious Affairs",
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
    "PUPR": "Public Works and Housing",
    "Pariwisata dan Ekonomi Kreatif": "Tourism and Creative Economy",
    "Pariwisata": "Tourism",
    "Pekerjaan Umum dan Perumahan Rakyat": "Public Works and Housing",
    "Pekerjaan Umum": "Public Works",
    "Pemberdayaan Perempuan dan Perlindungan Anak": "Women's Empowerment and Child Protection",
    "Pemuda dan Olahraga": "Youth and Sports",
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
"""What ministries are for; ``Kementerian`` and ``Menteri`` go with each."""
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
    "Presiden": "President",
    "Wakil Presiden": "Vice President",
}


def _names() -> dict[str, str]:
    names = dict(_BODIES)
    for field, english in _FIELDS.items():
        names[f"Kementerian {field}"] = f"Ministry of {english}"
        names[f"Menteri {field}"] = f"Minister of {english}"
    return names


NAMES: Final = _names()
"""Indonesian name → English name."""
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

    def add(match: re.Match[str]) -> str:
        name = match[0]
        if name in seen or text[match.end() :].startswith(" ("):
            return name
        seen.add(name)
        bracketed = text[match.start() - 1 : match.start()] == "(" and text[match.end() :].startswith(")")
        return f"{name}: {NAMES[name]}" if bracketed else f"{name} ({NAMES[name]})"

    return _ANY.sub(add, text)
