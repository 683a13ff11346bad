"""The engine in a few threads of its own, so that the event loop never waits for it.

A question that was just asked, by whomever, is answered from memory as long as the articles stay as they
are; one that is being answered is waited for, not answered twice. In however many chats somebody asks, the
engine is at one of their questions at a time: the other threads are for others.
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakValueDictionary

from qabot.answering.understanding.question import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from contextlib import AbstractAsyncContextManager

    from qabot.bot import Added, QABot
    from qabot.citations import CitationContext
    from qabot.index import IndexStatus
    from qabot.types import Answer, ArticleInfo, DatedStatement, Language, Turn

T = TypeVar("T")

REMEMBERED: Final = 500
"""Answers that are held in memory."""


class Desk:
    """Asks, looks up and adds without blocking the event loop."""

    def __init__(self, bot: QABot) -> None:
        self._bot = bot
        # The model's own threads use the cores; more of ours help only while a language model is waited for.
        threads = 8 if bot.chat_model is not None else max(2, min(4, os.cpu_count() or 2))
        self._thinking = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._reading = ThreadPoolExecutor(2, thread_name_prefix="look-up")
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="add")
        self._known: OrderedDict[Hashable, Answer] = OrderedDict()
        self._under_way: dict[Hashable, asyncio.Future[Answer]] = {}
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self.remembered = 0
        self.thinking = 0

    def close(self) -> None:
        """Let the threads go; what they are at is finished first."""
        for pool in (self._thinking, self._reading, self._writing):
            pool.shutdown(wait=True, cancel_futures=True)
        self._bot.close()

    async def ask(
        self,
        question: str,
        turns: Sequence[Turn],
        language: Language | None,
        *,
        asker: int,
        working: AbstractAsyncContextManager[None] | None = None,
    ) -> Answer:
        """The answer, with how it was reached. ``working`` is entered where it is not known already."""
        key = await self._run(self._reading, self._key, question, tuple(turns), language)
        known = self._recalled(key)
        if known is not None:
            return known
        async with working or nullcontext(), self._turn_of(asker):
            known = self._recalled(key)  # it may have been answered before it was their turn
            if known is not None:
                return known
            under_way = self._under_way.get(key)
            if under_way is None:
                under_way = asyncio.ensure_future(self._answer(key, question, turns, language))
                self._under_way[key] = under_way
            # shielded: one who stops waiting must not stop the answer that others wait for
            return await asyncio.shield(under_way)

    def _turn_of(self, asker: int) -> asyncio.Lock:
        """What somebody holds while the engine is at a question of theirs; gone when nobody waits for it."""
        return self._turns.setdefault(asker, asyncio.Lock())

    def _recalled(self, key: Hashable) -> Answer | None:
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            self.remembered += 1
        return known

    async def _answer(
        self, key: Hashable, question: str, turns: Sequence[Turn], language: Language | None
    ) -> Answer:
        self.thinking += 1
        try:
            ask = partial(self._bot.ask, language=language, explain=True)
            answer = await self._run(self._thinking, ask, question, turns)
        finally:
            self.thinking -= 1
            self._under_way.pop(key, None)
        self._known[key] = answer
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return answer

    def _key(self, question: str, turns: tuple[Turn, ...], language: Language | None) -> Hashable:
        """What the answer depends on. What was said before counts only where the question leans on it."""
        if turns and understand(question, turns, language=language) == understand(
            question, language=language
        ):
            turns = ()
        return self._bot.engine.index.generation, question, turns, language

    async def timeline(
        self, topic: str, language: Language | None, *, asker: int
    ) -> tuple[DatedStatement, ...]:
        """Dated statements on ``topic``."""
        async with self._turn_of(asker):
            return await self._run(self._thinking, partial(self._bot.timeline, language=language), topic)

    async def cite(self, id: str, context: int = 1) -> CitationContext:  # noqa: A002 - as people call it
        """The quote in its paragraph."""
        return await self._run(self._reading, self._bot.cite, id, context)

    async def articles(self) -> list[ArticleInfo]:
        """Every article."""
        return await self._run(self._reading, self._bot.articles)

    async def status(self) -> IndexStatus:
        """Counts of the index."""
        return await self._run(self._reading, self._bot.status)

    async def add(self, *sources: str) -> Added:
        """Read ``sources`` into the index, one caller after the other."""
        return await self._run(self._writing, self._bot.add, *sources)

    async def remove(self, ref: str) -> list[ArticleInfo]:
        """Take an article out."""
        return await self._run(self._writing, self._bot.remove, ref)

    async def open(self) -> int:
        """Open the index, or make it if there is none. How many articles it holds."""
        return await self._run(self._reading, self._open)

    def _open(self) -> int:
        from qabot.index import PassageIndex

        PassageIndex.create_or_open(self._bot.settings.index, self._bot.embedder).close()
        return len(self._bot.articles())

    async def warm_up(self) -> None:
        """Load what the first question would wait for."""
        await self._run(self._thinking, self._bot.ask, "Apa kabar hari ini di Indonesia?")

    @staticmethod
    async def _run(pool: ThreadPoolExecutor, function: Callable[..., T], *arguments: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, function, *arguments)
