"""A bot as a process of its own, started by its command line and met from outside only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from emulator.gateway import Gateway
    from emulator.world import Account

ROOT = Path(__file__).resolve().parents[2]
ECHO = [sys.executable, str(Path(__file__).with_name("echo.py"))]
QABOT = [sys.executable, "-m", "qabot", "telegram"]
SLOW = [sys.executable, str(Path(__file__).with_name("slow.py")), "telegram"]


class Bot:
    """``with Bot(...) as bot:`` starts it, waits until it listens, and stops it in the end."""

    def __init__(
        self,
        gateway: Gateway,
        account: Account,
        folder: Path,
        *,
        command: Sequence[str] = QABOT,
        settings: Mapping[str, str] | None = None,
        arguments: Sequence[str] = (),
    ) -> None:
        self.account = account
        self.folder = folder
        self.command = [*command, *arguments]
        self.log_file = folder / "bot.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QABOT_")},
            "QABOT_TELEGRAM_TOKEN": account.token,
            "QABOT_TELEGRAM_API_BASE": gateway.base,
            "QABOT_TELEGRAM_STATE": str(folder / "telegram.db"),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            "PYTHONUNBUFFERED": "1",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
            "XDG_DATA_HOME": str(folder),
            "XDG_STATE_HOME": str(folder),
            "NO_PROXY": "*",
            **(settings or {}),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Bot:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process is not None and self.process.poll() is None:
            self.kill()

    @property
    def log(self) -> str:
        """All it printed so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""

    def launch(self) -> subprocess.Popen[bytes]:
        """Start it and do not wait."""
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return self.process

    def start(self, timeout: float = 40) -> Bot:
        """Start it and wait until it asks for updates, or has set its webhook."""
        polls, webhook = self.account.polls, self.account.webhook
        process = self.launch()

        def listening() -> bool:
            if process.poll() is not None:
                raise AssertionError(f"the bot ended with {process.returncode}:\n{self.log[-3000:]}")
            return self.account.polls > polls or self.account.webhook is not webhook

        self.account.until(listening, timeout, f"for the bot to listen:\n{self.log[-3000:]}")
        return self

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)

    def stop(self, timeout: float = 20) -> int:
        """Ask it to end, as a service manager does, and wait until it has. Its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def ends(self, timeout: float = 30) -> int:
        """Wait for it to end by itself. Its exit code."""
        assert self.process is not None
        return self.process.wait(timeout)

    def memory(self) -> float | None:
        """Resident memory in MiB, where the system tells."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        rows = dict(row.split(":", 1) for row in status.read_text().splitlines())
        return int(rows["VmRSS"].split()[0]) / 1024

    def settle(self, seconds: float = 0.5) -> None:
        """Give it time to do what it should not."""
        time.sleep(seconds)
