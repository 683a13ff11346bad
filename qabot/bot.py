"""The public face: one object that adds articles, answers questions and looks citations up.

Making a :class:`QABot` loads nothing. The index is opened by the first call that reads it, the
embedding model by the first that needs vectors. One bot may be used from several threads.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qabot import config
from qabot.errors import ArticleError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

    from qabot.answering import Engine
    from qabot.answering.reporting.completion import ChatModel
    from qabot.answering.reporting.phrasing import Phraser
    from qabot.citations import CitationContext
    from qabot.config import Settings
    from qabot.index import AddProgress, AddReport, IndexStatus, PassageIndex, VerifyReport
    from qabot.types import Answer, Article, ArticleInfo, DatedStatement, Embedder, Language, Turn


@dataclass(frozen=True, slots=True)
class Added:
    """What came of the sources given to :meth:`QABot.add`."""

    report: AddReport
    """Articles by what happened to them: added, replaced, unchanged, copies, near duplicates."""
    failures: tuple[ArticleError, ...]
    """Sources that could not be read, each with its reason; the others went in."""


class QABot:
    """Question answering over one index directory.

    Every method may raise a :class:`~qabot.errors.QabotError` whose text says what to do about it.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._embedder: Embedder | None = None
        self._engine: Engine | None = None
        self._readers: list[PassageIndex] = []  # the newest is in use; an older one may be, in a thread

    @classmethod
    def open(cls, index: str | Path | None = None, *, settings: Settings | None = None) -> QABot:
        """A bot on the ``index`` directory, by default the one the settings name.

        Without ``settings`` they are read as the command line reads them: ``qabot.toml``, then
        the environment. Nothing is loaded or created yet.
        """
        chosen = settings if settings is not None else config.load().settings
        if index is not None:
            chosen = replace(chosen, index=Path(index).expanduser().absolute())
        return cls(chosen)

    def add(self, *sources: str | Path, progress: Callable[[AddProgress], None] | None = None) -> Added:
        """Read files, folders, globs and URLs into the index, which is created if need be.

        An article that is there already is left alone, an edited one replaces its former self. Stopping
        half-way (Ctrl-C) keeps the articles that are already in; running it again does the rest.
        """
        from qabot.articles import ReadOptions, read_all
        from qabot.index import PassageIndex

        if not sources:
            raise UsageError("No source was given.", mend="Name files, folders, globs or URLs.")
        options = ReadOptions(
            allow_private_urls=self.settings.allow_private_urls,
            max_bytes=self.settings.max_bytes,
            timeout_s=self.settings.timeout,
        )
        failures: list[ArticleError] = []

        def readable() -> Iterator[Article]:
            for item in read_all([str(source) for source in sources], options):
                if isinstance(item, ArticleError):
                    failures.append(item)
                else:
                    yield item

        with PassageIndex.create_or_open(self.settings.index, self.embedder) as index:
            report = index.add(readable(), progress=progress)
        return Added(report, tuple(failures))

    def remove(self, *refs: str) -> list[ArticleInfo]:
        """Take out the articles that codes, sources or origins name, one after the other."""
        from qabot.index import PassageIndex

        with PassageIndex.open(self.settings.index, None) as index:
            return [info for ref in refs for info in index.remove(ref)]

    def ask(
        self,
        question: str,
        context: Sequence[Turn] = (),
        *,
        language: Language | None = None,
        explain: bool = False,
    ) -> Answer:
        """Answer ``question`` from the articles, with exact quotes, or say that they do not state it.

        ``context`` is the conversation so far, oldest first. ``language`` fixes what is otherwise
        recognised. With ``explain`` the answer carries how it was reached. Text that asks nothing gets a
        ``not_stated`` answer that says how to ask. Where the settings name a language model, the answer
        may be ``phrased`` by it.
        """
        if language is None and self.settings.language != "auto":
            language = self.settings.language
        phraser = self._phraser()
        if phraser is None:
            return self.engine.ask(question, context, language=language, explain=explain)
        answer = phraser.phrase(self.engine.ask(question, context, language=language, explain=True))
        return answer if explain else replace(answer, why=None)

    def timeline(self, topic: str, *, language: Language | None = None) -> tuple[DatedStatement, ...]:
        """What the articles say on ``topic``, dated, oldest first; empty when they say nothing of it.

        Of near copies the first that was printed is kept. ``language`` fixes what is otherwise recognised.
        """
        if language is None and self.settings.language != "auto":
            language = self.settings.language
        return self.engine.timeline(topic, language=language)

    def cite(self, id: str, context: int = 1) -> CitationContext:  # noqa: A002 - as people call it
        """The quote that ``id`` names, in its paragraph, with ``context`` paragraphs on either side."""
        from qabot import citations

        return citations.lookup(self._read(), id, context=context)

    def articles(self) -> list[ArticleInfo]:
        """Every article in the index."""
        return self._read().articles()

    def status(self) -> IndexStatus:
        """Counts, sizes and the model of the index."""
        return self._read().status()

    def verify(self, repair: bool = False) -> VerifyReport:
        """Check every stored checksum and offset; with ``repair``, rebuild what can be from what is sound.

        Works on an index that is too damaged for anything else. An article that is lost is named.
        """
        from qabot.index import verify

        return verify(self.settings.index, embedder=lambda: self.embedder, repair=repair)

    def reembed(self, progress: Callable[[AddProgress], None] | None = None) -> None:
        """Compute every vector anew with the embedding model the settings name."""
        from qabot.index import PassageIndex

        with PassageIndex.open(self.settings.index, None) as index:
            index.reembed(self.embedder, progress)

    @property
    def embedder(self) -> Embedder:
        """The embedding model the settings name, loaded on first use."""
        with self._lock:
            if self._embedder is None:
                from qabot.retrieval import load_embedder

                self._embedder = load_embedder(self.settings.embedder)
            return self._embedder

    @property
    def engine(self) -> Engine:
        """The engine behind :meth:`ask`. Raises ``EmbedderMismatch`` when the index has another model."""
        with self._lock:
            if self._engine is None:
                from qabot.answering import Engine, load_reranker
                from qabot.index import PassageIndex

                self._readers.append(PassageIndex.open(self.settings.index, self.embedder, read_only=True))
                reranker = load_reranker(self.settings.reranker)
                self._engine = Engine(self._readers[-1], self.embedder, reranker=reranker)
            return self._engine

    @property
    def chat_model(self) -> ChatModel | None:
        """The language model the settings name, if any. Nothing is contacted yet."""
        settings = self.settings
        if not (settings.llm_url and settings.llm_model):
            return None
        from qabot.answering.reporting.completion import ChatModel

        return ChatModel(settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_timeout)

    def _phraser(self) -> Phraser | None:
        model = self.chat_model
        if model is None:
            return None
        from qabot.answering.reading import reader
        from qabot.answering.reporting import support
        from qabot.answering.reporting.phrasing import Phraser

        return Phraser(model, support.by_reader(reader.bundled()))

    def _read(self) -> PassageIndex:
        with self._lock:
            if not self._readers:
                from qabot.index import PassageIndex

                # No embedder: looking things up must work whatever model the settings name.
                self._readers.append(PassageIndex.open(self.settings.index, None, read_only=True))
            return self._readers[-1]

    def close(self) -> None:
        """Let go of the index. The bot may be used again: it opens what it needs."""
        with self._lock:
            self._engine = None
            while self._readers:
                self._readers.pop().close()

    def __enter__(self) -> QABot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
