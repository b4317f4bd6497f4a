"""Every notice about a return, for everybody who may read it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lifecycle.events import Happened
from lifecycle.notices import Kind, Notice
from lifecycle.policy import Audience, Rung
from lifecycle.returns.notices import NEVER_TOLD
from lifecycle.returns.notices import NOTES as RETURN_NOTES
from tests.support.return_samples import LAPTOP, LAST_DAY, WIPE
from tests.support.samples import ANA, GRETA, KAREN, NOW

DEVICE_STORIES = (
    Happened.WIPE_RECORDED,
    Happened.CERTIFICATE_ACCEPTED,
    Happened.CERTIFICATE_REJECTED,
    Happened.DEVICE_RESTOCKED,
    Happened.DEVICE_SOLD,
    Happened.DEVICE_DONATED,
    Happened.DEVICE_RECYCLED,
    Happened.DEVICE_DESTROYED,
)
"""What happens to a device of a return and is told below its card."""

OF_RETURNS = (
    Happened.RETURN_OPENED,
    Happened.RETURN_CHANGED,
    Happened.KIT_SENT,
    Happened.KIT_ARRIVED,
    Happened.RETURN_SHIPPED,
    Happened.HELP_ASKED,
    Happened.HELP_GIVEN,
    Happened.DEVICES_RECEIVED,
    Happened.NOT_RECOVERED,
    Happened.HOLD_PLACED,
    Happened.HOLD_LIFTED,
    Happened.RETURN_CALLED_OFF,
    Happened.RETURN_HANDED_OVER,
    Happened.RETURN_HANDED_BACK,
    Happened.MAIL_REFUSED,
    Happened.LEAVER_REMINDED,
)
STORIES = (*(event for event in OF_RETURNS if event not in NEVER_TOLD), *DEVICE_STORIES)

LEAVER, MANAGER, CHANNEL = f"person:{GRETA.id}", f"person:{KAREN.id}", "channel:C0ITDEVICES"
MAIL = "mail:12"

NOTICE_FACTS: Mapping[str, str | int | None] = {
    "cause": "leaving",
    "compressed": 0,
    "exposed": 1,
    "last_day": LAST_DAY.isoformat(),
    "manager": KAREN.id,
    "reach": "email, address",
    "removed": "phone",
    "kit": 1,
    "tracking": "1Z999",
    "problem": 1,
    "kind": "kit_missing",
    "remedy": "kit_again",
    "condition": "good",
    "outcome": "written_off",
    "reachable": 1,
    "count": 2,
    "error": "550 5.1.1: there is no such mailbox",
    "device_id": LAPTOP.id,
    "certificate_id": WIPE.id,
    "result": "pass",
    "recipient": "Second Life Ltd",
}
"""What producers put into the facts of events, all at once."""


def notice(kind: Kind, event: Happened | None = None, to: str = CHANNEL, /, **more: object) -> Notice:
    """A notice about a return, with everything in its facts that an event may have."""
    given = {**NOTICE_FACTS, **{key: more.pop(key) for key in list(more) if key not in FIELDS}}
    bare = Notice(kind=kind, to=to, key="k", at=NOW, event=event, actor_id=ANA.id, parts=(1,), facts=given)  # type: ignore[arg-type]
    return replace(bare, **more)  # type: ignore[arg-type]


FIELDS = frozenset({"actor_id", "parts", "reason", "subject"})
"""What a test may ask another value for in the notice itself."""


def notices(reason: str | None = None) -> Iterator[Notice]:
    """Every notice about a return, for everybody who may read it in Slack."""
    yield notice(Kind.RETURN_CARD)
    yield notice(Kind.LEAVER_CARD, None, LEAVER)
    for event in STORIES:
        yield notice(Kind.RETURN_STORY, event, reason=reason)
    yield notice(Kind.RETURN_STORY, Happened.HELP_ASKED, kind="lost_or_stolen", reason=reason)
    for event in RETURN_NOTES:
        yield from (notice(Kind.RETURN_NOTE, event, to, reason=reason) for to in (LEAVER, MANAGER))
    for rung in Rung:
        for to, audience in ((LEAVER, Audience.LEAVER), (MANAGER, Audience.MANAGER), (CHANNEL, Audience.IT)):
            yield notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, to, step=rung, audience=audience, parts=())


def letters(reason: str | None = None) -> Iterator[Notice]:
    """Every notice about a return that may go by mail."""
    for event in RETURN_NOTES:
        yield notice(Kind.RETURN_NOTE, event, MAIL, reason=reason)
    for rung in Rung:
        yield notice(Kind.RETURN_STEP, Happened.RETURN_NUDGED, MAIL, step=rung, audience=Audience.LEAVER, parts=())
