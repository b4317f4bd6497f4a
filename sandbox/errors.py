"""How Slack says no."""

from collections.abc import Sequence

from sandbox.blockkit import Problem
from sandbox.payload import Payload


class Refused(Exception):
    """A request that Slack answers with `{"ok": false}`; `error` is Slack's own code for it."""

    def __init__(self, error: str, *, messages: Sequence[str] = (), **details: object) -> None:
        super().__init__(error)
        self.error = error
        self.messages = tuple(messages)
        self._details = details

    def answer(self) -> Payload:
        """The body of the answer."""
        answer: Payload = {"ok": False, "error": self.error, **self._details}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


def refuse_if(problems: Sequence[Problem]) -> None:
    """Refuse a payload in which the validator found something.

    Raises:
        Refused: with the code of the first problem and the words of all.
    """
    if problems:
        messages = [f"[ERROR] {problem.message} [{problem.where}]" for problem in problems]
        raise Refused(problems[0].error, messages=messages)
