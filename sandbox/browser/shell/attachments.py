"""Files: what people pick from their own machine, and what stands in conversations."""

import mimetypes
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.responses import Response

from sandbox.browser.shell.room import Room, Unfit, Unseen
from sandbox.files import File
from sandbox.filling import MAX_BYTES
from sandbox.payload import Payload
from sandbox.people import User

PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp"})
"""What is shown; everything else is only saved, so that nothing in it has an effect here."""

_LONGEST_NAME = 200


def keep(room: Room, user: User, name: str, content: bytes) -> Payload:
    """Keep a file that somebody picked.

    Raises:
        Unfit: it is empty or too large.
    """
    if not content or len(content) > MAX_BYTES:
        raise Unfit(f"A file has 1 to {MAX_BYTES:,} bytes.")
    plain = PurePosixPath(name.replace("\\", "/")).name[-_LONGEST_NAME:] or "file"
    with room.workspace.changing():
        file = File(
            id=room.workspace.ids.new("F"),
            user=user.id,
            name=plain,
            title=plain,
            length=len(content),
            created=int(room.slack.now().timestamp()),
            content=content,
            is_complete=True,
        )
        room.workspace.files.put(file)
    return {"id": file.id, "name": file.name}


def file_page(room: Room, file_id: str) -> Response:
    """A file's content.

    Raises:
        Unseen: there is no such file, or it has not come yet.
    """
    file = room.workspace.files.by_id.get(file_id)
    if file is None or file.content is None:
        raise Unseen(file_id)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    shown = "inline" if kind in PICTURES else "attachment"
    headers = {
        "Cache-Control": "private, max-age=3600",
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file.name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, media_type=kind, headers=headers)
