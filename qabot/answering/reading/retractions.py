"""What is only reported, and taken back by the sentence behind it: "Kabar itu tidak benar."

Alone such a sentence says what it reports, so it is read and quoted together with the one behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qabot.answering.words.negation import NEGATION
from qabot.text import sentences

if TYPE_CHECKING:
    from qabot.answering.reading.bounds import Side
    from qabot.answering.reading.evidence import Evidence
    from qabot.answering.understanding.question import Question

_REPORT: Final = (
    r"(?:kabar|isu|rumor|gosip|informasi|berita|klaim|narasi|tudingan|tuduhan|anggapan|dugaan|pesan"
    r"|rumou?rs?|claims?|reports?|allegations?)"
)
_REPORTS: Final = re.compile(rf"\b{_REPORT}\b", re.IGNORECASE)
_TAKES_BACK: Final = re.compile(
    r"[\"“'‘]?(?:(?:padahal|namun|tetapi|tapi|but|however),? )?"
    rf"(?:{_REPORT} (?:itu|ini|tersebut)|(?:the|that|this|those|these) {_REPORT})"
    r"(?: (?:ternyata|sama sekali|adalah|jelas|is|was|are|were))*"
    r" (?:tidak (?:benar|betul)|bohong|hoaks|hoax|keliru|palsu|not true|untrue|false|wrong|a hoax)\b",
    re.IGNORECASE,
)
_OF_REPORTS: Final = re.compile(
    r"\b(?:beredar|tersebar|menyebar|viral|bohong|hoaks|hoax|keliru|palsu|membantah|dibantah|circulat\w+"
    r"|spread\w*|untrue|false|wrong|deny|denied)\b",
    re.IGNORECASE,
)
"""In a question on the report itself, or whether it is true."""
_WORD: Final = re.compile(r"[\w'’-]+")


def taken_back(question: Question, item: Evidence) -> Evidence | None:
    """``item`` with the sentence behind it when that says that what ``item`` reports is not true; None when
    it does not, or when the question is on the report itself."""
    if _OF_REPORTS.search(question.asked) or not _REPORTS.search(item.text):
        return None
    own = item.start - item.hit.passage.start
    behind = own + item.end - item.start
    text = item.hit.passage.text
    start, end = next(iter(sentences.split(text[behind:])), (0, 0))
    if not _TAKES_BACK.match(text, behind + start, behind + end):
        return None
    return replace(item, end=item.end + end, text=text[own : behind + end])


def side(question: Question, reported: Evidence) -> Side:
    """What it comes to that ``reported`` is not true: that something is not so affirms that it is."""
    spoken = reported.hit.passage.article.language
    negated = bool(NEGATION[spoken].intersection(_WORD.findall(reported.text.lower())))
    return "denies" if question.negated == negated else "affirms"
