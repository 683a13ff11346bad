"""Nothing of the person who runs the tests is read or written: no settings, no history, no index."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from qabot import QABot, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from emulator.gateway import Gateway

# A busy machine is no failure: speed is measured in benchmarks/, not asserted here.
settings.register_profile("qabot", deadline=None)
settings.load_profile("qabot")


@pytest.fixture(autouse=True)
def _nobody_at_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith("QABOT_") or name in {"NO_COLOR", "FORCE_COLOR", "LC_ALL", "LC_MESSAGES"}:
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.fixture
def one_thread() -> Iterator[None]:
    """PyTorch in one thread, by which so little work is done sooner."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


ARTICLES = {
    "jembatan.md": """---
title: Jembatan Kali Biru Ditutup Sementara
publisher: Harian Uji
author: Sari Dewi
date: 2024-03-05
---

Pemerintah Kota Rawa Lestari menutup Jembatan Kali Biru sejak Senin malam karena pagar besinya retak.

Kepala Dinas Pekerjaan Umum Rudi Hartono memastikan jembatan itu tidak akan dibuka pada bulan April. \
"Perbaikan memakan waktu tiga bulan," ujarnya.

Selama perbaikan, warga dapat menyeberang dengan perahu milik pemerintah kota secara gratis.
""",
    "pasar.txt": """Pasar Apung Menerima Pembayaran Digital

Bima Pratama - Kamis, 7 Maret 2024 09:15

Sebanyak 62 pedagang di Pasar Apung mulai menerima pembayaran digital pekan ini, kata pengelola pasar.

Menurut pengelola, pedagang tidak dikenai biaya tambahan sampai akhir tahun.

Pengunjung yang tidak membawa telepon pintar masih boleh membayar dengan uang tunai.
""",
    "library.md": """---
title: Night Library Opens Its Doors
publisher: Test Gazette
author: Mary Hill
date: 2024-03-09
---

The city library of Greenwood opened a night reading room on Friday with seats for 140 visitors.

Director Helen Park said the room would stay open until midnight, but not on Sundays.

Membership costs nothing for students who show a valid card.
""",
}
"""Three small articles of our own: two Indonesian, one English."""


@pytest.fixture(scope="session")
def articles_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds :data:`ARTICLES`."""
    folder = tmp_path_factory.mktemp("berita")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def news_index(articles_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of :data:`ARTICLES`, to be read only."""
    directory = tmp_path_factory.mktemp("indeks") / "index"
    with QABot.open(directory, settings=Settings()) as bot:
        added = bot.add(articles_folder)
    assert (len(added.report.added), added.failures) == (3, ())
    return directory


SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@pytest.fixture(scope="session")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample articles, to be read only."""
    directory = tmp_path_factory.mktemp("seeds") / "index"
    with QABot.open(directory, settings=Settings()) as bot:
        bot.add(SEEDS)
    return directory


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """Telegram, on this machine."""
    from emulator.gateway import Gateway

    with Gateway() as running:
        yield running
