"""Sheets of asset tags, as they come out of the printer."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from messages.tags.fit import LARGEST, READABLE, SMALLEST, fitted, undrawable
from messages.tags.paper import MOST_MOVED, POINT, Alignment, Label, module_of, print_labels, tag_fits
from messages.tags.qr import EASY, FINEST, QUIET, code_of
from messages.tags.sheets import SHEETS, USUAL, Sheet
from tests.support.pdf import Pdf, PdfPage

EVERY_SHEET = pytest.mark.parametrize("name", SHEETS)


def label(number: int) -> Label:
    return Label(f"DD-{number:05}", f"https://desk.example.com/a/DD-{number:05}")


def labels(number: int) -> list[Label]:
    return [label(one) for one in range(1, number + 1)]


def drawn_code(page: PdfPage, sheet: Sheet, place: int, modules: int) -> list[list[bool]]:
    """The code in one place of a page, read back from what is black there."""
    left, top = sheet.place(place)
    height = page.size[1]
    box = (left * POINT, height - (top + sheet.label[1]) * POINT, sheet.label[0] * POINT, sheet.label[1] * POINT)
    black = [one for one in page.rectangles if _is_in(one, box)]
    module = min(one[3] for one in black)
    first_left = min(one[0] for one in black)
    upper = max(one[1] for one in black)
    code = [[False] * modules for _ in range(modules)]
    for start, bottom, width, _ in black:
        row, column = round((upper - bottom) / module), round((start - first_left) / module)
        code[row][column : column + round(width / module)] = [True] * round(width / module)
    return code


def _is_in(one: tuple[float, ...], box: tuple[float, ...]) -> bool:
    return box[0] <= one[0] < box[0] + box[2] and box[1] <= one[1] < box[1] + box[3]


@EVERY_SHEET
def test_a_full_sheet_and_one_label_more(name: str) -> None:
    sheet = SHEETS[name]
    printed = Pdf(print_labels(labels(sheet.count + 1), sheet))
    assert [page.size for page in printed.pages] == [
        pytest.approx((sheet.paper[0] * POINT, sheet.paper[1] * POINT), abs=0.01)
    ] * 2
    said = ["".join(word.text for word in page.words) for page in printed.pages]
    assert said == ["".join(one.tag for one in labels(sheet.count)), label(sheet.count + 1).tag]
    assert b"/ViewerPreferences" in printed.catalogue


@EVERY_SHEET
def test_a_code_says_the_address_and_is_wide_enough_and_within_its_label(name: str) -> None:
    sheet = SHEETS[name]
    (page,) = Pdf(print_labels(labels(3), sheet)).pages
    for place, one in enumerate(labels(3)):
        wanted = [[bool(module) for module in row] for row in segno.make_qr(one.address, error="m").matrix]
        assert drawn_code(page, sheet, place, len(wanted)) == wanted
    module = min(one[3] for one in page.rectangles) / POINT
    assert module >= (FINEST if name == "L4731" else EASY)
    left = min(one[0] for one in page.rectangles) / POINT - sheet.first[0]
    assert left == pytest.approx(QUIET * module, rel=0.001)
    for word in page.words:
        assert word.left >= max(one[0] + one[2] for one in page.rectangles if one[0] <= word.left)


def test_used_up_labels_stay_blank() -> None:
    sheet = SHEETS[USUAL]
    first, second = Pdf(print_labels(labels(3), sheet, skip=sheet.count - 2)).pages
    assert [word.text for word in first.words] == ["DD-00001", "DD-00002"]
    assert [word.text for word in second.words] == ["DD-00003"]
    left, top = sheet.place(sheet.count - 2)
    assert first.words[0].left >= left * POINT
    assert all(one[1] < first.size[1] - top * POINT for one in first.rectangles)
    assert second.words[0].bottom > second.size[1] - sheet.place(1)[1] * POINT - sheet.label[1] * POINT


def test_a_print_is_moved_onto_its_sheet() -> None:
    (page,) = Pdf(print_labels(labels(2), SHEETS[USUAL])).pages
    (moved,) = Pdf(print_labels(labels(2), SHEETS[USUAL], alignment=Alignment(right=1.5, down=-2))).pages
    steps = [(there[0] - here[0], there[1] - here[1]) for here, there in zip(edges(page), edges(moved), strict=True)]
    assert steps == [pytest.approx((1.5 * POINT, 2 * POINT), abs=0.01)] * len(steps)
    assert len(moved.words) == 2


def edges(page: PdfPage) -> list[tuple[float, float]]:
    """Where everything on a page begins."""
    return [*(one[:2] for one in page.rectangles), *((word.left, word.bottom) for word in page.words)]


@EVERY_SHEET
def test_outlines_are_the_edges_of_every_label_and_everything_is_within(name: str) -> None:
    sheet = SHEETS[name]
    full = print_labels(labels(sheet.count), sheet, alignment=Alignment(outlines=True), whose="Property of X")
    (page,) = Pdf(full).pages
    assert len(page.frames) == sheet.count
    size = pytest.approx((sheet.label[0] * POINT, sheet.label[1] * POINT), abs=0.01)
    assert all(frame[2:] == size for frame in page.frames)
    for one in page.rectangles:
        left, bottom, width, height = next(frame for frame in page.frames if _is_in(one, frame))
        assert one[0] + one[2] <= left + width
        assert one[1] + one[3] <= bottom + height
    for word in page.words:
        assert any(_is_in((word.left, word.bottom), frame) for frame in page.frames)


@EVERY_SHEET
def test_nothing_can_be_moved_off_the_paper(name: str) -> None:
    sheet = SHEETS[name]
    for right, down in ((MOST_MOVED, MOST_MOVED), (-MOST_MOVED, -MOST_MOVED)):
        alignment = Alignment(right=right, down=down, outlines=True)
        (page,) = Pdf(print_labels(labels(1), sheet, alignment=alignment)).pages
        for left, bottom, width, height in page.frames:
            assert 0 <= left <= left + width <= page.size[0]
            assert 0 <= bottom <= bottom + height <= page.size[1]


def test_whose_it_is_stands_below_where_there_is_room() -> None:
    (page,) = Pdf(print_labels(labels(1), SHEETS["L7159"], whose="Property of Tall Pine Ästhetik")).pages
    assert page.words[0].text == "DD-00001"
    assert " ".join(word.text for word in page.words[1:]) == "Property of Tall Pine Ästhetik"
    assert page.words[0].bottom > page.words[1].bottom
    (tiny,) = Pdf(
        print_labels([Label("D" * 40, "https://d.example/a/D")], SHEETS["L4731"], whose="Property of X")
    ).pages
    assert "".join(word.text for word in tiny.words) == "D" * 40


def test_the_same_labels_are_the_same_file() -> None:
    assert print_labels(labels(2), SHEETS[USUAL]) == print_labels(labels(2), SHEETS[USUAL])


@pytest.mark.parametrize("tag", ["DD-00042", "R/D (7)\\", "Gerät-Ж-Ω-ß", "A B", "№ 17 – ŁÓDŹ"])
def test_tags_of_many_scripts_are_read_back_as_they_are(tag: str) -> None:
    assert undrawable(tag) == ""
    (page,) = Pdf(print_labels([Label(tag, "https://d.example/a/x")], SHEETS[USUAL])).pages
    assert "".join(word.text for word in page.words) == tag


@pytest.mark.parametrize(
    ("tag", "wrong"), [("電腦-1", "電腦"), ("מחשב-1", "מחשב"), ("لابتوب", "لابتو"), ("A\u0301", "\u0301")]
)
def test_what_would_come_out_wrong_is_told(tag: str, wrong: str) -> None:
    assert undrawable(tag) == wrong


def test_what_is_too_long_for_a_label() -> None:
    assert tag_fits("D" * 40, SHEETS["L7159"])
    assert not tag_fits("D" * 200, SHEETS["L4731"])
    assert module_of("https://desk.example.com/" + "x" * 60, SHEETS["L4731"]) < FINEST
    with pytest.raises(ValueError, match="no room for"):
        print_labels([Label("D" * 200, "https://d.example")], SHEETS["L4731"])


@given(
    st.text(alphabet="ABCDEFGHIJW0123456789-./ ", min_size=1, max_size=60), st.integers(20, 200), st.integers(10, 90)
)
def test_what_fits_is_whole_and_within_its_room(text: str, width: int, height: int) -> None:
    one = fitted(text, width, height)
    if one is None:
        assert fitted(text, width * 50, height * 50) is not None
        return
    assert "".join(one.lines) == text
    assert one.height <= height
    assert SMALLEST <= one.size <= LARGEST
    larger = fitted(text, width * 2, height * 2)
    assert larger
    assert larger.size >= one.size or (len(one.lines) > len(larger.lines) and larger.size >= READABLE)


def test_a_code_has_room_for_scratches() -> None:
    thirty_bytes = "https://d.example/a/DD-0000042"
    assert len(code_of(thirty_bytes).rows) > len(segno.make_qr(thirty_bytes, error="l").matrix)
    assert len(code_of("https://desk.example.com/a/DD-00042").rows) == 29
