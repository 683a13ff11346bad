"""What a single line of a saved news page is, judged by its shape and words alone.

The word lists name the furniture of Indonesian and English news sites at large: share buttons,
"read also" inserts, comment forms, credits, bylines. :mod:`qabot.articles.cleaning` decides what is left
open here from the lines around.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from qabot.articles import bylines
from qabot.articles.wording import COMMENTS, ENDS, LINKS, SECTIONS, SHARE_WORDS, SMALL_WORDS, WIDGETS


class Kind(Enum):
    """What a line is."""

    TITLE = auto()
    """The article's headline, once it is known, and its echoes."""
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
    SIGNED = auto()
    """A sentence and a credit: a caption among the paragraphs, the last paragraph at their end."""
    WIDGET = auto()
    """Furniture of the page."""
    LINK = auto()
    """"Read also" and the like: one or a few headlines follow, then the article goes on."""
    SECTION = auto()
    """Heading of a box about other stories."""
    END = auto()
    """Heading of what follows an article: most read, imprint."""
    COMMENTS = auto()
    """Heading of the readers' comments, or of the form for them."""


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
    |scroll\ (?:to|down|ke|untuk)\b|skip\ (?:to|ad\b|this)|(?:story|article)\ continues|media\ (?:playback
        |caption)
    |image\ (?:source|caption|copyright|credit)|your\ browser|(?:please\ )?enable\ javascript|javascript\ is
    |alamat\ (?:e-?mail|surel)\ anda|email\ anda\ tidak|ruas\ yang\ wajib|simpan\ nama\ saya
        |silakan\ (?:login|masuk\ untuk|log\ in)
    |isi\ komentar\ (?:sepenuhnya|adalah)|komentar\ (?:anda|sepenuhnya|di\ luar|yang\ tampil)|(?:beri
        |tulis|kirim)kan?\ komentar
    |beri\ tahu\ saya|beritahu\ saya|anda\ harus\ (?:masuk|login)\b
    |a\ post\ shared\ by|view\ this\ post|lihat\ postingan\ ini|(?:sebuah\ )?(?:kiriman|postingan
        |unggahan)\ dibagikan\ oleh
    |dapatkan\ (?:berita|informasi|update|notifikasi|artikel)\b|\*?\ ?fakta\ atau\ hoaks\?|privacy\ notice
    |(?:post|page)\ views?\b|simpan\ nama,|klik\ untuk\ (?:mem)?(?:berbagi|bagikan)
    |please\ check\ your\ e-?mail
    |\([a-z]{2,5}(?:/[a-z]{2,5}){1,3}\)$|acquire\ licensing|(?:kami|situs\ ini)\ menggunakan\ cookies
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
    |(?:lihat|view|see|show|load|muat|tampilkan|simpan)
        \ (?:semua|artikel|berita|all|more|lebih|foto|video|comments?|komentar|\d+)
    |(?:halaman|page|hal\.?)\s*:?\s*\d|\d{1,3}\s*(?:of|dari|/)\s*\d{1,3}(?:\s*(?:halaman|pages?))?$|(?:\d{1,2}\s+){1,}(?:all|next
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
    |(?:\#\w+[\s,]*)+$|lanjut(?:kan)?\ (?:baca|membaca)|tutup\ iklan|masuk\ untuk|klik\ (?:di\ sini|untuk)
    |(?:redaksi|sumber|source)$|back\ to\ top|kembali\ ke\ (?:atas|halaman|beranda)
    |(?:written|posted|published|updated)\s+(?:by|on|in|at)\b
    |(?:last\ )?(?:updated|modified|diperbarui|diupdate|terbit|diterbitkan|dipublikasikan|tayang
        |publish(?:ed)?)\s*[:\-|]
    |(?:more|other)\ (?:from|by|stories|news)\b|what\ do\ you\ think|apa\ (?:reaksi|pendapat)\ (?:anda|kamu)
    |(?:jadwal\ )?(?:sholat|imsakiyah)\ hari\ ini$|rate\ this|beri\ rating|promoted|sponsor
    """,
    re.VERBOSE,
)

_CREDIT_TAIL: Final = re.compile(
    r"""(?:^|[\s.,(|/])(?:Foto|FOTO|Photo|PHOTO|Photos|Photograph|Image|Gambar|Grafis|Ilustrasi|Kredit|Credit
            |Dok|DOK|Doc|Courtesy|Picture|Video)\s?:\s?[^.:]{1,70}[)\].]*$
      |\((?:(?:foto|photo|sumber|source|image|credit|kredit|gambar|via|ss)\s?:
            |(?:foto|photo|ilustrasi|istimewa|ist|dok|doc|screenshot|tangkapan\ layar
            |ANTARA|Antara|AFP|AP|REUTERS|Reuters|Getty|EPA|Xinhua|Istimewa|IST|Ist|Dok|DOK|Foto|FOTO|Photo
            |Sumber|Source|Freepik|Shutterstock|Pixabay|Unsplash|Pexels|Screenshot|Tangkapan|YouTube|Youtube
            |Instagram|Twitter|Facebook|Net|NET|Int|Thinkstock|iStock|Humas)\b)[^()]{0,70}\)\.?$
      |[(\[][A-Z@][\w.@]*(?:\s[A-Z(][\w.]*){0,3}\s?/\s?(?![A-Z]{2,6}[)\]])[A-Z@][\w.@]*
            (?:\s[A-Z][\w.'’]*){0,4}[)\]]\.?$
      |(?:Getty\ Images|Shutterstock|iStockphoto|ANTARA\ FOTO|REUTERS|AFP|AP\ Photo|EPA|Xinhua|Unsplash
            |Freepik|Pexels|Pixabay|AP|Antara\ Foto|ANTARA|Reuters)\s?/\s?[\w'’./ -]{2,50}[)\]]?
            (?:\s*Acquire\ Licensing\ Rights.*)?$
      |(?<=[.,)|/–—-])\s*(?:Getty\ Images|Shutterstock|iStockphoto|ANTARA\ FOTO|REUTERS|AFP|AP\ Photo|EPA
            |Unsplash|Freepik|Istimewa|istimewa|Pexels|Pixabay|Antara\ Foto)[)\]]?$
      |\b(?:dok|dokumentasi|doc)\.\s?(?:pribadi|istimewa|humas|ist|[A-Z])[^.]{0,50}[)\].]*$
    """,
    re.VERBOSE,
)
"""Where a caption ends: ``Foto: Name/Outlet``, ``(ANTARA FOTO/Name)``, ``(sumber: Freepik)``."""
_CREDIT_HEAD: Final = re.compile(
    r"""(?:(?:KOMPAS\.com|Kompas\.com|KOMPAS|ANTARA(?:\ FOTO|\ News)?|Antara(?:\ Foto)?|AFP|REUTERS
        |Reuters|AP(?:\ Photo)?|Getty\ Images|DOK|Dok
            |Shutterstock|SHUTTERSTOCK|Unsplash|UNSPLASH|Freepik|FREEPIK|iStock|Pixabay|Pexels|Instagram
            |Twitter|YouTube|Facebook
            |TRIBUN\w*|Tribun\w*|VIVA|Liputan6\.com|EPA|XINHUA|Xinhua)\s?/\s?\S
      |(?:Foto|FOTO|Photo|PHOTO|Photograph
          |Ilustrasi|ILUSTRASI|Gambar|Grafis|Caption|Infografis|Tangkapan\ [Ll]ayar
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

_LONGEST: Final = 1_000
"""Characters; what is longer is no furniture whatever it holds."""
LONGEST_HEADLINE: Final = 17
"""Words; of 28,000 headlines of a year, 25 are longer."""

_ITEM: Final = re.compile(r"(?:\d{1,3}[.)](?:\s|[^\W\d])|[•*●▪■◦○►▶✓✔✅·➤‣⁃]\s*\S|[-–—]\s*\S|[a-z][.)]\s)")
_ATTRIBUTION: Final = re.compile(r"[-–—~]\s?[^-–—\s][^\n]{2,110}?\s?[-–—~]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.&-][^\W\d_]+)*")
_CRUMBS: Final = re.compile(r"\s[>›»/|•·]\s")
_CLOSERS: Final = " \"”’')]»*\u00a0,"
"""What may stand behind the last stop. The comma is no punctuation: links cut out of a page leave it."""
_BARE: Final = " \t:.,!?…>»→►▶▼▲•|–—-*_=~[]()\"'“”‘’<#/+"


def kind(line: str) -> Kind:
    """What ``line`` (one line, edges stripped, not empty) is, as far as it shows by itself."""
    words = line.count(" ") + 1
    if len(line) > _LONGEST:
        return Kind.PROSE
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
    ended = ends_sentence(unsigned(line))
    if words <= 25 and bylines.is_byline(line, ended=ended):
        return Kind.BYLINE
    if words <= 30 and not ended and _FURNITURE_FRAGMENT.match(lowered):
        return Kind.WIDGET
    if words <= 45 and _is_caption(line, words, ended=ended):
        return _caption_kind(line)
    if words <= 15 and not ended and _CRUMBS.search(line) and _is_trail(line):
        return Kind.WIDGET
    return None


def _listed(lowered: str) -> Kind | None:
    bare = " ".join(lowered.strip(_BARE).split())
    if bylines.role(lowered):
        return Kind.LABEL
    if bare in LINKS:
        return Kind.LINK
    if bare in SECTIONS:
        return Kind.SECTION
    if bare in COMMENTS:
        return Kind.COMMENTS
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
    return line.rstrip(_CLOSERS).endswith((".", "!", "?", "…"))


_SIGNATURE: Final = re.compile(r"(?<=[.!?…\"”’])\s*(?:[(\[][^()\[\]]{1,45}[)\]]|\*+|A(?i:dvertisement))$")
_SAID: Final = re.compile(
    r"\b(?:kata|ujar|tutur|ucap|jelas|tegas|ungkap|pungkas|tambah|imbuh|lanjut|papar|terang|tulis|sebut|said|says|added"
    r"|told)(?:nya)?\b|\bmeng(?:ata|ungkap|aku|imbau|ingat|klaim)\w*|\bmenyebut\w*|\bmenyatakan|\bmenjelaskan|\bmenuturkan"
    r"|\bmenilai|\bmenambahkan|\bmenegaskan|\bmemastikan|\bmenyampaikan|[,.?!][\"”]"
)
_LONGEST_SIGNED: Final = 28
"""Words. Captions are shorter."""


def unsigned(line: str) -> str:
    """``line`` without what signs its last sentence off: ``(abc/xyz)``, ``[tsr]``, ``(Reuters)``, ``***``."""
    if line[-1] not in ")]*tT":
        return line
    signed = _SIGNATURE.search(line)
    return line[: signed.start()] if signed else line


def _caption_kind(line: str) -> Kind:
    sentence = unsigned(line)
    if sentence.count(" ") >= _LONGEST_SIGNED or _SAID.search(sentence):
        return Kind.PROSE
    return Kind.SIGNED if sentence is not line and ends_sentence(sentence) else Kind.CAPTION


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
    # Figures make it a row of a table.
    return all(len(part.split()) <= 3 and not any(c.isdigit() for c in part) for part in parts)


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
    line = unsigned(line)
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
    if quoted and words >= 5 and line[-1] in '"”’' and is_title_case(line):
        return Kind.HEADLINE
    if quoted and words >= 4 and (line[-1] in "\"”’',;" or _SAID.search(line)):
        return Kind.PROSE
    if words <= LONGEST_HEADLINE and ";" not in line and is_title_case(line):
        return Kind.HEADLINE
    if last in "!?…":
        return Kind.PROSE if words >= 9 or small_words(line) >= 2 else Kind.FRAGMENT
    prose = words > LONGEST_HEADLINE or (words >= 12 and small_words(line) >= 5)
    return Kind.PROSE if prose else Kind.FRAGMENT


def _stopped(line: str, words: int, *, quoted: bool) -> Kind:
    if _ITEM.match(line):
        return Kind.ITEM
    if line.rstrip(_CLOSERS).endswith("..") and is_title_case(line) and words >= 4 and not quoted:
        return Kind.HEADLINE
    if words >= 4 or quoted:
        return Kind.PROSE
    return Kind.FRAGMENT
