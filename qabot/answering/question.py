"""What a question asks: its language, its kind, whether it is negative, and the names it hangs on.

Rules over the forms Indonesian and English questions take, in print and in chats. The kind says what
an answer must look like (a name, a number, a date, a yes or no), never whether there is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qabot.answering.negation import DENIAL, NEGATION
from qabot.text import language as languages
from qabot.text import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Language, Turn

Kind = Literal["yesno", "who", "what", "when", "where", "howmany", "why", "how", "quote"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. ``text`` is as typed, ``search`` what is looked for."""

    text: str
    asked: str
    """Cleaned, chat spelling written out."""
    search: str
    """``asked``, joined with the question before it when it only makes sense after that one."""
    language: Language
    kind: Kind
    negated: bool
    """A yes/no question that asks whether something is *not* so."""
    names: tuple[str, ...]
    """Runs of capitalised words and numbers in the question itself."""
    said_by: str = ""
    """Whose words are asked for; empty when nobody is named."""
    asks_speaker: bool = False
    """Who said something, and not what is so."""
    defines: str = ""
    """What is to be defined ("Apa itu ...?", "What is ...?"); empty for other questions."""
    follows: str = ""
    """The earlier question it leans on; empty when it stands alone."""


_QUOTE: Final = re.compile(
    r"\b(?:apa|bagaimana)\b.{0,24}\b(?:persis(?:nya)?|tepat(?:nya)?|bunyi|secara lengkap|kutipan(?:nya)?)\b"
    r"|\b(?:bunyi|isi) (?:kutipan|pernyataan|ucapan)|\b(?:kutip|kutipan) (?:langsung|lengkap)"
    r"|\bapa (?:persisnya|tepatnya)|\bapa kata \w+|\bapa yang (?:dikatakan|diucapkan)\b.{0,60}\b(?:persis"
    r"|tepat|lengkap)"
    r"|\bkata demi kata\b|\bpersisnya (?:apa|gimana|bagaimana)\b"
    r"|\bwhat (?:exactly|precisely|words?) (?:did|was|were)\b|\bwhat did .{1,60}\b(?:say|state) (?:exactly"
    r"|verbatim|word)"
    r"|\b(?:exact|actual|precise) (?:words?|wording|quote|quotation|statement)\b|\bverbatim\b"
    r"|\bword for word\b"
    r"|\bquote .{1,40}(?:'s|’s) (?:words|statement)",
    re.IGNORECASE,
)
_DEFINITION: Final = re.compile(
    r"^(?:apa(?:kah)? (?:itu|yang (?:di)?maksud(?:kan)?(?: dengan)?|arti(?: dari)?|pengertian|definisi"
    r"|maksudnya)"
    r"|what (?:is|are|was|were)(?: an?| the)?|what does) ((?:[\w&'’.-]+ ?){1,5}?)(?: itu| mean| sih"
    r"| ya)?[?!. ]*$",
    re.IGNORECASE,
)
_WHOSE_WORDS: Final = re.compile(
    r"\b(?:kata|ucapan|kutipan|pernyataan|perkataan|komentar) ((?:[A-Z][\w’'-]*\s?)+)"
    r"|\bdid ((?:[A-Z][\w’'-]*\s?)+)(?:say|state|write)|\b([A-Z][\w-]+)['’]s (?:\w+ )?(?:words|statement"
    r"|quote)"
)
_ASKS_SPEAKER: Final = re.compile(
    r"\b(?:mengatakan|menyatakan|menyebut(?:kan)?|menegaskan|membantah|berkata|berpendapat|said|says|told"
    r"|stated|claim(?:s|ed)?"
    r"|denie[sd]|according)\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b(?:kapan(?:kah)?|bilamana|(?:tanggal|hari|bulan|tahun|jam|pukul) (?:berapa|apa)"
    r"|sejak kapan|sampai kapan|when|what (?:date|day|month|year|time)|which (?:date|day|month|year)"
    r"|(?:on|in) (?:what|which) (?:date|day|month|year))\b",
    re.IGNORECASE,
)
_HOW_MANY: Final = re.compile(
    r"\b(?:berapa(?:kah)?|seberapa|how (?:many|much|long|large|big|high|old|far|often|tall|small|fast"
    r"|heavy|wide"
    r"|expensive|popular)|what (?:percentage|percent|share|proportion|number|amount|size|price|cost|total"
    r"|value|fraction|sum"
    r"|population)|what (?:is|was|are|were) the (?:\w+ ){0,3}(?:number|percentage|size|price|value|amount"
    r"|total|cost"
    r"|population|figure)|(?:jumlah|nilai|harga|persentase|besar(?:an|nya)?"
    r"|total)(?:nya)? .{0,60}\bberapa)\b",
    re.IGNORECASE,
)
_WHERE: Final = re.compile(
    r"\b(?:di ?mana(?:kah)?|ke ?mana|dari ?mana|asal(?:nya)? mana|(?:negara|kota|daerah|wilayah|provinsi"
    r"|tempat|lokasi) (?:mana|apa)"
    r"|where|(?:what|which) (?:country|city|town|place|province|region|countries|cities|location|venue"
    r"|state))\b",
    re.IGNORECASE,
)
_WHY: Final = re.compile(
    r"\b(?:mengapa|kenapa|apa (?:alasan|sebab|penyebab|yang (?:menyebabkan|membuat|mendorong"
    r"|jadi alasan))(?:nya)?"
    r"|alasannya apa|why|what (?:is|was|were|are) the (?:\w+ )?(?:reasons?|cause)|for what reason|how come"
    r"|what (?:caused|made|prompted|led))\b",
    re.IGNORECASE,
)
_WHO: Final = re.compile(
    r"\b(?:siapa(?:kah|pun)?|who|whom|whose"
    r"|(?:menteri|pejabat|tokoh|orang|pihak|perusahaan|lembaga|instansi|kementerian|organisasi|presiden"
    r"|direktur|media)"
    r" (?:mana|apa)"
    r"|(?:which|what) (?:\w+ )?(?:minister|ministry|person|people|official|company|companies|firms?"
    r"|organi[sz]ations?|agency"
    r"|agencies|institutions?|president|director|party|newspaper|outlet|executive|spokesperson|bodies"
    r"|groups?))\b",
    re.IGNORECASE,
)
_HOW: Final = re.compile(r"\b(?:bagaimana(?:kah)?|gimana|caranya|how)\b", re.IGNORECASE)
_WHAT: Final = re.compile(r"\b(?:apa|apakah|apa saja|yang mana|what|which)\b", re.IGNORECASE)

# "Apa" opens a yes/no question when a clause follows it, and "what" when a noun does.
_YESNO_ID: Final = re.compile(
    r"^(?:jadi |lalu |terus |nah |eh |halo |hai |min |tolong |mohon )?"
    r"(?:apakah|benarkah|betulkah|bukankah|sudahkah|bisakah|dapatkah|akankah|masihkah|adakah|pernahkah"
    r"|bolehkah|mungkinkah|haruskah|perlukah|tidakkah|belumkah|apa (?:benar|betul|memang|sudah|akan|bisa"
    r"|pernah|masih|boleh|ada\b(?! saja)|iya|sih (?:benar|ada)))\b"
    r"|^(?:benar|betul|emang|memang|masa) (?:tidak|kah|ya|nggak|gak|enggak|kalau|bahwa|sih)\b"
    r"|\b(?:benar|betul|ya|iya|kan|bukan|begitu) ?(?:tidak|gak|nggak|enggak|bukan)?(?: (?:ya|sih|kah"
    r"|dong))?\s*\?*$"
    r"|\b(?:tidak|gak|nggak|enggak|belum|apa tidak|atau tidak|atau belum)(?: (?:ya|sih|kah|nih"
    r"|dong))?\s*\?*$"
    r"|\b(?:tidak|gak|nggak|enggak) sih\b",
    re.IGNORECASE,
)
_APAKAH_WHAT: Final = re.compile(
    r"^apakah (?:nama|arti|pengertian|definisi|fungsi|tujuan|manfaat|ibu ?kota|penyebab|yang (?!akan"
    r"|sudah)|itu |maksud"
    r"|perbedaan|isi|alasan|jenis|judul|bahasa|warna|profesi|pekerjaan|peran|agama|cabang)",
    re.IGNORECASE,
)
_YESNO_EN: Final = re.compile(
    r"^(?:so |and |but |then |well |ok |okay |please |hi |hello |also ){0,2}"
    r"(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|should|shall|may|might|must"
    r"|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|don['’]t|doesn['’]t|didn['’]t|hasn['’]t|haven['’]t|won['’]t"
    r"|can['’]t"
    r"|is it true|is it right)\b"
    r"|,? (?:right|correct|true|isn['’]t it|doesn['’]t it|didn['’]t (?:it|he|she|they)|or not)\s*\?*$",
    re.IGNORECASE,
)
_WH_EN: Final = re.compile(r"(?:who|what|when|where|why|how)\b", re.IGNORECASE)
_OPEN: Final = re.compile(
    r"\b(?:siapa|kapan|berapa|mengapa|kenapa|bagaimana|di mana|dari mana|ke mana)\b", re.IGNORECASE
)
# "... ya tidak?", "... atau tidak?" and "benar tidak ..." ask; they do not deny.
_TAG: Final = re.compile(
    r"(?:\b(?:atau|apa|ya|iya|benar|betul|kan)\s+)?\b(?:tidak|belum|bukan)(?:\s+(?:ya|sih|kah|nih|dong"
    r"|kan))?\s*[?.!]*$"
    r"|\btidak(?= (?:soal|tentang|sih|kalau|bahwa|ya|sama|untuk|di|pada)\b)"
    r"|^(?:jadi )?(?:benar|betul) tidak\b(?: sih)?|\btidak sih\s*\?*$|\bbukankah\b|\btidakkah\b|\bor not\b"
    r"|,? (?:isn|doesn|didn|wasn|aren|won|hasn)['’]t (?:it|he|she|they|that)\s*\?*$"
    r"|^(?:isn|doesn|didn|wasn|aren|weren|don|won|hasn|haven|can)['’]t\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"(?:[A-Z][\w&'’.-]*[\w]|[A-Z]|\d[\d.,/]*)(?:\s+(?:(?:of|dan|and|&|de|van"
    r"|bin)\s+)?(?:[A-Z][\w&'’.-]*\w|[A-Z]|\d[\d.,/]*))*"
)
_OPENERS: Final = frozenset(
    "apa apakah siapa siapakah kapan berapa mengapa kenapa bagaimana di dari ke benarkah apa"
    " apakah what who when where"
    " why how which whose is are was were do does did has have had will would can could should may"
    " might in on at"
    " according menurut jadi dan lalu and so but yang ada adakah bukankah the a an to for with"
    " tolong mohon sudahkah"
    " if kalau jika soal tentang since sejak by from whom under".split()
)

_LEANS_ID: Final = re.compile(
    r"^(?:dan|lalu|terus|kalau|kalo|terus kalau|bagaimana dengan|gimana dengan|lantas|trus|terus kapan"
    r"|sedangkan)\b"
    r"|\b(?:dia|ia|beliau|mereka|begitu|gitu|itu tadi|tadi|tersebut|hal itu|hal tersebut|di sana|di situ"
    r"|kapan itu|selain itu)\b"
    r"|\b\w{3,}nya\b|^(?:yang|dari|untuk|sejak|di|ke)\b.{0,24}$",
    re.IGNORECASE,
)
_LEANS_EN: Final = re.compile(
    r"^(?:and|but|then|so|what about|how about|or)\b"
    r"|\b(?:he|she|they|him|her|them|his|hers|their|theirs|it|its|that|those|these|there|then|now"
    r"|the same)\b",
    re.IGNORECASE,
)
_NOT_LEANING_NYA: Final = frozenset(
    "hanya tanya bertanya punya adanya namanya artinya misalnya sebenarnya akhirnya biasanya"
    " umumnya khususnya sebelumnya"
    " selanjutnya seharusnya karenanya sekiranya hasilnya persisnya tepatnya jumlahnya sepenuhnya"
    " rencananya katanya".split()
)


def understand(text: str, context: Sequence[Turn] = (), *, language: Language | None = None) -> Question:
    """Read a question, with the turns before it when it leans on them. Never raises."""
    cleaned = normalize.content_core(normalize.clean_question(text))
    asked = language or languages.detect(cleaned, _language_before(context))
    spelled = normalize.plain_spelling(cleaned) if asked == "id" else cleaned
    kind = _kind(spelled, asked)
    earlier = _leans_on(spelled, asked, context)
    search = spelled
    if earlier:
        before = understand(earlier, language=asked if language else None)
        if kind is None:
            kind = before.kind
        search = f"{spelled} {before.search}"
    return Question(
        text=text,
        asked=spelled,
        search=search,
        language=asked,
        kind=kind or "what",
        negated=kind == "yesno" and _denies(spelled, asked),
        names=_names(cleaned),
        said_by=_said_by(cleaned) if kind == "quote" else "",
        asks_speaker=kind == "who" and bool(_ASKS_SPEAKER.search(spelled)),
        defines=_defined(cleaned) if kind in ("what", None) else "",
        follows=earlier,
    )


def _said_by(text: str) -> str:
    match = _WHOSE_WORDS.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def _defined(text: str) -> str:
    match = _DEFINITION.search(text)
    return match[1].strip(" ?!.\"'“”") if match else ""


def _denies(text: str, language: Language) -> bool:
    """Whether an odd number of words turn the question round; the tags that only ask do not count."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", _TAG.sub(" ", text).lower().replace("’", "'"))
    return sum(word in NEGATION[language] or word in DENIAL[language] for word in words) % 2 == 1


def _kind(text: str, language: Language) -> Kind | None:
    """None when the words do not say."""
    if _QUOTE.search(text):
        return "quote"
    if _YESNO_ID.search(text) and language == "id" and not _APAKAH_WHAT.search(text):
        return "yesno" if not _open_question(text) else _wh(text)
    if (
        language == "en"
        and _YESNO_EN.search(text)
        and not re.match(r"(?:who|what|when|where|why|how)", text, re.IGNORECASE)
    ):
        return "yesno"
    found = _wh(text)
    if found:
        if found == "what" and re.match(r"apa ", text, re.IGNORECASE) and _clause_follows(text):
            return "yesno"
        return found
    # A statement with a question mark asks whether it is so.
    return "yesno" if text.rstrip().endswith("?") and len(text.split()) >= 4 else None


def _open_question(text: str) -> bool:
    """Whether another question word makes it an open question despite its yes/no ending."""
    return bool(_OPEN.search(text)) and (
        not text.lower().startswith(("apakah", "benarkah", "apa benar", "apa betul"))
    )


def _wh(text: str) -> Kind | None:
    patterns: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_WHY, "why"), (_WHEN, "when"), (_HOW_MANY, "howmany"), (_WHO, "who"), (_WHERE, "where"),
        (_HOW, "how"), (_WHAT, "what"),
    )  # fmt: skip
    found = [
        (match.start(), order, kind)
        for order, (rx, kind) in enumerate(patterns)
        if (match := rx.search(text))
    ]
    if not found:
        return None
    # the first question word decides; of those that start together the more telling one
    return min(found)[2]


def _clause_follows(text: str) -> bool:
    return bool(
        re.match(
            r"apa (?:[A-Z][\w-]*\s+){1,5}(?:akan|sudah|telah|bisa|juga|memang|benar|masih|pernah|tidak"
            r"|boleh|ikut|punya|jadi|sama"
            r"|sedang|belum|harus|dapat|di\w{3,}|me\w{3,}|ber\w{3,})\b",
            text[0].lower() + text[1:],
        )
    )


def _names(text: str) -> tuple[str, ...]:
    """Names and numbers as written; the first word counts only when it does not just open the question."""
    found = []
    for match in _NAME.finditer(text):
        name = match[0].strip(" .,")
        words = name.split()
        while words and words[0].lower() in _OPENERS:
            words.pop(0)
        if words and (match.start() > 0 or len(words) > 1 or not words[0].islower()):
            found.append(" ".join(words))
    return tuple(dict.fromkeys(found))


def _language_before(context: Sequence[Turn]) -> Language:
    for turn in reversed(context):
        if turn.role == "user":
            return languages.detect(normalize.clean_question(turn.content))
    return "id"


def _leans_on(text: str, language: Language, context: Sequence[Turn]) -> str:
    """The question before this one when this one needs it, else an empty string."""
    earlier = next((turn.content for turn in reversed(context) if turn.role == "user"), "")
    if not earlier:
        return ""
    words = text.rstrip("?!. ").split()
    if language == "en":
        leans = bool(_LEANS_EN.search(text))
    else:
        leans = any(match[0].lower() not in _NOT_LEANING_NYA for match in _LEANS_ID.finditer(text))
    # a pronoun in a long question mostly refers to something within it
    return earlier if (leans and len(words) <= 9) or len(words) <= 3 else ""
