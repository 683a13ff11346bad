"""Word files: the text in the order of the page, by `python-docx <https://python-docx.readthedocs.io>`_.

python-docx opens the package and knows its properties and styles. The text is taken from the XML
underneath, because its own ``Paragraph.text`` leaves out what stands in content controls, text boxes
and accepted insertions.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from qabot.articles import draft
from qabot.articles.draft import Draft
from qabot.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from qabot.types import Article

MAX_XML = 20 * 2**20
"""Bytes. Largest part of XML, unpacked; a novel's has about 10 MB."""
MAX_UNPACKED = 200 * 2**20
"""Bytes. Largest file with its pictures, unpacked."""
MAX_RATIO = 150
"""Most times a file above ``_SMALL`` may grow in unpacking; repetitive XML grows about 30 times."""
MAX_MEMBERS = 5_000
_SMALL = 5 * 2**20

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset((f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK))
"""Formatting (whose tab stops are no tabs), deleted and moved text, second copies of text boxes."""
_TEXT = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SAVE_AGAIN = "Open it in a word processor, save it as .docx and add that."
_TITLE_STYLES = ("title", "judul")
_LONG = 160
"""Characters. A first paragraph longer than this is no headline."""


def read(data: bytes, *, source: str, origin: str) -> Article:
    """Read one Word file (.docx).

    Raises:
        EmptyArticle: no text is in it.
        ArticleError: it is damaged, locked, an old .doc, or unpacks to more than the limits above.
    """
    return draft.finish(extract(data, source=source), source=source, origin=origin)


def extract(data: bytes, *, source: str) -> Draft:
    """The paragraphs and the title and author properties. Raises what :func:`read` does.

    The creation date is not taken for the date of publication: it says when the file, or the
    template it began as, was made.
    """
    _refuse_bombs(data, source=source)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        properties = document.core_properties
        title, author = properties.title, properties.author
        blocks = list(_blocks(document.element.body))
    except Exception as error:
        # A broken package trips python-docx in ways it does not foresee: KeyError, XMLSyntaxError, ...
        told = draft.tidy(str(error))[:100].rstrip(".") or type(error).__name__
        raise ArticleError(source, f"the Word file is damaged ({told}).", mend=_SAVE_AGAIN) from error
    titled = [text for text, style in blocks if style in _TITLE_STYLES]
    paragraphs = draft.tidy_all(piece for text, _ in blocks for piece in draft.unwrap(text))
    return Draft(
        paragraphs,
        title=draft.tidy(titled[0]) if titled else _title(paragraphs, draft.stated_title(title)),
        author=draft.stated_author(author),
    )


def _title(paragraphs: tuple[str, ...], stated: str | None) -> str | None:
    """The stated title where the text bears it out: it stands at the top, or nothing else there could."""
    if not stated or not paragraphs:
        return None
    printed = draft.key(stated) in {draft.key(text) for text in paragraphs[:5]}
    return stated if printed or len(paragraphs[0]) > _LONG else None


def _refuse_bombs(data: bytes, *, source: str) -> None:
    """Check what the archive says it holds, then what it really holds, before anything is built of it."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "it is an old .doc file, or a .docx locked by a password."
        raise ArticleError(source, reason, mend=_SAVE_AGAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if problem := _problem([(member.filename, member.file_size) for member in members], len(data)):
                raise ArticleError(source, problem, mend=_SAVE_AGAIN)
            found: list[tuple[str, int]] = []
            for member in members:
                found.append((member.filename, 0))
                with archive.open(member) as stream:
                    while chunk := stream.read(2**20):
                        found[-1] = (member.filename, found[-1][1] + len(chunk))
                        if problem := _problem(found, len(data)):
                            raise ArticleError(source, problem, mend=_SAVE_AGAIN)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        # RuntimeError (NotImplementedError with it) is zipfile's answer to passwords and rare methods.
        told = draft.tidy(str(error))[:100].rstrip(".")
        raise ArticleError(source, f"it is no sound Word file ({told}).", mend=_SAVE_AGAIN) from error


def _problem(members: list[tuple[str, int]], packed: int) -> str | None:
    """What is wrong with an archive of ``packed`` bytes that holds members of these names and sizes."""
    total = sum(size for _, size in members)
    if len(members) > MAX_MEMBERS:
        return f"it packs {len(members):,} files, more than any Word file needs."
    if total > MAX_UNPACKED or any(
        size > MAX_XML for name, size in members if name.endswith((".xml", ".rels"))
    ):
        return f"it unpacks to {total / 2**20:,.0f} MB or more, too much for an article."
    if total > _SMALL and total > MAX_RATIO * packed:
        return f"it unpacks to more than {MAX_RATIO} times its size, as an archive made to do harm does."
    return None


def _blocks(element: _Element) -> Iterator[tuple[str, str]]:
    """Text and style (lower case) of the paragraphs and table rows below ``element``, in order."""
    for child in element:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tr":
            cells = [[block for block in _blocks(cell) if block[0].strip()] for cell in child]
            filled = [cell for cell in cells if cell]
            if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
                yield " | ".join(draft.tidy(cell[0][0]) for cell in filled), ""
            else:
                # A table that sets out a page rather than figures holds paragraphs in its cells.
                yield from (block for cell in filled for block in cell)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _paragraph(paragraph: _Element) -> Iterator[tuple[str, str]]:
    """A paragraph, then what stands in the text boxes anchored in it."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    boxes: list[_Element] = []
    pieces: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}txbxContent":
            boxes.append(element)
        elif element.tag == f"{_W}t":
            pieces.append((element.text or "").replace("\n", " "))
        elif element.tag in _TEXT:
            pieces.append(_TEXT[element.tag])
        elif element.tag not in _SKIPPED:
            pending.extend(reversed(element))
    yield "".join(pieces), (style.get(f"{_W}val") or "").lower() if style is not None else ""
    for box in boxes:
        yield from _blocks(box)
