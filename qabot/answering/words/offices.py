"""Offices and names: "Menteri Koperasi dan UKM Teten Masduki" is an office and then a name.

Word lists and rules over runs of capitalised words, Indonesian and English. What is not known is taken
for a name, of two words at most where an office stands in front.
"""

from __future__ import annotations

import re
from typing import Final

from qabot.text import abbreviations

COMMA: Final = "¸"
"""What stands for a comma within a long office: "Kepala Badan Cuaca ¸ Iklim ¸ dan Gempa"."""
OFFICES: Final = (
    "menteri menko menkopolhukam mendagri menlu menkeu menkes menag menhub menkominfo menkop menperin"
    " mendag mensos menaker mendikbud menpora presiden wapres wakil ketua kepala direktur dirjen"
    " gubernur bupati wali walikota kapolri kapolda kapolres kapolsek kabareskrim kasat kanit kabid"
    " kasubdit kadis panglima kadiv kabag juru jubir staf sekretaris sekjen wasekjen ceo chief head"
    " president minister secretary senator chairman chairwoman director spokesman spokeswoman"
    " spokesperson pengamat peneliti pengacara kuasa anggota dosen guru ekonom analis mantan manajer"
    " manager pemilik pendiri aktivis politikus politisi pelatih kapten gelandang striker bek kiper"
    " penyanyi aktris aktor artis petugas camat lurah rektor dekan koordinator komisaris komisioner"
    " jaksa hakim penasihat asisten deputi inspektur komandan danrem dandim jenderal komjen irjen"
    " brigjen kombes akbp kompol akp iptu ipda aiptu laksamana marsekal mayjen letjen letkol kolonel"
    " mayor duta konsul perdana raja ratu pangeran sultan ustaz ustadz kiai habib prime governor"
    " professor coach analyst economist founder co-founder executive vice deputy former senior general"
    " bendahara humas vp svp evp cfo coo cto managing penulis sutradara produser vokalis gitaris ibunda"
    " ayahanda ahli pakar psikolog dokter budayawan sosiolog kriminolog plt plh pj wartawan presenter"
    " wasit kasubag kasi kapuspen kapuspenkum kapus ibu bapak pak bu mr mrs ms dr prof sir lord dame mp"
    " pelaksana judge kasatreskrim kasatnarkoba kasatlantas brigadir lecturer researcher kapolresta"
    " kapolrestabes wakapolri wakapolda wakapolres wakapolresta marsda laksda"
    " wamen gm"
    " ksau ksad ksal pangdam kapendam pangkostrad sekda sekwan dirut"
    " dirkrimum dirkrimsus dirreskrimum dirreskrimsus"
    " dirresnarkoba dirlantas wamenkeu wamenlu wamenaker wamensos wamenag wamendagri wamentan wamenkomdigi"
    " ajudan utusan pensiunan pemimpin"
    " menkomdigi menhut menkum mendikdasmen mendiktisaintek menpan mentan menparekraf menpar mendes"
    " waketum ketum mensesneg wamensesneg pengusaha aipda bripka prada chancellor pebalap pembalap komika"
).split()
"""Words that an office begins with, or that stand for one, in lower case."""
ENGLISH: Final = (
    "president minister secretary senator chairman chairwoman director spokesman spokeswoman spokesperson"
    " manager coach analyst economist founder co-founder chief executive governor mayor judge professor"
    " lecturer researcher chancellor head commissioner leader captain"
).split()
"""Those of them that stand behind what they are of: "Greenwood coach"."""
_OFFICE: Final = frozenset(OFFICES)
_PLACES: Final = frozenset(
    "jawa sumatera kalimantan sulawesi papua bali banten jakarta yogyakarta aceh riau jambi lampung"
    " bengkulu maluku gorontalo nusa tenggara kepulauan bangka belitung barat timur utara selatan tengah"
    " jabar jateng jatim kalbar kalteng kalsel kaltim kaltara sumut sumbar sumsel sulsel sulut sulteng"
    " sultra babel kepri bandung surabaya semarang medan makassar bogor depok bekasi tangerang malang"
    " solo padang palembang denpasar pontianak banjarmasin samarinda balikpapan manado kendari ambon"
    " mataram kupang serang cirebon tasikmalaya garut sukabumi metro jaya rusia amerika prancis inggris"
    " jerman jepang china tiongkok india malaysia singapura thailand filipina vietnam australia korea"
    " turki iran irak israel palestina ukraina taiwan arab saudi mesir spanyol italia belanda brasil"
    " kanada hongkong myanmar yordania lebanon suriah yaman kuwait qatar pakistan afghanistan yunani polandia"
    " portugal argentina meksiko kamboja brunei nigeria swedia norwegia denmark finlandia kolombia peru chile"
    " venezuela ekuador bolivia uruguay paraguay kuba swiss belgia austria hungaria rumania bulgaria serbia"
    " kroasia slovenia slovakia irlandia islandia maroko aljazair tunisia libya sudan ethiopia kenya ghana"
    " bangladesh nepal laos mongolia oman bahrain".split()
)
_REGIONS: Final = frozenset(
    "ampat anambas arfak asahan asmat badung balangan banggai bangkalan bangli"
    " banjarbaru banjarnegara bantaeng bantul banyuasin banyumas banyuwangi barito batam"
    " batanghari baubau belu bengkalis bengkayang berau binjai bintan bintuni"
    " bireuen bitung blitar blora boalemo bojonegoro bolaang bombana bondowoso bontang"
    " boven boyolali brebes bukittinggi buleleng bulukumba bulungan bumbu bungo ciamis cianjur cilacap"
    " cilegon cimahi deiyai deli demak dharmasraya digoel dogiyai dompu donggala dumai ende"
    " enrekang fakfak flores gianyar gowa gresik grobogan gunungkidul halmahera hasundutan"
    " humbang indragiri indramayu jabung jambi jayawijaya jember jembrana jeneponto jepara jombang"
    " kaimana kampar kapuas karanganyar karangasem karawang karimun kartanegara katingan kayong kebumen"
    " kediri keerom kendal kepahiang kerinci ketapang klaten klungkung kolaka komering konawe kotabaru"
    " kotamobagu kotawaringin kuantan kudus kuningan kutai lahat lamandau"
    " lamongan langkat langsa lanny lebak lebong lematang lembata lhokseumawe lingga lombok"
    " lumajang luwu madiun magelang magetan mahakam majalengka majene malinau mamasa"
    " mamberamo mamuju mandailing manggarai manokwari maros maybrat melawi mempawah mentawai merangin"
    " meranti merauke mesuji meulaboh mimika minahasa mojokerto mongondow morotai morowali moutong"
    " muaro mukomuko nabire nagekeo natuna nduga ngada nganjuk ngawi nias numfor nunukan"
    " pacitan pagaralam pakpak palangkaraya palopo pamekasan"
    " pandeglang pangandaran pangkep paniai parepare pariaman parigi pasaman pasangkayu paser pasuruan"
    " payakumbuh pekalongan pekanbaru pelalawan pemalang pematangsiantar penajam pesawaran pesisir"
    " pidie pinrang pohuwato polewali ponorogo poso prabumulih pringsewu probolinggo purbalingga"
    " purwakarta purworejo raijua rejang rembang rokan sabang salatiga sambas samosir sampang sanggau"
    " sarmi sarolangun sawahlunto sekadau selayar seluma seram serdang seruyan siak sibolga sidoarjo"
    " sidrap sijunjung sikka simalungun simeulue singingi singkawang sinjai sintang sitaro situbondo"
    " sleman solok soppeng sorong sragen subang subulussalam sukamara sukoharjo sumba sumbawa sumedang"
    " sumenep supiori surakarta tabalong tabanan takalar taliabu tambrauw tamiang"
    " tanggamus tangsel tanjungbalai tanjungpinang tapanuli tapin tarakan"
    " tebingtinggi tebo tegal temanggung ternate tidore tojo tolikara tolitoli tomohon toraja"
    " trenggalek tuban tulungagung wajo wakatobi wamena waropen wondama wonogiri"
    " wonosobo yahukimo yalimo".split()
)
"""Words in the names of Indonesian regencies and cities; those that people bear too are left out."""
_OF_A_REGION: Final = frozenset(
    "bupati kota walikota kabupaten kapolres kapolresta kapolsek kapolda kapolrestabes polres polresta"
    " polsek dandim kodim kajari kejari camat kecamatan dprd bpbd pn lapas rsud kpu bawaslu pemkab"
    " pemkot sekda".split()
)
"""Words in front of the region that an office is of."""
_OF_OFFICE: Final = (
    frozenset(
        # fields, bodies and ranks
        "umum utama eksekutif jenderal kota bidang urusan khusus besar hukum tetap harian negara tinggi"
        " muda agung keuangan perdagangan koperasi dan ukm umkm komunikasi informatika digital kesehatan"
        " pendidikan kebudayaan luar dalam negeri pertahanan perhubungan pertanian kehutanan perindustrian"
        " sosial agama ham lingkungan hidup energi sumber daya mineral esdm pariwisata ekonomi kreatif"
        " ketenagakerjaan tenaga kerja bumn pupr pekerjaan perumahan rakyat kelautan perikanan pemuda"
        " olahraga investasi perencanaan pembangunan desa reformasi birokrasi polhukam maritim dinas badan"
        " lembaga pusat kantor biro bagian divisi seksi sub subdit unit satuan komisi fraksi partai dewan"
        " majelis mahkamah pengadilan kejaksaan kepolisian polda polres polsek polresta polrestabes kodam"
        " kementerian direktorat pt cv tbk bank universitas institut rumah sakit yayasan asosiasi ikatan"
        " himpunan serikat persatuan forum gerakan satgas gugus tugas tim operasi pelayanan penanggulangan"
        " bencana pemberdayaan penelitian pengembangan statistik meteorologi pengawas perlindungan teknologi"
        " riset aplikasi pemberantasan korupsi pemilihan daerah of and for the communications officer"
        " executive operating financial marketing public affairs corporate secretary foreign finance trade"
        " health education home defence defense interior justice general policy research studies indonesia"
        " bicara menteri nasional penerangan masyarakat mabes polri sales product group division gerindra"
        " golkar nasdem demokrat hanura perindo gelora sementara pol polisi inf czi perekonomian redaksi"
        " madya infanteri konstitusi kejagung kejari kejati gedung putih kepresidenan".split()
    )
    | _PLACES
)
"""Words that go on with an office or an organisation and are no part of a person's name."""
_COURTESY: Final = frozenset("mr mrs ms dr prof pak bu ibu bapak sir".split())
_NAMED_BY_RANK: Final = frozenset(
    "presiden president raja ratu pangeran sultan menlu menkeu menkes menag menhub menkominfo mendag mensos"
    " menaker mendagri kombes akbp irjen komjen brigjen kompol akp iptu ipda aiptu laksamana marsekal mayjen"
    " letjen letkol kolonel marsda laksda pol polisi inf czi madya infanteri"
    " hakim jaksa".split()
)
"""Offices that a name follows at once, of three words too."""
_FIELDS: Final = frozenset(
    "keuangan perdagangan kesehatan ukm umkm informatika perhubungan pertanian sosial agama negeri pertahanan"
    " jenderal negara".split()
)
"""Ends of an office that a name of three words may follow, as it may a place or an acronym."""
_NAME_OPENERS: Final = frozenset(
    "muhammad mohammad mohamad mochamad ahmad achmad abdul andi agus budi raden teuku tubagus tb sri siti ni"
    " i m r".split()
)
"""First words of names that seldom stand alone: three words from one of them on are one name."""
_ALSO_SURNAMES: Final = frozenset("hakim raja sultan".split())
_HIGH: Final = frozenset("Jaksa Kejaksaan Mahkamah Hakim".split())
"""What "Agung" belongs to; elsewhere it is a name."""
_BODY: Final = re.compile(
    r"(?:PT|CV|Bank|Balai|Kementerian|Kemen\w+|Komisi|Dinas|Badan|Lembaga|Institut|Universitas|Partai|Polda|Polres"
    r"|Polri|Mabes|Kejaksaan|Pengadilan|Mahkamah|Dewan|Majelis|Asosiasi|Yayasan|Pemprov|Pemkot|Pemkab|Pemda"
    r"|Pemerintah|Istana|Ministry|Department|Agency|Association|Institute|University|Council|Commission|Inc|Ltd"
    r"|Corp|Group|Company|Tbk|[A-Z][A-Z0-9]+|\w*[a-z][A-Z]\w*)\b"
)


def parted(phrase: str) -> tuple[str, str]:
    """Office and name in a run of capitalised words; either may be empty.

    >>> parted("Menteri Koperasi dan UKM Teten Masduki")
    ('Menteri Koperasi dan UKM', 'Teten Masduki')
    """
    words = phrase.split()
    if not holds_office(phrase):
        return "", phrase
    last = max(at for at in range(len(words)) if at == 0 or _goes_on(words, at))
    rest = words[last + 1 :]
    if not rest:
        return phrase, ""
    rest = rest[-_length(words[last], rest) :]  # in front of them a place or a firm that is not known
    if words[-len(rest) - 1] in (
        "dan",
        "and",
    ):  # "Wakil Ketua X Nama Orang dan Nama Orang": of two, the second
        last = max(at for at in range(last) if at == 0 or _goes_on(words, at))
        return " ".join(words[: last + 1]), " ".join(rest)
    return " ".join(words[: len(words) - len(rest)]), " ".join(rest)


def _goes_on(words: list[str], at: int) -> bool:
    """Whether the office goes on with this word, and the name has not begun."""
    word = words[at]
    if COMMA in words and {words[at], words[at - 1]} & {COMMA, "dan", "serta", "and"}:  # what a list names
        return True
    if word == "Agung":
        return words[at - 1] in _HIGH
    if word.lower() in _REGIONS and at and (words[at - 1].lower() in _OF_A_REGION or _goes_on(words, at - 1)):
        return words[at - 1].lower() in _OF_A_REGION | _REGIONS and at < len(words) - 1
    if at == len(words) - 1 and word.lower() in _ALSO_SURNAMES:  # "Juru Bicara X Nama Hakim"
        return of_office(words[at - 1])
    return of_office(word)


def _length(end: str, rest: list[str]) -> int:
    """How many of the words behind an office are the name; ``end`` is the office's last word."""
    low = end.lower().rstrip(".")
    if low in _NAMED_BY_RANK | _COURTESY:
        longest = 4
    elif low in _FIELDS | _PLACES | _REGIONS or end.isupper() or end.endswith(")"):
        longest = 3
    else:
        longest = 2
    if len(rest) <= longest:
        return len(rest)
    return 3 if rest[-3].lower().rstrip(".") in _NAME_OPENERS else 2


def opens_office(text: str) -> bool:
    """Whether the first word is that of an office."""
    first, *_ = text.split() or [""]
    return first.lower().rstrip(".") in _OFFICE


def holds_office(phrase: str) -> bool:
    """Whether a phrase begins with an office, or has one ahead of its last word."""
    return opens_office(phrase) or any(word.lower() in _OFFICE for word in phrase.split()[1:-1])


def of_office(word: str) -> bool:
    """Whether a word is part of an office or a body: known, an acronym, or in brackets."""
    low = word.lower().rstrip(".,")
    return (
        word.startswith("(")
        or word.isdigit()
        or low in _OFFICE
        or low in _OF_OFFICE
        or (len(low) > 1 and word.isupper())
        or bool(_BODY.fullmatch(word))
    )


def is_one(asked: str, role: str) -> bool:
    """Whether ``role`` is the office ``asked``, either of them in short.

    >>> is_one("Menteri Keuangan", "Menkeu RI"), is_one("Presiden", "Presiden Direktur Kenari")
    (True, False)
    """
    one, other = (abbreviations.written_out(text).lower().split() for text in (asked, role))
    behind = other[len(one) : len(one) + 1]
    return bool(one) and other[: len(one)] == one and not any(word in OFFICES for word in behind)


def is_region(name: str) -> bool:
    """Whether a name is that of a region that is known, or ends with it: "Jakarta", "Jawa Timur"."""
    return any(word.lower() in _PLACES | _REGIONS for word in name.split())


def is_courtesy(role: str) -> bool:
    """Whether a role is no more than "Mr" or "Pak"."""
    return role.lower().rstrip(".") in _COURTESY


def drawn_together(name: str, first: str, second: str) -> bool:
    """Whether ``name`` is the ``first`` name and the beginning of the ``second``: "Jokowi" of Joko Widodo."""
    rest = name.lower().removeprefix(first.lower())
    return len(first) > 2 and len(rest) > 1 and len(rest) < len(name) and second.lower().startswith(rest)


def without_rank(role: str) -> str:
    """An office without the rank of its holder behind it: "Kapolres Ende AKBP"."""
    words = role.split()
    while len(words) > 1 and words[-1].lower().rstrip(".,") in _NAMED_BY_RANK | _COURTESY:
        words.pop()
    return " ".join(words).rstrip(",")


def names_body(text: str) -> bool:
    """Whether a name begins as that of a body does: "PT ...", "Kementerian ...", an acronym."""
    return bool(_BODY.match(text))
