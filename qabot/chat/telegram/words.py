"""What the Telegram bot says in its own words, in both languages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.types import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    # Each name stands before its Indonesian and its English words.
    "about": (
        "Saya menjawab pertanyaan dari kumpulan artikel berita, dalam bahasa Indonesia atau Inggris, selalu dengan"
        " kutipan persisnya, medianya dan tanggalnya. Kalau artikelnya tidak menyebutkan, itu yang saya katakan.",
        "I answer questions from a collection of news articles, in Indonesian or English, always with the exact"
        " quotes, their outlet and date. When the articles do not say, that is what I say.",
    ),
    "about_short": (
        "Jawaban dari artikel berita, selalu dengan kutipannya.",
        "Answers from news articles, always with the quotes.",
    ),
    "access_button": ("Minta akses", "Ask for access"),
    "access_code": (
        "Bot ini hanya menjawab orang yang dikenal pengelolanya.\n\nKode Anda: {code}\n\n"
        "Pengelola sudah diberi tahu. Kalau mengenalnya, sampaikan kode ini.",
        "This bot answers only people its admin knows.\n\nYour code: {code}\n\n"
        "The admin has been told. If you know them, pass this code on.",
    ),
    "access_granted": ("Anda sudah bisa bertanya.", "You may ask now."),
    "access_list": (
        "Bot ini hanya menjawab orang yang dikenal pengelolanya. Id Anda: {id}",
        "This bot answers only people its admin knows. Your id: {id}",
    ),
    "add_failed": ("Tidak terbaca: {reason}", "Not read: {reason}"),
    "add_too_big": (
        "Berkas itu lebih besar dari {limit}, batas untuk bot.",
        "That file is larger than {limit}, the limit for bots.",
    ),
    "added": ("Ditambahkan", "Added"),
    "admin_now": (
        "Anda sekarang pengelola bot ini. Kirim berkas atau tautan untuk menambah artikel; /help menampilkan"
        " semua perintah.",
        "You are now an admin of this bot. Send a file or a link to add an article; /help lists all commands.",
    ),
    "admin_only": ("Perintah itu untuk pengelola.", "That command is for admins."),
    "also": ("Juga:", "Also:"),
    "approve": ("Izinkan", "Let in"),
    "approve_list": (
        "Di sini berlaku daftar: tambahkan id itu pada QABOT_TELEGRAM_ALLOW, lalu mulai ulang botnya.",
        "A list is in force here: add the id to QABOT_TELEGRAM_ALLOW and start the bot again.",
    ),
    "approve_usage": (
        "Tulis kode atau id: /approve KODE. Yang menunggu: {waiting}",
        "Give a code or an id: /approve CODE. Waiting: {waiting}",
    ),
    "approved": ("Diizinkan: {name}", "Let in: {name}"),
    "articles_count": ("{count} artikel", "{count} articles"),
    "articles_matching": ("{count} artikel untuk “{words}”", "{count} articles for “{words}”"),
    "articles_none": ("Belum ada artikel yang cocok.", "No article matches."),
    "ask_usage": (
        "Tulis pertanyaannya: /ask Siapa yang membantah?",
        "Write the question: /ask Who denied it?",
    ),
    "back": ("« Jawaban", "« Answer"),
    "broken": (
        "Ada yang salah di pihak kami. Kalau melapor, sebutkan kode {id}.",
        "Something went wrong on our side. If you report it, name the code {id}.",
    ),
    "busy": (
        "Sedang banyak pertanyaan. Coba lagi sebentar lagi.",
        "Many questions at the moment. Please try again shortly.",
    ),
    "check_claims": (
        "{spoken} dari {all} pernyataan dibahas artikel-artikel ini.",
        "The articles speak to {spoken} of {all} statements.",
    ),
    "check_more": (
        "Pesannya panjang: hanya {checked} pernyataan pertama yang diperiksa, {count} tidak. Kirim sisanya terpisah.",
        "That is a long message: only its first {checked} statements were checked, {count} were not. Send the"
        " rest on its own.",
    ),
    "check_none": (
        "Artikel-artikel ini tidak membahas pernyataan apa pun di pesan itu. Itu tidak berarti benar atau salah.",
        "The articles speak to none of the statements in that message. That makes it neither true nor false.",
    ),
    "check_title": ("Yang dikatakan artikel tentang pesan itu", "What the articles say about that message"),
    "cite_unknown": (
        "Tidak ada kutipan dengan id {id}. Mungkin artikelnya sudah dihapus. Id kutipan terlihat seperti zr3cvf-2b.",
        "There is no citation {id}. Its article may have been removed. A citation id looks like zr3cvf-2b.",
    ),
    "cite_usage": ("Tulis id kutipan: /cite zr3cvf-2b", "Give a citation id: /cite zr3cvf-2b"),
    "code_wrong": ("Kode itu tidak berlaku.", "That code is not valid."),
    "copy": ("Sudah ada, sama persis", "Already there, word for word"),
    "denied": ("Menurut artikel: tidak", "The articles say: no"),
    "dropped": ("Dihapus: {title}", "Removed: {title}"),
    "feedback_caption": (
        "{count} jawaban dengan penilaian, untuk: qabot eval questions {name}",
        "{count} answers with votes, for: qabot eval questions {name}",
    ),
    "feedback_none": ("Belum ada penilaian.", "No votes yet."),
    "forget_ask": (
        "Hapus percakapan, jawaban, penilaian dan pengaturan Anda? Ini tidak bisa dibatalkan.",
        "Erase your conversations, answers, votes and settings? This cannot be undone.",
    ),
    "forget_done": (
        "Sudah dihapus: {count} jawaban dan semua yang tersimpan tentang Anda.",
        "Erased: {count} answers and all that was kept of you.",
    ),
    "forget_no": ("Batal", "Cancel"),
    "forget_yes": ("Ya, hapus", "Yes, erase"),
    "gone": (
        "Jawaban itu tidak tersimpan lagi. Tanyakan sekali lagi.",
        "That answer is no longer kept. Please ask again.",
    ),
    "group_hello": (
        "Halo! Sebut @{name} atau pakai /ask untuk bertanya; balas jawaban saya untuk melanjutkan. Pesan lain"
        " tidak saya baca.",
        "Hello! Mention @{name} or use /ask to ask; reply to an answer to go on from it. I read nothing else.",
    ),
    "group_request": (
        "Grup ini belum diizinkan. Seorang pengelola dapat menulis /approve di sini.",
        "This group is not let in yet. An admin may write /approve here.",
    ),
    "help_admin": ("Untuk pengelola:", "For admins:"),
    "help_approve": ("izinkan orang atau grup", "let a person or group in"),
    "help_articles": ("daftar artikel, boleh dengan kata", "list the articles, with words if you like"),
    "help_ask": ("tanyakan sesuatu (di grup)", "ask something (in groups)"),
    "help_cite": ("kutipan di dalam paragrafnya", "a quote within its paragraph"),
    "help_feedback": ("penilaian sebagai berkas soal", "votes as a question set"),
    "help_forget": ("hapus data saya", "erase my data"),
    "help_help": ("cara memakai bot ini", "how to use this bot"),
    "help_lang": ("bahasa: id, en, auto", "language: id, en, auto"),
    "help_more": (
        "Balas sebuah jawaban untuk melanjutkannya; ubah pertanyaan, dan jawabannya ikut berubah. Teruskan"
        " sebuah pesan untuk memeriksa isinya. Di grup, sebut @{name} atau balas jawabannya. Di obrolan mana"
        " pun: @{name} lalu pertanyaan.",
        "Reply to an answer to go on from it; edit a question and its answer follows. Forward a message to have"
        " it checked. In groups, mention @{name} or reply to its answer. In any chat: @{name} and a question.",
    ),
    "help_more_admin": (
        "Kirim berkas atau tautan untuk menambah artikel.",
        "Send a file or a link to add an article.",
    ),
    "help_new": ("mulai percakapan baru", "start a new conversation"),
    "help_privacy": ("apa yang disimpan", "what is kept"),
    "help_reindex": ("baca ulang semua artikel", "read all articles anew"),
    "help_remove": ("hapus artikel", "remove an article"),
    "help_revoke": ("cabut izin", "take a permission back"),
    "help_sources": ("artikel di balik jawaban", "the articles behind an answer"),
    "help_start": ("sapaan, dan apa yang terbaru", "a greeting, and what is newest"),
    "help_stats": ("angka-angka", "figures"),
    "help_timeline": ("menurut waktu: siapa berkata apa", "in order of date: who said what"),
    "help_title": (
        "Tulis pertanyaan, dalam bahasa Indonesia atau Inggris. Jawabannya selalu dengan kutipan; kalau"
        " artikelnya tidak menyebutkan, itu yang saya katakan.",
        "Write a question, in Indonesian or English. The answer always comes with quotes; when the articles do"
        " not say, that is what I say.",
    ),
    "help_users": ("siapa yang memakai bot ini", "who uses this bot"),
    "inline_ask": ("Tulis pertanyaan …", "Write a question …"),
    "inline_busy": (
        "Terlalu banyak pertanyaan. Coba sebentar lagi.",
        "Too many questions. Try again shortly.",
    ),
    "inline_quote": ("Kutipan {number}: {outlet}", "Quote {number}: {outlet}"),
    "in_private": (
        "Perintah itu hanya berlaku dalam percakapan pribadi.",
        "That command works in a private chat.",
    ),
    "lang_auto": ("otomatis", "automatic"),
    "lang_choose": ("Bahasa saya:", "My language:"),
    "lang_set": ("Bahasa: {language}", "Language: {language}"),
    "link_only": (
        "Menambah artikel hanya bisa dilakukan pengelola. Tanyakan saja isinya.",
        "Only admins add articles. Ask about it instead.",
    ),
    "media": (
        "Saya hanya bisa membaca teks. Tulis pertanyaannya, atau teruskan pesan untuk diperiksa.",
        "I can only read text. Write your question, or forward a message to have it checked.",
    ),
    "mixed": ("Artikel-artikel berbeda", "The articles differ"),
    "more": ("Selengkapnya", "The whole answer"),
    "near": ("Hampir sama dengan {other}", "Nearly the same as {other}"),
    "new_done": ("Percakapan baru.", "New conversation."),
    "next": ("Berikutnya ›", "Next ›"),
    "no_answer_yet": ("Belum ada jawaban di sini.", "There is no answer here yet."),
    "nothing": ("Tidak ada.", "None."),
    "open_article": ("Buka artikel", "Open the article"),
    "owner_code": (
        "Belum ada pengelola. Kirim kode dari terminal tempat bot ini dijalankan.",
        "There is no admin yet. Send the code shown in the terminal that runs this bot.",
    ),
    "paragraphs": ("{count} paragraf", "{count} paragraphs"),
    "previous": ("‹ Sebelumnya", "‹ Previous"),
    "privacy": (
        "Yang disimpan, hanya di komputer yang menjalankan bot ini: nama dan id Telegram Anda, bahasa yang"
        " dipilih, pertanyaan dan jawabannya (supaya tombol dan pertanyaan lanjutan bekerja), dan penilaian"
        " Anda.\n\nLamanya: {days}. Tidak ada yang dikirim ke pihak lain{llm}. Catatan teknis {logs}.\n\n"
        "/forget menghapus semuanya. Yang tinggal hanya apakah nomor id Anda diizinkan.",
        "What is kept, only on the computer that runs this bot: your Telegram name and id, the language you"
        " chose, your questions and their answers (so that buttons and follow-ups work), and your votes.\n\n"
        "For how long: {days}. Nothing is sent to anybody else{llm}. Technical logs {logs}.\n\n"
        "/forget erases all of it. What stays is only whether your id was let in.",
    ),
    "privacy_days": ("{days} hari", "{days} days"),
    "privacy_ever": ("sampai Anda menghapusnya", "until you erase it"),
    "privacy_hash": ("tidak memuat pertanyaan", "hold no questions"),
    "privacy_llm": (
        ", kecuali pertanyaan dan kutipan ke model bahasa di {host}",
        ", but questions and quotes to the language model at {host}",
    ),
    "privacy_text": ("memuat pertanyaan", "hold the questions"),
    "refuse": ("Tolak", "Turn away"),
    "refused": ("Ditolak: {name}", "Turned away: {name}"),
    "reindex_busy": ("Membaca ulang {count} artikel …", "Reading {count} articles anew …"),
    "remove_usage": (
        "Tulis kode atau nama artikel: /remove zr3cvf",
        "Give an article's code or name: /remove zr3cvf",
    ),
    "removed_access": ("Izin dicabut: {name}", "Permission taken back: {name}"),
    "replaced": ("Diperbarui", "Replaced"),
    "request": ("{name} ({id}) minta akses. Kode: {code}", "{name} ({id}) asks for access. Code: {code}"),
    "revoke_last": (
        "Maaf, {name} satu-satunya pengelola, jadi izinnya tetap: tanpa pengelola tidak ada yang bisa mengizinkan"
        " orang lain. Sebutkan pengelola lain dulu di QABOT_TELEGRAM_ADMINS.",
        "Sorry, {name} is the only admin and stays one: without an admin nobody could let others in. Name another"
        " in QABOT_TELEGRAM_ADMINS first.",
    ),
    "revoke_none": ("{name} tidak punya izin yang bisa dicabut.", "{name} has no permission to take back."),
    "revoke_still": (
        "{name} tetap dijawab: begitu menurut pengaturan (QABOT_TELEGRAM_ACCESS, _ALLOW, _ADMINS).",
        "{name} is answered still: the settings say so (QABOT_TELEGRAM_ACCESS, _ALLOW, _ADMINS).",
    ),
    "revoke_usage": ("Tulis id: /revoke 123456", "Give an id: /revoke 123456"),
    "slow_down": (
        "Pelan-pelan, ya: {limit} pertanyaan semenit. Coba lagi {seconds} detik lagi.",
        "A little slower, please: {limit} questions a minute. Try again in {seconds} seconds.",
    ),
    "sources_inside": (
        "Pesan itu bukan jawaban atas pertanyaan. Kalau itu hasil pemeriksaan, sumbernya ada di bawah tiap"
        " pernyataan.",
        "That message answers no question. If it is a check, its sources stand below each statement.",
    ),
    "sources_title": ("Artikel di balik jawaban itu:", "The articles behind that answer:"),
    "start": (
        "Halo! Saya menjawab dari {count}, selalu dengan kutipannya.",
        "Hello! I answer from {count}, always with the quotes.",
    ),
    "start_newest": ("Terbaru di sini:", "Newest here:"),
    "stats_answers": ("Jawaban sejak mulai · tersimpan", "Answers since start · kept"),
    "stats_articles": ("Artikel · kutipan", "Articles · passages"),
    "stats_errors": ("Galat", "Errors"),
    "stats_people": ("Orang", "People"),
    "stats_queue": ("Antrean", "Queue"),
    "stats_unstated": ("Tidak disebut artikel", "Not in the articles"),
    "supported": ("Menurut artikel: ya", "The articles say: yes"),
    "thanks_down": ("Terima kasih. Akan dilihat.", "Thank you. It will be looked at."),
    "thanks_off": ("Penilaian ditarik.", "Vote taken back."),
    "thanks_up": ("Terima kasih!", "Thank you!"),
    "timeline": ("Urutan waktu", "Timeline"),
    "timeline_usage": (
        "Tulis topiknya: /timeline Project S",
        "Give a topic: /timeline Project S",
    ),
    "unchanged": ("Sudah ada, tidak berubah", "Already there, unchanged"),
    "unknown_command": (
        "Saya tidak kenal perintah itu. /help menampilkan semuanya.",
        "I do not know that command. /help lists them all.",
    ),
    "unsaid": ("Tidak dibahas", "Not spoken to"),
    "users_answers": ("{count} jawaban", "{count} answers"),
    "why": ("Mengapa?", "Why?"),
}

BUTTON_UP: Final = "👍"
BUTTON_DOWN: Final = "👎"


def word(name: str, language: Language, /, **values: object) -> str:
    """What ``name`` is called in ``language``, with ``values`` put in."""
    return _WORDS[name][0 if language == "id" else 1].format(**values)


def language_of(code: str | None) -> Language:
    """The language to greet somebody in whose app is set to ``code``."""
    return "id" if (code or "").lower().split("-")[0] in {"id", "ms", "jv", "su"} else "en"
