"""The page that a device's label leads to: whose it is, for whoever finds it; how to see it in Slack, for colleagues.

It is made without a look at any record, so that a tag that is in use cannot be told from one that is not.
"""

from lifecycle.device import as_labelled
from lifecycle.policy import Found
from messages import html
from messages.reader import Reader
from messages.voice import voice

LONGEST_TAG = 80
"""Characters of a tag that can be looked for in Slack; what the forms take is no longer."""

SHOW = "/device show"


def label_page(found: Found, reader: Reader, tag: str, slack_url: str | None) -> str:
    """The page behind the label with this tag, as the address spells it; `slack_url` opens the desk in Slack."""
    speaking = voice(reader)
    return html.render(
        "label",
        speaking,
        headline=_headline(found, reader),
        otherwise=_otherwise(found, reader),
        found=found,
        dialled="".join(one for one in found.phone or "" if one.isdigit() or one == "+"),
        address=[line.strip() for line in (found.address or "").splitlines() if line.strip()],
        command=_command(tag),
        slack_url=slack_url,
    )


def _headline(found: Found, reader: Reader) -> str:
    speaking = voice(reader)
    if found.company is None:
        return speaking.gettext("This device belongs to a company")
    return speaking.gettext("This device belongs to %(company)s") % {"company": found.company}


def _otherwise(found: Found, reader: Reader) -> str:
    """What to do where the policy names nobody to call or to write to."""
    speaking = voice(reader)
    if found.company is None:
        return speaking.gettext("Please give it to somebody who works for the company, or to a lost property office.")
    words = speaking.gettext(
        "Please give it to the IT team of %(company)s, to anybody who works there, or to a lost property office."
    )
    return words % {"company": found.company}


def _command(tag: str) -> str | None:
    """What to send in Slack; None for what no label can say."""
    wanted = as_labelled(tag)
    return f"{SHOW} {wanted}" if wanted.isprintable() and 0 < len(wanted) <= LONGEST_TAG else None
