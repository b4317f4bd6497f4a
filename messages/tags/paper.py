"""Asset tags on sheets of labels, as a PDF: beside its QR code each has the tag to read, and whose it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from messages.tags.fit import FONT, LEADING, Fitted, fitted
from messages.tags.qr import QUIET, Code, code_of
from messages.tags.sheets import INCH, Sheet

POINT = 72 / INCH
"""Points in a millimetre."""

EDGE = 1.0
"""Millimetres at the edges of a label that have no text: printers are not exact."""

LARGEST_CODE = 28.0
"""Millimetres; a larger one is no easier to scan."""

CODES_SHARE = 0.6
"""How much of a label's width the code may take."""

MOST_MOVED = 4.0
"""Millimetres by which a print may be moved; a printer that is farther off feeds the paper wrongly. The margins of
every sheet are wider, so that nothing is moved off the paper."""

HAIR = 0.25
"""Points of the labels' outlines."""

WHOSE_LARGEST = 7.0
"""Points of the line that tells whose it is."""


@dataclass(frozen=True, slots=True)
class Label:
    """A tag, and the address that its QR code says."""

    tag: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """How a print is brought onto its sheet: everything is moved `right` and `down`, in mm; negative: left and up.

    With `outlines` the labels' edges are drawn too, for a print on plain paper that is held against the sheet.
    """

    right: float = 0.0
    down: float = 0.0
    outlines: bool = False


AS_THEY_ARE = Alignment()


def tag_fits(tag: str, sheet: Sheet) -> bool:
    """Whether the tag can be printed large enough to be read."""
    return fitted(tag, *_room(sheet)) is not None


def module_of(address: str, sheet: Sheet) -> float:
    """How wide a module of the address's QR code is on a label, in mm."""
    return code_of(address).module(_side(sheet))


def print_labels(
    labels: Sequence[Label],
    sheet: Sheet,
    *,
    alignment: Alignment = AS_THEY_ARE,
    skip: int = 0,
    whose: str | None = None,
) -> bytes:
    """The sheets as a PDF, one page each; the first `skip` labels of the first sheet are used up and stay blank.

    `whose` stands below each tag where there is room for it. Every tag must fit, and be drawable.
    """
    written = BytesIO()
    size = (sheet.paper[0] * POINT, sheet.paper[1] * POINT)
    canvas = Canvas(written, pagesize=size, invariant=True, pageCompression=1)
    canvas.setTitle("Asset tags")
    canvas.setAuthor("Device Desk")
    canvas.setViewerPreference("PrintScaling", "None")  # a page that is made smaller misses the labels
    numbered = enumerate(labels, start=skip)
    for _, page in groupby(numbered, key=lambda one: one[0] // sheet.count):
        canvas.translate(alignment.right * POINT, -alignment.down * POINT)
        if alignment.outlines:
            _draw_outlines(canvas, sheet)
        for number, label in page:
            _draw(canvas, label, sheet, number % sheet.count, whose)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _draw_outlines(canvas: Canvas, sheet: Sheet) -> None:
    """The edges of every label of the sheet, as thin as a printer can draw them."""
    canvas.setLineWidth(HAIR)
    for number in range(sheet.count):
        left, top = sheet.place(number)
        width, height = sheet.label
        bottom = sheet.paper[1] - top - height
        canvas.rect(left * POINT, bottom * POINT, width * POINT, height * POINT)


def _draw(canvas: Canvas, label: Label, sheet: Sheet, number: int, whose: str | None) -> None:
    left, top = sheet.place(number)
    width, height = _room(sheet)
    canvas.saveState()
    canvas.translate(left * POINT, (sheet.paper[1] - top - sheet.label[1]) * POINT)
    _draw_code(canvas, code_of(label.address), sheet)
    tag = fitted(label.tag, width, height)
    if tag is None:
        raise ValueError(f"no room for {label.tag!r}")
    below = fitted(whose, width, height - tag.height, largest=WHOSE_LARGEST, by_words=True) if whose else None
    _write(canvas, [one for one in (tag, below) if one], sheet)
    canvas.restoreState()


def _draw_code(canvas: Canvas, code: Code, sheet: Sheet) -> None:
    """One path for the whole code, so that no viewer leaves hairlines between its modules."""
    module = code.module(_side(sheet)) * POINT
    bottom = (sheet.label[1] - _side(sheet)) / 2 * POINT
    path = canvas.beginPath()
    for down, row in enumerate(reversed(code.rows)):
        for start, length in _runs(row):
            path.rect((QUIET + start) * module, bottom + (QUIET + down) * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where black begins in a row, and how many modules it goes on."""
    place = 0
    for is_black, modules in groupby(row):
        length = len(list(modules))
        if is_black:
            yield place, length
        place += length


def _write(canvas: Canvas, blocks: Sequence[Fitted], sheet: Sheet) -> None:
    """The blocks below each other, in the middle of the label's height."""
    left = _side(sheet) * POINT
    baseline = (sheet.label[1] * POINT + sum(block.height for block in blocks)) / 2
    for block in blocks:
        canvas.setFont(FONT, block.size)
        for line in block.lines:
            baseline -= block.size * LEADING
            canvas.drawString(left, baseline + block.size * (LEADING - 1), line)


def _side(sheet: Sheet) -> float:
    """How wide the code with its margin is, in mm."""
    return min(sheet.label[1], LARGEST_CODE, sheet.label[0] * CODES_SHARE)


def _room(sheet: Sheet) -> tuple[float, float]:
    """Width and height in points that there is for text."""
    return (sheet.label[0] - _side(sheet) - EDGE) * POINT, (sheet.label[1] - 2 * EDGE) * POINT
