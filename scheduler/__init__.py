"""Time comes in: sweeps over what is due, at their intervals."""

from scheduler.jobs import JOBS, Job
from scheduler.schedule import Running, run_all, start
from scheduler.services import Services

__all__ = ["JOBS", "Job", "Running", "Services", "run_all", "start"]
