"""The story that the tour plays."""

from bot.tour.arriving import ARRIVING
from bot.tour.deciding import DECIDING
from bot.tour.getting import GETTING

STORY = (*DECIDING, *GETTING, *ARRIVING)
"""Bia begins in Brazil in four weeks and is not in Slack yet; Chiara asks for what she needs."""
