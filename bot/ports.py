"""Ports of this machine: taking one, and naming another where it is taken already."""

import errno
import socket
from collections.abc import Mapping
from dataclasses import replace

from bot.faults import Fault, Faulty

BACKLOG = 512

NOT_OURS = "{host} must be an address of this machine, like 127.0.0.1, or 0.0.0.0 for all of them"
REFUSALS: Mapping[int | None, Fault] = {
    errno.EADDRINUSE: Fault("PORT", "{port} is in use: stop what listens there, or choose another one{hint}"),
    errno.EACCES: Fault("PORT", "{port} is not for this user: choose one from 1024 on"),
}
"""What to mend, by the system's word for why nobody can listen there; whatever is not here is about the address."""

TRIED = 50
LAST = 65535


def listen(host: str, port: int, *, together: int = 1) -> socket.socket:
    """Take a port; raises `Faulty` when the machine does not give it.

    Where it is in use, one is named that is free, and as many after it as are needed `together`.
    """
    try:
        return socket.create_server((host, port), backlog=BACKLOG)
    except (OSError, UnicodeError) as error:  # the latter for what cannot be the name of a host
        fault = REFUSALS.get(getattr(error, "errno", None), Fault("HOST", NOT_OURS))
        way_out = another(host, port, together) if fault is REFUSALS[errno.EADDRINUSE] else ""
        problem = fault.problem.format(host=host, port=port, hint=way_out)
        raise Faulty("The settings", [replace(fault, problem=problem)]) from error


def another(host: str, port: int, together: int) -> str:
    """How to start on a port near `port` from which on so many are free, in words; empty where there is none."""
    for found in range(port + together, min(port + TRIED, LAST - together)):
        if all(is_free(host, found + place) for place in range(together)):
            return f", like this: PORT={found} make run"
    return ""


def is_free(host: str, port: int) -> bool:
    """Whether somebody could listen there."""
    if port > LAST:
        return False
    try:
        socket.create_server((host, port)).close()
    except (OSError, UnicodeError):
        return False
    return True
