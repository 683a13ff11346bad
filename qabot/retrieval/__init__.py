"""Retrieval: from a question to ranked passages (:class:`Retriever`), and the embedding models."""

from qabot.retrieval.embedder import BUNDLED, load_embedder
from qabot.retrieval.retriever import Retriever

__all__ = ["BUNDLED", "Retriever", "load_embedder"]
