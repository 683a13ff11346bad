"""Follow-up questions, made whole from the conversation: pronouns, ellipsis, what is left unsaid.

A question that can stand alone is left alone. One that leans on the conversation becomes one question
that reads by itself: the pronoun gives way to the name it stands for, "and in the UK?" to the former
question with that place in it, a bare "why?" to "why" before the former clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qabot.answering.understanding import asides, courtesy, forms, messages
from qabot.answering.understanding.references import (
    ID_PERSON,
    QUESTION_WORDS,
    closed,
    dereferenced,
    own_names,
)
from qabot.answering.understanding.topics import SPAN, Former, after, is_person, is_place
from qabot.answering.words.followwords import (
    AUXILIARIES,
    DETERMINERS,
    IF_ENDS,
    IF_NO,
    IF_YES,
    LOCAL,
    PEOPLE,
    PREPOSITIONS,
    RELATIONS,
)
from qabot.answering.words.formwords import NOUNS
from qabot.answering.words.offices import OFFICES
from qabot.answering.words.phrases import NAME, asks, claim, clause, decapitalised, head_phrase, is_verb_id
from qabot.text import colloquial, normalize, stemming
from qabot.text import language as languages
from qabot.text.datewords import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Language, Turn

REMEMBERED: Final = 12
"""Questions back that a follow-up may lean on, through those between."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that reads by itself, and the earlier one it leans on (empty when on none)."""

    text: str
    follows: str = ""
    otherwise: str = ""
    """The same of what the conversation is about by name: to be asked where ``text`` finds nothing."""


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
        told, asked = messages.parted(said)
        said = asked if told and messages.names(asked) else said
        spoken = languages.detect(said, former.language if former else language)
        plain = normalize.plain_spelling(said, spoken)
        if asides.asks_again(_bare(plain)):
            continue
        alone = _OPENER.sub("", _PARTICLE.sub("", plain))
        former = after(typed, alone or plain, _whole(plain, spoken, former), spoken, answer, former)
    if only_references:
        whole = dereferenced(text.rstrip("?!. "), language, former, unsaid=False) if former else ""
    else:
        whole = _whole(text, language, former)
    otherwise = _tied(text, whole, language, former) if former and not only_references else ""
    if not whole:
        return Resolved(text, otherwise=otherwise)
    return Resolved(whole, former.typed if former else "", otherwise)


def _tied(text: str, whole: str, language: Language, former: Former) -> str:
    """A question without any name, asked of what was last spoken of by name: "berapa orang yang ikut?"."""
    bare = _bare(text)
    known = not former.name or former.name.lower() in (whole or text).lower()
    if known or own_names(f"x {bare}") or not 1 < len(bare.split()) <= _FEW:
        return ""
    if forms.kind(bare, language) in ("yesno", None):
        return ""  # much is so of anything
    about = replace(former, person="", thing=former.name, group="")
    says_of_what = head_phrase(_DOING.sub("", bare), language)  # "berapa harga beras?"
    return dereferenced(bare, language, about) or ("" if says_of_what else _about(bare, language, about))


_DOING: Final = re.compile(r" yang \w+$")
_FEW: Final = 6
"""Words of a question that may leave unsaid what it is about."""


def _exchanges(context: Sequence[Turn]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for turn in context:
        if turn.role == "user":
            found.append((turn.content, ""))
        elif found and not found[-1][1]:
            found[-1] = (found[-1][0], turn.content)
    return found


_PARTICLE: Final = re.compile(r" (?:sih|dong|deh|nih)\b", re.IGNORECASE)
"""What only colours a question, and would stand in the midst of the next one."""
_OPENER: Final = re.compile(
    r"^(?:(?:dan|lalu|terus|lantas|tapi|nah|lho|loh|lah|sedangkan|sementara|eh|oh(?: (?:iya|ya))?"
    rf"|btw|and|but|then|so|or|ok|okay|by the way|(?:{IF_NO}|{IF_YES})(?={IF_ENDS}))\b,? )+",
    re.IGNORECASE,
)
_ONLY_IF: Final = re.compile(
    r"(?:if|kalau|jika|bila) (?!.*\b(?:wh\w+|how|siapa|apa|kapan|berapa|\w*mana|kenapa|mengapa)\b)[^,]+",
    re.IGNORECASE,
)
"""A condition without a question, "and if they refuse?", asks what then; it is no yes or no."""
_INSTEAD: Final = re.compile(
    r"^(?:(?:bagaimana|gimana|apa kabar) (?:dengan|kalau|jika|soal|di|untuk)?|kalau|jika|kalo"
    r"|what about|how about|what of|untuk|and|dan|or|atau)\s+",
    re.IGNORECASE,
)
_PART_FOR: Final = re.compile(
    r"(?:kalau )?(?P<noun>\w+?)nya (?P<whom>(?:ke|untuk|bagi|buat|terhadap|pada) .+)", re.IGNORECASE
)
"""What it has for somebody: "dampaknya ke Ende?"."""
_TRAILING_WH: Final = re.compile(
    r",? (?:bagaimana|gimana|berapa|kapan|siapa|apa|di mana|kenapa|mengapa|juga|too|as well|then|saja|instead"
    r"|sama)$",
    re.IGNORECASE,
)
_OWN_WORD: Final = re.compile(r"\b(?:berapa|kapan|siapa|apa|di mana|kenapa|mengapa)$", re.IGNORECASE)
_ASKS_ITSELF: Final = QUESTION_WORDS | {"bagaimana", "gimana", "kenapa", "mengapa"}
_ASKS_OF_ITS_OWN: Final = re.compile(r"\b[A-Z0-9]\S* (?:[\w’'-]+ )*\w{3,}nya(?: tentang| soal)?$")
"""A name and what is asked of it, "Kenari ceritanya (di mana)": no mere name."""
_BARE: Final = re.compile(
    r"(?P<wh>(?:(?:karena|sejak|sampai|hingga|mulai|oleh|dengan|kepada|dari|untuk|lawan|melawan|bersama|until|since|by"
    r"|for|to|from|with|against|at|in|on) )?(?:(?:siapa|apa|mana)(?: saja)|siapa|kapan|mengapa|kenapa"
    r"|kok(?: bisa)?(?: (?:begitu|gitu))?|bagaimana(?: caranya)?"
    r"|(?:apa )?(?:alasan|sebab|penyebab)nya(?: apa)?|di mana|ke mana|dari mana"
    r"|berapa(?: lama| banyak| kali| orang| persen)?"
    r"|(?:jam|tahun|tanggal|hari|bulan) (?:berapa|apa)|untuk apa|why not|why['’]s (?:that|this|it)|why|when"
    r"|where|how(?: come| long| often| many| much)?|who|whom"
    r"|which year|what (?:year|time|date|day)|what for|gara-gara apa|karena apa))"
    r"(?: (?:itu|begitu|sih|ya|dong|tepatnya|persisnya|exactly|precisely|then|so|now"
    r"|(?:itu |hal itu )?terjadi(?:nya)?|(?:is|was|did|does|will) (?:that|this|it)(?: happen(?:ed)?| be| so)?"
    r"|that|not|bisa begitu|tidak|belum|bukan))*",
    re.IGNORECASE,
)
_THOSE: Final = re.compile(r"berapa (?:orang )?(yang .+)", re.IGNORECASE)
"""Of those who were counted "siapa saja?" wants the names."""
_WHY: Final = re.compile(r"^(?:kok\b|why['’]s).*")
"""Why, in other words: "kok bisa begitu?", "why's that?"."""
_REASON: Final = re.compile(r"^(?:apa )?(alasan|sebab|penyebab)nya(?: apa)?$", re.IGNORECASE)
_FOR_WHICH: Final = re.compile(
    r"(?:is|was|were) (?:it|that|this) (?P<en>(?:for|because of|due to|over) .+)"
    r"|(?:apa(?:kah)? )?(?:(?:hal )?itu )?(?P<id>(?:karena|gara-gara|akibat|lantaran) (?!(?:siapa|apa)\b).+)",
    re.IGNORECASE,
)
"""Whether what was spoken of was for this: "Was it for tax evasion?", "Gara-gara hujan?"."""
_OF_EVENT: Final = re.compile(
    r"(?P<wh>(?:sejak |mulai |sampai )?kapan|di ?mana|jam berapa|mengapa|kenapa|bagaimana)"
    r" (?P<event>\w+nya)(?: itu| sih| ya)?",
    re.IGNORECASE,
)
_BY_WHOM: Final = re.compile(r"(?:siapa )?(?:pelaku|dalang)nya(?: siapa)?(?: sih| ya)?", re.IGNORECASE)
"""Of what is done to something: "kapan kapal itu dibakar?" - "siapa pelakunya?"."""
_OUTCOME: Final = re.compile(
    r"(?:apa )?(?P<noun>hasil|dampak|akibat|tujuan)nya(?: apa)?(?: sih| ya)?", re.IGNORECASE
)
"""What comes of a deed, and not of the one who does it."""
_AT_FIRST: Final = re.compile(
    r"(?:kalau |untuk )?(?:(?P<when>tadinya|sebelumnya|awalnya|mulanya|semula|dulu|dulunya|sekarang|kini)"
    r" (?P<wh>berapa|siapa|di mana|apa)"
    r"|(?P<time>(?:tahun|bulan|pekan|minggu|kuartal|musim) (?:sebelumnya|lalu|kemarin|depan|ini))"
    r"(?: (?P<of>berapa|siapa|di mana|apa|bagaimana))?"
    r"|(?:(?:what|how) (?:about |(?:was|were) (?:it|that|they) ))?(?P<en>before(?: (?:that|then))?|previously"
    r"|earlier|(?:last|next) (?:year|month|week|season)|the (?:year|month|week|season) before))"
    r"(?: sih| ya)?",
    re.IGNORECASE,
)
""" "Tadinya berapa?": the same of another time."""
_NOW: Final = re.compile(
    r" (?:yang )?(?:masih |kini |sekarang )?(?:tersisa|sekarang|kini|saat ini|now|currently)\b", re.IGNORECASE
)
_ROSE: Final = re.compile(r"(?P<verb>\w+) (?:jadi |menjadi )?berapa(?: \w+)?", re.IGNORECASE)
"""By how much it changed, of what was counted: "Naik berapa persen?"."""
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
        return _in_other_words(text, bare, language, former)
    match = _BARE.fullmatch(bare)
    if match:
        wh = _REASON.sub(r"apa \1", _WHY.sub("kenapa" if language == "id" else "why", match["wh"].lower()))
        those = _THOSE.match(former.question) if wh.startswith("siapa") else None
        if those:
            return closed(f"{wh} {those[1]}")
        return asks(former.question, language, wh, former.answer, former.denied)
    event = _of_the_same(bare, language, former)
    if event:
        return event
    if _SAID_SO.match(bare) and not own_names(bare):
        return _who_said(bare, language, former)
    if len(bare.split()) <= 4 and (match := _WHICH.fullmatch(bare)) and not _says(match["np"], language):
        return _which(bare, match, language, former)
    return (
        _instead(text, bare, language, former)
        or _what_then(dereferenced(bare, language, former))
        or (_about(bare, language, former) if _goes_on(text, bare, language) else "")
    )


def _of_the_same(bare: str, language: Language, former: Former) -> str:
    """What was asked about, asked of its reason, of another time, or by a noun: "Gara-gara hujan?", "Tadinya
    berapa?", "kapan pertemuannya?"."""
    match = _FOR_WHICH.fullmatch(bare)
    if match and former.kind not in ("who", None):
        event = asks(former.question, language, "apakah" if language == "id" else "", "", denied=False)
        reason = match["id"] or match["en"]
        return closed(f"{event.rstrip('?')} {reason[:1].lower()}{reason[1:]}")
    match = _AT_FIRST.fullmatch(bare)
    if match:
        return _of_another_time(match, language, former)
    match = _ROSE.fullmatch(bare)
    if match and is_verb_id(match["verb"]) and former.thing and former.kind == "howmany":
        counted = clause(former.question, language)
        told = any(is_verb_id(word) for word in counted.split())
        return closed(f"{former.thing if told else counted} {decapitalised(bare)}")
    match = _PART_FOR.fullmatch(bare)
    if match and match["noun"].lower() in RELATIONS and former.thing:
        return closed(f"Apa {match['noun']} {former.thing} {match['whom']}")
    if _BY_WHOM.fullmatch(bare) and any(map(_PASSIVE.fullmatch, former.question.rstrip("?!. ").split())):
        return asks(former.question, former.language, "oleh siapa", former.answer, former.denied)
    match = _OUTCOME.fullmatch(bare)
    if match and NAME.fullmatch(former.thing or former.person):
        deed = claim(former.question, former.language, former.answer, former.denied)
        does = any(word.islower() and is_verb_id(word) for word in deed.split())
        return closed(f"Apa {match['noun']} {deed}") if does else ""
    match = _OF_EVENT.fullmatch(bare) if language == "id" else None
    if match and _speaks_of(former.question, match["event"]):
        return asks(former.question, language, match["wh"], former.answer, former.denied)
    return ""


def _of_another_time(match: re.Match[str], language: Language, former: Former) -> str:
    asked = match["wh"] or match["of"]
    if asked and former.kind != forms.kind(asked, language):
        return ""
    if match["when"]:
        return closed(f"{match['when']} {decapitalised(_NOW.sub('', former.question))}")
    if former.kind in ("why", "quote", None):
        return ""
    undated = _WHEN_ASKED.sub("", _NOW.sub("", former.question))
    return closed(_added(undated, (match["time"] or match["en"]).lower()))


def _in_other_words(text: str, bare: str, language: Language, former: Former) -> str:
    """What leans on a question of the other language: only what it speaks of is carried over, by its name
    if it has one, which is the same in both."""
    opened = _INSTEAD.match(text.strip()) or _INSTEAD.match(bare)
    name = _INSTEAD.sub("", bare)
    of_name = NAME.search(f"x {head_phrase(former.question, former.language)}")
    if opened and of_name and NAME.fullmatch(name):  # a name is the same in both
        return _swap(former, name, local=False)
    whole = _relation(name, language, former) or dereferenced(bare, language, former)
    if whole or not (_goes_on(text, bare, language) or len(bare.split()) <= 4):
        return whole
    return _about(bare, language, replace(former, thing=former.name or former.thing))


def _what_then(whole: str) -> str:
    asks = f"Bagaimana {whole[:1].lower()}{whole[1:]}"
    return asks if _ONLY_IF.fullmatch(whole) else whole


def _bare(text: str) -> str:
    bare = _OPENER.sub("", text.strip()).rstrip("?!. ")
    return f"what {bare}" if bare.lower().startswith("if ") and _ONLY_IF.fullmatch(bare) else bare


def _announced(text: str, language: Language, former: Former | None) -> str:
    """A question whose matter is named before it, or put right: "soal Bank Cemara, siapa direkturnya?",
    "maksudku Bank Kenari"."""
    corrected = asides.meant(text) if former else None
    returned = asides.back_to(text)
    what, rest = corrected or returned or asides.fronted(text) or ("", "")
    one = _WHICH_ONE.fullmatch(what) if corrected and former else None
    if one and former:
        what = f"{head_phrase(former.question, former.language)} {one['name']}".strip()
    if corrected and former and not rest:
        asks_anew = forms.kind(what, language) and _ASKS_ANEW.match(what)
        again = dereferenced(what, language, former) or closed(what)
        return again if asks_anew else _swap(former, what, local=False)
    if not rest:
        return ""
    place = what if is_place(what) else ""
    spoken_of = Former("", "", language, None, "", denied=False, person=what, thing=what, place=place)
    whole = dereferenced(rest, language, spoken_of)
    if returned and not whole:  # the words that go back are not to be looked for
        return closed(rest) if own_names(rest) else _about(rest, language, spoken_of) or closed(rest)
    return whole or (closed(f"{rest} {what}") if corrected else "")


_WHICH_ONE: Final = re.compile(r"yang (?P<name>[A-Z]\S*)")
"""Which of several is meant: "maksudku yang Kenari"."""
_ASKS_ANEW: Final = re.compile(
    r"(?:siapa|apa|apakah|kapan|berapa|di ?mana|kenapa|mengapa|bagaimana|who|what|when|where|why|how|is|are"
    r"|was|were|did|does|do|has|have|will|can)\b",
    re.IGNORECASE,
)


def _says(phrase: str, language: Language) -> bool:
    """Whether "dia mengatakan apa" is a clause, and no noun that is asked for."""
    words = phrase.lower().split()[:-1]
    says = any(is_verb_id(word) or ID_PERSON.fullmatch(word) for word in words)
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
    said = ""
    if former.told and former.kind != "yesno" and languages.detect(former.told, language) == language:
        said = _lead_in(former.told.rstrip(".!?… "))  # what was answered, more exactly than what was asked
    said = said or claim(former.question, language, former.answer, former.denied)
    verb = re.search(
        r"\b(?:membantah|menegaskan|claims?|claimed|stated|denied|confirmed|decided|announced|reported)\b",
        bare,
    )
    if language == "id":
        return f"Siapa yang {verb[0] if verb else 'mengatakan'} {said}?"
    return f"Who {verb[0] if verb else 'said'} that {said}?"


def _lead_in(sentence: str) -> str:
    """``sentence`` to go on after "that": its first word small where it is no name."""
    first = sentence.split(" ", 1)[0].lower()
    if first in DETERMINERS | PREPOSITIONS:
        return f"{sentence[:1].lower()}{sentence[1:]}"
    return decapitalised(sentence) if colloquial.is_written(first) else sentence


_PASSIVE: Final = re.compile(r"di(?!a\b|mana|antara|kenal)[a-z]{3,}", re.IGNORECASE)


def _goes_on(text: str, bare: str, language: Language) -> bool:
    """Whether a question that refers to nothing goes on from the one before: "Lalu siapa yang marah?"."""
    words = bare.split()
    if own_names(bare) or len(words) > 6:
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
    return is_verb_id(word) or word in QUESTION_WORDS or word in ("yang", "kenapa", "mengapa", "bagaimana")


def _about(bare: str, language: Language, former: Former) -> str:
    if not former.thing or former.thing.lower() in bare.lower() or own_names(bare):
        return ""
    return closed(f"{bare} {'soal' if language == 'id' else 'regarding'} {former.thing}")


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
    if any(word in AUXILIARIES or word in _ASKS_ITSELF for word in low):
        return ""
    if opened and _ASKS_OF_ITS_OWN.search(phrase):
        return ""
    if _OWN_WORD.search(bare) and low[0] in RELATIONS and own_names(phrase):
        return ""  # "kalau harga Kenari berapa?" is a whole question
    said = phrase.partition("yang ")[0].split()[local:]
    if language == "id" and any(is_verb_id(word) for word in said if word.islower()):
        return ""
    owned = language == "id" and phrase.islower() and phrase.endswith("nya")
    related = _relation(phrase, language, former)
    if related:
        return related
    if owned:  # "terus dendanya berapa?" asks for the fine of what was spoken of
        asked = QUESTION_WORDS.intersection(bare.lower().split())
        return "" if asked or not opened else _asked_as_before(phrase, former)
    alone = not opened and not local and words[0].lower() != "yang"
    if phrase.islower() and alone and not _YEAR.search(phrase):
        return ""
    if re.search(r"\b(?:bagaimana|gimana)\b", bare) and _takes_no_place(former, phrase):
        matter = f" soal {former.thing}" if former.thing else ""
        return closed(f"Bagaimana {phrase}{matter}")
    return _of_speaker(former, phrase) or _swap(former, phrase, local)


def _takes_no_place(former: Former, phrase: str) -> bool:
    """Whether the question before is of a person, and ``phrase`` names what can do nothing in their stead."""
    of_person = former.person in former.question and is_person(former.person)
    return of_person and former.kind != "quote" and bool(re.search(r"[A-Z]\w* \d", phrase))


_WHO_SAID: Final = re.compile(r"(?:who said that|siapa yang mengatakan) ", re.IGNORECASE)


def _of_speaker(former: Former, phrase: str) -> str:
    """ "What about the minister?" after who said something: what the minister did."""
    speaks = is_person(phrase) or phrase.split()[-1].lower() in PEOPLE
    if not speaks or not _WHO_SAID.match(former.question):
        return ""
    english = former.language == "en"
    matter = f" {'about' if english else 'soal'} {former.thing}" if former.thing else ""
    return closed(f"What did {phrase} say{matter}" if english else f"Apa kata {phrase}{matter}")


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
        return closed(_YANG.sub(phrase, question, count=1)) if _YANG.search(question) else ""
    counted = _COUNTED[former.language].match(question)
    if not counted or not phrase.islower() or phrase.split()[0] in DETERMINERS | PREPOSITIONS:
        return ""
    if former.language == "id" and not colloquial.is_written(phrase.split()[0]):
        return ""  # a name in small letters
    if "yang " in phrase:
        about = f" soal {former.thing}" if former.thing and former.thing not in phrase else ""
        return closed(f"{question[: counted.start('noun')]}{phrase}{about}")
    return closed(question[: counted.start("noun")] + phrase + question[counted.end("noun") :])


def _asked_as_before(phrase: str, former: Former) -> str:
    """ "Kalau lelangnya?" after a question when something begins: when does the auction?"""
    word = _WORDS_ID.get(former.kind or "")
    noun = phrase.removesuffix("nya").rstrip("-")
    holder = noun in OFFICES and " " not in former.thing  # "kalau wakapoldanya?" is not Rita's deputy
    thing = "" if holder or is_person(former.thing) else former.thing
    return closed(f"{word} {noun} {thing}") if word else ""


_WORDS_ID: Final = {"who": "Siapa", "howmany": "Berapa", "when": "Kapan", "where": "Di mana"}


_RELATED: Final = re.compile(r"(?:the |its |their |his |her )?(?P<noun>\w+?)(?:nya)?", re.IGNORECASE)


def _relation(phrase: str, language: Language, former: Former) -> str:
    """ "Harganya?", "what about the price?"."""
    related = _RELATED.fullmatch(phrase)
    noun = related["noun"].lower() if related else ""
    if noun not in RELATIONS or not former.thing:
        return ""
    kind = NOUNS.get(noun)
    if noun in PEOPLE or noun in OFFICES or (noun.startswith("pe") and noun[-2:] != "an"):
        kind = "who"
    if language == "id":
        return f"{_WORDS_ID.get(kind or '', 'Apa')} {noun} {former.thing}?"
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
_WHEN_ASKED: Final = re.compile(
    r" (?:(?:sampai|hingga|pada|per|di|sejak|in|until|by|on|since|bulan|tanggal|tahun) )*"
    rf"(?:{_DATED.pattern}|{_THIS_YEAR.pattern}|{_YEAR.pattern})"
)
"""The time in a question, with what leads to it."""
_OTHER_DATE: Final = re.compile(
    rf"(?:(?:di|pada|in|on|bulan|tanggal) )*(?P<day>\d{{1,2}} )?(?P<month>{_MONTHS})"
    rf"(?: (?P<year>{_YEAR.pattern}))?",
    re.IGNORECASE,
)


_HOLDER: Final = re.compile(r"[a-z]+(?= [a-z])", re.IGNORECASE)
"""The first word of a question: who acts there may be told by an office alone."""


def _exchanged(question: str, language: Language) -> str:
    """What of a question may be exchanged when it is no place or time: its subject, or whoever acts."""
    subject = SPAN.sub("", head_phrase(question, language))
    named = next((match[0] for match in NAME.finditer(question) if match.start()), "")
    holder = _HOLDER.match(question)  # "presiden bisa menolak?"
    return subject or named or (holder[0] if holder and holder[0].lower() in PEOPLE else "")


def _swap(former: Former, phrase: str, local: bool) -> str:
    """The former question with ``phrase`` in the place of the constituent like it."""
    question = former.question
    core = phrase.split(" ", 1)[1] if local else phrase
    dated = _dated(former, phrase, core, local)
    if dated:
        return dated
    counted = _counted_else(former, phrase) or _told_else(question, core)
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
            return closed(question[: spot.start(2)] + core + question[spot.end(2) :])
        if local:
            return closed(_added(question, phrase))
        where = next((match for match in NAME.finditer(question) if is_place(match[0])), None)
        if where:
            return closed(question[: where.start()] + core + question[where.end() :])
    subject = _exchanged(question, former.language)
    if subject and core[:1].isupper():
        name = next((match[0] for match in NAME.finditer(subject)), "")
        common = {word.lower() for word in subject.split() if word.islower()} - {"the", "a", "an"}
        # "jembatan Musi" gives way to "Barito" only in its name
        if name and name != subject and common and not common.intersection(core.lower().split()):
            subject = name
    if not subject or subject not in question:
        return ""
    if NAME.match(subject) and core.islower() and not any(map(colloquial.is_written, core.split())):
        core = core.title()  # a name in small letters in the place of one: "kalau yosef tanara?"
    bare = core.islower() and core.split()[0] not in DETERMINERS
    if former.language == "en" and bare and subject.lower().startswith("the "):
        core = f"the {core}"
    return closed(question.replace(subject, core, 1))


_TOLD_OF: Final = re.compile(
    r"\b(?:soal|tentang|mengenai|about|on|regarding) (?P<np>[a-z]+(?: [a-z]+){0,2})\?$"
)
"""What somebody speaks of, in common words."""


def _told_else(question: str, core: str) -> str:
    """ "What about rice?" after what somebody said about beef."""
    told = _TOLD_OF.search(question) if core.islower() else None
    return closed(question[: told.start("np")] + core) if told else ""


def _dated(former: Former, phrase: str, core: str, local: bool) -> str:
    """The former question with another date, month or year; empty when ``core`` is none."""
    question = former.question
    there, other = list(_DATED.finditer(question)), _OTHER_DATE.fullmatch(phrase)
    if other and there:
        year = other["year"] or there[-1]["year"]
        put = f"{other['day'] or ''}{other['month'].capitalize()}{f' {year}' if year else ''}"
        return closed(question[: there[0].start()] + put + question[there[-1].end() :])
    year = _YEAR.search(core)
    if year and len(core.split()) <= 2 and (_YEAR.search(question) or _THIS_YEAR.search(question)):
        return closed((_YEAR if _YEAR.search(question) else _THIS_YEAR).sub(year[0], question))
    if other or (year and len(core.split()) <= 2):
        has_link = local or len(core.split()) > 1
        when = phrase if has_link else f"{'in' if former.language == 'en' else 'pada'} {core}"
        return closed(_added(question, when))
    return ""


def _added(question: str, phrase: str) -> str:
    return f"{question.rstrip('?!. ')} {phrase}"
