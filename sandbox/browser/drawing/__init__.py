"""Block Kit and Slack's texts as HTML. Pure functions; hold the workspace's lock while you draw."""

from sandbox.browser.drawing.blocks import draw_blocks
from sandbox.browser.drawing.pictures import draw_files
from sandbox.browser.drawing.sight import Sight
from sandbox.browser.drawing.words import draw_text

__all__ = ["Sight", "draw_blocks", "draw_files", "draw_text"]
