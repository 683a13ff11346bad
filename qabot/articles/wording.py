"""The words of news sites' furniture, Indonesian and English: what buttons, boxes and headings are called.

Data only; :mod:`qabot.articles.chrome` says how they are used.
"""

from __future__ import annotations

from typing import Final


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


LINKS: Final = _phrases(
    """
    baca juga|baca juga artikel|lihat juga|simak juga|baca pula|tonton juga|read also|also read|read more|
    see also|video terkait|foto terkait|video pilihan|headline|don't miss|jangan lewatkan|baca artikel lain|
    simak video|lihat foto
    """
)
"""Headings of a link or two set between paragraphs."""

SECTIONS: Final = _phrases(
    """
    related news|related|latest updates|lainnya di detiknetwork|terkini lainnya|berita detikcom lainnya|
    lihat juga berita lainnya|related articles|related article|related posts|related stories|related topics|
    related content|berita terkait|artikel terkait|terkait|topik terkait|berita lainnya|artikel lainnya|
    berita lain|artikel lain|berita menarik lainnya|rekomendasi|rekomendasi untuk anda|rekomendasi artikel|
    recommended|recommended for you|recommended stories|you may also like|you might also like|you may like|
    more from|more on this story|more stories|more news|read next|up next|next up|promoted content|
    konten promosi|sponsored|sponsored content|from the web|around the web|pilihan untukmu|pilihan editor|
    editor's picks|editor's choice|editors' picks|editors picks|top stories|headlines|more like this|
    berita pilihan|artikel pilihan|pilihan redaksi|artikel rekomendasi|berita rekomendasi
    """
)
"""Headings of boxes that link to other stories."""

ENDS: Final = _phrases(
    """
    comments|comment|no comments|komentar|komentar pembaca|kolom komentar|back to top button|back to top|
    scroll to top|kembali ke atas|ke atas|popular posts|popular|popular news|popular articles|most popular|
    most read|most viewed|most shared|terpopuler|berita terpopuler|berita populer|artikel populer|
    artikel terpopuler|populer|paling populer|paling banyak dibaca|trending|trending now|trending topics|
    trending news|sedang tren|sedang trending|terkini|berita terkini|terbaru|berita terbaru|artikel terbaru|
    latest news|latest|latest stories|latest posts|latest articles|recent posts|recent news|recent|
    newsletter|newsletters|follow us|follow us on|ikuti kami|ikuti kami di|hubungi kami|contact us|contact|
    kebijakan privasi|privacy policy|terms of use|terms of service|terms and conditions|syarat dan ketentuan|
    pedoman media siber|pedoman pemberitaan media siber|disclaimer|kode etik|redaksi|tags|tag|
    lihat semua artikel|view all posts|view all articles|all posts by|indeks berita|our network|network|
    kanal|categories|kategori|archives|arsip|previous article|next article|previous post|next post|
    artikel sebelumnya|artikel selanjutnya|artikel berikutnya|berita sebelumnya|berita selanjutnya|
    berita berikutnya|post navigation|navigasi pos|reply
    """
)
"""Headings of what follows an article: most read, imprint."""

COMMENTS: Final = _phrases(
    """
    leave a reply|leave a comment|leave a response|post a comment|write a comment|add a comment|
    tinggalkan balasan|tinggalkan komentar|tulis komentar|beri komentar|kirim komentar|berikan komentar|
    komentari|join the conversation|join the discussion|recent comments|most commented|about the author|
    about author|tentang penulis|profil penulis|about us|tentang kami
    """
)
"""Headings of what never leads back to the article: comments and their form, boxes about author or outlet."""

WIDGETS: Final = _phrases(
    """
    advertisement|advertisements|iklan|ads|ad|adv|advertorial|scroll to continue with content|
    scroll to continue|scroll to continue reading|scroll untuk membaca|continue reading|
    continue reading below|lanjutkan membaca|story continues below|story continues below advertisement|
    article continues below|share|share this|share this article|share this story|share article|share on|
    bagikan|bagikan artikel|bagikan berita|bagikan ini|bagikan artikel ini|sebarkan|sebarkan artikel ini|
    sebarkan berita ini|copy link|salin tautan|salin link|copied|link copied|tautan disalin|tweet|pin it|
    print|cetak|email|e-mail|save|simpan|bookmark|like|suka|login|log in|masuk|daftar|sign in|sign up|
    register|subscribe|subscribe now|berlangganan|langganan|follow|ikuti|unfollow|search|cari|menu|close|
    tutup|skip to content|skip to main content|langsung ke konten|lewati ke konten|home|beranda|loading|
    memuat|load more|muat lainnya|show more|show less|view more|see more|see all|view all|lihat semua|
    lihat semuanya|lihat lainnya|lihat selengkapnya|selengkapnya|baca selengkapnya|read full story|
    read full article|next|previous|prev|sebelumnya|selanjutnya|berikutnya|halaman selanjutnya|
    halaman berikutnya|halaman sebelumnya|halaman|next page|previous page|page|all|show all|tampilkan semua|
    perbesar|zoom-in-white|zoom|click to enlarge|play video|play|putar video|watch video|video|foto|photo|
    photos|galeri|gallery|infografis|live|breaking news|breaking|view comments|lihat komentar|show comments|
    tampilkan komentar|post comment|submit|submit comment|kirim|batal|cancel|cancel reply|batalkan balasan|
    report|laporkan|translate|terjemahkan|listen|dengarkan|listen to this article|dengarkan artikel|
    dengarkan artikel ini|dengarkan berita|font size|ukuran font|a a a|mode gelap|dark mode|top|accept|
    accept all|accept cookies|i agree|saya setuju|ok|got it|mengerti|download app|unduh aplikasi|get the app|
    whatsapp channel|google news|add as preferred source|jadikan sumber pilihan|exclusive|eksklusif|opini|
    opinion|analysis|sponsor|promo|redaktur|masuk untuk berkomentar|login untuk berkomentar|admin|
    administrator|penulis|editor|reporter|oleh|ubah tampilan|tampilan normal|komentar facebook
    """
)
"""Buttons, marks and other lines that say nothing."""

OUTLETS: Final = _phrases(
    """
    antara|antara news|antaranews|afp|agence france-presse|ap|ap news|associated press|al jazeera|bbc|
    bbc news|bbc indonesia|bbc news indonesia|beritasatu|bisnis indonesia|bloomberg|bloomberg technoz|
    channel news asia|cna|cnbc|cnbc indonesia|cnn|cnn indonesia|dailysocial|detik|detikcom|detiknews|
    detikfinance|detikinet|detiksport|financial times|fimela|fortune indonesia|gatra|idn times|inews|
    investor daily|jawa pos|jawapos|jpnn|katadata|kapanlagi|kompas|kompas tv|kontan|kumparan|liputan6|
    media indonesia|merdeka|metro tv|metrotvnews|narasi|new york times|okezone|pikiran rakyat|
    project multatuli|reuters|republika|republika online|rri|sindonews|sindo news|solopos|suara|
    suara merdeka|tempo|the conversation|the guardian|the jakarta globe|the jakarta post|the straits times|
    tirto|tribunnews|tribun news|tvone|tvonenews|tvri|viva|voa|voa indonesia|wall street journal|
    washington post|wowkeren|xinhua|jakarta globe|jakarta post|antara foto|tempo interaktif|vivanews|
    viva tekno|detikhot|detikoto|detikhealth|kompasiana
    """
)
"""Outlets as datelines, bylines and titles name them, where that is not a web address."""

SHARE_WORDS: Final = frozenset(
    """
    facebook twitter x whatsapp telegram line email e-mail copy link salin tautan bagikan share print cetak
    pinterest linkedin instagram tiktok youtube threads messenger reddit tumblr flipboard komentar comment
    comments views view suka like likes tweet kirim simpan save font wa fb ig tg on via to this ke di a aa
    a+ a- + - url sms viber wechat pocket bluesky mastodon koo vk qr rss feed more lainnya shares pinit
    follow ikuti us kami
    """.split()
)
"""A line of these alone is a row of share buttons."""

SMALL_WORDS: Final = frozenset(
    """
    di ke dari yang dan untuk dengan pada dalam oleh karena sebagai atau hingga sampai bagi tentang soal
    agar demi usai per vs para si sang antara terhadap kepada akan tak serta jika bila saat ini itu atas
    adalah seperti akibat tetapi tapi buat bersama meski ala daripada setelah lewat asal secara sejak kalau
    bin binti jadi terkait gara-gara lalu sebelum dkk dll cs supaya versi melalui bak hanya selama sambil
    pun sehingga ketika juga sama tanpa kecuali nan meskipun walau namun bukan ada sudah yuk yg dgn utk dr
    tahun juta miliar triliun persen ribu orang pasca usia maupun ataupun agar-agar guna bahkan seputar
    sekitar menurut mulai kala jelang lagi masih bisa com id co the of in on to for and a an at by with from
    as is after over or but nor not into up than via off out its it's be are was amid his her their how no
    if it de la le el al van von der da do dos du s t x v e i ii iii
    """.split()
)
"""Words that stay small in a headline."""
