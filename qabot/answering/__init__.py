"""Answering: question → evidence → verdict or shortest answer → citations (:class:`Engine`)."""

from qabot.answering.engine import Engine

__all__ = ["Engine"]
