"""Time comes in: sweeps over what is due, at their intervals."""

from scheduler.jobs import JOBS, Job
from scheduler.schedule import Pulse, Running, run_all, start
from scheduler.services import Services

__all__ = ["JOBS", "Job", "Pulse", "Running", "Services", "run_all", "start"]
