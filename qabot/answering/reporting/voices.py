"""Whose word an answer is: what a company or a person says of itself is told as theirs, and not as fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qabot.answering.words import offices, speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.types import Citation

_STATE: Final = re.compile(
    r"\b(?:Menteri|Menko\w*|Mendag|Menkeu|Menkes|Menkominfo|Gubernur|Bupati|Wali ?[Kk]ota|Presiden|Wapres"
    r"|(?:Wak|K)apol\w+|Sekda|Satpol|Bawaslu|Stasiun|Kodam|Pangdam|Kapendam|Kota|Kabupaten|Gugus Tugas"
    r"|Dirjen|Direktur Jenderal|Camat|Lurah|Hakim|Jaksa\w*|Kementerian|Kemen\w+|Dinas|Badan|Polri|Polda"
    r"|Polres\w*"
    r"|[Kk]epolisian|[Pp]olisi|[Pp]emerintah|Pem(?:prov|kot|kab|da)|DPR\w*|MPR|KPK|KPU|TNI|Istana"
    r"|[Kk]ejaksaan|Kejari|Kejati|Kejagung|[Jj]aksa|[Hh]akim|Kombes|Kompol|AKP|AKBP|Iptu|Brigjen|Irjen|RI"
    r"|OJK|Otoritas|BI|Bank Indonesia|BPS|BMKG|BPOM|BGN|BKN|BKD|BPN|BNN|BNPB|BPBD|Basarnas|KBRI|MK|MA|PN"
    r"|Pengadilan|Mahkamah|Minister|Ministry|President|Governor|Mayor|Police|police|government|Secretary"
    r"|Department)\b"
)
_ITSELF: Final = re.compile(
    r"\b(?:[Kk]ami|[Pp]ihaknya|[Pp]erusahaan(?:nya)?|komitmennya|dirinya|we|We|our|Our|its own"
    r"|[Tt]he company)\b"
)
_PARTIES: Final = re.compile(r"(?:[,;]|\bnamun) (?:sementara|sedangkan|adapun|while|whereas)\b")
"""Behind it somebody else is told of."""
_PLEDGES: Final = re.compile(
    r"\b(?:membantah|memastikan|menegaskan|mengaku\w*|mengakui|berjanji|menjanjikan|berkomitmen|mengklaim"
    r"|menepis|menyangkal|Pastikan|Bantah|Klaim|Tegaskan|Akui|Tepis|denie[sd]|promised|promises|insist(?:s|ed)"
    r"|claim(?:s|ed)|pledge[sd]|confirm(?:s|ed))\b"
)
_OFFICE_TAIL: Final = frozenset(
    "umum utama eksekutif khusus of and for the communications communication officer executive operating"
    " financial"
    " marketing public affairs corporate relations operasional keuangan komunikasi pemasaran bidang senior"
    " vice".split()
)
_FOR_THEMSELVES: Final = frozenset(
    "pengamat pakar ahli ekonom psikolog striker gelandang bek kiper pebalap pembalap wasit"
    " penyanyi aktris aktor artis vokalis gitaris komika wartawan presenter penulis sutradara"
    " ajudan".split()
)
"""Who speaks for nobody else: what stands behind is a field, or whom they play for."""
_NO_VOICE: Final = re.compile(r"PT|CV|BP|DP[PDW]|Tbk|Indonesia")


def own_claim(citations: Sequence[Citation]) -> str | None:
    """Whose word an answer is, when it rests on what a company or a person says of itself; else None.

    ``citations`` are those of the answer, best first. None as well when somebody else says the same, or
    a state office speaks: what it decides is so because it says so.
    """
    supporting = [citation for citation in citations if citation.stance == "supports"]
    if not supporting:
        return None
    voice = _voice(supporting[0])
    if voice is None or not _of_itself(supporting[0], voice):
        return None
    words = set(voice.casefold().split())
    for other in supporting[1:]:
        theirs = " ".join(filter(None, (other.speaker, other.role)))
        if theirs and not words & set(theirs.casefold().split()):
            return None
    return voice


def _voice(citation: Citation) -> str | None:
    """The company of a speaker who has an office there, else the speaker; None for offices of the state."""
    if not citation.speaker or _STATE.search(f"{citation.speaker} {citation.role or ''}"):
        return None
    words = (citation.role or "").split()
    personal = "pribadi" in map(str.lower, words)  # what stands behind is whom they work for
    if (
        not words
        or personal
        or words[0].lower() in _FOR_THEMSELVES
        or not offices.holds_office(citation.role or "")
    ):
        return citation.speaker
    while words and (words[0].lower() in _OFFICE_TAIL or words[0].lower() in offices.OFFICES):
        words.pop(0)
    if words and (
        offices.of_office(words[0]) or "dan" in words
    ):  # a department: "Direktur Layanan Keuangan PT X" speaks for PT X
        words = words[next((at for at, word in enumerate(words) if offices.names_body(word)), len(words)) :]
    while words and words[-1].lower() in offices.OFFICES:  # a rank in front of the name
        words.pop()
    voice = " ".join(words)
    # a kind of company or a place alone is nobody's name
    return voice if words and voice[0].isupper() and not _NO_VOICE.fullmatch(voice) else citation.speaker


def _of_itself(citation: Citation, voice: str) -> bool:
    """Whether a quote says of itself what its speaker, or the company behind, does or is."""
    if _PARTIES.search(citation.quote):
        return False
    if _ITSELF.search(citation.quote):
        return True
    first = re.escape(voice.split()[0])
    bare = citation.quote.replace(citation.role or "\0", "")  # that it is named there says nothing
    named = len(re.findall(rf"\b{first}\b", bare, re.IGNORECASE))
    if voice != citation.speaker:
        return named > 0
    if speakers.is_body(voice) and named > 1:
        return True
    pledged = re.search(rf"\b{first}\b[^.“”\"]{{0,60}}?(?:{_PLEDGES.pattern})(?P<what>.{{0,40}})", bare)
    # "Rina menegaskan Yosef ...": what one says of another
    return pledged is not None and (
        speakers.is_body(voice) or not re.search(r"(?<!\w)[A-Z]", pledged["what"])
    )
