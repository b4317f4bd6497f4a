"""Files that a person picks from their own machine."""

from dataclasses import dataclass

from sandbox.files import File
from sandbox.payload import Payload
from sandbox.person.errors import BadAnswer
from sandbox.person.eyes import Eyes
from sandbox.person.filling import listed

MAX_FILES = 10
"""Files in a file_input that does not say how many [D:file-input]."""
MAX_BYTES = 10_000_000
"""Size of one of them [D:file-input]."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file by name and content."""

    name: str
    content: bytes


def picked(eyes: Eyes, element: Payload, given: object) -> list[Payload]:
    """Upload what was given (one `Upload` or several) and return Slack's file objects.

    Raises:
        BadAnswer: too many, too large, or of a type that the field does not take.
    """
    uploads = [item for item in listed(given) if isinstance(item, Upload)]
    if len(uploads) < len(listed(given)):
        raise BadAnswer(f"{given!r} is not an upload")
    most, types = element.get("max_files", MAX_FILES), element.get("filetypes")
    if isinstance(most, int) and len(uploads) > most:
        raise BadAnswer(f"the field takes {most} files, not {len(uploads)}")
    for upload in uploads:
        if len(upload.content) > MAX_BYTES:
            raise BadAnswer(f"{upload.name} is larger than {MAX_BYTES:,} bytes")
        if isinstance(types, list) and types and upload.name.rpartition(".")[2] not in types:
            raise BadAnswer(f"{upload.name} is none of {', '.join(map(str, types))}")
    return [_kept(eyes, upload).as_json(eyes.sandbox.url) for upload in uploads]


def _kept(eyes: Eyes, upload: Upload) -> File:
    with eyes.workspace.changing():
        file = File(
            id=eyes.workspace.ids.new("F"),
            user=eyes.user_id,
            name=upload.name,
            title=upload.name,
            length=len(upload.content),
            created=int(eyes.workspace.clock().timestamp()),
            content=upload.content,
            is_complete=True,
        )
        eyes.workspace.files.put(file)
        return file
