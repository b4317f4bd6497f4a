"""The sheets of labels, held against what is published about them."""

from itertools import pairwise

import pytest

from messages.tags.sheets import A4, LETTER, SHEETS, Sheet, sheet_named

LIBREOFFICE = "LibreOffice: extras/source/labels/labels.xml"
LABEL_PLANET = "Label Planet: templates for rounded rectangles"
GLABELS = "gLabels: templates/avery-iso, avery-us"

Measures = tuple[tuple[int, int], tuple[float, float], tuple[float, float], tuple[float, float]]
"""How many across and down, a label, the place of the first one, from one to the next; mm."""

PUBLISHED: dict[str, dict[str, Measures]] = {
    "L7159": {LABEL_PLANET: ((3, 8), (63.5, 33.9), (7.25, 12.9), (66.0, 33.9))},
    "L7160": {
        LIBREOFFICE: ((3, 7), (63.5, 38.1), (7.2, 15.15), (66.04, 38.1)),
        LABEL_PLANET: ((3, 7), (63.5, 38.1), (7.25, 15.15), (66.0, 38.1)),
    },
    "L7651": {
        LIBREOFFICE: ((5, 13), (38.1, 21.17), (4.67, 10.9), (40.64, 21.17)),
        LABEL_PLANET: ((5, 13), (38.1, 21.2), (4.75, 10.7), (40.6, 21.2)),
        GLABELS: ((5, 13), (38.1, 21.2), (4.7, 10.9), (40.6, 21.2)),
    },
    "L4731": {
        LIBREOFFICE: ((7, 27), (25.4, 10.0), (8.48, 13.43), (27.94, 10.0)),
        LABEL_PLANET: ((7, 27), (25.4, 10.0), (8.6, 13.5), (27.9, 10.0)),
    },
    "L4732": {
        LIBREOFFICE: ((5, 16), (35.56, 16.93), (11.02, 13.06), (38.1, 16.93)),
        GLABELS: ((5, 16), (35.6, 16.9), (11.0, 13.0), (38.1, 16.9)),
    },
    "L6009": {
        LIBREOFFICE: ((4, 12), (45.72, 21.17), (9.75, 21.41), (48.26, 21.17)),
        LABEL_PLANET: ((4, 12), (45.7, 21.2), (9.85, 21.3), (48.2, 21.2)),
    },
    "Herma-4221": {LIBREOFFICE: ((4, 12), (45.72, 21.17), (9.75, 21.5), (48.26, 21.17))},
    "Herma-4346": {LIBREOFFICE: ((4, 12), (45.72, 21.17), (9.75, 21.5), (48.26, 21.17))},
    "Herma-4606": {LIBREOFFICE: ((5, 13), (38.1, 21.2), (9.75, 10.7), (38.1, 21.2))},
    "5160": {LIBREOFFICE: ((3, 10), (66.68, 25.4), (4.78, 12.7), (69.85, 25.4))},
    "5167": {
        LIBREOFFICE: ((4, 20), (44.45, 12.7), (7.14, 12.7), (52.4, 12.7)),
        GLABELS: ((4, 20), (44.45, 12.7), (7.14, 12.7), (52.39, 12.7)),
    },
}

OFF = 0.55
"""Millimetres by which sources differ from each other, most where one tells tenths of them only, over many rows."""

EVERY_SHEET = pytest.mark.parametrize("name", SHEETS)


def edges(sheet: Sheet, number: int) -> tuple[float, float, float, float]:
    left, top = sheet.place(number)
    return left, top, left + sheet.label[0], top + sheet.label[1]


@EVERY_SHEET
def test_every_label_is_where_it_is_published(name: str) -> None:
    sheet = SHEETS[name]
    assert PUBLISHED[name]
    for source, (grid, label, first, pitch) in PUBLISHED[name].items():
        published = Sheet(what=source, grid=grid, label=label, first=first, pitch=pitch, paper=sheet.paper)
        assert published.count == sheet.count, source
        for number in range(sheet.count):
            assert edges(sheet, number) == pytest.approx(edges(published, number), abs=OFF), (source, number)


@EVERY_SHEET
def test_what_is_told_of_a_sheet_is_so(name: str) -> None:
    sheet = SHEETS[name]
    paper = "A4" if sheet.paper == A4 else "Letter"
    assert sheet.what.endswith(f"{sheet.count} on {paper}")


@EVERY_SHEET
def test_no_label_overlaps_another_and_all_are_in_the_middle_of_the_sheet(name: str) -> None:
    sheet = SHEETS[name]
    assert sheet.paper in (A4, LETTER)
    across, down = sheet.grid
    columns = [edges(sheet, number) for number in range(across)]
    rows = [edges(sheet, number * across) for number in range(down)]
    assert all(here[2] <= there[0] + 0.001 for here, there in pairwise(columns))
    assert all(here[3] <= there[1] + 0.001 for here, there in pairwise(rows))
    assert sheet.paper[0] - columns[-1][2] == pytest.approx(columns[0][0], abs=0.2)
    assert sheet.paper[1] - rows[-1][3] == pytest.approx(rows[0][1], abs=0.2)


def test_a_sheet_is_found_however_it_is_written() -> None:
    assert sheet_named(" l7159 ") is SHEETS["L7159"]
    assert sheet_named("herma-4221") is SHEETS["Herma-4221"]
    assert sheet_named("L0000") is None
