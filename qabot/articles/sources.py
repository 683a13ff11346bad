"""Files, folders, globs and URLs to articles: finding them, and choosing the reader."""

from __future__ import annotations

import glob
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qabot.articles import media
from qabot.errors import ArticleError, UnsupportedFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from qabot.types import Article

_SUPPORTED: Final = ".txt, .md, .html, .pdf, .docx, .jsonl (.gz too) or a URL"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How far reading may go."""

    allow_private_urls: bool = False
    """Fetch from private, loopback and link-local addresses too."""
    max_bytes: int = 20 * 2**20
    """Largest file or page read; of a JSON lines file, the longest line."""
    timeout_s: float = 20.0
    """Seconds a URL may take, all together."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    source: str
    """Its name below the folder that was named, with ``/`` between the parts."""


_DEFAULTS: Final = ReadOptions()


def read(source: str, options: ReadOptions = _DEFAULTS) -> Iterator[Article]:
    """Read one file or URL. A JSON lines file gives many articles, every other kind one.

    Raises:
        ArticleError: it cannot be read; of a JSON lines file, at the first line that is no article.
    """
    for found in _read_url(source, options) if is_url(source) else _read_file(_named_file(source), options):
        if isinstance(found, ArticleError):
            raise found
        yield found


def read_all(sources: Iterable[str], options: ReadOptions = _DEFAULTS) -> Iterator[Article | ArticleError]:
    """Read any mix of files, folders, globs and URLs, in the order given.

    Folders are read with all below them, sorted by name, without hidden files, READMEs and other kinds.
    What cannot be read is yielded as the error that says why, and the others go on; so is a source that
    names nothing. A file named twice is read once.
    """
    seen: set[str] = set()
    for source in sources:
        try:
            if is_url(source):
                if source not in seen:
                    seen.add(source)
                    yield from _read_url(source, options)
                continue
            for file in _files(source):
                key = str(file.path)
                if key not in seen:
                    seen.add(key)
                    yield from _each(file, options)
        except ArticleError as error:
            yield error


def is_url(source: str) -> bool:
    """Is ``source`` an address rather than a path?"""
    scheme, mark, _ = source.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme.replace("+", "").isalnum()


def _each(file: _File, options: ReadOptions) -> Iterator[Article | ArticleError]:
    try:
        yield from _read_file(file, options)
    except ArticleError as error:
        yield error


def _files(source: str) -> list[_File]:
    if not source.strip():
        raise ArticleError(source, "an empty name names no article.", mend="Name a file, a folder or a URL.")
    path = _expand(source)
    try:
        if path.is_dir():
            return _in_folder(path, source)
        if path.exists():
            return [_named_file(source)]
    except OSError as error:
        raise ArticleError(source, f"cannot be looked at: {error.strerror or error}.") from None
    if glob.has_magic(source):
        return _by_pattern(source)
    return [_named_file(source)]


def _expand(source: str) -> Path:
    try:
        return Path(source).expanduser()
    except RuntimeError:  # ~nobody
        return Path(source)


def _named_file(source: str) -> _File:
    path = _expand(source)
    try:
        missing = not path.exists()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        missing = True
    if missing:
        raise ArticleError(
            source, "there is no such file or folder.", mend="Check the spelling; put globs in quotes."
        )
    return _File(_absolute(path), path.name)


def _absolute(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return path.absolute()


def _in_folder(folder: Path, source: str) -> list[_File]:
    files: list[_File] = []
    _walk(folder, "", files, set())
    if not files:
        raise ArticleError(
            source, "the folder holds no file that can be read.", mend=f"Readable are {_SUPPORTED}."
        )
    return files


def _walk(folder: Path, below: str, files: list[_File], entered: set[Path]) -> None:
    """Collect the readable files of ``folder`` and its folders; links that lead back are not followed."""
    real = _absolute(folder)
    if real in entered:
        return
    entered.add(real)
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.upper().startswith("README"):
            continue  # a README is about the articles, not one of them
        if entry.is_dir():
            _walk(entry, f"{below}{entry.name}/", files, entered)
        elif media.reader_of_name(entry.name) and entry.is_file():
            files.append(_File(_absolute(entry), below + entry.name))


def _by_pattern(source: str) -> list[_File]:
    pattern = str(_expand(source))
    base = Path(pattern)
    while glob.has_magic(str(base)):
        base = base.parent
    files: list[_File] = []
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute patterns
        path = Path(name)
        if path.is_dir():
            _walk(path, f"{_below(path, base)}/", files, set())
        elif media.reader_of_name(name):
            files.append(_File(_absolute(path), _below(path, base)))
    if not files:
        raise ArticleError(
            source, "the pattern matches no readable file.", mend=f"Readable are {_SUPPORTED}."
        )
    return files


def _below(path: Path, base: Path) -> str:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.name


def _read_file(file: _File, options: ReadOptions) -> Iterator[Article | ArticleError]:
    if file.path.is_dir():
        raise ArticleError(file.source, "is a folder.", mend="Name the files in it, or use read_all.")
    reader = media.reader_of_name(file.path.name)
    if reader is None:
        kind = file.path.suffix or "no ending"
        raise UnsupportedFormat(
            file.source, f"{kind} is not a kind of file qabot reads.", mend=f"Give it {_SUPPORTED}."
        )
    try:
        if reader == "jsonlines":
            from qabot.articles import jsonlines

            with file.path.open("rb") as stream:
                yield from jsonlines.read(
                    stream, source=file.source, origin=str(file.path), longest_line=options.max_bytes
                )
            return
        data = _bytes(file, options.max_bytes)
    except OSError as error:
        raise ArticleError(
            file.source, f"cannot be read: {error.strerror or error}.", mend="Check its permissions."
        ) from None
    yield _one(reader)(data, source=file.source, origin=str(file.path))


def _bytes(file: _File, most: int) -> bytes:
    with file.path.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ArticleError(
            file.source,
            f"is larger than {most / 2**20:g} MiB.",
            mend="Split it, or raise the limit (ReadOptions.max_bytes).",
        )
    return data


def _one(reader: str) -> Callable[..., Article]:
    # Loaded when first needed: a folder of text files needs no PDF reader.
    if reader == "plain":
        from qabot.articles import plain

        return plain.read
    if reader == "markdown":
        from qabot.articles import markdown

        return markdown.read
    if reader == "html":
        from qabot.articles import html

        return html.read
    if reader == "pdf":
        from qabot.articles import pdf

        return pdf.read
    from qabot.articles import docx

    return docx.read


def _read_url(source: str, options: ReadOptions) -> Iterator[Article | ArticleError]:
    from qabot.articles import web

    fetched = web.fetch(source, options)
    if fetched.reader == "jsonlines":
        from qabot.articles import jsonlines

        yield from jsonlines.read(fetched.data, source=source, origin=source, longest_line=options.max_bytes)
        return
    yield _one(fetched.reader)(fetched.data, source=source, origin=source)
