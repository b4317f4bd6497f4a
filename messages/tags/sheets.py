"""The sheets of labels that asset tags are printed on.

The measures are published ones: those of LibreOffice's list of labels (github.com/LibreOffice/core,
`extras/source/labels/labels.xml`), for L7159 those of Label Planet (labelplanet.co.uk, LP24/63). They were held against
gLabels' templates (github.com/jimevins/glabels-qt, `templates/`); where the two differ, the one holds whose labels are
in the middle of their sheet. Several kinds are cut alike: L4731 is cut like Avery's L7658, L4732 like HERMA's 4345,
5160 like 6460, 5167 like 6467, and HERMA's 4606 like 4270. Print one page with outlines on plain paper first, and hold
it against the sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)
"""Width and height in mm of a sheet that goes into the printer with its short edge first."""

INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind of sheet, all measures in mm.

    `grid` is how many labels there are across and down, `label` the width and height of one, `first` the place of the
    first one from the left and upper edges, `pitch` how far it is from one to the next.
    """

    what: str
    grid: tuple[int, int]
    label: tuple[float, float]
    first: tuple[float, float]
    pitch: tuple[float, float]
    paper: tuple[float, float] = A4

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.grid[0] * self.grid[1]

    def place(self, number: int) -> tuple[float, float]:
        """Where label `number` (from 0, row by row) begins, from the left and upper edges in mm."""
        row, column = divmod(number, self.grid[0])
        return self.first[0] + column * self.pitch[0], self.first[1] + row * self.pitch[1]


_METAL = Sheet(
    what="45.7 x 21.2 mm, silver film or foil, 48 on A4",
    grid=(4, 12),
    label=(45.72, 21.17),
    first=(9.75, 21.5),
    pitch=(48.26, 21.17),
)

SHEETS: Mapping[str, Sheet] = {
    "L7159": Sheet(
        what="63.5 x 33.9 mm, 24 on A4", grid=(3, 8), label=(63.5, 33.9), first=(7.25, 12.9), pitch=(66.0, 33.9)
    ),
    "L7160": Sheet(
        what="63.5 x 38.1 mm, 21 on A4", grid=(3, 7), label=(63.5, 38.1), first=(7.2, 15.15), pitch=(66.04, 38.1)
    ),
    "L7651": Sheet(
        what="38.1 x 21.2 mm, 65 on A4", grid=(5, 13), label=(38.1, 21.17), first=(4.67, 10.9), pitch=(40.64, 21.17)
    ),
    "L4731": Sheet(
        what="25.4 x 10 mm, 189 on A4", grid=(7, 27), label=(25.4, 10.0), first=(8.48, 13.43), pitch=(27.94, 10.0)
    ),
    "L4732": Sheet(
        what="35.6 x 16.9 mm, 80 on A4", grid=(5, 16), label=(35.56, 16.93), first=(11.02, 13.06), pitch=(38.1, 16.93)
    ),
    "L6009": _METAL,
    "Herma-4221": _METAL,
    "Herma-4346": _METAL,
    "Herma-4606": Sheet(
        what="38.1 x 21.2 mm without gaps, 65 on A4",
        grid=(5, 13),
        label=(38.1, 21.2),
        first=(9.75, 10.7),
        pitch=(38.1, 21.2),
    ),
    "5160": Sheet(
        what="2 5/8 x 1 in, 30 on Letter",
        grid=(3, 10),
        label=(2.625 * INCH, INCH),
        first=(0.1875 * INCH, 0.5 * INCH),
        pitch=(2.75 * INCH, INCH),
        paper=LETTER,
    ),
    "5167": Sheet(
        what="1 3/4 x 1/2 in, 80 on Letter",
        grid=(4, 20),
        label=(1.75 * INCH, 0.5 * INCH),
        first=(0.28125 * INCH, 0.5 * INCH),
        pitch=(2.0625 * INCH, 0.5 * INCH),
        paper=LETTER,
    ),
}
"""Every sheet by its name; those without a maker in it are Avery's. Equal ones have the name that is on the packet."""

USUAL = "L7159"


def sheet_named(name: str) -> Sheet | None:
    """The sheet with this name, however its letters are written."""
    return {known.casefold(): sheet for known, sheet in SHEETS.items()}.get(name.strip().casefold())
