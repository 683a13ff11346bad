"""Follow-up questions, made whole from the conversation: pronouns, ellipsis, what is left unsaid.

A question that can stand alone is left alone. One that leans on the conversation becomes one question
that reads by itself: the pronoun gives way to the name it stands for, "and in the UK?" to the former
question with that place in it, a bare "why?" to "why" before the former clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qabot.answering import asides, courtesy, forms, offices
from qabot.answering.followwords import (
    AUXILIARIES,
    DETERMINERS,
    LOCAL,
    ORGANISED,
    PEOPLE,
    PLACES,
    PREPOSITIONS,
    RELATIONS,
    STOPS,
    THINGS,
)
from qabot.answering.formwords import CLAUSE_ID, NO_VERBS, NOUNS
from qabot.answering.phrases import NAME, asks, claim, decapitalised, head_phrase, is_verb_id
from qabot.text import colloquial, normalize, stemming
from qabot.text import language as languages
from qabot.text.datewords import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.answering.formwords import Kind
    from qabot.types import Language, Turn

REMEMBERED: Final = 12
"""Questions back that a follow-up may lean on, through those between."""


@dataclass(frozen=True, slots=True)
class Former:
    """The conversation before a question, as far as the question may lean on it."""

    typed: str
    question: str
    """The question before, itself resolved."""
    language: Language
    kind: Kind | None
    answer: str
    """The short answer to it; empty when there is none."""
    denied: bool
    """It was answered with a no."""
    person: str = ""
    thing: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that reads by itself, and the earlier one it leans on (empty when on none)."""

    text: str
    follows: str = ""


def resolve(
    text: str, language: Language, context: Sequence[Turn], *, only_references: bool = False
) -> Resolved:
    """``text`` (cleaned, chat spelling written out) made whole from the turns before it, oldest first.

    With ``only_references``, only pronouns and the like are resolved, and nothing unsaid is supplied.
    """
    former: Former | None = None
    for typed, answer in _exchanges(context)[-REMEMBERED:]:
        said = normalize.content_core(normalize.clean_question(courtesy.what_is_asked(typed)))
        if not said or courtesy.talk(typed):
            continue  # thanks are no topic
        spoken = languages.detect(said, former.language if former else language)
        plain = normalize.plain_spelling(said, spoken)
        if asides.asks_again(_bare(plain)):
            continue
        former = _after(typed, plain, _whole(plain, spoken, former), spoken, answer, former)
    if only_references:
        whole = _referring(text.rstrip("?!. "), language, former, unsaid=False) if former else ""
    else:
        whole = _whole(text, language, former)
    return Resolved(whole, former.typed if former else "") if whole else Resolved(text)


def _exchanges(context: Sequence[Turn]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for turn in context:
        if turn.role == "user":
            found.append((turn.content, ""))
        elif found and not found[-1][1]:
            found[-1] = (found[-1][0], turn.content)
    return found


# -- what the conversation was about

_VERDICT: Final = re.compile(r"^(?:ya|iya|tidak|bukan|belum|yes|no|benar|betul)\b[.,:;!]*\s*", re.IGNORECASE)
_DENIED: Final = re.compile(r"^(?:tidak|bukan|belum|no)\b", re.IGNORECASE)
_SILENT: Final = re.compile(
    r"\b(?:tidak (?:menyebut|menyatakan|memuat|ada|ditemukan)|do(?:es)? not (?:say|state)|not stated)",
    re.IGNORECASE,
)
_OTHER_NOT: Final = re.compile(r", (?:bukan|not) .*$", re.IGNORECASE)
_ORGANISATION: Final = re.compile(
    r"\b(?:perusahaan|lembaga|kementerian|organisasi|bank|partai|klub|tim|instansi|media) (?:mana|apa)\b"
    r"|^(?:\w+ )?(?:which|what) (?:\w+ )?(?:company|companies|ministry|organi[sz]ation|agency|firm|bank|team"
    r"|club|party)\b",
    re.IGNORECASE,
)


def _after(
    typed: str, plain: str, whole: str, language: Language, answer: str, before: Former | None
) -> Former:
    question = whole or plain
    kind = forms.kind(question, language)
    line = next((line.strip(" .*_>") for line in answer.splitlines() if line.strip()), "")
    if kind == "who" and is_person(line.split(",")[0]):
        line = line.split(",")[0]  # without the office behind the name
    denied = kind == "yesno" and bool(_DENIED.match(line))
    short = "" if kind == "yesno" or _SILENT.search(line) or len(line.split()) > 8 else line.strip("\"“”'’ ")
    person, thing, place = ("", "", "") if before is None else (before.person, before.thing, before.place)
    subject = _subject(question, language, thing)
    stays = bool(whole) and _goes_on_about(question, subject, person, thing)
    subject = thing if stays else subject
    told = "" if short else _VERDICT.sub("", line)  # a short answer is a car as well as a man
    people = [match[0] for match in NAME.finditer(f"{question} | {told}") if is_person(match[0])]
    local = _local_names(question)
    if kind == "where" and short:
        local = [re.sub(r"^(?:di|ke|dari|in|at|from|to) ", "", short, flags=re.IGNORECASE)]
    place = local[-1] if local else place
    if short and kind == "who" and NAME.match(short):
        name = short if re.search(r" (?:dan|and|&) ", short) else short.split(",")[0]
        if not is_person(name) and (_organised(name) or _asks_organisation(question)):
            thing = name
        else:
            person, thing = name, subject or thing
    elif short and kind == "what" and not stays and _names_thing(_OTHER_NOT.sub("", short)):
        thing = _OTHER_NOT.sub("", short)
    elif subject and not is_person(subject):
        thing = subject
    if people and (kind != "who" or not NAME.match(short)):
        person = people[0]  # "Siapa Rita Halim?" - "direktur Bank Cemara"
    elif kind != "who" and PEOPLE.intersection(subject.lower().split()):
        person = subject  # "the mayor"
    return Former(typed, question, language, kind, short, denied, person, thing, place)


def _goes_on_about(question: str, subject: str, person: str, thing: str) -> bool:
    """Whether a question that leaned on the one before stays with what was spoken of, for all that it asks
    after a part of it: "yang luka?", "what's her position?"."""
    if person and person.split()[-1].lower() in subject.lower():
        return True
    named = NAME.search(f"x {subject}") and thing.lower() not in subject.lower()
    return bool(thing) and not named and thing.lower() in question.lower()


def _names_thing(answer: str) -> bool:
    """Whether an answer is a name that may be spoken of next, and no office."""
    return bool(NAME.fullmatch(answer)) and not offices.opens_office(answer)


_COUNTED_IN: Final = re.compile(
    r"^how (?:many|much)\b.{1,100}?\b(?:in|by|after|during|from|on|at) (the [^?,]{1,60}?)"
    r"(?: (?:in|on|at|by|last) [^?]{1,100})?[?.! ]*$",
    re.IGNORECASE,
)


_CLAIMED: Final = re.compile(r"^(?:who \w+ that|siapa yang mengatakan) (?=\S)", re.IGNORECASE)
_POINTS: Final = re.compile(
    r"[a-z]+nya|it|he|she|they|that|this|(?:dia|ia|beliau|mereka)(?: \w+)?", re.IGNORECASE
)


def _subject(question: str, language: Language, known: str) -> str:
    """What is spoken of: in "How many died in the Kenari fire?" the fire. Empty for what only points; what is
    ``known`` stays what is spoken of when something of it is asked for."""
    counted = _COUNTED_IN.match(question) if language == "en" else None
    said = _CLAIMED.sub("Is " if language == "en" else "", question)
    subject = counted[1] if counted else head_phrase(said, language)
    if known and known.lower() in question.lower() and known.lower() != subject.lower():
        of_it = known.lower() in subject.lower() or re.search(
            rf"(?:soal|regarding) {re.escape(known)}\?$", question
        )
        subject = known if of_it else subject
    opening = said.startswith(subject)
    if _POINTS.fullmatch(subject) and (opening or not subject[0].isupper()):  # "Kenya" does not point
        return ""
    first = subject.split(" ", 1)[0].lower()
    opens = opening and colloquial.is_written(first)
    return decapitalised(subject) if language == "id" and opens else subject


def _asks_organisation(question: str) -> bool:
    return bool(_ORGANISATION.search(question))


def is_person(name: str) -> bool:
    """Two to four capitalised words without one that only organisations, places and things bear."""
    words = name.split()
    plain = [word for word in words if word[:1].isupper() and not word.isupper() and not word[0].isdigit()]
    other = _organised(name) or is_place(name) or any(_no_persons(word) for word in words)
    return 2 <= len(words) <= 4 and len(plain) == len(words) and not other


def _no_persons(word: str) -> bool:
    """Whether a word is no part of a person's name: that of an office, or a verb in a headline."""
    low = word.lower()
    return low in PEOPLE or (low in CLAUSE_ID and low not in NO_VERBS)


def _organised(name: str) -> bool:
    return any(word.lower().strip(".,") in ORGANISED for word in name.split())


def is_place(name: str) -> bool:
    return any(word.lower().strip(".,") in PLACES for word in name.split())


def _local_names(question: str) -> list[str]:
    found = re.finditer(rf"\b(?:di|ke|in|at|to|from|dari) ((?:the )?{NAME.pattern})", question)
    return [match[1] for match in found if not match[1][0].isdigit()]


# -- making a question whole

_OPENER: Final = re.compile(
    r"^(?:(?:dan|lalu|terus|lantas|tapi|nah|sedangkan|sementara|eh|oh(?: (?:iya|ya))?|btw|and|but|then|so|or"
    r"|ok|okay|by the way)\b,? )+",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    r"^(?:(?:bagaimana|gimana|apa kabar) (?:dengan|kalau|jika|soal|di|untuk)?|kalau|jika|kalo"
    r"|what about|how about|what if|what of|untuk|and|dan|or|atau)\s+",
    re.IGNORECASE,
)
_TRAILING_WH: Final = re.compile(
    r",? (?:bagaimana|gimana|berapa|kapan|siapa|apa|di mana|kenapa|mengapa|juga|too|as well|then|saja|instead"
    r"|sama)$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"(?P<wh>(?:(?:sejak|sampai|hingga|mulai|oleh|dengan|kepada|dari|untuk|lawan|melawan|bersama|until|since|by"
    r"|for|to|from|with|against|at|in|on) )?(?:siapa(?: saja)?|kapan|mengapa|kenapa|bagaimana(?: caranya)?"
    r"|(?:apa )?(?:alasan|sebab|penyebab)nya(?: apa)?|di mana|ke mana|dari mana"
    r"|berapa(?: lama| banyak| kali| orang| persen)?"
    r"|(?:jam|tahun|tanggal|hari|bulan) (?:berapa|apa)|untuk apa|why not|why|when|where"
    r"|how(?: come| long| often| many| much)?|who|whom"
    r"|which year|what (?:year|time|date|day)|what for|gara-gara apa|karena apa))"
    r"(?: (?:itu|begitu|sih|ya|dong|tepatnya|persisnya|exactly|precisely|then|so|now"
    r"|(?:itu |hal itu )?terjadi(?:nya)?|(?:is|was|did|does|will) (?:that|this|it)(?: happen(?:ed)?| be| so)?"
    r"|that|not|bisa begitu|tidak|belum|bukan))*",
    re.IGNORECASE,
)
_THOSE: Final = re.compile(r"berapa (?:orang )?(yang .+)", re.IGNORECASE)
"""Of those who were counted "siapa saja?" wants the names."""
_REASON: Final = re.compile(r"^(?:apa )?(alasan|sebab|penyebab)nya(?: apa)?$", re.IGNORECASE)
_OF_EVENT: Final = re.compile(
    r"(?P<wh>(?:sejak |mulai |sampai )?kapan|di ?mana|jam berapa|mengapa|kenapa|bagaimana)"
    r" (?P<event>\w+nya)(?: itu| sih| ya)?",
    re.IGNORECASE,
)
_WHICH: Final = re.compile(
    r"(?:(?P<prep>dari|di|ke|untuk|oleh|dengan|pada|kepada|from|in|at|to|for|by|with|on|of) )?"
    r"(?P<np>(?:(?:what|which) [a-z]+(?: [a-z]+)?)"
    r"|(?:(?!\w+nya\b)[a-z]+ )?(?!\w+nya\b|di\b|ke\b|dari\b)[a-z]+ (?:mana|apa)(?: saja)?|yang mana"
    r"|which ones?)",
    re.IGNORECASE,
)
_SAID_SO: Final = re.compile(
    r"^(?:(?:siapa (?:yang )?|yang )(?:mengatakan|bilang|ngomong|menyatakan|menyebut|bicara|berkata|membantah"
    r"|menegaskan|ungkap|klaim|memberi tahu)\w*(?: (?:begitu|gitu|itu|hal itu|demikian|seperti itu))?"
    r"(?: (?:siapa|sih|ya|itu))*|kata siapa(?: itu)?|menurut siapa(?: itu)?|siapa bilang(?: \w+)?"
    r"|who (?:said|says|claims?|claimed|stated|denied|confirmed|decided|announced|reported)"
    r"(?: (?:so|that|this|it))?"
    r"|says who|according to whom?)$",
    re.IGNORECASE,
)


def _whole(text: str, language: Language, former: Former | None) -> str:
    """The question made whole; empty when it stands alone."""
    announced = _announced(text, language, former)
    if announced or former is None:
        return announced
    bare = _bare(text)
    if not bare:
        return ""
    if asides.asks_again(bare):
        return former.question
    if asides.asks_onward(bare):
        return asides.onward(former.thing, former.language) if former.thing else ""
    if language != former.language:
        goes_on = _goes_on(text, bare, language) or len(bare.split()) <= 4
        return _referring(bare, language, former) or (_about(bare, language, former) if goes_on else "")
    match = _BARE.fullmatch(bare)
    if match:
        wh = _REASON.sub(r"apa \1", match["wh"].lower())
        those = _THOSE.match(former.question) if wh.startswith("siapa") else None
        if those:
            return _closed(f"{wh} {those[1]}")
        return asks(former.question, language, wh, former.answer, former.denied)
    match = _OF_EVENT.fullmatch(bare) if language == "id" else None
    if match and _speaks_of(former.question, match["event"]):
        return asks(former.question, language, match["wh"], former.answer, former.denied)
    if _SAID_SO.match(bare) and not _own_names(bare):
        return _who_said(bare, language, former)
    if len(bare.split()) <= 4 and (match := _WHICH.fullmatch(bare)) and not _says(match["np"], language):
        return _which(bare, match, language, former)
    return (
        _instead(text, bare, language, former)
        or _referring(bare, language, former)
        or (_about(bare, language, former) if _goes_on(text, bare, language) else "")
    )


def _bare(text: str) -> str:
    return _OPENER.sub("", text.strip()).rstrip("?!. ")


def _announced(text: str, language: Language, former: Former | None) -> str:
    """A question whose matter is named before it, or put right: "soal Bank Cemara, siapa direkturnya?",
    "maksudku Bank Kenari"."""
    corrected = asides.meant(text) if former else None
    what, rest = corrected or asides.fronted(text) or ("", "")
    if corrected and former and not rest:
        return _swap(former, what, local=False)
    if not rest:
        return ""
    spoken_of = Former("", "", language, None, "", denied=False, person=what, thing=what)
    return _referring(rest, language, spoken_of) or (_closed(f"{rest} {what}") if corrected else "")


def _says(phrase: str, language: Language) -> bool:
    """Whether "dia mengatakan apa" is a clause, and no noun that is asked for."""
    words = phrase.lower().split()[:-1]
    says = any(is_verb_id(word) or _ID_PERSON.fullmatch(word) for word in words)
    own = len(words) > 1 and not colloquial.is_written(words[0])  # "tokopedia komentar apa"
    return language == "id" and (says or own)


def _speaks_of(question: str, event: str) -> bool:
    """Whether "pertemuannya" names what the question has a verb for, "bertemu", and not a noun."""
    words = question.rstrip("?!. ").split()
    noun = event.lower().removesuffix("nya")
    root = stemming.stem(noun)
    verbs = {stemming.stem(word.lower()) for word in words if word.islower() and is_verb_id(word)}
    named = any(word.lower() == noun for word in words)
    return not named and bool(verbs & {root, root.removeprefix("ke")})


def _who_said(bare: str, language: Language, former: Former) -> str:
    said = claim(former.question, language, former.answer, former.denied)
    verb = re.search(
        r"\b(?:membantah|menegaskan|claims?|claimed|stated|denied|confirmed|decided|announced|reported)\b",
        bare,
    )
    if language == "id":
        return f"Siapa yang {verb[0] if verb else 'mengatakan'} {said}?"
    return f"Who {verb[0] if verb else 'said'} that {said}?"


_PASSIVE: Final = re.compile(r"di(?!a\b|mana|antara|kenal)[a-z]{3,}", re.IGNORECASE)


def _goes_on(text: str, bare: str, language: Language) -> bool:
    """Whether a question that refers to nothing goes on from the one before: "Lalu siapa yang marah?"."""
    words = bare.split()
    if _own_names(bare) or len(words) > 6:
        return False
    if _OPENER.match(text.strip()) and forms.kind(bare, language):
        return True
    if language == "en":
        return len(words) == 2
    if words[0].lower() in ("ada", "adakah", "yang"):
        return len(words) <= 4  # "ada korban jiwa?", "yang luka?"
    if len(words) == 2 and words[1].lower() in ("tidak", "belum") and colloquial.is_written(words[0].lower()):
        return True  # "bayar tidak?"
    if len(words) > 1 and _PASSIVE.fullmatch(words[0]) and forms.kind(bare, language):
        return True  # "dirawat di mana?"
    # "harga cabai naik?" has a subject of its own
    ahead = (word.lower() for word in words[:-1])
    return len(words) <= 4 and is_verb_id(words[-1]) and all(_says_no_subject(word) for word in ahead)


def _says_no_subject(word: str) -> bool:
    return is_verb_id(word) or word in _QUESTION_WORDS or word in ("yang", "kenapa", "mengapa", "bagaimana")


def _about(bare: str, language: Language, former: Former) -> str:
    if not former.thing or former.thing.lower() in bare.lower() or _own_names(bare):
        return ""
    return _closed(f"{bare} {'soal' if language == 'id' else 'regarding'} {former.thing}")


def _which(bare: str, match: re.Match[str], language: Language, former: Former) -> str:
    """ "Dari kementerian mana?", "in which city?": the phrase with what was asked about."""
    noun = next((word for word in re.findall(r"[a-z]+", match["np"].lower()) if word in NOUNS), "")
    whose = former.answer if former.answer and len(former.answer.split()) <= 5 else ""
    belongs = NOUNS.get(noun) == "who" or noun == "negara" or noun == "country"
    if not is_person(whose) and former.person and former.person in former.question:
        whose = former.person  # "Berapa umur Rita Halim?" - "Dari partai mana?"
    one = _ONE_OF.search(former.question)
    if one and bare.lower().startswith("which one"):
        rest = f"{former.question[: one.start()]}{former.question[one.end() :]}".strip(" ?")
        return f"Which {one['some']} {rest[:1].lower()}{rest[1:]}?"
    if language == "id":
        if whose and is_person(whose) and belongs:
            return f"{bare[:1].upper()}{bare[1:]} {whose}?"
        return asks(former.question, former.language, bare, former.answer, former.denied)
    if whose and is_person(whose) and belongs:
        return f"{bare[:1].upper()}{bare[1:]} is {whose}?"
    return asks(former.question, former.language, bare, former.answer, former.denied)


_ONE_OF: Final = re.compile(r"\b(?:any|some|another|several) (?:other )?(?P<some>(?:[\w-]+ )?[\w-]+)(?=\?|$)")
"""What "which ones?" asks for: "Did she join any other firm?"."""
_QUESTION_WORDS: Final = frozenset(
    "siapa apa kapan berapa apakah mana who what how when why which where".split()
)


def _instead(text: str, bare: str, language: Language, former: Former) -> str:
    """ "And in the UK?", "kalau Bukalapak?": the former question with that constituent in it."""
    opened = _INSTEAD.match(text.strip()) or _OPENER.match(text.strip())
    phrase = _INSTEAD.sub("", bare) if opened else bare
    if opened:
        prep = re.search(r"\b(di|untuk|soal)\s+$", opened[0])
        phrase = f"{prep[1]} {phrase}" if prep and prep[1] == "di" else phrase
    phrase = _TRAILING_WH.sub("", phrase.strip()).strip() if opened else phrase.strip()
    words = phrase.split()
    if not words or len(words) > 7:
        return ""
    local = words[0].lower() in LOCAL and len(words) > 1
    if not opened and not (len(words) <= 2 or (local and len(words) <= 4)):
        return ""
    low = [word.lower().strip(",.'") for word in words if word != "May"]
    if any(word in AUXILIARIES or word in _QUESTION_WORDS for word in low):
        return ""
    said = phrase.partition("yang ")[0].split()[local:]
    if language == "id" and any(is_verb_id(word) for word in said if word.islower()):
        return ""
    owned = language == "id" and phrase.islower() and phrase.endswith("nya")
    related = re.fullmatch(r"(?:the |its |their |his |her )?(\w+?)(?:nya)?", phrase, re.IGNORECASE)
    if related and related[1].lower() in RELATIONS and former.thing:
        return _relation(related[1].lower(), language, former)
    if owned:
        return ""  # "terus dendanya berapa?" asks for the fine of what was spoken of
    alone = not opened and not local and words[0].lower() != "yang"
    if phrase.islower() and alone and not _YEAR.search(phrase):
        return ""
    return _swap(former, phrase, local)


_YANG: Final = re.compile(r"\byang \w+")
_COUNTED: Final = {
    "id": re.compile(r"berapa(?: banyak| jumlah)? (?P<noun>[a-z]\w*)\b", re.IGNORECASE),
    "en": re.compile(
        rf"how (?:many|much) (?P<noun>[a-z][a-z ]*?)(?= (?:{'|'.join(AUXILIARIES)})\b)", re.IGNORECASE
    ),
}


def _counted_else(former: Former, phrase: str) -> str:
    """The former question after another number: "kalau kursinya?", "what about seats?", "yang luka?"."""
    question = former.question
    if _YANG.fullmatch(phrase):
        return _closed(_YANG.sub(phrase, question, count=1)) if _YANG.search(question) else ""
    counted = _COUNTED[former.language].match(question)
    if not counted or not phrase.islower() or phrase.split()[0] in DETERMINERS | PREPOSITIONS:
        return ""
    if former.language == "id" and not colloquial.is_written(phrase.split()[0]):
        return ""  # a name in small letters
    if "yang " in phrase:
        about = f" soal {former.thing}" if former.thing and former.thing not in phrase else ""
        return _closed(f"{question[: counted.start('noun')]}{phrase}{about}")
    return _closed(question[: counted.start("noun")] + phrase + question[counted.end("noun") :])


def _relation(noun: str, language: Language, former: Former) -> str:
    """ "Harganya?", "what about the price?"."""
    kind = NOUNS.get(noun)
    if noun in PEOPLE or (noun.startswith("pe") and noun[-2:] != "an"):
        kind = "who"
    if language == "id":
        word = {"who": "Siapa", "howmany": "Berapa", "when": "Kapan", "where": "Di mana"}.get(
            kind or "", "Apa"
        )
        return f"{word} {noun} {former.thing}?"
    word = {"who": "Who"}.get(kind or "", "What")
    return f"{word} is the {noun} of {former.thing}?"


_PREP: Final = r"(?:di|ke|dari|pada|in|at|to|from|on|for|untuk|by|oleh|with|dengan|near)"
_YEAR: Final = re.compile(r"\b(?:1[89]|20)\d\d\b")
_THIS_YEAR: Final = re.compile(r"\b(?:tahun (?:ini|lalu|depan)|(?:this|last|next) year)\b", re.IGNORECASE)
_MONTHS: Final = "|".join(dict.fromkeys(MONTHS["id"] + MONTHS["en"]))
_DATED: Final = re.compile(
    rf"(?<!^)\b(?P<day>\d{{1,2}} )?(?P<month>{_MONTHS})\b(?:(?: tahun)? (?P<year>{_YEAR.pattern}))?"
)
"""A month in a question, by its capital: it does not open one."""
_OTHER_DATE: Final = re.compile(
    rf"(?:(?:di|pada|in|on|bulan|tanggal) )*(?P<day>\d{{1,2}} )?(?P<month>{_MONTHS})"
    rf"(?: (?P<year>{_YEAR.pattern}))?",
    re.IGNORECASE,
)


def _swap(former: Former, phrase: str, local: bool) -> str:
    """The former question with ``phrase`` in the place of the constituent like it."""
    question = former.question
    core = phrase.split(" ", 1)[1] if local else phrase
    dated = _dated(former, phrase, core, local)
    if dated:
        return dated
    counted = _counted_else(former, phrase)
    if counted or phrase.startswith("yang "):
        return counted
    place = re.compile(
        rf"\b({_PREP}) ((?:the )?(?:kota |negara |provinsi |pulau |kabupaten )?{NAME.pattern})"
    )
    spots = [spot for spot in place.finditer(question) if not spot[2][0].isdigit()]
    if local or is_place(core):
        same = [spot for spot in spots if is_place(spot[2])]
        same = same or [spot for spot in spots if local and spot[1].lower() in LOCAL]
        if same:
            spot = same[-1]
            return _closed(question[: spot.start(2)] + core + question[spot.end(2) :])
        if local:
            return _closed(_added(question, phrase))
        where = next((match for match in NAME.finditer(question) if is_place(match[0])), None)
        if where:
            return _closed(question[: where.start()] + core + question[where.end() :])
    subject = head_phrase(question, former.language)
    if not subject:
        named = next((match[0] for match in NAME.finditer(question) if match.start()), "")
        subject = named
    if subject and core[:1].isupper():
        name = next((match[0] for match in NAME.finditer(subject)), "")
        common = {word.lower() for word in subject.split() if word.islower()} - {"the", "a", "an"}
        # "jembatan Musi" gives way to "Barito" only in its name
        if name and name != subject and common and not common.intersection(core.lower().split()):
            subject = name
    if not subject or subject not in question:
        return ""
    bare = core.islower() and core.split()[0] not in DETERMINERS
    if former.language == "en" and bare and subject.lower().startswith("the "):
        core = f"the {core}"
    return _closed(question.replace(subject, core, 1))


def _dated(former: Former, phrase: str, core: str, local: bool) -> str:
    """The former question with another date, month or year; empty when ``core`` is none."""
    question = former.question
    there, other = list(_DATED.finditer(question)), _OTHER_DATE.fullmatch(phrase)
    if other and there:
        year = other["year"] or there[-1]["year"]
        put = f"{other['day'] or ''}{other['month'].capitalize()}{f' {year}' if year else ''}"
        return _closed(question[: there[0].start()] + put + question[there[-1].end() :])
    year = _YEAR.search(core)
    if year and len(core.split()) <= 2 and (_YEAR.search(question) or _THIS_YEAR.search(question)):
        return _closed((_YEAR if _YEAR.search(question) else _THIS_YEAR).sub(year[0], question))
    if other or (year and len(core.split()) <= 2):
        has_link = local or len(core.split()) > 1
        when = phrase if has_link else f"{'in' if former.language == 'en' else 'pada'} {core}"
        return _closed(_added(question, when))
    return ""


def _added(question: str, phrase: str) -> str:
    return f"{question.rstrip('?!. ')} {phrase}"


def _closed(question: str) -> str:
    question = " ".join(question.split()).rstrip("?!. ")
    return f"{question[:1].upper()}{question[1:]}?"


# -- pronouns and what else refers back

_EN_PERSON: Final = re.compile(r"\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
_EN_MANY: Final = re.compile(r"\b(they|them|their|theirs)\b", re.IGNORECASE)
_OF_ITS_OWN: Final = frozenset("they them their theirs its his".split())
_POINTING: Final = frozenset("the this that these those he she it they his her its their".split())
_CLEFT: Final = re.compile(
    r"^(?:is|was) it (?:[^?]+ (?:who|that|which)"
    r"|(?:\w+ ){0,2}?(?:uncertain|certain|unclear|clear|known|legal|illegal|hard|easy|difficult|possible"
    r"|impossible|likely|unlikely|necessary|allowed|forbidden|safe|common|off limits)"
    r" (?:to|for|how|if|whether|what|when|where|why|who)) ",
    re.IGNORECASE,
)
""" "Is it the mayor who ...?", "Is it hard to ...?" point to nothing said before."""
_EN_THING: Final = re.compile(r"\b(it|its)\b(?! (?:true|the case|clear|that)\b)", re.IGNORECASE)
_EN_THAT: Final = re.compile(
    r"(?<=\w )\b(?:that|this)\b(?=\s*$| (?:happen|mean|true|cost|take|work|start|end|be|was|is)\b)",
    re.IGNORECASE,
)
_EN_NOUN: Final = re.compile(r"\b(?:the|that|this) (?:same )?([a-z]+)\b(?! (?:of|for|that|who|which)\b)")
_EN_THERE: Final = re.compile(r"\b(?:over |from )?there\b(?=\s*$| (?:too|as well|now)\b)", re.IGNORECASE)
_ANYBODY: Final = frozenset("man woman person official executive orang pejabat tokoh".split())
_ID_PERSON: Final = re.compile(
    r"\b(?:dia|ia|beliau|si dia|yang bersangkutan|orangnya|orang itu)\b", re.IGNORECASE
)
_ID_MANY: Final = re.compile(r"\bmereka\b", re.IGNORECASE)
_ID_NYA: Final = re.compile(r"\b([a-z]{3,}?)-?nya\b", re.IGNORECASE)
_ID_THIS: Final = re.compile(
    r"\b((?:[\w-]+ ){0,2}[\w-]+) (?:itu|tersebut|ini|tadi)\b|^(?:itu|ini)\b|\bhal (?:itu|tersebut)\b",
    re.IGNORECASE,
)
_ID_THERE: Final = re.compile(r"\b(di|ke|dari) (?:sana|situ)\b", re.IGNORECASE)
_NOT_REFERRING: Final = frozenset(
    "ha ta berta pu ada nama arti misal sebenar akhir biasa umum khusus sebelum selanjut seharus karena"
    " sekira hasil persis tepat sepenuh kata agak rupa pokok tampak sesungguh secepat setidak paling"
    " selama sebaik seada jadi kaya lama besar total jumlah benar apa siapa masing kapan awal mula"
    " terutama kira berikut kabar".split()
)
"""What "-nya" stands behind without referring to anything."""


_LEADS_TO_NOUN: Final = (
    RELATIONS
    | AUXILIARIES
    | DETERMINERS
    | PREPOSITIONS
    | _QUESTION_WORDS
    | CLAUSE_ID
    | {"yang", "saja", "many", "much"}
)


def _referring(bare: str, language: Language, former: Former, *, unsaid: bool = True) -> str:
    return (_english if language == "en" else _indonesian)(bare, former, unsaid=unsaid)


def _english(bare: str, former: Former, *, unsaid: bool) -> str:
    text = bare
    thing = former.thing or former.person
    text = _pronouns(text, _EN_PERSON, former.person)
    text = _pronouns(text, _EN_MANY, thing)
    if not _CLEFT.match(text):
        text = _pronouns(text, _EN_THING, thing)
    if former.place:
        text = _EN_THERE.sub(
            lambda match: f"{'from' if match[0].lower().startswith('from') else 'in'} {former.place}", text
        )
    if thing and not _own_names(text):
        text = _EN_THAT.sub(lambda _: thing, text)
    if not _own_names(bare) and text == bare:
        text = _EN_NOUN.sub(lambda match: _noun(match[1], former) or match[0], text)
        if text == bare and unsaid:
            text = _unsaid(bare, former, " of ")
    return "" if text == bare else _closed(text)


def _pronouns(text: str, pattern: re.Pattern[str], entity: str) -> str:
    """Every pronoun given way to ``entity``, but for those that refer to a name of the question itself."""
    if not entity:
        return text
    done = False

    def put(match: re.Match[str]) -> str:
        nonlocal done
        word, behind = match[0].lower(), text[match.end() :].split()
        ahead = text[: match.start()].lower().split()
        stands_for_object = ahead[-1:] and ahead[-1] in (
            "about",
            "with",
            "to",
            "for",
            "from",
            "of",
            "by",
            "on",
        )
        if _own_names(text[: match.start()]) and not (stands_for_object and not behind):
            return match[0]
        if match[0].isupper() and len(word) > 1:
            return match[0]  # information technology
        if word in _OF_ITS_OWN and _own_subject(text[: match.start()], text):
            return match[0]  # "Do women regret their savings?"
        if done and word not in ("his", "her", "its", "their"):
            return match[0]  # once is enough to know who is meant
        followed = bool(behind) and behind[0].islower() and behind[0] not in PREPOSITIONS | {"and"}
        owns = word in ("his", "its", "their") or (word == "her" and followed)
        if owns and done:
            return match[0]
        done = True
        return (f"{entity}'" if entity.endswith("s") else f"{entity}'s") if owns else entity

    return pattern.sub(put, text)


def _own_subject(ahead: str, text: str) -> bool:
    """Whether what the question is about stands ``ahead`` of a pronoun, which then means that."""
    subject = head_phrase(text, "en")
    pointing = subject.split(" ", 1)[0].lower() in _POINTING
    return bool(subject) and not pointing and subject in ahead


def _own_names(text: str) -> list[str]:
    """Names within ``text``; a capital that only opens a sentence is none."""
    runs = (match for match in NAME.finditer(text) if not match[0][0].isdigit())
    return [match[0] for match in runs if match.start() or " " in match[0]]


def _noun(noun: str, former: Former) -> str:
    """What "the company", "kapal itu" stands for: the phrase that has the noun, or the one of that sort."""
    noun = noun.lower()
    named = [match[0] for match in NAME.finditer(former.question) if len(match[0].split()) > 1]
    for known in (former.thing, former.person, head_phrase(former.question, former.language), *named):
        if known and noun in known.lower().split():
            return known
    if noun in PEOPLE:
        meant = noun in _ANYBODY or noun in former.question.lower().split()
        return former.person if meant else ""  # "the governor" is not the mayor spoken of
    return former.thing if noun in THINGS else ""


def _this(match: re.Match[str], former: Former) -> str:
    """ "Jembatan itu", "soal itu"."""
    if match[1] is None:
        return former.thing or former.person or match[0]
    words = match[1].split()
    last = words.pop()
    if not last.islower() and (words or match.start()):
        return match[0]  # "Bank Cemara itu"
    if last.lower() in ("soal", "tentang", "mengenai", "hal", "kapan", "kenapa", "berapa"):
        known = former.thing or former.person
        last = "" if last.lower() == "hal" else f"{last} "
        return " ".join([*words, f"{last}{known}"]) if known else match[0]
    known = _noun(last, former)
    if not known:
        return match[0]
    while words and words[-1].lower() in known.lower().split():
        words.pop()
    return " ".join([*words, known])


def _indonesian(bare: str, former: Former, *, unsaid: bool) -> str:
    text = bare
    thing = former.thing or former.person
    owned = bool(_own_names(bare))
    if former.person:
        text = _once(text, _ID_PERSON, former.person)
    many = former.thing if former.thing[:1].isupper() else former.person or former.thing
    if many:
        text = _once(text, _ID_MANY, many)
    if thing and text == bare:
        text = _ID_NYA.sub(lambda match: _owned(match, text, former, thing), text, count=2)
    if former.place:
        text = _ID_THERE.sub(lambda match: f"{match[1]} {former.place}", text)
    if text == bare and not owned:
        text = _ID_THIS.sub(lambda match: _this(match, former), text)
        if text == bare and unsaid:
            text = _unsaid(bare, former, " ")
    return "" if text == bare else _closed(text)


def _once(text: str, pattern: re.Pattern[str], entity: str) -> str:
    match = pattern.search(text)
    if not match or any(_own_names(text[: match.start()])):
        return text
    return text[: match.start()] + entity + text[match.end() :]


def _owned(match: re.Match[str], text: str, former: Former, thing: str) -> str:
    """ "Harganya" is "harga" of what was spoken of; "menjualnya" sells it."""
    noun = match[1].lower()
    if noun in _NOT_REFERRING and noun != "nama":
        return match[0]
    if _stands_before_its_noun(match, text):
        return match[0]
    before = text[: match.start()]
    named = [found for found in NAME.finditer(before) if found.start() or len(found[0].split()) > 1]
    if any(not re.search(r"\b(?:di|ke|dari|pada)$", before[: found.start()].rstrip()) for found in named):
        return match[0]  # "Bank Cemara dan direkturnya"
    if noun in thing.lower().split():
        return thing
    if re.match(r"di\w+(?:kan|i)$", noun) and former.person:
        return f"{match[1]} {former.person}"
    if (
        re.match(r"(?:umur|usia|gaji|pekerjaan|istri|suami|anak|jabatan|profesi|alasan)$", noun)
        and former.person
    ):
        return f"{match[1]} {former.person}"
    return f"{match[1]} {thing}"


def _stands_before_its_noun(match: re.Match[str], text: str) -> bool:
    """Whether "-nya" points within the question: "turunnya produksi", "akibatnya jika ...", "lagu yang diubah
    temponya"."""
    behind = text[match.end() :].split()
    if behind and behind[0].lower() in ("jika", "kalau", "bila", "apabila"):
        return True
    if behind and is_verb_id(match[1]) and behind[0].lower() not in STOPS | _QUESTION_WORDS and match.start():
        return True
    return bool(
        re.search(rf"\b(?!(?:{'|'.join(_QUESTION_WORDS)}|ada)\b)[a-z]+ yang\b", text[: match.start()])
    )


def _unsaid(bare: str, former: Former, joint: str) -> str:
    """ "Siapa direktur?", "what is the price?": a relation to something that goes without saying."""
    words = bare.split()
    if len(words) > 5 or not former.thing or words[-1].lower() not in RELATIONS:
        return bare
    if not all(word.lower() in _LEADS_TO_NOUN for word in words[:-1]):
        return bare  # "harga beras masih tinggi?" says of what
    return f"{bare}{joint}{former.thing}"
