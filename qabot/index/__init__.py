"""The index: one directory that holds the articles and finds their passages.

``PassageIndex`` is the whole interface; ``verify`` is for a directory too damaged to be opened. SQLite
holds everything (:mod:`qabot.index.store`); FAISS is derived from it (:mod:`qabot.index.dense`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qabot.index.passage_index import PassageIndex
from qabot.index.reports import AddProgress, AddReport, IndexStatus, Problem, VerifyReport

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qabot.types import Embedder

__all__ = ["AddProgress", "AddReport", "IndexStatus", "PassageIndex", "Problem", "VerifyReport", "verify"]


def verify(
    directory: Path, *, embedder: Callable[[], Embedder] | None = None, repair: bool = False
) -> VerifyReport:
    """Check everything the index in ``directory`` holds; with ``repair``, mend it.

    Repair keeps every article whose checksum fits and drops the others, named in the report; the file as
    it was found stays beside the index as ``qabot.db.damaged``. Words and the FAISS file are made anew from
    the articles and the stored vectors. ``embedder`` is called only when vectors are lost. No other program
    should write meanwhile. Raises IndexMissing; IndexBusy; UsageError when an embedder is needed and none
    was given; IndexDamaged for a file that is not qabot's to repair, or of which nothing can be saved.
    """
    from qabot.index import repair as repairing  # a question need not wait for it

    return repairing.verify(directory, embedder=embedder, repair=repair)
