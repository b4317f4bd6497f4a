"""Printed labels before a scanner: what it reads is the address."""

import numpy as np
import pytest
import zxingcpp

from messages.tags.paper import POINT, Label, print_labels
from messages.tags.sheets import INCH, SHEETS, Sheet
from tests.support.pdf import Pdf, PdfPage

SEEN = 300 / INCH
"""Pixels of a millimetre: no more than a phone's camera sees from a hand's breadth."""

DARK = 70
"""A device that a label sticks on, as grey."""


def seen(page: PdfPage, sheet: Sheet, place: int) -> np.ndarray:
    """A label as it sticks on a dark device, where nothing but itself is white around its code."""
    width, height = (round(side * SEEN) for side in sheet.label)
    label = np.full((height, width), 255, dtype=np.uint8)
    left, top = sheet.place(place)
    for from_left, from_bottom, across, up in page.rectangles:
        x, y = from_left / POINT - left, (page.size[1] - from_bottom - up) / POINT - top
        if 0 <= x < sheet.label[0] and 0 <= y < sheet.label[1]:
            right, lower = x + across / POINT, y + up / POINT
            label[round(y * SEEN) : round(lower * SEEN), round(x * SEEN) : round(right * SEEN)] = 0
    return np.pad(label, 40, constant_values=DARK)


@pytest.mark.parametrize("name", SHEETS)
def test_a_scanner_reads_the_address_from_every_place(name: str) -> None:
    sheet = SHEETS[name]
    labels = [
        Label(f"DD-{number:05}", f"https://desk.tallpine.example/a/DD-{number:05}") for number in range(sheet.count)
    ]
    (page,) = Pdf(print_labels(labels, sheet, whose="Property of Tall Pine")).pages
    for place in {0, sheet.grid[0] - 1, sheet.count // 2, sheet.count - 1}:
        (code,) = zxingcpp.read_barcodes(seen(page, sheet, place))
        assert code.format == zxingcpp.BarcodeFormat.QRCode
        assert code.text == labels[place].address
