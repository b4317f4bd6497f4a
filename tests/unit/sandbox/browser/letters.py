"""Letters to people outside of Slack, handed in as the app's mail courier does."""

import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

from sandbox import Sandbox


def deliver(sandbox: Sandbox, to: str, subject: str = "Your laptop", html: str = "") -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@tallpine.example", to, subject
    letter.set_content("Please send it back: http://127.0.0.1:3000/r/token")
    if html:
        letter.add_alternative(html, subtype="html")
    assert sandbox.mailroom
    address = urlsplit(sandbox.mailroom.url)
    with smtplib.SMTP(str(address.hostname), address.port or 0, timeout=10) as client:
        client.send_message(letter)
