"""Files that were uploaded to the workspace."""

import mimetypes
from dataclasses import dataclass, replace

from sandbox.payload import Payload


@dataclass(frozen=True, slots=True)
class File:
    """One file. `content` is None between asking for the upload address and the upload itself."""

    id: str
    user: str
    name: str
    title: str
    length: int
    created: int
    content: bytes | None = None
    is_complete: bool = False
    channels: tuple[str, ...] = ()

    def as_json(self, base_url: str) -> Payload:
        """Slack's file object."""
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.name,
            "title": self.title,
            "mimetype": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "filetype": self.name.rpartition(".")[2],
            "user": self.user,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "url_private": f"{base_url}/files/{self.id}/{self.name}",
            "url_private_download": f"{base_url}/files/{self.id}/{self.name}",
            "permalink": f"{base_url}/files/{self.id}",
            "channels": list(self.channels),
        }


class Files:
    """All files by id. Not locked: the workspace's lock covers it."""

    def __init__(self) -> None:
        self.by_id: dict[str, File] = {}

    def put(self, file: File) -> None:
        """Add a file, or replace it by its newer state."""
        self.by_id[file.id] = file

    def receive(self, file_id: str, content: bytes) -> None:
        """Keep the bytes that came to a file's upload address."""
        self.put(replace(self.by_id[file_id], content=content, length=len(content)))
