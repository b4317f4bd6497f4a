"""Reads the PDF files that the desk writes: their pages, the words on them, what is black and what is framed."""

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

Rectangle = tuple[float, float, float, float]
"""Left, bottom, width, height in points of the page."""

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|/?[^\s()/]+", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,8})>")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text, where it begins on the page, in points."""

    text: str
    left: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page, its size in points."""

    size: tuple[float, float]
    words: list[Word]
    rectangles: list[Rectangle]
    frames: list[Rectangle]


class _Pen:
    """Follows what is drawn on a page."""

    def __init__(self, page: PdfPage, fonts: dict[str, dict[int, str]]) -> None:
        self.page = page
        self.fonts = fonts
        self.letters: dict[int, str] = {}
        self.origins = [(0.0, 0.0)]
        self.place = (0.0, 0.0)
        self.outlined: list[Rectangle] = []

    def follow(self, content: bytes) -> None:
        tokens = _TOKEN.findall(content)
        known = {b"q": self.save, b"Q": self.restore, b"cm": self.move, b"re": self.draw}
        known |= {b"f": self.fill, b"f*": self.fill, b"S": self.stroke}
        known |= {b"Tf": self.choose, b"Tm": self.go, b"Tj": self.write}
        for number, token in enumerate(tokens):
            if token in known:
                known[token](tokens[max(0, number - 6) : number])

    def save(self, _: list[bytes]) -> None:
        self.origins.append(self.origins[-1])

    def restore(self, _: list[bytes]) -> None:
        self.origins.pop()

    def move(self, given: list[bytes]) -> None:
        *scale, right, up = (float(one) for one in given)
        assert scale == [1, 0, 0, 1]
        left, bottom = self.origins[-1]
        self.origins[-1] = (left + right, bottom + up)

    def draw(self, given: list[bytes]) -> None:
        left, bottom, width, height = (float(one) for one in given[-4:])
        self.outlined.append((self.origins[-1][0] + left, self.origins[-1][1] + bottom, width, height))

    def fill(self, _: list[bytes]) -> None:
        self.page.rectangles.extend(self.outlined)
        self.outlined.clear()

    def stroke(self, _: list[bytes]) -> None:
        self.page.frames.extend(self.outlined)
        self.outlined.clear()

    def choose(self, given: list[bytes]) -> None:
        self.letters = self.fonts[given[-2].decode().removeprefix("/")]

    def go(self, given: list[bytes]) -> None:
        self.place = (float(given[-2]), float(given[-1]))

    def write(self, given: list[bytes]) -> None:
        text = "".join(self.letters[one] for one in _unescaped(given[-1][1:-1]))
        left, bottom = self.origins[-1]
        self.page.words.append(Word(text, left + self.place[0], bottom + self.place[1]))


class Pdf:
    """A file as reportlab writes it: streams in Flate and base 85, fonts that map their bytes to Unicode."""

    def __init__(self, written: bytes) -> None:
        assert written.startswith(b"%PDF-")
        self.catalogue = next(body for _, body in _OBJECT.findall(written) if b"/Type /Catalog" in body)
        self._objects = {int(number): body for number, body in _OBJECT.findall(written)}
        self._letters = {number: self._map(body) for number, body in self._objects.items() if b"/ToUnicode" in body}
        self.pages = [self._page(body) for body in self._objects.values() if re.search(rb"/Type /Page\b", body)]

    def _page(self, body: bytes) -> PdfPage:
        (box,) = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", body)
        (content,) = re.findall(rb"/Contents (\d+) 0 R", body)
        page = PdfPage((float(box[0]), float(box[1])), [], [], [])
        _Pen(page, self._fonts(body)).follow(self._stream(self._objects[int(content)]))
        return page

    def _fonts(self, body: bytes) -> dict[str, dict[int, str]]:
        (place,) = re.findall(rb"/Font (\d+) 0 R", body)
        named = re.findall(rb"/(\S+) (\d+) 0 R", self._objects[int(place)])
        return {name.decode(): self._letters.get(int(number), {}) for name, number in named}

    def _map(self, font: bytes) -> dict[int, str]:
        (number,) = re.findall(rb"/ToUnicode (\d+) 0 R", font)
        return dict(_mapped(self._stream(self._objects[int(number)])))

    def _stream(self, body: bytes) -> bytes:
        (raw,) = _STREAM.findall(body)
        if b"/ASCII85Decode" in body:
            raw = base64.a85decode(raw.strip().removesuffix(b"~>"))
        return zlib.decompress(raw)


def _mapped(table: bytes) -> Iterator[tuple[int, str]]:
    for first, letter in _MAPPED.findall(table):
        yield int(first, 16), bytes.fromhex(letter.decode()).decode("utf-16-be")


def _unescaped(text: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if len(code) == 3 else _ESCAPED.get(code, code)

    return _ESCAPE.sub(meant, text)
