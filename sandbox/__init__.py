"""A strict Slack workspace on this machine: for trying an app, and for its tests.

It speaks Slack's protocol over real HTTP and WebSockets, refuses what Slack refuses, stays silent where Slack stays
silent, and fails on order.
"""

from sandbox.company import Company, small_company
from sandbox.sandbox import Sandbox

__all__ = ["Company", "Sandbox", "small_company"]
