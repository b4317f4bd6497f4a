"""Files of messages, and pictures of the workspace in blocks."""

from sandbox.browser.drawing import draw_files
from sandbox.company import ANA
from sandbox.payload import Payload
from tests.unit.sandbox.blockkit_parts import plain
from tests.unit.sandbox.browser.drawn import LETTER, PHOTO, draw, read, sight

PHOTO_AT = f"/as/{ANA}/files/F0PHOTO/a%20photo%3F.png"


def test_pictures_are_shown_and_other_files_can_be_downloaded() -> None:
    tree = read(draw_files([PHOTO.id, "F0GONE", LETTER.id], sight()))
    assert (tree.one("img")["src"], tree.one("img")["alt"]) == (PHOTO_AT, "The box")
    link = tree.one("a", download="letter.pdf")
    assert (link["href"], link.words) == (f"/as/{ANA}/files/F0LETTER/letter.pdf", "CertificatePDF, 999 bytes")


def test_an_image_block_shows_a_file_by_its_id_and_by_its_address() -> None:
    block: Payload = {"type": "image", "alt_text": 'Box "A"', "title": plain("The box")}
    for slack_file in ({"id": PHOTO.id}, {"url": f"http://127.0.0.1:1/files/{PHOTO.id}/a.png"}):
        picture = draw({**block, "slack_file": slack_file}).one("img")
        assert (picture["src"], picture["alt"]) == (PHOTO_AT, 'Box "A"')


def test_a_picture_that_is_not_there_is_its_text() -> None:
    block: Payload = {"type": "image", "alt_text": "Gone", "slack_file": {"url": "http://[broken"}}
    assert draw(block).one(class_="elsewhere large").words == "Picture: Gone"
