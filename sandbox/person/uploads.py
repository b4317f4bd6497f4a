"""Files that a person picks from their own machine."""

from dataclasses import dataclass

from sandbox.files import File
from sandbox.filling import BadAnswer, check_files, listed
from sandbox.payload import Payload
from sandbox.person.eyes import Eyes


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
    check_files(element, [(upload.name, len(upload.content)) for upload in uploads])
    return [kept(eyes, upload).as_json(eyes.sandbox.url) for upload in uploads]


def kept(eyes: Eyes, upload: Upload) -> File:
    """Put a file of the person's into the workspace."""
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
