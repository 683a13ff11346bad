"""Answering: question → passages read → evidence → verdict or short answer → citations (:class:`Engine`)."""

from qabot.answering.engine import Engine
from qabot.answering.reading.reranker import load_reranker

__all__ = ["Engine", "load_reranker"]
