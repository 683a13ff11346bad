"""The kind of a question: the form its answer must take, told from how Indonesian and English ask.

Polite and indirect wrappings ("Bisa sebutkan ...", "Do you know who ...") are taken off first; the first
question word of what is left decides, with the noun that goes with it ("bank mana", "at what price").
Where there is none, a clause asks for yes or no.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words.followwords import RELATIONS
from qabot.answering.words.formwords import (
    AUXILIARIES_ID,
    CLAUSE_ID,
    NO_VERBS,
    NOUNS,
    OPEN_NOUNS_ID,
    OPENS_CLAUSE_ID,
    PERSONS_ID,
    STATES_ID,
    SUBORDINATES,
)
from qabot.text.stemming import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.answering.words.formwords import Kind
    from qabot.types import Language

_QUOTE: Final = re.compile(
    r"\b(?:apa|bagaimana)\b.{0,24}\b(?:persis(?:nya)?|tepat(?:nya)?|bunyi|secara lengkap|kutipan(?:nya)?)\b"
    r"|\b(?:bunyi|isi) (?:kutipan|pernyataan|ucapan)|\b(?:kutip|kutipan) (?:langsung|lengkap)"
    r"|^(?:\w+ )?kutip(?:kan|lah)? |^(?:please )?quote "
    r"|\bapa kata (?!itu|ini|lain|dasar|kunci|baku|sandi)\w+"
    r"|\bapa(?: lagi)? yang (?:dikatakan|diucapkan)\b.{0,60}\b(?:persis|tepat|lengkap)"
    r"|\bkata demi kata\b|\b(?:persis|tepat)nya\b.{0,30}\b(?:apa|gimana|bagaimana)\b"
    r"|\bwhat (?:exactly|precisely|words?) (?:did|was|were)\b"
    r"|\bwhat did .{1,60}\b(?:say|state)\b.{0,40} (?:exactly|verbatim|word)"
    r"|\b(?:exact|actual|precise) (?:words?|wording|quote|quotation|statement)\b|\bverbatim\b"
    r"|\bword for word\b"
    r"|\b(?:mengatakan|bilang|berkata) apa (?:lagi|saja|soal|tentang|mengenai)"
    r"|\bapa lagi yang (?:dia |ia |beliau )?(?:dikatakan|katakan|diucapkan)"
    r"|\bapa lagi (?:kata|ucapan)|\bwhat else did .{1,60}\b(?:say|tell)",
    re.IGNORECASE,
)

# -- wrappings

_SO: Final = re.compile(
    r"^(?:(?:jadi|lalu|terus|nah|eh|halo|hai|hi|hello|min|tolong|mohon|coba|dan|tapi|so|and|but|then|well|ok"
    r"|okay|please|also|lantas|sebenarnya|sebetulnya|actually)\b,? )+",
    re.IGNORECASE,
)
_ASK_WORD: Final = (
    r"(?:apa(?:kah)?|siapa\w*|kapan\w*|bilamana|berapa\w*|mengapa|kenapa|bagaimana\w*|yang mana"
    r"|(?:di|ke|dari|sejak|sampai|kepada|untuk|oleh|dengan|pada|dalam) ?(?:\w+ )?(?:mana|siapa|apa|kapan"
    r"|berapa)"
    r"|who\w*|what|which|when|where|why|how|whether|if"
    r"|(?:in|at|to|by|from|on|for|since|until|with|of|under) (?:who\w*|what|which|when|where|how))\b"
)
_INDIRECT: Final = re.compile(
    # the one who asks or is asked, then a verb of knowing or telling, then the question itself
    r"^(?:(?:apa(?:kah)?|bisa(?:kah)?|boleh(?:kah)?|dapat(?:kah)?|ada(?:kah)?|yang|anda|kamu|kalian|saya|aku"
    r"|kita|ingin|akan|hendak|penasaran|numpang|cuma|hanya|tidak|juga|do|does|did|can|could|would|will|you"
    r"|we|i|am|want|like|need|to|anyone|anybody|someone|please|just|me|any|idea|have|be|able|wondering"
    r"|curious|know|us|let|mind|happen|kindly|tolong|mohon|coba|beri|kasih|memberi|is|it|known|clear|the"
    r"|article|articles) )*?"
    r"(?:tahu(?:kah)?|tau|ketahui|mengetahui|diketahui|jelaskan|dijelaskan|menjelaskan|terangkan|sebutkan"
    r"|disebutkan|menyebutkan|ceritakan|katakan|bertanya|tanya|cek|pastikan|informasikan|penasaran"
    r"|tell|telling|know|explain|explaining|describe|say|wonder|wondering|confirm|check|ask|see|find out|idea"
    r"|clarify|mention)"
    r"(?: (?:anda|kamu|kita|kami|saya|tidak|sih|ya|kah|soal|tentang|dong|me|us|to me|of|about))*,? "
    rf"(?={_ASK_WORD})",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    rf"^(?:{_ASK_WORD} )?[^,?]{{2,120}}, (?=(?:{_ASK_WORD}|[a-z]+kah\b|(?:is|are|was|were|do|does|did|has"
    r"|have|had|will|would|can|could|should)\b))",
    re.IGNORECASE,
)
_ASIDE_OPENS: Final = re.compile(
    r"^(?:menurut|berdasarkan|selain|pada|di|dalam|sejak|saat|ketika|setelah|sebelum|jika|kalau|dari|untuk"
    r"|according|based|in|on|at|since|when|while|after|before|if|besides|apart|under|during|as|for|from"
    r"|following|by)\b",
    re.IGNORECASE,
)
_COMMAND: Final = re.compile(
    r"^(?:bisa(?:kah)? |boleh |dapat(?:kah)? |can you |could you )?(?:anda |kamu )?(?:sebutkan|sebut"
    r"|daftarkan|jelaskan|terangkan|ceritakan|uraikan|sebutin|jelasin|berikan|beri|name|list|give|explain|describe"
    r"|tell|state|enumerate|summari[sz]e)\b(?: me| us)?(?: about| tentang| soal)?"
    r"(?: the| all| semua| seluruh| tiap| some| any| \d+| satu| dua| tiga| empat| lima| enam| two| three"
    r"| four| five| six| beberapa| nama(?:-nama)?| names? of| main| utama)*",
    re.IGNORECASE,
)

# -- Indonesian

_ASKED_ID: Final = re.compile(
    r"\b(?<!-)(?:(?P<who>siapa(?!pun| pun\b)\w*)|(?P<when>kapan(?!pun| pun\b)\w*|bilamana)"
    r"|(?P<howmany>(?:ke)?berapa(?!pun| pun\b)\w*|seberapa|persenkah)|(?P<why>mengapa\w*|kenapa)"
    r"|(?P<how>bagaimana(?!pun| pun\b)\w*|caranya)"
    r"|(?P<where>(?:di|ke|dari)mana\w*)"
    r"|(?P<noun>(?:di)?apa(?!pun| pun\b|-apa|bila)(?:kah|kan)?|mana(?:kah)?))\b"
    r"(?!-(?:apa|siapa|kenapa|mana)\b)",  # "tidak kenapa-kenapa"
    re.IGNORECASE,
)
_UNKNOWN_ID: Final = re.compile(
    r"\b(?:belum|tidak)(?: \w+){0,2} (?:tahu|tau|jelas|mengatakan|menyebut|sebut|menentukan|ditentukan"
    r"|ketahuan|diketahui|masalah)\b"
)
"""In front of a question word: it is asked whether that is not known."""
_YESNO_ID: Final = re.compile(
    r"^(?:benar|betul|bukan|sudah|bisa|dapat|akan|masih|ada|pernah|boleh|mungkin|harus|perlu|tidak|belum|iya"
    r"|layak|mampu|mau)kah\b"
    r"|^(?:memang(?:nya)?|masa|masak) (?!(?:siapa|apa|kapan|berapa|mengapa|kenapa|bagaimana|di ?mana)\b)"
    r"|^(?:benar|betul) (?:tidak|ya|kalau|bahwa|sih)\b"
    r"|^(?:benar|betul)\b(?!.*\b(?:siapa|apa|kapan|berapa|mana)\b)",
    re.IGNORECASE,
)
_TAG_ID: Final = re.compile(
    r"(?:\b(?:benar|betul|ya|yah|iya|kan|bukan|begitu|gitu|dong|tidak|gak|ga|nggak|ngga|enggak|kagak|tdk"
    r"|belum|blm|apa tidak|apa belum|apa bukan|atau tidak|atau belum))(?:,? (?:ya|sih|kah|nih|dong|kan|gan"
    r"|min|kak))*\s*[?.!]*$"
    r"|\b(?:tidak|gak|nggak|ga|enggak) (?:sih|ya)\b",
    re.IGNORECASE,
)
_HOW_COME: Final = re.compile(r"^(?:[\w&'’.-]+ ){0,5}kok (?!(?:ya|sih)\b\W*$)\w", re.IGNORECASE)
"""Spoken "why", with what it is asked of in front: "harga urea kok turun?". At the end it only affirms."""
_GOES_ON: Final = frozenset(
    "yang untuk dan atau serta saat ketika dengan dalam agar guna kali telah akan".split()
)
"""What a verb may follow without being the predicate."""
_OF_THING: Final = frozenset("paling dimaksud dimaksudkan menyebabkan membuat".split())
"""What "yang ..." says of a thing that is asked for."""
_RANKED: Final = re.compile(
    r"pertama|terakhir|ter(?:besar|kecil|tinggi|panjang|baru|kenal|banyak|baik|tua|muda)"
)
_WITH_WORD: Final = {"untuk": "why", "karena": "why", "gara-gara": "why", "gara2": "why", "demi": "why",
                     "akibat": "why", "seperti": "how", "kayak": "how", "macam": "how"}  # fmt: skip

# -- English

_AUX: Final = r"is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must"
_YESNO_EN: Final = re.compile(
    rf"^(?:(?:{_AUX})|(?:is|are|was|were|do|does|did|has|have|had|wo|would|ca|could|should)n['’]t|whether|if"
    r"|any|anything|anyone)\b",
    re.IGNORECASE,
)
_TAG_EN: Final = re.compile(
    rf",? ?\b(?:right|correct|true|yes|no|or not|(?:{_AUX}|ca|wo)(?:n['’]t)? (?:it|he|she|they|there|that|we"
    r"|you))\s*[?.!]*$",
    re.IGNORECASE,
)
_BLANK: Final = re.compile(
    r"\b(?:adalah|ialah|yaitu|yakni|bernama|called|named|is|are|was|were|by|to|of|as|known as|the)\s*\?$",
    re.IGNORECASE,
)
"""A sentence whose end is to be filled in."""
_CONFIRM_EN: Final = re.compile(r"^(?:confirm|check|verify) that\b", re.IGNORECASE)
_ASKED_EN: Final = re.compile(
    r"\b(?:(?P<who>who(?!ever)|whom|whose)|(?P<when>when(?!ever))|(?P<where>where(?!as|ver|by))|(?P<why>why)"
    r"|(?P<how>how(?!ever))|(?P<noun>what(?!ever)|which(?!ever)))\b",
    re.IGNORECASE,
)
_MEASURE_EN: Final = re.compile(
    r"how (?:many|much|long|large|big|high|old|far|often|tall|small|fast|heavy|wide|expensive|popular|deep"
    r"|frequently|rich|young|late|early|close|near|strong|steep|cheap|few|little|soon|severe|common|hot|cold)\b",
    re.IGNORECASE,
)
_WHAT_FOR: Final = re.compile(
    r"\b(?:used|meant|intended|needed|for)\b.* for\s*\?*$|^what for\b|^what .{1,50} for\s*\?+$"
    r"|^what (?:caused|made|prompted|led|triggered|drove)\b",
    re.IGNORECASE,
)
_CHOICE: Final = re.compile(
    r"\b(?:(?:in|on|at|by|from|to|di|ke|dari|oleh|pada) )?([A-Z0-9][\w.,-]*(?: [A-Z0-9][\w.-]*)*),?"
    r" (?:or|atau) (?:(?:in|on|at|by|from|to|di|ke|dari|oleh|pada) )?"
    r"([A-Z0-9][\w.-]*(?: [A-Z0-9][\w.-]*)*)\s*[?.]*$"
)
_NP_ENDS: Final = frozenset(
    "of for behind in on at by that to between from with about over as when after before during among who"
    " which and or".split()
)
_VERBS_EN: Final = frozenset(_AUX.split("|"))
_ASSERTS: Final = frozenset("sudah telah belum tidak bukan masih akan".split())
"""What makes a statement even of a noun that asks: "alasan itu tidak masuk akal"."""
_SURELY: Final = re.compile(r"\w kan \w", re.IGNORECASE)
"""Spoken "... is it not ...", which asks without a question mark too."""


_CONDITION: Final = re.compile(
    r"kapan(?:kah)? (?:seseorang|sebaiknya|(?:seorang )?(?:orang|pasien|individu|anak)"
    r" (?:disebut|dikatakan|dianggap|dinyatakan))\b"
    r"|when (?:(?:is|does) (?:someone|somebody|one(?! of))|should (?:someone|somebody|one(?! of)|you))\b",
    re.IGNORECASE,
)
"""Asks under what condition, and for no date: "Kapan seseorang disebut lansia?"."""


def kind(text: str, language: Language, typed: str = "") -> Kind | None:
    """What ``text`` (chat spelling written out) asks for; None when its words do not say.

    ``typed`` is the question before its edges were trimmed: "..., kan?" asks what "..." states.
    """
    whole = typed or text
    if _QUOTE.search(text):
        return "quote"
    core = unwrapped(text)
    if _CONFIRM_EN.search(core):
        return "yesno"
    asked = _command(core)
    if asked:
        return asked
    ways = (_indonesian, _english) if language == "id" else (_english, _indonesian)
    for read in ways:
        found = read(core, whole)
        if found == "when" and _CONDITION.match(core):
            return "how"
        if found:
            return found
    if _BLANK.search(core):
        return "what"
    if language == "id":
        return _without_question_word(core, whole)
    words = core.split()
    states = len(words) > 3 or _has_verb(words)
    return "yesno" if states and whole.rstrip().endswith("?") else None


_EVENTS: Final = frozenset("pekan musim hari minggu".split())
"""Times that events are named after: "pekan kuliner tiap tahun?"."""


def _without_question_word(core: str, whole: str) -> Kind | None:
    """A statement asks whether it is so, and need not end in a question mark to ask in a chat: "exit tol itu
    ditutup". A noun that asks does it without a question word: "umur Rita Halim?", "alasan ia mundur"."""
    words = re.findall(r"[\w&'’-]+", core)
    if not words:
        return None
    first = words[0].lower()
    main = _main(words)
    asked = None if first in _EVENTS else NOUNS.get(first)
    states = _states_it(main)
    if asked in ("why", "how") or _open_noun(first):
        low = [word.lower() for word in main]
        states = _pointed(low) and bool(_ASSERTS.intersection(low))
    if not states and (asked in ("why", "how", "howmany", "when") or _open_noun(first)):
        return asked
    marked = whole.rstrip().endswith("?") or bool(_SURELY.search(core))
    return "yesno" if states or (marked and len(words) > 2 and first not in RELATIONS) else None


def _states_it(words: Sequence[str]) -> bool:
    """Whether more than a noun phrase stands there."""
    return _has_verb(words, first=1) or any(word.lower() in STATES_ID for word in words[1:])


def bare(text: str) -> str:
    """The question itself, without "so", "Do you know ..." in front of it."""
    return _INDIRECT.sub("", _SO.sub("", text))


def unwrapped(text: str) -> str:
    """The same without "Menurut X, ..." too."""
    for _ in range(3):
        before = text
        text = bare(text)
        if _ASIDE_OPENS.match(text):
            text = _ASIDE.sub("", text)
        if text == before:
            break
    return text


def _command(core: str) -> Kind | None:
    match = _COMMAND.match(core)
    if not match:
        return None
    rest = core[match.end() :].strip(" ?.!:")
    if re.match(_ASK_WORD, rest, re.IGNORECASE):
        return None  # read as the question it holds
    names = "nama" in match[0].lower() or "names" in match[0].lower()
    head = _of_nouns([word.lower() for word in re.findall(r"[\w-]+", rest)[:3]])
    if head in ("who", "when", "howmany", "why", "how", "where"):
        return head
    return "who" if names and not rest[:1].isupper() and not rest else "what"


def _of_nouns(words: Sequence[str]) -> Kind | None:
    return next((NOUNS[word] for word in words if word in NOUNS), None)


# -- Indonesian


def _indonesian(core: str, whole: str) -> Kind | None:
    if _HOW_COME.search(_SO.sub("", whole)) and not _ASKED_ID.search(core):
        return "why"
    if _YESNO_ID.search(core):
        return "yesno"
    match = _ASKED_ID.search(core)
    if match and _UNKNOWN_ID.search(core, 0, match.start()):
        return "yesno"
    if match and match["noun"] and match[0].lower() == "apa" and _is_tag(core, match.end()):
        return "yesno"
    if match:
        asked = _asked_in_indonesian(core, match)
        wrapped = core != whole and core[:1].islower() and match.start() == 0
        return "yesno" if asked == "what" and wrapped and _states(core) else asked
    return "yesno" if _TAG_ID.search(whole) and len(core.split()) > 1 else None


def _states(core: str) -> bool:
    """Whether "apakah" within a sentence means whether, as it does but before a noun that asks."""
    words = core.lower().split()
    return words[0] == "apakah" and words[1:2] != ["yang"] and not OPEN_NOUNS_ID.intersection(words[1:2])


def _is_tag(core: str, end: int) -> bool:
    """Whether this "apa" belongs to "..., apa tidak?"."""
    return bool(re.match(r" (?:tidak|belum|bukan)\s*[?.!]*$", core[end:], re.IGNORECASE))


def _asked_in_indonesian(core: str, match: re.Match[str]) -> Kind:
    word = match[0].lower()
    before = [part.lower() for part in re.findall(r"[\w-]+", core[: match.start()])][-2:]
    after = re.findall(r"[\w&'’-]+", core[match.end() :])
    last = before[-1] if before else ""
    if match["howmany"]:
        return "when" if NOUNS.get(last) == "when" and not _duration(before) else "howmany"
    if not match["noun"]:
        return match.lastgroup  # type: ignore[return-value]
    if word.startswith("mana"):
        if last in ("di", "ke", "dari", "sampai", "hingga", "lewat", "asal", "sini", "situ"):
            return "where"
        head = core.split(" ", 1)[0].lower()
        named = core[: match.start()].split()[-1:]
        names_whose = last not in NOUNS and any(word[0].isupper() for word in named)
        return "who" if names_whose and head in PERSONS_ID else _determined(last, before)
    if not before:
        return _opening_apa(core, word, after)
    if last in _WITH_WORD:
        return _WITH_WORD[last]  # type: ignore[return-value]
    if word == "apakah" and core[: match.start()].rstrip().endswith((",", ";", ":")):
        return _opening_apa(core[match.start() :], word, after)
    return _determined(last, before)


def _duration(before: Sequence[str]) -> bool:
    return bool(before) and before[0] in ("selama", "butuh")


_NO_MEASURES: Final = frozenset(
    "sebagai selain sebelumnya selanjutnya sesudahnya setelahnya sekarang".split()
)


def _determined(noun: str, before: Sequence[str]) -> Kind:
    """ "Bank mana", "jenis ikan apa", "setinggi apa"."""
    if noun in NOUNS:
        return NOUNS[noun]
    if noun.startswith("se") and len(noun) > 4 and stem(noun) != noun and noun not in _NO_MEASURES:
        return "howmany"
    if noun == "kota" and before[:1] == ["wali"]:
        return "who"
    return "what"


def _opening_apa(core: str, word: str, after: Sequence[str]) -> Kind:
    """ "Apa" opens a yes/no question when a clause follows, and asks for a thing when a noun does."""
    low = [part.lower() for part in after]
    first = low[0] if low else ""
    if first in ("saja", "aja", "lagi", "pula", ""):
        return "what"
    skipped = 2 if low[:2] == ["salah", "satu"] else int(word == "apa" and first == "sih")
    if skipped:
        return _opening_apa(core, word, after[skipped:])
    if word == "apa" and _differs(low):
        return "how"
    if first in ("nama", "nama-nama"):
        return "who" if _of_nouns(low[1:3]) == "who" else "what"
    if first == "yang" and not (word == "apakah" and _predicate_behind(low, whether=True)):
        return "why" if _causes(low[1:]) else "what"
    if first == "itu":
        return "yesno" if len(low) > 1 and low[1] in CLAUSE_ID else "what"
    if first in OPENS_CLAUSE_ID or first in PERSONS_ID or _named(after):
        return "yesno"
    clause = _clause(after)
    whether = word == "apakah"
    if whether and NOUNS.get(first) != "why" and (clause or _predicate_behind(low, whether=True)):
        return "yesno"
    if whether and not _open_noun(first):
        return "what" if _describes(after) else "yesno"
    if _open_noun(first) or first in NOUNS:
        known = NOUNS.get(first)
        if clause and known != "why":
            # "Apa harapan Rita dari kerja sama itu?", but "Apa rencana Rita dibahas?"
            told = word == "apa" and _open_noun(first) and not (_pointed(low) or _undergoes(_main(low)))
            return "what" if told else "yesno"
        return known if known in ("why", "how", "howmany") else "what"
    return "yesno" if clause or _predicate_behind(low) else "what"


def _named(words: Sequence[str]) -> bool:
    """ "Apa Rita Halim hadir?": nobody asks for a thing by a name, but for what the name stands for."""
    return words[0][0].isupper() and any(
        word.islower() and word.lower() not in ("itu", "ini", "sih", "ya", "sebenarnya", "artinya", "adalah")
        for word in words
    )


def _undergoes(words: Sequence[str]) -> bool:
    """Whether something is done to what stands first."""
    return any(
        word.startswith(("di", "ter")) and not word.endswith("nya") and _has_verb([word])
        for word in words[1:]
    )


def _causes(words: Sequence[str]) -> bool:
    """ "Yang menyebabkan ..."; "yang menjadi" only with "alasan"."""
    first = words[0] if words else ""
    if first in ("jadi", "menjadi"):
        return "alasan" in words[1:3]
    return first in ("menyebabkan", "membuat", "mendorong", "memicu")


def _differs(words: Sequence[str]) -> bool:
    """ "Beda A sama B": "sama" behind it is "with", and no predicate."""
    asked = words[0] in ("beda", "bedanya", "perbedaan", "perbedaannya")
    return asked and not (CLAUSE_ID - {"sama"}).intersection(words[1:])


def _pointed(words: Sequence[str]) -> bool:
    """Whether what stands first is one that is known, "rencana itu", and has something told of it."""
    return any(word in ("itu", "tersebut", "ini") for word in words[1:-1]) or words[0].endswith("nya")


def _open_noun(word: str) -> bool:
    return word in OPEN_NOUNS_ID or (word.endswith("nya") and word[:-3] in OPEN_NOUNS_ID)


def _describes(words: Sequence[str]) -> bool:
    """Whether what follows "apakah" only describes one thing, "film pertama Raka", "alat yang dipakai untuk
    ...", and so asks for it: where two things stand side by side, one may be the other."""
    low = [word.lower() for word in words]
    ahead = low.index("yang") if "yang" in low else len(low)
    if ahead < len(low):
        return ahead <= 2 and words[:ahead] == low[:ahead] and not low[0].endswith("nya")
    if len(low) <= 2:
        return words[0][0].isupper() == words[-1][0].isupper()  # "Apakah Rita hadir?" asks whether
    return words[0].islower() and any(_RANKED.fullmatch(word) for word in low[1:3])


def _predicate_behind(words: Sequence[str], *, whether: bool = False) -> bool:
    """Whether the main clause goes on behind "yang ...": "izin yang diajukan bank itu sudah terbit".

    ``whether`` the question opens with "apakah", which hardly asks for a thing: any second verb will do.
    """
    if "yang" not in words:
        return False
    at = words.index("yang") + 1
    while at < len(words) and words[at] in AUXILIARIES_ID:
        at += 1
    rest = words[at + 1 :]
    if words[at : at + 1] and words[at] in _OF_THING:
        return False
    if AUXILIARIES_ID.intersection(rest) or "itu" in rest[:-1] or "tersebut" in rest[:-1]:
        return True
    return whether and any(
        before not in _GOES_ON and _has_verb([word]) for before, word in itertools.pairwise(words[at:])
    )


def _clause(words: Sequence[str]) -> bool:
    """Whether a predicate stands outside "yang ..."."""
    return _has_verb(_main(words), first=1)


def _main(words: Sequence[str]) -> Sequence[str]:
    low = [*(word.lower() for word in words), ""]
    upto = next(
        (
            at
            for at, word in enumerate(low)
            # "waktu itu", "waktu panen"
            if word in SUBORDINATES
            and not (word in ("saat", "waktu") and (not at or low[at + 1] in ("itu", "ini")))
        ),
        len(words),
    )
    return words[:upto]


def _has_verb(words: Sequence[str], first: int = 0) -> bool:
    for at, word in enumerate(words):
        low = word.lower().strip("?!.,")
        if at < first or low != word.strip("?!.,"):
            continue  # "Jawa Tengah"
        if low in CLAUSE_ID or (low not in NO_VERBS and _looks_verbal(low)):
            return True
    return False


def _looks_verbal(word: str) -> bool:
    """ "Ter-" is left to the list: it makes superlatives as well."""
    if len(word) < 6:
        return False
    root = stem(word)
    return root != word and (word.startswith(("me", "di", "ber")) or word == f"{root}kan")


# -- English


def _english(core: str, whole: str) -> Kind | None:
    if _YESNO_EN.search(core) and not (core[:3].lower() == "if " and _ASKED_EN.search(core)):
        choice = _CHOICE.search(core)
        return "what" if choice and choice[1] != choice[2] else "yesno"
    found = list(_ASKED_EN.finditer(core))
    if found:
        # what does not open the question may be a relative ("the area where ...")
        opens = re.fullmatch(r"(?:\w+ly )?(?:\w+ ?){0,2}", core[: found[0].start()])
        match = found[0] if opens else found[-1]
        if _TAG_EN.search(whole) and match.start() > 0:
            return "yesno"
        return _asked_in_english(core[match.start() :], match)
    return "yesno" if _TAG_EN.search(whole) and len(core.split()) > 1 else None


def _asked_in_english(rest: str, match: re.Match[str]) -> Kind:
    if match["how"]:
        if re.match(r"how come\b", rest, re.IGNORECASE):
            return "why"
        if re.match(r"how far back\b", rest, re.IGNORECASE):
            return "when"
        return "howmany" if _MEASURE_EN.match(rest) else "how"
    if not match["noun"]:
        return match.lastgroup  # type: ignore[return-value]
    if _WHAT_FOR.search(rest):
        return "why"
    if re.search(r"^what (?:is|are|was|were|does|did) .+ (?:look )?like\s*\?*$", rest, re.IGNORECASE):
        return "how"
    words = [word.lower() for word in re.findall(r"[\w]+(?:['’-]\w+)*", rest)[1:]]
    return _noun_asked(words)


def _noun_asked(words: Sequence[str]) -> Kind:
    """For "what" and "which": the head of the noun phrase behind, or the one that "is the ..." names."""
    if len(words) > 1 and words[0] == "of":
        words = words[2:] if words[1] in ("the", "these", "those") else words[1:]
    if words[:1] and words[0] in _VERBS_EN:
        if words[0] not in ("is", "are", "was", "were", "s"):
            return "what"
        phrase = _phrase(words[1:])
        while len(phrase) > 2 and phrase[-2] in ("last", "this", "next", "that"):
            phrase = phrase[:-2]  # "... sales last year"
        if phrase[-1:] in (["name"], ["names"]):
            behind = _phrase(words[len(phrase) + 2 :])
            return "who" if _of_nouns(behind[-1:]) == "who" else "what"
        head = _of_nouns(phrase[-1:])
        return head if head in ("howmany", "why", "how", "when", "where", "who") else "what"
    if words[:1] and words[0] in ("kind", "type", "sort", "else", "kinds", "types", "sorts"):
        return "what"
    for at, word in enumerate(words[:3]):
        if word in _VERBS_EN or word in _NP_ENDS or word in ("took", "takes"):
            break
        if word in NOUNS and not (at and word in ("state", "place", "share", "head", "groups")):
            return _of_nouns(words[at + 1 : at + 2]) or NOUNS[word]  # "budget year"
    return "what"


def _phrase(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word in _NP_ENDS:
            break
        found.append(word)
    return found
