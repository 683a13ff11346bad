"""Plots as SVG, written by hand: small, sharp at any size, light or dark as the page around them.

A plot is an ``<svg>`` that takes its colours from :data:`STYLE`; :func:`document` makes a file of some.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from qabot.evaluation import calibration as measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qabot.evaluation.calibration import Bin, Case

STYLE: Final = """
:root { --ink: #22262b; --faint: #6b7280; --line: #dfe3e8; --page: #ffffff; --one: #2563ab; --two: #c2571a;
  --three: #2d8659; --four: #8a4fa3; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --faint: #9aa3ad; --line: #363c44;
  --page: #16191d; --one: #6ea8e6; --two: #e89a5e; --three: #6bbf92; --four: #c191d6; } }
.plot { font: 12px system-ui, sans-serif; max-width: 100%; height: auto; }
.plot text { fill: var(--ink); }
.plot .tick { fill: var(--faint); font-size: 11px; }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .ideal { stroke: var(--faint); stroke-dasharray: 4 4; fill: none; }
.plot .curve { stroke: var(--one); stroke-width: 2; fill: none; }
.plot .other { stroke: var(--three); stroke-width: 1.5; fill: none; }
.plot .area { fill: var(--one); opacity: 0.15; }
.plot .mark { fill: var(--two); }
.plot .whisker { stroke: var(--faint); stroke-width: 1.5; }
.plot .bar { fill: var(--one); }
.plot .bar.s1 { fill: var(--two); } .plot .bar.s2 { fill: var(--three); } .plot .bar.s3 { fill: var(--four); }
"""
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 34, 46
_SERIES: Final = 4


@dataclass(frozen=True, slots=True)
class Plot:
    """A finished plot; ``width`` and ``height`` are in pixels."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Panel:
    """A square-ish plot with two axes; ``x`` and ``y`` are the ends of the axes."""

    title: str
    x_label: str
    y_label: str
    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    width: int = 380
    height: int = 320

    def across(self, value: float) -> float:
        """Pixels from the left."""
        share = (value - self.x[0]) / (self.x[1] - self.x[0])
        return round(_LEFT + share * (self.width - _LEFT - _RIGHT), 1)

    def down(self, value: float) -> float:
        """Pixels from the top."""
        share = (value - self.y[0]) / (self.y[1] - self.y[0])
        return round(self.height - _BOTTOM - share * (self.height - _TOP - _BOTTOM), 1)

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        """``points`` for a ``polyline`` or ``polygon``."""
        return " ".join(f"{self.across(x)},{self.down(y)}" for x, y in points)

    def drawn(self, marks: Sequence[str]) -> Plot:
        """The panel with ``marks`` on it."""
        left, right = self.across(self.x[0]), self.across(self.x[1])
        bottom, top = self.down(self.y[0]), self.down(self.y[1])
        parts = []
        for value in ticks(*self.x):
            at = self.across(value)
            parts.append(f'<line class="grid" x1="{at}" x2="{at}" y1="{top}" y2="{bottom}"/>')
            parts.append(
                f'<text class="tick" x="{at}" y="{bottom + 16}" text-anchor="middle">{value:g}</text>'
            )
        for value in ticks(*self.y):
            at = self.down(value)
            parts.append(f'<line class="grid" x1="{left}" x2="{right}" y1="{at}" y2="{at}"/>')
            parts.append(f'<text class="tick" x="{left - 6}" y="{at + 4}" text-anchor="end">{value:g}</text>')
        middle = (top + bottom) / 2
        parts += marks
        parts.append(
            f'<text x="{(left + right) / 2}" y="{self.height - 8}" text-anchor="middle">'
            f"{escape(self.x_label)}</text>"
            f'<text transform="rotate(-90 14 {middle})" x="14" y="{middle}" text-anchor="middle">'
            f"{escape(self.y_label)}</text>"
        )
        return _plot(self.title, self.width, self.height, parts)


def reliability(bins: Sequence[Bin]) -> Plot:
    """Share right against mean probability, a dot a bin as large as its mass, with 95% Wilson intervals."""
    panel = Panel("Reliability", "probability", "share right")
    marks = [f'<polyline class="ideal" points="{panel.path([(0, 0), (1, 1)])}"/>']
    largest = max((item.count for item in bins), default=1)
    for item in bins:
        low, high = wilson(item.right, item.count)
        at = panel.across(item.probability)
        marks.append(
            f'<line class="whisker" x1="{at}" x2="{at}" y1="{panel.down(low)}" y2="{panel.down(high)}"/>'
        )
    marks.append(
        f'<polyline class="curve" points="{panel.path([(item.probability, item.right) for item in bins])}"/>'
    )
    for item in bins:
        size = 2.5 + 3 * math.sqrt(item.count / largest)
        said = f"{item.count} questions: probability {item.probability:.2f}, right {item.right:.2f}"
        marks.append(_dot(panel, item.probability, item.right, size, said))
    return panel.drawn(marks)


def risk_coverage(
    points: Sequence[tuple[float, float]],
    best: Sequence[tuple[float, float]] = (),
    now: tuple[float, float] | None = None,
) -> Plot:
    """Risk at each coverage with its area; dashed, the ``best`` any order could do; a dot for ``now``."""
    top = max([risk for _, risk in points] + [now[1] if now else 0.0, 0.1])
    panel = Panel("Risk and coverage", "share answered", "share of them wrong", y=(0.0, round_up(top)))
    marks = []
    if points:
        around = [(points[0][0], 0.0), *points, (points[-1][0], 0.0)]
        marks.append(f'<polygon class="area" points="{panel.path(around)}"/>')
        marks.append(f'<polyline class="curve" points="{panel.path(points)}"/>')
    if best:
        marks.append(f'<polyline class="ideal" points="{panel.path(best)}"/>')
    if now:
        said = f"as it answers now: {now[0]:.2f} answered, {now[1]:.2f} wrong"
        marks.append(_dot(panel, *now, 5, said))
    return panel.drawn(marks)


def calibration(cases: Sequence[Case]) -> list[Plot]:
    """The reliability diagram and the risk-coverage curve of ``cases``."""
    answered = [case for case in cases if case.answered]
    wrong = sum(not case.right for case in answered)
    return [
        reliability(measures.bins(cases)),
        risk_coverage(
            measures.risk_coverage(cases),
            measures.risk_coverage(measures.at_best(cases)),
            (len(answered) / len(cases), wrong / len(answered)) if answered else None,
        ),
    ]


def threshold_sweep(points: Sequence[tuple[float, float]], threshold: float) -> Plot:
    """F1 in percent at each threshold, and a line where the threshold stands."""
    ends = [x for x, _ in points] + [threshold]
    spread = (max(ends) - min(ends)) or 1.0
    panel = Panel(
        "F1 and threshold",
        "threshold",
        "F1",
        x=(min(ends) - 0.02 * spread, max(ends) + 0.02 * spread),
        y=(0.0, 100.0),
    )
    at = panel.across(threshold)
    line = f'<line class="ideal" x1="{at}" x2="{at}" y1="{panel.down(0)}" y2="{panel.down(100)}"/>'
    return panel.drawn([f'<polyline class="curve" points="{panel.path(points)}"/>', line])


def bars(
    title: str,
    groups: Mapping[str, Mapping[str, float | None]],
    intervals: Mapping[str, Mapping[str, Sequence[float]]] | None = None,
) -> Plot:
    """Horizontal bars from 0 to 1, by group and series; a whisker where ``intervals`` has one.

    All groups have the same series; a value of None is said not to count.
    """
    series = list(next(iter(groups.values()), {}))
    thick, gap, left, width = 14, 12, 130, 640
    scale = width - left - 60
    parts = []
    for at, name in enumerate(series):
        x = left + at * 125
        parts.append(f'<rect class="bar s{at % _SERIES}" x="{x}" y="28" width="10" height="10" rx="2"/>')
        parts.append(f'<text x="{x + 15}" y="37">{escape(name)}</text>')
    y = 50
    for group, values in groups.items():
        middle = y + len(series) * thick / 2 + 4
        parts.append(f'<text x="{left - 10}" y="{middle:.1f}" text-anchor="end">{escape(group)}</text>')
        for at, name in enumerate(series):
            value = values.get(name)
            parts += _bar(value, left, y, scale, thick, at % _SERIES)
            interval = (intervals or {}).get(group, {}).get(name)
            if interval is not None and value is not None:
                low, high = (left + scale * end for end in interval)
                line = y + (thick - 2) / 2
                parts.append(
                    f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{line}" y2="{line}"/>'
                )
            y += thick
        y += gap
    return _plot(title, width, y, parts)


def document(plots: Sequence[Plot]) -> str:
    """One SVG file with ``plots`` side by side."""
    total, high = sum(plot.width for plot in plots), max((plot.height for plot in plots), default=0)
    placed, x = [], 0
    for plot in plots:
        placed.append(f'<g transform="translate({x} 0)">{plot.svg}</g>')
        x += plot.width
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{high}" '
        f'viewBox="0 0 {total} {high}"><style>{STYLE}</style>'
        f'<rect width="{total}" height="{high}" style="fill: var(--page)"/>{"".join(placed)}</svg>\n'
    )


def wilson(share: float, count: int) -> tuple[float, float]:
    """The 95% interval of a share of ``count`` (Wilson 1927)."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def ticks(low: float, high: float) -> list[float]:
    """Round numbers from ``low`` to ``high``, about four to nine of them."""
    power = 10 ** math.floor(math.log10(high - low))
    step = next(power * part for part in (2, 1, 0.5, 0.25, 0.1) if (high - low) / (power * part) > 4 - 1e-9)
    first = math.ceil(low / step - 1e-9)
    return [round(at * step, 10) for at in range(first, math.floor(high / step + 1e-9) + 1)]


def round_up(value: float) -> float:
    """To the next tenth, at most 1."""
    return min(1.0, math.ceil(value * 10 - 1e-9) / 10)


def _dot(panel: Panel, x: float, y: float, size: float, said: str) -> str:
    return (
        f'<circle class="mark" cx="{panel.across(x)}" cy="{panel.down(y)}" r="{size:.1f}">'
        f"<title>{escape(said)}</title></circle>"
    )


def _bar(value: float | None, left: int, y: int, scale: int, thick: int, series: int) -> list[str]:
    if value is None:
        return [f'<text class="tick" x="{left + 4}" y="{y + 10}">nothing to count</text>']
    width = scale * value
    return [
        f'<rect class="bar s{series}" x="{left}" y="{y}" width="{width:.1f}" height="{thick - 2}" rx="2"/>',
        f'<text class="tick" x="{left + scale + 12}" y="{y + 10}">{value:.3f}</text>',
    ]


def _plot(title: str, width: int, height: int, parts: Sequence[str]) -> Plot:
    svg = (
        f'<svg class="plot" xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{escape(title)}</title>'
        f'<text x="{width / 2}" y="18" text-anchor="middle" font-weight="600">{escape(title)}</text>'
        f"{''.join(parts)}</svg>"
    )
    return Plot(svg, width, height)
