"""``python -m qabot``: the same as the ``qabot`` command."""

from __future__ import annotations

from qabot.cli import main

if __name__ == "__main__":
    main()
