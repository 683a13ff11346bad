"""qabot's own bot, in which a question can be slow: one that holds ``lambat`` waits in the engine for as long
as there is a file of that name in the working directory."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qabot.answering.engine import Engine
from qabot.cli import main

if TYPE_CHECKING:
    from qabot.types import Answer

SLOW = "lambat"


def slowly(engine: Engine, question: str, *arguments: Any, **more: Any) -> Answer:
    """Answer when it may."""
    if SLOW in question:
        print(f"begun: {question}", flush=True)  # noqa: T201 - the test reads it
        while Path(SLOW).exists():
            time.sleep(0.02)
    return ask(engine, question, *arguments, **more)


ask, Engine.ask = Engine.ask, slowly  # type: ignore[method-assign]

if __name__ == "__main__":
    main()
