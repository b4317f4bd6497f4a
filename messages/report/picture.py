"""Drawing a report: bars in percent, with words below them.

Matplotlib is only loaded when somebody wants a picture: it takes a second, and more memory than the rest of the bot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import fill
from threading import Lock

SIZE = (8.0, 4.5)
"""Inches."""

DPI = 150
LABEL_WIDTH, BELOW_WIDTH = 26, 95
"""Characters in a line of a bar's label, and in one below the bars."""

INK, PALE = "#1d3557", "#e5e9f0"
ONE_AT_A_TIME = Lock()
"""Matplotlib's caches are made for one thread."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, how far it reaches (0 to 1; None: nowhere), and what stands at its end."""

    label: str
    ratio: float | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn: bars from top to bottom, and lines of words below them."""

    title: str
    bars: Sequence[Bar]
    below: Sequence[str] = ()


def draw(drawing: Drawing) -> bytes:
    """The drawing as a PNG."""
    with ONE_AT_A_TIME:
        return _drawn(drawing)


def _drawn(drawing: Drawing) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (loaded when it is needed)
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=SIZE, dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(drawing.bars))
    axes.barh(places, [1.0] * len(drawing.bars), color=PALE, height=0.55)
    axes.barh(places, [bar.ratio or 0.0 for bar in drawing.bars], color=INK, height=0.55)
    labels = [fill(bar.label, LABEL_WIDTH) for bar in drawing.bars]
    axes.set_yticks(places, labels, parse_math=False)
    for place, bar in zip(places, drawing.bars, strict=True):
        axes.text(1.02, place, bar.words, va="center", parse_math=False)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    figure.suptitle(drawing.title, fontweight="bold", color=INK, parse_math=False)
    words = "\n".join(fill(line, BELOW_WIDTH) for line in drawing.below)
    figure.supxlabel(words, fontsize="medium", parse_math=False)
    written = BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()
