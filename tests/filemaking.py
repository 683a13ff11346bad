"""Real files made on the spot: PDFs by a small writer of our own, Word files by python-docx."""

from __future__ import annotations

import io
import textwrap
import zipfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Printed(NamedTuple):
    """One line on a page: where it starts (points from the lower left corner), its size and text."""

    x: float
    y: float
    size: float
    text: str


A4_HEIGHT = 842


def column(
    paragraphs: Iterable[str],
    *,
    top: float = 780,
    left: float = 70,
    size: float = 11,
    width: int = 80,
    gap: float = 6,
    indent: float = 0,
) -> list[Printed]:
    """Set paragraphs one below the other, ``width`` characters a line, ``gap`` points between them."""
    lines: list[Printed] = []
    y = top
    for paragraph in paragraphs:
        for number, text in enumerate(textwrap.wrap(paragraph, width, break_on_hyphens=False)):
            lines.append(Printed(left + (0 if number else indent), y, size, text))
            y -= 1.25 * size
        y -= gap
    return lines


def pdf(
    pages: Sequence[Iterable[Printed]], *, info: Mapping[str, str] | None = None, image: bool = False
) -> bytes:
    """A PDF of pages of text in Helvetica; with ``image``, every page also draws a picture."""
    fonts = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
    resources = fonts + (b"/XObject<</I1 3 0 R>>" if image else b"")
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\x80\nendstream"
    )
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))
    facts = b"".join(b"/%s (%s)" % (key.encode(), _escaped(value)) for key, value in (info or {}).items())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        picture,
        b"<<%s>>" % facts,
    ]
    for number, lines in enumerate(pages):
        drawn = b"q 500 0 0 700 50 70 cm /I1 Do Q\n" if image else b""
        drawn += b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (line.size, line.x, line.y, _escaped(line.text))
            for line in lines
        )
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R>>"
            % (resources, 6 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(drawn), drawn))
    return assembled(objects)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of numbered objects; the first is the catalogue, the fourth the document's properties."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R/Info 4 0 R%s>>\n" % (len(objects) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _escaped(text: str) -> bytes:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def docx(
    paragraphs: Iterable[str], *, title: str | None = None, author: str = "", stated_title: str = ""
) -> bytes:
    """A Word file; ``title`` is set in the style of that name, the others are properties of the file."""
    from docx import Document

    document = Document()
    document.core_properties.author = author
    document.core_properties.title = stated_title
    if title:
        document.add_heading(title, level=0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WORD_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def docx_of(xml: str) -> bytes:
    """A Word file whose body is ``xml``: much faster than python-docx for thousands of paragraphs."""
    document = f"<w:document {WORD_NAMESPACES}><w:body>{xml}</w:body></w:document>"
    return repacked(docx(["x"]), {"word/document.xml": document.encode()})


def word_paragraph(text: str) -> str:
    """A paragraph as Word writes it; ``text`` may hold no markup."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def repacked(archive: bytes, replaced: Mapping[str, bytes]) -> bytes:
    """The zip archive with some members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in replaced:
                new.writestr(name, old.read(name))
        for name, data in replaced.items():
            new.writestr(name, data)
    return out.getvalue()
