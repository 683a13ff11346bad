"""The words that are ours, in both languages side by side; quotes keep the language of the article."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from qabot.text import datewords

if TYPE_CHECKING:
    from qabot.config import LanguageChoice
    from qabot.types import Language

_LABELS: Final[dict[str, tuple[str, str]]] = {
    # Each name stands before its Indonesian and its English words.
    "about": ("sekitar", "about"),
    "as_of": ("per", "as of"),
    "articles_none": ("Belum ada artikel yang cocok.", "No article matches."),
    "bye": ("Sampai jumpa.", "Goodbye."),
    "candidates": ("Kandidat", "Candidates"),
    "cite_usage": ("Tulis id kutipan: /cite ID", "Give a citation id: /cite ID"),
    "confidence": ("keyakinan", "confidence"),
    "context": ("konteks", "context"),
    "context_group": ("Di sekitarnya:", "Around it:"),
    "edited": (
        "Artikel ini berubah setelah id itu dibuat; yang tampil adalah paragraf yang sekarang.",
        "This article was edited after that id was made; this is the paragraph as it stands now.",
    ),
    "empty": (
        "Belum ada artikel. Tambahkan dengan: qabot index add BERKAS...",
        "There are no articles yet. Add some with: qabot index add FILE...",
    ),
    "forgotten": ("Percakapan dilupakan.", "Conversation forgotten."),
    "greeting": (
        "{count} artikel. Tanyakan sesuatu; /help menampilkan perintah, Ctrl-D keluar.",
        "{count} articles. Ask something; /help lists the commands, Ctrl-D leaves.",
    ),
    "help_articles": (
        "daftar artikel, boleh disaring dengan kata",
        "list the articles, filtered by words if given",
    ),
    "help_cite": ("kutipan itu di dalam paragrafnya", "that quote within its paragraph"),
    "help_help": ("daftar ini", "this list"),
    "help_intro": (
        "Tulis pertanyaan, atau salah satu perintah ini:",
        "Type a question, or one of these commands:",
    ),
    "help_json": ("jawaban terakhir sebagai JSON", "the last answer as JSON"),
    "help_lang": ("bahasa pertanyaan: id, en, atau auto", "language of questions: id, en, or auto"),
    "help_new": ("lupakan percakapan sejauh ini", "forget the conversation so far"),
    "help_quit": ("keluar (juga Ctrl-D)", "leave (Ctrl-D does too)"),
    "help_sources": ("artikel di balik jawaban terakhir", "the articles behind the last answer"),
    "help_timeline": (
        "apa yang dikatakan tentang suatu hal, menurut waktu",
        "what was said on a topic, in order of date",
    ),
    "help_why": ("bagaimana jawaban terakhir didapat", "how the last answer was reached"),
    "interrupted": ("Dihentikan.", "Stopped."),
    "kind": ("Jenis pertanyaan", "Kind of question"),
    "lang_now": ("Bahasa pertanyaan", "Language of questions"),
    "left_out": ("{count} lagi dengan --explain --json", "{count} more with --explain --json"),
    "nearest": ("Yang paling dekat, bukan jawaban:", "What comes nearest, not an answer:"),
    "no_answer_yet": (
        "Belum ada jawaban. Tanyakan sesuatu dulu.",
        "There is no answer yet. Ask something first.",
    ),
    "no_group": ("Yang menyatakan tidak:", "Saying no:"),
    "no_why": ("Tidak ada catatan untuk jawaban itu.", "There is no record for that answer."),
    "notes": ("Catatan", "Notes"),
    "opposes": ("bertentangan", "opposes"),
    "paragraph": ("paragraf", "paragraph"),
    "sources_many": ("{count} sumber independen", "{count} independent sources"),
    "sources_one": ("satu sumber", "one source"),
    "timeline": ("Menurut waktu:", "In order of date:"),
    "timeline_none": (
        "Tidak ada pernyataan bertanggal tentang itu di artikel-artikel ini.",
        "The articles hold no dated statement on that.",
    ),
    "timeline_usage": (
        "Tulis topiknya: /timeline TOPIK (tanpa topik: pertanyaan terakhir)",
        "Give a topic: /timeline TOPIC (without one: the last question)",
    ),
    "title": ("judul", "title"),
    "understood": ("Dipahami sebagai", "Understood as"),
    "unknown_command": ("Perintah tidak dikenal:", "Unknown command:"),
    "unknown_command_hint": ("Maksudnya {near}?", "Did you mean {near}?"),
    "unknown_command_help": ("/help menampilkan semuanya.", "/help lists them all."),
    "untitled": ("(tanpa judul)", "(untitled)"),
    "yes_group": ("Yang menyatakan ya:", "Saying yes:"),
}


def label(name: str, language: Language) -> str:
    """The word for ``name`` in ``language``."""
    return _LABELS[name][0 if language == "id" else 1]


def interface_language(choice: LanguageChoice, spoken: Language | None = None) -> Language:
    """The language our own words are in: as set, else as spoken last, else as the locale has it."""
    if choice != "auto":
        return choice
    if spoken is not None:
        return spoken
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "id" if locale.lower().startswith("id") else "en"


def date(iso: str, language: Language) -> str:
    """``2023-07-28T19:42`` as ``28 Juli 2023 19:42``; ``2023-07`` as ``Juli 2023``. Else unchanged."""
    return datewords.written(iso, language)
