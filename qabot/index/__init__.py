"""The index: one directory that holds the articles and finds their passages.

``PassageIndex`` is the whole interface; ``verify`` is for a directory too damaged to be opened. SQLite
holds everything (:mod:`qabot.index.store`); FAISS is derived from it (:mod:`qabot.index.dense`).
"""

from qabot.index.passage_index import PassageIndex
from qabot.index.repair import verify
from qabot.index.reports import AddProgress, AddReport, IndexStatus, Problem, VerifyReport

__all__ = ["AddProgress", "AddReport", "IndexStatus", "PassageIndex", "Problem", "VerifyReport", "verify"]
