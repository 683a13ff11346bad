"""The few words an answer adds of its own, in both languages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.answering.question import Question
    from qabot.types import Language, VerdictLabel

VERDICT: Final[dict[Language, dict[VerdictLabel, str]]] = {
    "id": {"yes": "Ya.", "no": "Tidak.", "mixed": "Artikel-artikelnya berbeda."},
    "en": {"yes": "Yes.", "no": "No.", "mixed": "The articles differ."},
}
EMPTY: Final[dict[Language, str]] = {
    "id": "Saya tidak menemukan pertanyaan di situ. Coba tanyakan satu hal dengan kata-kata lengkap.",
    "en": "I could not find a question in that. Try asking one thing in full words.",
}
_NOT_STATED: Final[dict[Language, str]] = {
    "id": "Artikel-artikel ini tidak menyebutkannya.",
    "en": "The articles do not say.",
}


def not_stated(question: Question) -> str:
    """What is said when the articles do not say."""
    return _NOT_STATED[question.language]
