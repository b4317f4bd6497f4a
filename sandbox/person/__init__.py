"""A person driver: does in the sandbox what a person does in Slack, by what that person sees.

It finds things by their words, waits until they appear, and fails with the whole screen when they do not. It can only
do what the screen allows: a button that is gone cannot be pressed, a required field cannot stay empty.
"""

from sandbox.person.driver import Person
from sandbox.person.errors import AsksFirst, BlockedByClient, CannotDo, NoAnswer, NotOnScreen
from sandbox.person.form import After, Form
from sandbox.person.home import HomeTab
from sandbox.person.message import SeenMessage
from sandbox.person.uploads import Upload

__all__ = [
    "After",
    "AsksFirst",
    "BlockedByClient",
    "CannotDo",
    "Form",
    "HomeTab",
    "NoAnswer",
    "NotOnScreen",
    "Person",
    "SeenMessage",
    "Upload",
]
