"""PDF files: `pypdf <https://pypdf.readthedocs.io>`_ reads the printed lines, :mod:`.layout` joins them."""

from __future__ import annotations

import io
from itertools import takewhile
from math import sqrt
from typing import TYPE_CHECKING

from qabot.articles import draft, layout
from qabot.articles.draft import Draft
from qabot.articles.layout import Line
from qabot.errors import ArticleError, EmptyArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pypdf import PageObject, PdfReader

    from qabot.types import Article

MAX_PAGES = 500
"""A whole newspaper has under 100."""
MAX_OPERATIONS = 2_000_000
"""Most drawing operations followed in one file, half a minute's work; a page of news takes about 2,000."""


def read(data: bytes, *, source: str, origin: str) -> Article:
    """Read one PDF.

    Raises:
        EmptyArticle: no text is in it, as in a scan.
        ArticleError: it is damaged, encrypted, or longer than ``MAX_PAGES``.
    """
    return draft.finish(extract(data, source=source), source=source, origin=origin)


def extract(data: bytes, *, source: str) -> Draft:
    """The paragraphs and the title and author properties. Raises what :func:`read` does.

    The creation date is not taken for the date of publication: it says when the file was made, and
    an archive printed last week would have all its articles dated so. The date line in the text says
    what was meant.
    """
    draft.hush("pypdf")
    try:
        reader = _open(data, source=source)
        lines = list(_lines(reader, source=source))
        drawn = not lines and any("/XObject" in (page.get("/Resources") or {}) for page in reader.pages)
        properties = reader.metadata
        title, author = (
            str(properties.get(name) or "") if properties else "" for name in ("/Title", "/Author")
        )
    except ArticleError:
        raise
    except Exception as error:
        # Damage trips the parser in ways it does not foresee: KeyError, RecursionError and others.
        told = draft.tidy(str(error))[:100].rstrip(".") or type(error).__name__
        reason = f"the PDF is damaged ({told})."
        raise ArticleError(source, reason, mend="Fetch or print it again.") from error
    if not lines:
        raise EmptyArticle(
            source,
            "the PDF holds images and no text, as a scan does." if drawn else "the PDF holds no text.",
            mend="Run it through text recognition (for example ocrmypdf) and add the result.",
        )
    lines = layout.without_running_heads(lines)
    return Draft(
        draft.tidy_all(layout.join(lines)),
        title=_title(lines, draft.stated_title(title)),
        author=draft.stated_author(author),
    )


def _open(data: bytes, *, source: str) -> PdfReader:
    """The document, decrypted where that takes no password."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    print_anew = "Open it in a PDF viewer, print it to a new PDF and add that."
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        reason = "the PDF is encrypted by AES, which takes the package cryptography to read."
        raise ArticleError(source, reason, mend=f"pip install cryptography, or: {print_anew}") from error
    if locked:
        raise ArticleError(source, "the PDF is locked by a password.", mend=print_anew)
    if len(reader.pages) > MAX_PAGES:
        reason = f"the PDF has {len(reader.pages)} pages, more than the {MAX_PAGES} read from one file."
        raise ArticleError(source, reason, mend="Cut the article's pages out into a file of their own.")
    return reader


def _lines(reader: PdfReader, *, source: str) -> Iterator[Line]:
    """The printed lines of all pages."""
    operations = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > MAX_OPERATIONS:
            raise ArticleError(source, "the PDF draws more than any article needs.", mend=draft.SAVE_AS_TEXT)

    for number, page in enumerate(reader.pages):
        yield from _printed(page, number, count)


def _printed(page: PageObject, number: int, count: Callable[..., None]) -> list[Line]:
    """The lines of a page in the order of its content, which as a rule is the order of reading.

    ``count`` is called before every drawing operation.
    """
    lines: list[Line] = []
    pieces: list[str] = []
    places: list[tuple[float, float, float, int]] = []

    def close() -> None:
        text = draft.tidy("".join(pieces))
        if places and text:
            # The size of most of its type: a bullet or an inline name may be set in another.
            size = max(places, key=lambda place: place[3])[2]
            lines.append(Line(text, number, places[0][0], places[0][1], size))
        pieces.clear()
        places.clear()

    def visit(text: str, matrix: list[float], text_matrix: list[float], _font: object, size: float) -> None:
        for at, piece in enumerate(text.split("\n")):
            if at:
                close()
            if piece.strip():
                x, y, points = _place(text_matrix, matrix, size)
                if places and abs(y - places[0][1]) > 0.6 * points:
                    close()
                places.append((x, y, points, len(piece)))
            pieces.append(piece)

    page.extract_text(visitor_operand_before=count, visitor_text=visit)
    close()
    return lines


def _place(text_matrix: list[float], matrix: list[float], size: float) -> tuple[float, float, float]:
    """Where text starts on the page and how large it is there, in points."""
    a, b, c, d, e, f = matrix
    x, y = text_matrix[4], text_matrix[5]
    scale = abs((text_matrix[0] * text_matrix[3] - text_matrix[1] * text_matrix[2]) * (a * d - b * c))
    return x * a + y * c + e, x * b + y * d + f, size * sqrt(scale)


def _title(lines: Sequence[Line], stated: str | None) -> str | None:
    """The stated title if it is printed on the first page, else what is printed largest there."""
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    if stated and draft.key(stated) in draft.key("".join(line.text for line in first)):
        return stated
    largest = max((line.size for line in first[:15]), default=0.0)
    if not first or largest <= 1.15 * layout.body_size(lines):
        return stated
    start = next(at for at, line in enumerate(first) if line.size == largest)
    headline = takewhile(lambda line: abs(line.size - largest) < 0.5, first[start : start + 5])
    return draft.tidy(" ".join(line.text for line in headline))
