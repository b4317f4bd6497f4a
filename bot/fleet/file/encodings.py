"""In which encoding a text file was saved: told by its first bytes, then by what can be decoded."""

import codecs
from pathlib import Path

from bot.fleet.file.lines import Unreadable
from lifecycle.list_flaws import Unfit

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
TRIED = ("utf-8", "cp1252")
"""Old spreadsheets write Windows-1252; hardly any of it is also valid UTF-8, so that is asked first."""

CHUNK = 1 << 20
SAMPLE = 4096


def encoding_of(file: Path) -> str:
    """The encoding of the whole file; raises `Unreadable` for what is no text in any that is known."""
    with file.open("rb") as stream:
        start = stream.read(SAMPLE)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None) or _utf_16_without_mark(start)
    for name in (marked,) if marked else TRIED:
        if _decodes(file, name):
            return name
    raise Unreadable(Unfit.NO_TABLE)


def _utf_16_without_mark(start: bytes) -> str | None:
    """Every second byte of plain letters in UTF-16 is zero."""
    half = len(start) // 2
    for name, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
        if half and zeros.count(0) > half * 0.7:
            return name
    return None


def _decodes(file: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    with file.open("rb") as stream:
        try:
            while chunk := stream.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
