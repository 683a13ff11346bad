"""What a single line of a saved news page is, judged by its shape and words alone.

The word lists name the furniture of Indonesian and English news sites at large: share buttons,
"read also" inserts, comment forms, credits, bylines. :mod:`qabot.articles.cleaning` decides what is left
open here from the lines around.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from qabot.articles.wording import ENDS, SECTIONS, SHARE_WORDS, SMALL_WORDS, WIDGETS
from qabot.text import dates


class Kind(Enum):
    """What a line is."""

    PROSE = auto()
    """Sentences, whole or cut off: article text unless its surroundings say otherwise."""
    LEAD_IN = auto()
    """Ends in a colon and announces what follows."""
    ITEM = auto()
    """Begins with a bullet or a list number."""
    ATTRIBUTION = auto()
    """``-Name, role-`` below a pull quote."""
    HEADLINE = auto()
    """Title case without a full stop: headline, subheading, caption, name."""
    FRAGMENT = auto()
    """Any other short line without a full stop."""
    BYLINE = auto()
    """Author, outlet or date of the page."""
    LABEL = auto()
    """``Photo :``, ``Penulis``: says what the next line is."""
    CAPTION = auto()
    WIDGET = auto()
    """Furniture of the page."""
    SECTION = auto()
    """Heading of a box about other stories."""
    END = auto()
    """Heading of what follows an article: comments, tags, most read, imprint."""


# Lines that open so are furniture whether or not they end in a full stop.
_FURNITURE: Final = re.compile(
    r"""
    [\[(]?\s*(?:baca|lihat|simak|tonton|saksikan|read|see|watch|cek)\s*(?:juga|pula|selengkapnya
        |selanjutnya|also|more|next
        |artikel\ lain\w*|berita\ lain\w*)?\s*(?::|>>|»|-\s|–|—)
    |[\[(]?\s*(?:baca|lihat|simak|tonton)\ (?:juga|pula|selengkapnya)\b
    |(?:klik|langsung\ klik|lanjut(?:kan)?(?:\ ke)?|selengkapnya\ di|baca\ selengkapnya\ di
        |simak\ selengkapnya\ di|next)
        \s.{0,30}\bhalaman\b
    |(?:baca|simak|dapatkan|ikuti|gabung|bergabung|mari\ bergabung|temukan|nikmati|cek|lihat|saksikan
        |tonton|follow|yuk
        |jangan\ lewatkan|jangan\ lupa|untuk\ mendapatkan|ingin)\b.{0,90}?(?:google\ news|whats?app\ channel
        |(?:channel|kanal|saluran|grup|group)\ (?:whats?app|telegram|youtube|wa\b|resmi)|grup\ telegram
        |breaking\ news
        |berita\ (?:pilihan|lain|lainnya|update|menarik|terhangat|terupdate)|berita\ dan\ artikel
        |update\ (?:berita|informasi|terkini)|artikel\ (?:lain|lainnya|menarik)|media\ sosial\ kami
        |newsletter
        |\bkami\ (?:di|lewat|melalui)\ (?:google|instagram|twitter|facebook|tiktok|youtube|whats?app
        |telegram)
        |(?:akun|instagram|twitter|facebook|tiktok)\ (?:resmi\ )?kami|subscribe|notifikasi)
    |(?:sebagian\ )?(?:artikel|berita|tulisan|konten)\ ini\ (?:(?:telah|sudah|pernah|pertama|lebih|dahulu
        |kali|juga
        |sebelumnya)\ )*(?:tayang|dimuat|terbit|dipublikasikan|diterbitkan|ditayangkan|disadur|diambil)
    |(?:sudah|telah)\ tayang\ (?:di|sebelumnya)
    |(?:hak\ cipta|copyright|©|\(c\)\ ?(?:19|20)\d\d|all\ rights\ reserved)
    |dilarang\ (?:keras\ )?(?:meng|meny|memper|meman|mere).{0,60}(?:konten|berita|artikel|tulisan|izin)
    |(?:we|this\ (?:web)?site|our\ (?:web)?site)\ uses?\ (?:cookies|akismet)|by\ (?:continuing|clicking
        |signing|subscribing)\b
    |your\ email\ address|required\ fields\ are|save\ my\ name|notify\ me\ of|please\ (?:enter|log\ ?in
        |sign\ in|enable|login)\b
    |you\ must\ be\ logged|(?:sign|sing)\ up\ (?:for|to|here|now)\b|subscribe\ (?:to|now|for|today)\b
    |get\ (?:the|our|all)\ .{0,60}(?:newsletter|inbox|alerts|app\b)|enter\ your\ (?:e-?mail|name|comment)
        |don'?t\ have\ an\ account
    |thank(?:s|\ you)\ for\ (?:reading|subscribing|your\ subscription)|error:\ content|have\ an\ account
    |this\ (?:article|story|post)\ (?:was\ )?(?:originally|first)\ (?:appeared|published|ran)
        |originally\ published
    |(?:see|read|watch|listen|related|recommended|more|also|don't\ miss|dont\ miss)(?:\ (?:also|more|next
        |now|here|stories))?\s?[:»>]
    |follow\ (?:us|our|@|.{1,40}\bon\ (?:twitter|facebook|instagram|google|whatsapp|telegram|x\b|tiktok
        |youtube|threads))
    |join\ (?:our|us|the\ conversation)\b|(?:download|install)\ (?:our|the\ .{0,20}app\b)|like\ us\ on
    |share\ (?:this|on|via|to|article|story|the)\b|click\ (?:here|to\b|on\ the\ link)|tap\ (?:here|to\b)
    |scroll\ (?:to|down|untuk)\b|skip\ (?:to|ad\b|this)|(?:story|article)\ continues|media\ (?:playback
        |caption)
    |image\ (?:source|caption|copyright|credit)|your\ browser|(?:please\ )?enable\ javascript|javascript\ is
    |alamat\ (?:e-?mail|surel)\ anda|email\ anda\ tidak|ruas\ yang\ wajib|simpan\ nama\ saya
        |silakan\ (?:login|masuk\ untuk|log\ in)
    |isi\ komentar\ (?:sepenuhnya|adalah)|komentar\ (?:anda|sepenuhnya|di\ luar|yang\ tampil)|(?:beri
        |tulis|kirim)kan?\ komentar
    |beri\ tahu\ saya|beritahu\ saya|anda\ harus\ (?:masuk|login)\b
    |a\ post\ shared\ by|view\ this\ post|lihat\ postingan\ ini|(?:sebuah\ )?(?:kiriman|postingan
        |unggahan)\ (?:yang\ )?dibagikan
    |\[(?:gambas|video|foto|image|widget|embed|ads?|caption|gallery|iklan)\b
    |zoom-in|https?://\S+$|www\.\S+$|pic\.twitter\.com|[-–—]\ ?.{2,50}\(@\w+\)
    |reporting\ by\ .{3,80}(?:editing|writing|additional)|our\ standards:|(?:additional
        |editing)\ reporting\ by
    |sponsored\ by|presented\ by|powered\ by|terms\ of\ (?:use|service)|disclosure:
    """,
    re.VERBOSE,
)

# Lines that open so are furniture when they are short and do not end as a sentence does.
_FURNITURE_FRAGMENT: Final = re.compile(
    r"""
    (?:tags?|tagar|topik|label|kategori|categor(?:y|ies)|filed\ under|posted\ in|keywords?|kata\ kunci
        |more\ on)\b
    |(?:share|bagikan|sebarkan)\b
    |(?:lihat|view|see|show|load|muat|tampilkan)\ (?:semua|all|more|lebih|foto|video|comments?|komentar|\d+)
    |(?:halaman|page|hal\.?)\s*:?\s*\d|\d{1,3}\s*(?:of|dari|/)\s*\d{1,3}$|(?:\d{1,2}\s+){1,}(?:all|next
        |selanjutnya|\d{1,2})$
    |(?:dibaca|dilihat)\b.{0,20}\d|[\d.,]+\s?[km]?\s*(?:views?|kali\ dibaca|pembaca|dibaca|x\ dibaca
        |shares?|likes?|komentar|comments?)$
    |\d{1,3}\s*(?:min(?:ute)?s?|menit)\s*(?:read|baca|membaca)|(?:waktu|estimasi)\ baca|reading\ time
    |(?:\d{1,3}|an?|se)\s?(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun|sec\w*|min\w*|hours?|days?
        |weeks?|months?|years?)
        \ (?:yang\ )?(?:lalu|ago)$
    |(?:next|previous|prev|berita|artikel|post)\ (?:article|post|story|sebelum\w*|selanjut\w*|berikut\w*)
    |(?:home|beranda)\s*(?:[>/»›|•·-]|$)
    |(?:video|foto|photos?|gallery|galeri|infografis|live|podcast|watch|tonton|saksikan)\s?[:|]
    |(?:tonton|saksikan|simak|lihat|putar)\ (?:video|foto|infografis|juga|tayangan|live)
    |(?:redaksi|sumber|source)$|back\ to\ top|kembali\ ke|(?:written|posted|published|updated)\s+(?:by|on
        |in|at)\b
    |(?:last\ )?(?:updated|modified|diperbarui|diupdate|terbit|diterbitkan|dipublikasikan|tayang
        |publish(?:ed)?)\s*[:\-|]
    |(?:more|other)\ (?:from|by|stories|news)\b|what\ do\ you\ think|apa\ (?:reaksi|pendapat)\ (?:anda|kamu)
    |(?:jadwal\ )?(?:sholat|imsakiyah)\ hari\ ini$|rate\ this|beri\ rating|promoted|sponsor
    """,
    re.VERBOSE,
)

LABELS: Final = {
    role: kind
    for kind, roles in {
        "author": "penulis|reporter|pewarta|wartawan|oleh|by|author|kontributor|jurnalis|written by",
        "editor": "editor|redaktur|penyunting",
        "photo": "photo|photos|foto|credit|kredit|fotografer|photographer|gambar|image",
        "source": "sumber|source",
    }.items()
    for role in roles.split("|")
}
"""What the line after ``Penulis:`` and the like is."""

CREDITED: Final = re.compile(
    r"""[(\[•\s|]*(?P<role>penulis|reporter|pewarta|wartawan|oleh|author|by|kontributor|jurnalis
        |ditulis\ oleh
        |written\ by|words\ by|editor|redaktur|penyunting|penerjemah|translator|rep|red|sumber|source
        |fotografer|photographer
        |uploader|publisher|penanggung\ jawab|editing\ by|reporting\ by)
        \s*[:|\t]\s*(?P<value>\S.*)""",
    re.VERBOSE | re.IGNORECASE,
)
"""``Penulis: Name``: who did what for the page, on a line of its own."""

REPORTED: Final = re.compile(
    r"laporan (?:wartawan|reporter|kontributor) [^,]{3,40},\s*(?P<value>\S.*)", re.IGNORECASE
)
"""``Laporan Wartawan Outlet, Name``."""

_PARTICLE: Final = "bin|binti|van|von|der|de|da|al|el|dan|and|&"
_NAME: Final = rf"(?:[A-Z][\w.'’-]*|dr\.|{_PARTICLE})(?:\s+(?:[A-Z][\w.'’-]*|{_PARTICLE}))*"
NAME_ONLY: Final = re.compile(rf"{_NAME}(?:,\s*(?:{_NAME}))*")
BY_NAME: Final = re.compile(rf"(?:[Bb]y|BY|[Oo]leh|OLEH)\s+(?P<value>{_NAME}(?:,\s*{_NAME})*)")
NAME_AND_DESK: Final = re.compile(
    rf"""(?P<name>{_NAME})\s*[-–—|/,•·]\s*(?P<desk>(?i:detik|cnn|cnbc|bbc|okezone|kumparan|liputan|tempo|antara
        |tribun|suara|viva|idn|jurnalis|wartawan|kontributor|reporter|associated\ press|reuters|afp)
        [\w.]*(?:\s[\w.]+){{0,2}})""",
    re.VERBOSE,
)
"""``Name - detikNews``, ``Name, Jurnalis``."""

_CREDIT_TAIL: Final = re.compile(
    r"""(?:^|[\s.,(|/])(?:Foto|FOTO|Photo|PHOTO|Photos|Image|Gambar|Grafis|Ilustrasi|Kredit|Credit|Dok|DOK
        |Doc|Courtesy|Picture
            |Video)\s?:\s?[^.:]{1,70}[)\].]*$
      |\((?:foto|photo|sumber|source|image|dok|doc|istimewa|ist|credit|kredit|gambar|ilustrasi|ss
          |screenshot|tangkapan\ layar|via
            |ANTARA|Antara|AFP|AP|REUTERS|Reuters|Getty|EPA|Xinhua|Istimewa|IST|Ist|Dok|DOK|Foto|FOTO
            |Photo|Sumber|Source|Freepik
            |Shutterstock|Pixabay|Unsplash|Pexels|Screenshot|Tangkapan|YouTube|Youtube|Instagram|Twitter
            |Facebook|Net|NET|Int
            |Thinkstock|iStock|Humas)\b[^()]{0,70}\)\.?$
      |\((?=[^()]*[A-Z])[^()\d]{2,40}/[^()\d]{2,40}\)\.?$
      |(?:Getty\ Images|Shutterstock|iStockphoto|ANTARA\ FOTO|REUTERS|AFP|AP\ Photo|EPA|Xinhua|Unsplash
          |Freepik|Pexels|Pixabay|AP
            |Antara\ Foto|ANTARA|Reuters)\s?/\s?[\w'’. -]{2,50}[)\]]?$
      |(?<=[.,)|/])\s*(?:Getty\ Images|Shutterstock|iStockphoto|ANTARA\ FOTO|REUTERS|AFP|AP\ Photo|EPA
          |Unsplash|Freepik|Istimewa
            |istimewa|Pexels|Pixabay|Antara\ Foto)[)\]]?$
      |\b(?:dok|dokumentasi|doc)\.\s?(?:pribadi|istimewa|humas|ist|[A-Z])[^.]{0,50}[)\].]*$
    """,
    re.VERBOSE,
)
_CREDIT_HEAD: Final = re.compile(
    r"""(?:(?:KOMPAS\.com|Kompas\.com|KOMPAS|ANTARA(?:\ FOTO|\ News)?|Antara(?:\ Foto)?|AFP|REUTERS
        |Reuters|AP(?:\ Photo)?|Getty\ Images|DOK|Dok
            |Shutterstock|SHUTTERSTOCK|Unsplash|UNSPLASH|Freepik|FREEPIK|iStock|Pixabay|Pexels|Instagram
            |Twitter|YouTube|Facebook
            |TRIBUN\w*|Tribun\w*|VIVA|Liputan6\.com|EPA|XINHUA|Xinhua)\s?/\s?\S
      |(?:Foto|FOTO|Photo|PHOTO|Ilustrasi|ILUSTRASI|Gambar|Grafis|Caption|Infografis|Tangkapan\ [Ll]ayar
          |Screenshot|Kredit\ [Ff]oto
            |Photo\ [Cc]redit|Keterangan\ [Ff]oto|Sumber\ [Ff]oto|Sumber\ [Gg]ambar|File\ [Pp]hoto
            |FILE)\s?[:\-–—]\s?\S
      |(?:Unsplash|Shutterstock|Freepik|Getty\ Images|Pixabay|Pexels|Thinkstock)\ Ilustrasi\b
      |[\w.]+/(?:Instagram|Twitter|YouTube|Facebook|TikTok)\b
      |(?:Ilustrasi|ILUSTRASI|Tangkapan\ [Ll]ayar|Screenshot|Suasana|Logo|Infografis)\ \S
      |FILE\ PHOTO\b|Tangkap\ [Ll]ayar\b)""",
    re.VERBOSE,
)
_SHORT_HEADS: Final = (
    "Ilustrasi ",
    "ILUSTRASI ",
    "Tangkapan ",
    "Screenshot ",
    "Suasana ",
    "Logo ",
    "Infografis ",
)

_ITEM: Final = re.compile(r"(?:\d{1,3}[.)]\s*\S|[•*●▪■◦○►▶✓✔✅·➤‣⁃]\s*\S|[-–—]\s*\S|[a-z][.)]\s)")
_ATTRIBUTION: Final = re.compile(r"[-–—~]\s?[^-–—\s][^\n]{2,110}?\s?[-–—~]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*")
_CRUMBS: Final = re.compile(r"\s[>›»/|•·]\s")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\b\d\d?/\d\d?/\d\d\b")
_CLOSERS: Final = " \"”’')]»*\u00a0"
_BARE: Final = " \t:.,!?…>»→►▶▼▲•|–—-*_=~[]()\"'“”‘’<#/+"


def kind(line: str) -> Kind:
    """What ``line`` (one line, edges stripped, not empty) is, as far as it shows by itself."""
    words = line.count(" ") + 1
    if words <= 60:
        furniture = _furniture(line, words)
        if furniture is not None:
            return furniture
    return _text_kind(line, words)


def _furniture(line: str, words: int) -> Kind | None:
    lowered = line.lower()
    if words <= 8:
        listed = _listed(lowered)
        if listed is not None:
            return listed
    if _FURNITURE.match(lowered):
        return Kind.WIDGET
    ended = ends_sentence(line)
    if words <= 30 and not ended and _FURNITURE_FRAGMENT.match(lowered):
        return Kind.BYLINE if _YEAR.search(line) else Kind.WIDGET
    if words <= 25 and is_byline(line, ended=ended):
        return Kind.BYLINE
    if words <= 45 and _is_caption(line, words, ended=ended):
        return Kind.CAPTION
    if words <= 15 and not ended and _CRUMBS.search(line) and _is_trail(line):
        return Kind.WIDGET
    return None


def _listed(lowered: str) -> Kind | None:
    bare = " ".join(lowered.strip(_BARE).split())
    label = bare.removesuffix(":").strip()
    if label in LABELS and (lowered.endswith(":") or label in LABELS):
        return Kind.LABEL
    if bare in SECTIONS:
        return Kind.SECTION
    if bare in ENDS:
        return Kind.END
    if bare in WIDGETS or not _LETTER.search(bare):
        # Bare figures may be part of a table; cleaning keeps those that stand in a list.
        return Kind.WIDGET if bare in WIDGETS or not any(c.isdigit() for c in bare) else Kind.FRAGMENT
    tokens = bare.split()
    if all(token.strip(_BARE) in SHARE_WORDS or token.isdigit() for token in tokens):
        return Kind.WIDGET
    return None


def ends_sentence(line: str) -> bool:
    """Does the line end as a sentence does (quotes, brackets and sign-offs aside)?"""
    last = line.rstrip(_CLOSERS)[-1:]
    return last in ".!?…" and last != ""


def is_byline(line: str, *, ended: bool) -> bool:
    """Author, outlet or date of the page on a line of its own."""
    if CREDITED.fullmatch(line):
        return True
    if ended:
        return False
    if BY_NAME.fullmatch(line) or REPORTED.fullmatch(line) or NAME_AND_DESK.fullmatch(line):
        return True
    return bool(_YEAR.search(line)) and _is_dated(line)


_DATE_PARTS: Final = re.compile(
    r"""\b(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|wib|wita|wit|gmt|utc|[ap]\.?m\.?|pukul|jam|pkl|published
        |updated|posted|diterbitkan
        |dipublikasikan|diperbarui|diupdate|terbit|tayang|last|first|modified|at|on|pada|oleh|by|tanggal
        |est|edt|ist|hari|date
        |[+-]\d{2}:?\d{2}|publish|update|terakhir|dibuat|created|z)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"[-–—|,•·/:()\[\]\s>»\u00a0]+")


def _is_dated(line: str) -> bool:
    rest = without_dates(line)
    if rest is None:
        return False
    if not rest:
        return True
    # A name or an outlet, set off from the date by a mark: "Name - date", "Outlet | date".
    return (
        len(rest.split()) <= 6 and bool(NAME_ONLY.fullmatch(rest)) and bool(re.search(r"[-–—|•·,]\s", line))
    )


def without_dates(line: str) -> str | None:
    """What is left of a byline without its dates; None where it holds no full date."""
    mentions = [mention for mention in dates.find(line) if mention.precision == "day"]
    if not mentions:
        return None
    rest = line
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} | {rest[mention.end :]}"
    rest = _DATE_PARTS.sub(" ", rest)
    return " ".join(_SEPARATORS.sub(" ", rest).split())


def _is_caption(line: str, words: int, *, ended: bool) -> bool:
    if _CREDIT_TAIL.search(line):
        return True
    if ended and words > 12:
        return False
    if not _CREDIT_HEAD.match(line):
        return False
    return not line.startswith(_SHORT_HEADS) or (words <= 16 and not ended)


def _is_trail(line: str) -> bool:
    parts = _CRUMBS.split(line)
    return len(parts) >= 2 and all(len(part.split()) <= 3 for part in parts)


def small_words(line: str) -> int:
    """How many words are written small that a headline would capitalise."""
    return sum(word[0].islower() and word.lower() not in SMALL_WORDS for word in _WORD.findall(line))


def is_title_case(line: str) -> bool:
    """Every word that counts is capitalised, as in a headline."""
    words = [word for word in _WORD.findall(line) if word.lower() not in SMALL_WORDS]
    if not words:
        return False
    small = sum(word[0].islower() and not any(c.isupper() for c in word) for word in words)
    return small == 0 or (small == 1 and len(words) >= 7)


def _text_kind(line: str, words: int) -> Kind:
    last = line.rstrip(_CLOSERS)[-1:]
    quoted = line[0] in "\"“‘'«"
    if words <= 18 and _ATTRIBUTION.fullmatch(line):
        return Kind.ATTRIBUTION
    if last == ".":
        return _stopped(line, words, quoted=quoted)
    if words > 22:
        return Kind.PROSE
    if _ITEM.match(line):
        return Kind.ITEM
    if last == ":":
        return Kind.LEAD_IN
    if quoted and words >= 4 and line[-1] in "\"”’',;":
        return Kind.PROSE
    if is_title_case(line):
        return Kind.HEADLINE
    if last in "!?…":
        return Kind.PROSE if words >= 4 else Kind.FRAGMENT
    return Kind.PROSE if words >= 18 else Kind.FRAGMENT


def _stopped(line: str, words: int, *, quoted: bool) -> Kind:
    if _ITEM.match(line):
        return Kind.ITEM
    if line.rstrip(_CLOSERS).endswith("..") and is_title_case(line) and words >= 4 and not quoted:
        return Kind.HEADLINE
    if words >= 4 or quoted:
        return Kind.PROSE
    return Kind.FRAGMENT
