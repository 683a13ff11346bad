"""Abbreviations and short names of Indonesian public life, and what they stand for in both languages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from qabot.text.stemming import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qabot.types import Language

_TABLE: Final = """
Kyai = kiai | cleric
Menkop, MenkopUKM = menteri koperasi / menteri koperasi dan ukm | cooperatives minister
Menkeu = menteri keuangan | finance minister / minister of finance
Mendag = menteri perdagangan | trade minister / minister of trade
Mendagri = menteri dalam negeri | home affairs minister / interior minister
Menlu = menteri luar negeri | foreign minister / minister of foreign affairs
Menkominfo = menteri komunikasi dan informatika / menteri kominfo | communications minister
Menkomdigi = menteri komunikasi dan digital | communications and digital affairs minister
Mendikbud, Mendikbudristek = menteri pendidikan / menteri pendidikan dan kebudayaan | education minister
Menkes = menteri kesehatan | health minister / minister of health
Menhub = menteri perhubungan | transport minister / transportation minister
Menhan = menteri pertahanan | defence minister / defense minister
Mensos = menteri sosial | social affairs minister
Menag = menteri agama | religious affairs minister
Menaker, Menakertrans = menteri ketenagakerjaan / menteri tenaga kerja | manpower minister / labour minister
Mentan = menteri pertanian | agriculture minister
Menperin = menteri perindustrian | industry minister
Menpora = menteri pemuda dan olahraga | youth and sports minister
Menparekraf, Menpar = menteri pariwisata | tourism minister
Menteri ESDM = menteri energi dan sumber daya mineral | energy minister
Menkumham = menteri hukum dan ham / menteri hukum | law and human rights minister / justice minister
Menpan, MenpanRB = menteri pendayagunaan aparatur negara | administrative reform minister
Mensesneg = menteri sekretaris negara | state secretary
Menko = menteri koordinator | coordinating minister
Menkopolhukam = menteri koordinator politik hukum dan keamanan |
Menkomarves = menteri koordinator kemaritiman dan investasi |
Wamen = wakil menteri | deputy minister / vice minister
Wamenkeu = wakil menteri keuangan | deputy finance minister
Wamendag = wakil menteri perdagangan | deputy trade minister
Wapres = wakil presiden | vice president
Cawapres = calon wakil presiden | vice presidential candidate / running mate
Capres = calon presiden | presidential candidate
Caleg = calon legislatif / calon anggota legislatif | legislative candidate
Cagub = calon gubernur | gubernatorial candidate
Wagub = wakil gubernur | deputy governor
Wabup = wakil bupati | deputy regent
Walkot = wali kota | mayor
Stafsus = staf khusus | special staff
Sesmen, Seskemen = sekretaris kementerian | ministry secretary
Sekjen = sekretaris jenderal | secretary general
Dirjen = direktur jenderal | director general
Ditjen = direktorat jenderal | directorate general
Dirut, CEO = direktur utama / kepala eksekutif | chief executive / chief executive officer
Wadirut = wakil direktur utama | deputy chief executive
Komut = komisaris utama | president commissioner
Kadis = kepala dinas | head of agency
Kades = kepala desa | village head
Kadin = kamar dagang dan industri | chamber of commerce
Jubir = juru bicara | spokesperson / spokesman / spokeswoman
Humas = hubungan masyarakat | public relations
CFO = direktur keuangan | chief financial officer
COO = direktur operasional | chief operating officer
CTO = direktur teknologi | chief technology officer
VP = wakil presiden | vice president
PM = perdana menteri | prime minister
Presdir = presiden direktur | president director
Kemendag = kementerian perdagangan | trade ministry / ministry of trade
Kemenkop, KemenkopUKM = kementerian koperasi / kementerian koperasi dan ukm | cooperatives ministry
Kemenkeu = kementerian keuangan | finance ministry / ministry of finance
Kemendagri = kementerian dalam negeri | home affairs ministry / ministry of home affairs
Kemenlu = kementerian luar negeri | foreign ministry / ministry of foreign affairs
Kominfo, Kemenkominfo = kementerian komunikasi dan informatika | communications ministry
Komdigi, Kemkomdigi = kementerian komunikasi dan digital | communications and digital affairs ministry
Kemendikbud, Kemendikbudristek = kementerian pendidikan dan kebudayaan | education ministry
Kemenkes = kementerian kesehatan | health ministry / ministry of health
Kemenhub = kementerian perhubungan | transport ministry / ministry of transportation
Kemenhan, Kemhan = kementerian pertahanan | defence ministry / defense ministry
Kemensos = kementerian sosial | social affairs ministry
Kemenag = kementerian agama | religious affairs ministry
Kemnaker, Kemenaker = kementerian ketenagakerjaan | manpower ministry / labour ministry
Kementan = kementerian pertanian | agriculture ministry
Kemenperin = kementerian perindustrian | industry ministry
Kemenparekraf = kementerian pariwisata | tourism ministry
KLHK = kementerian lingkungan hidup dan kehutanan | environment and forestry ministry
ESDM = energi dan sumber daya mineral | energy and mineral resources
PUPR = pekerjaan umum dan perumahan rakyat | public works and housing
KKP = kementerian kelautan dan perikanan | marine affairs and fisheries ministry
BUMN = badan usaha milik negara | state-owned enterprise / state-owned company
BUMD = badan usaha milik daerah | regional-owned enterprise
DPR = dewan perwakilan rakyat | house of representatives
DPRD = dewan perwakilan rakyat daerah | regional house of representatives
DPD = dewan perwakilan daerah | regional representative council
MPR = majelis permusyawaratan rakyat | people's consultative assembly
MK = mahkamah konstitusi | constitutional court
MA = mahkamah agung | supreme court
KY = komisi yudisial | judicial commission
PN = pengadilan negeri | district court
KPK = komisi pemberantasan korupsi | corruption eradication commission / anti-corruption commission
KPU = komisi pemilihan umum | general elections commission / election commission
Bawaslu = badan pengawas pemilu / badan pengawas pemilihan umum | election supervisory agency
KPPU = komisi pengawas persaingan usaha | business competition supervisory commission / antitrust agency
KPAI = komisi perlindungan anak indonesia | child protection commission
Komnas HAM = komisi nasional hak asasi manusia | national commission on human rights
HAM = hak asasi manusia | human rights
Kejagung = kejaksaan agung | attorney general's office
Kejari = kejaksaan negeri | district prosecutor
Kejati = kejaksaan tinggi | high prosecutor
BI = bank indonesia | central bank
OJK = otoritas jasa keuangan | financial services authority
LPS = lembaga penjamin simpanan | deposit insurance corporation
BEI = bursa efek indonesia | indonesia stock exchange
IHSG = indeks harga saham gabungan | jakarta composite index
BPS = badan pusat statistik | statistics indonesia / central statistics agency
BPK = badan pemeriksa keuangan | supreme audit agency
BPOM = badan pengawas obat dan makanan | food and drug agency / food and drug supervisory agency
BMKG = badan meteorologi klimatologi dan geofisika | meteorology climatology and geophysics agency
BNPB = badan nasional penanggulangan bencana | national disaster mitigation agency / disaster agency
BPBD = badan penanggulangan bencana daerah | regional disaster agency
Basarnas = badan sar nasional / badan nasional pencarian dan pertolongan | search and rescue agency
BRIN = badan riset dan inovasi nasional | national research and innovation agency
BKPM = badan koordinasi penanaman modal | investment coordinating board
BKN = badan kepegawaian negara | civil service agency
BNN = badan narkotika nasional | narcotics agency
BNPT = badan nasional penanggulangan terorisme | counterterrorism agency
BSSN = badan siber dan sandi negara | cyber and crypto agency
BIN = badan intelijen negara | intelligence agency
BPJS = badan penyelenggara jaminan sosial | social security agency
Bappenas = badan perencanaan pembangunan nasional | national development planning agency
Bulog = badan urusan logistik | state logistics agency
MUI = majelis ulama indonesia | council of ulema
PBNU, NU = nahdlatul ulama |
Polri = kepolisian republik indonesia / kepolisian negara republik indonesia | national police
Kapolri = kepala kepolisian republik indonesia / kepala polri | national police chief
Polda = kepolisian daerah | regional police
Kapolda = kepala kepolisian daerah | regional police chief
Polres = kepolisian resor | precinct police
Kapolres = kepala kepolisian resor | precinct police chief
Polsek = kepolisian sektor | police sector
Bareskrim = badan reserse kriminal | criminal investigation agency
Satgas = satuan tugas | task force
TNI = tentara nasional indonesia | indonesian military / armed forces
TNI AD = angkatan darat | army
TNI AL = angkatan laut | navy
TNI AU = angkatan udara | air force
Pemprov = pemerintah provinsi | provincial administration / provincial government
Pemkot = pemerintah kota | city administration / city government
Pemkab = pemerintah kabupaten | regency administration / regency government
Pemda = pemerintah daerah | regional administration / local government
Pemilu = pemilihan umum | general election
Pilkada = pemilihan kepala daerah | regional election / local election
Pilpres = pemilihan presiden | presidential election
Pileg = pemilihan legislatif | legislative election
Pilgub = pemilihan gubernur | gubernatorial election
Parpol = partai politik | political party
Ormas = organisasi masyarakat / organisasi kemasyarakatan | mass organization
LSM = lembaga swadaya masyarakat | ngo / non-governmental organization
APBN = anggaran pendapatan dan belanja negara | state budget
APBD = anggaran pendapatan dan belanja daerah | regional budget
PNBP = penerimaan negara bukan pajak | non-tax revenue
PPN = pajak pertambahan nilai | value added tax / vat
PPh = pajak penghasilan | income tax
RUU = rancangan undang-undang | draft law / bill
UU = undang-undang | law
UUD = undang-undang dasar | constitution
Perppu = peraturan pemerintah pengganti undang-undang | government regulation in lieu of law
Perpres = peraturan presiden | presidential regulation / presidential decree
Permendag = peraturan menteri perdagangan | trade ministry regulation
Permen = peraturan menteri | ministerial regulation
Perda = peraturan daerah | regional regulation / bylaw
PSE = penyelenggara sistem elektronik | electronic system operator / electronic system provider
PMSE = perdagangan melalui sistem elektronik | electronic commerce
SIUPMSE = surat izin usaha perdagangan melalui sistem elektronik | e-commerce licence
UMKM = usaha mikro kecil dan menengah / usaha kecil dan menengah | msme / msmes / small businesses
UKM = usaha kecil dan menengah | sme / smes / small and medium enterprises
PDB = produk domestik bruto | gdp / gross domestic product
PHK = pemutusan hubungan kerja | layoffs / layoff
THR = tunjangan hari raya | holiday allowance
UMP = upah minimum provinsi | provincial minimum wage
UMK = upah minimum kabupaten | regency minimum wage
TKI, PMI = tenaga kerja indonesia / pekerja migran indonesia | migrant workers
TKA = tenaga kerja asing | foreign workers
PNS, ASN = pegawai negeri sipil / aparatur sipil negara | civil servants / civil servant
KUR = kredit usaha rakyat | people's business credit
BBM = bahan bakar minyak | fuel
LPG = gas elpiji | liquefied petroleum gas
PLTU = pembangkit listrik tenaga uap | coal power plant / coal-fired power plant
PLTS = pembangkit listrik tenaga surya | solar power plant
PLN = perusahaan listrik negara | state electricity company
KAI = kereta api indonesia | indonesian railways
KRL = kereta rel listrik / commuter line | commuter train
IKN = ibu kota nusantara / ibu kota negara | new capital / nusantara capital
PDIP, PDI-P = pdi perjuangan |
MU, Manchester United = |
KTP = kartu tanda penduduk | identity card / id card
SIM = surat izin mengemudi | driving licence / driver's license
STNK = surat tanda nomor kendaraan | vehicle registration
WNI = warga negara indonesia | indonesian citizen / indonesian nationals
WNA = warga negara asing | foreign national / foreign nationals
RS = rumah sakit | hospital
RSUD = rumah sakit umum daerah | regional hospital
PT = perseroan terbatas | limited company
KUHP = kitab undang-undang hukum pidana | criminal code
OTT = operasi tangkap tangan | sting operation
TKP = tempat kejadian perkara | crime scene
KDRT = kekerasan dalam rumah tangga | domestic violence
ODGJ = orang dengan gangguan jiwa | mentally ill
AS = amerika serikat | united states / us / usa / america
RI = republik indonesia |
RRC, RRT, Tiongkok, China, Cina = |
UE = uni eropa | eu / european union
PBB = perserikatan bangsa-bangsa | united nations / un
WHO = organisasi kesehatan dunia | world health organization
ASEAN = perhimpunan bangsa-bangsa asia tenggara | association of southeast asian nations
KTT = konferensi tingkat tinggi | summit
IMF = dana moneter internasional | international monetary fund
Korsel = korea selatan | south korea
Korut = korea utara | north korea
Afsel = afrika selatan | south africa
Inggris = | uk / united kingdom / britain / british
DKI = daerah khusus ibu kota |
Jabar = jawa barat | west java
Jateng = jawa tengah | central java
Jatim = jawa timur | east java
DIY, Jogja, Yogyakarta = daerah istimewa yogyakarta |
Sumut = sumatera utara | north sumatra
Sumbar = sumatera barat | west sumatra
Sumsel = sumatera selatan | south sumatra
Kalbar = kalimantan barat | west kalimantan
Kalsel = kalimantan selatan | south kalimantan
Kaltim = kalimantan timur | east kalimantan
Kalteng = kalimantan tengah | central kalimantan
Sulsel = sulawesi selatan | south sulawesi
Sulut = sulawesi utara | north sulawesi
Sulteng = sulawesi tengah | central sulawesi
NTT = nusa tenggara timur | east nusa tenggara
NTB = nusa tenggara barat | west nusa tenggara
Jaksel = jakarta selatan | south jakarta
Jaktim = jakarta timur | east jakarta
Jakbar = jakarta barat | west jakarta
Jakut = jakarta utara | north jakarta
Jakpus = jakarta pusat | central jakarta
Jabodetabek = jakarta bogor depok tangerang bekasi | greater jakarta
e-commerce, ecommerce, lokapasar, niaga-el, marketplace = perdagangan elektronik | electronic commerce
Medsos = media sosial | social media
Sosmed = media sosial | social media
Olshop = toko online / toko daring | online shop
Ojol = ojek online / ojek daring | online motorcycle taxi
Fintech, tekfin = teknologi finansial | financial technology
Pinjol = pinjaman online / pinjaman daring | online loan / online lending
Startup = perusahaan rintisan |
AI = kecerdasan buatan / akal imitasi | artificial intelligence
TI = teknologi informasi | information technology
Daring, online = |
Luring, offline = |
WFH = kerja dari rumah | work from home
HP, ponsel = telepon genggam / telepon seluler | mobile phone / cell phone
Sembako = sembilan bahan pokok / bahan pokok | staple food / basic necessities
Alutsista = alat utama sistem senjata | weapons system
Karhutla = kebakaran hutan dan lahan | forest fires / forest and land fires
Narkoba = narkotika / obat-obatan terlarang | drugs / narcotics
Lapas = lembaga pemasyarakatan | prison / penitentiary
Bansos = bantuan sosial | social assistance / social aid
Ponpes = pondok pesantren | islamic boarding school
SD = sekolah dasar | elementary school / primary school
SMP = sekolah menengah pertama | junior high school
SMA = sekolah menengah atas | senior high school
PTN = perguruan tinggi negeri | state university
izin, ijin = |
risiko, resiko = |
zaman, jaman = |
apotek, apotik = |
analisis, analisa = |
aktivitas, aktifitas = |
kualitas, kwalitas = |
nasihat, nasehat = |
"""
"""Short forms = what they stand for in Indonesian | in English; ``/`` and ``,`` part what means the same."""

_ONLY_IN_CAPITALS: Final = frozenset(
    "AS MA MU UE BI PM RI VP MK KY PN BIN HAM SIM PT NU AI TI SD RS KUR US UN IT WHO PMI DIY EU PDB KAI"
    " OTT".split()
)
"""Short forms that in lower case are words of either language, or pieces of them."""

SHORT_WEIGHT: Final = 0.7
"""What a one-word form counts for where another form was asked for."""
SHARED_WEIGHT: Final = 0.5
"""The same where it stands for several words of the question, and so counts for each of them."""
LONG_WEIGHT: Final = 0.5
"""What each word of a longer form counts for: alone, it says less."""
LOOSE_WEIGHT: Final = 0.25
"""The same where the name asked for is long as well: which word stands for which is not known."""


class _Form(NamedTuple):
    text: str
    terms: tuple[str, ...]
    language: Language | None
    """None for a short form, which is the same in both."""
    capitals: bool
    """Whether it means this in capitals only."""


def alternatives(
    words: Sequence[tuple[str, str]], target: Language
) -> Iterator[tuple[slice, Mapping[str, float]]]:
    """Other names for what a question names: which of its words, and the search terms that may stand for
    them in texts of ``target``, with weights from 0 to 1.

    ``words``: each word as typed, and its search term. The longest name that fits at a place counts, and
    short ones within it.
    """
    names = _names()
    shouted = all(word.isupper() for word, _ in words if word.isalpha())
    end = 0
    for at in range(len(words)):
        for size in range(min(_longest(), len(words) - at) if at >= end else 1, 0, -1):
            run = words[at : at + size]
            groups = names.get(tuple(term for _, term in run), ())
            capitals = size > 1 or (run[0][0].isupper() and not shouted)
            found = _others([group for form, group in groups if capitals or not form.capitals], run, target)
            if found:
                yield slice(at, at + size), found
                end = max(end, at + size)
                break


def written_out(text: str) -> str:
    """``text`` with its short forms as the first of what they stand for in Indonesian.

    >>> written_out("Gubernur Jabar dan Menkeu")
    'Gubernur jawa barat dan menteri keuangan'
    """
    return " ".join(_long_forms().get(word, word) for word in text.split())


def known(word: str) -> bool:
    """Whether ``word`` (lower case) is one of the short forms."""
    return word in _short_forms()


def _others(
    groups: Sequence[Sequence[_Form]], run: Sequence[tuple[str, str]], target: Language
) -> dict[str, float]:
    found: dict[str, float] = {}
    asked = {term for _, term in run}
    for group in groups:
        for form in group:
            if form.language not in (None, target):
                continue
            if len(form.terms) == 1:
                weight = SHORT_WEIGHT if len(run) == 1 else SHARED_WEIGHT
            else:
                weight = LONG_WEIGHT if len(run) == 1 else LOOSE_WEIGHT
            for term in form.terms:
                if term not in asked:
                    found[term] = max(weight, found.get(term, 0.0))
    return found


@lru_cache(maxsize=1)
def _names() -> Mapping[tuple[str, ...], Sequence[tuple[_Form, Sequence[_Form]]]]:
    """Search terms of each form to the forms that mean the same."""
    names: dict[tuple[str, ...], list[tuple[_Form, Sequence[_Form]]]] = {}
    for line in _TABLE.strip().splitlines():
        short, _, long = line.partition(" =")
        indonesian, _, english = long.partition("|")
        group = [
            *_forms(short, ",", None),
            *_forms(indonesian, "/", "id"),
            *_forms(english, "/", "en"),
        ]
        for form in group:
            names.setdefault(form.terms, []).append((form, group))
    return names


def _forms(texts: str, mark: str, language: Language | None) -> Iterator[_Form]:
    for text in filter(None, map(str.strip, texts.split(mark))):
        capitals = text.upper() in _ONLY_IN_CAPITALS
        found = tuple(terms(text, language or "id"))
        yield _Form(text, found, language, capitals)


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _names()))


@lru_cache(maxsize=1)
def _long_forms() -> Mapping[str, str]:
    """Each short form of one word to the first of its long forms in Indonesian."""
    found: dict[str, str] = {}
    for forms in _names().values():
        for form, group in forms:
            long = next((other.text for other in group if other.language == "id"), "")
            if form.language is None and long:
                found.setdefault(form.text, long)
    return found


@lru_cache(maxsize=1)
def _short_forms() -> frozenset[str]:
    return frozenset(
        form.text.lower() for forms in _names().values() for form, _ in forms if form.language is None
    )
