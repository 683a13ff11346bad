"""One HTML page that stands alone: no script, no font, no picture from elsewhere; light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from qabot.evaluation.plots import STYLE as PLOT_STYLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qabot.evaluation.plots import Plot

_STYLE: Final = """
:root { color-scheme: light dark; --card: #f6f7f9; --warn: #a63a1e; --hit: #fff0b3; }
@media (prefers-color-scheme: dark) { :root { --card: #1f242a; --warn: #f0937a; --hit: #57490f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 6rem; max-width: 68rem; background: var(--page);
  color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .2rem; } h2 { margin: 3rem 0 .5rem; padding-top: 1rem;
  border-top: 1px solid var(--line); } h3 { margin: 1.8rem 0 .4rem; font-size: 1.05rem; }
p.lead, .meta { color: var(--faint); } .meta { font-size: .85rem; }
a { color: var(--one); }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; margin: 1rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; margin: .6rem 0; }
th, td { padding: .3rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { font-weight: 600; color: var(--faint); }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .8rem; }
.tile { background: var(--card); border-radius: .5rem; padding: .7rem .9rem; }
.tile b { display: block; font-size: 1.5rem; } .tile span { color: var(--faint); font-size: .85rem; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; }
.card { background: var(--card); border-radius: .5rem; padding: .7rem 1rem; margin: .7rem 0; }
.card p { margin: .25rem 0; } .card:target { outline: 2px solid var(--two); }
.tag { color: var(--warn); font-size: .85rem; font-weight: 600; }
.skipped { color: var(--faint); font-style: italic; }
mark { background: var(--hit); color: inherit; }
details > summary { cursor: pointer; margin: .8rem 0; }
@media print { body { max-width: none; } details > * { display: block; } }
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the page: ``body`` is HTML, the rest is text."""

    key: str
    """Its anchor."""
    title: str
    body: str
    tiles: tuple[tuple[str, str], ...] = ()
    """The figures that stand for it at the top: what, and how much."""


def page(title: str, lead: str, parts: Sequence[Part]) -> str:
    """The whole document."""
    links = "".join(f'<a href="#{part.key}">{escape(part.title)}</a>' for part in parts)
    tiles = "".join(
        f'<div class="tile"><b>{escape(value)}</b><span>{escape(name)}</span></div>'
        for part in parts
        for name, value in part.tiles
    )
    chapters = "".join(
        f'<section id="{part.key}"><h2>{escape(part.title)}</h2>{part.body}</section>' for part in parts
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>{escape(title)}</title><style>{PLOT_STYLE}{_STYLE}</style></head><body>"
        f'<header><h1>{escape(title)}</h1><p class="lead">{escape(lead)}</p></header>'
        f'<nav>{links}</nav><div class="tiles">{tiles}</div>{chapters}</body></html>\n'
    )


def table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """A table; numbers between are shown with three digits, None as a dash."""
    cells = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(shown(value))}</td>" for value in line) + "</tr>" for line in lines
    )
    return f'<div class="scroll"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'


def shown(value: object) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def figures(plots: Sequence[Plot]) -> str:
    """Plots next to each other where there is room."""
    return f'<div class="plots scroll">{"".join(plot.svg for plot in plots)}</div>'


def heading(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def note(text: str) -> str:
    return f'<p class="meta">{escape(text)}</p>'


def skipped(why: str) -> str:
    """What stands in the place of something that was not measured."""
    return f'<p class="skipped">Not measured: {escape(why)}</p>'


def card(anchor: str, *paragraphs: str) -> str:
    """A box that can be linked to; ``paragraphs`` are HTML."""
    return f'<div class="card" id="{escape(anchor)}">{"".join(f"<p>{text}</p>" for text in paragraphs)}</div>'


def folded(summary: str, content: Sequence[str]) -> str:
    """Pieces of HTML behind a line to click on; nothing when there are none."""
    return f"<details><summary>{escape(summary)}</summary>{''.join(content)}</details>" if content else ""


def marked(text: str, start: int, end: int) -> str:
    """``text`` as HTML with a stretch of it marked; an empty stretch marks nothing."""
    if not 0 <= start < end:
        return escape(text)
    return f"{escape(text[:start])}<mark>{escape(text[start:end])}</mark>{escape(text[end:])}"
