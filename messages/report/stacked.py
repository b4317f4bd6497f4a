"""Drawing a report: bars of several parts, with a legend, and words below them.

Matplotlib is only loaded when somebody wants a picture, as for the other drawings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING

from messages.report.picture import BELOW_WIDTH, DPI, INK, LABEL_WIDTH, ONE_AT_A_TIME, SIZE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = ("#1d3557", "#457b9d", "#a8dadc", "#e9c46a", "#f4a261", "#8d99ae", "#c1121f")
"""One for each part, told apart by those who see no red or green: they differ in lightness."""


BOX = "\N{WHITE SQUARE}"


@dataclass(frozen=True, slots=True)
class Stack:
    """A bar: its label, how long each part is, and what stands at its end."""

    label: str
    parts: Sequence[int]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacks:
    """What is drawn: bars from top to bottom, what their parts are called, and lines of words below them."""

    title: str
    legend: Sequence[str]
    stacks: Sequence[Stack]
    below: Sequence[str] = ()


def draw(drawing: Stacks) -> bytes:
    """The drawing as a PNG."""
    with ONE_AT_A_TIME:
        return _drawn(drawing)


def _drawn(drawing: Stacks) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  (loaded when it is needed)
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=SIZE, dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _bars(axes, drawing)
    places = range(len(drawing.stacks))
    labels = [fill(_drawable(one.label), LABEL_WIDTH) for one in drawing.stacks]
    axes.set_yticks(places, labels, parse_math=False)
    longest = max((sum(one.parts) for one in drawing.stacks), default=0) or 1
    for place, one in zip(places, drawing.stacks, strict=True):
        axes.text(sum(one.parts) + longest * 0.01, place, one.words, va="center", parse_math=False)
    axes.invert_yaxis()
    axes.set_xlim(0, longest * 1.12)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    figure.suptitle(drawing.title, fontweight="bold", color=INK, parse_math=False)
    figure.supxlabel("\n".join(fill(line, BELOW_WIDTH) for line in drawing.below), fontsize="small", parse_math=False)
    written = BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def _drawable(text: str) -> str:
    """The text with a box for each letter that the font does not have."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(letter if ord(letter) in known else BOX for letter in text)


def _bars(axes: "Axes", drawing: Stacks) -> None:
    """The parts one after the other, and a legend of those that there are."""
    places, begins = range(len(drawing.stacks)), [0] * len(drawing.stacks)
    for number, name in enumerate(drawing.legend):
        lengths = [one.parts[number] for one in drawing.stacks]
        if any(lengths):
            colour = COLOURS[number % len(COLOURS)]
            axes.barh(places, lengths, left=begins, color=colour, height=0.6, label=name)
        begins = [begin + length for begin, length in zip(begins, lengths, strict=True)]
    if drawing.stacks:
        legend = axes.legend(loc="lower right", fontsize="small", frameon=False)
        for text in legend.get_texts():
            text.set_parse_math(False)
