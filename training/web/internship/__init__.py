"""The intern's pages, and what the office arranges."""

from training.web.internship import (
    acts,
    agreement,
    entry,
    forecast,
    leave,
    log,
    office,
    overview,
    period,
    requirements,
    writing,
)
from training.web.internship.desk import bp

__all__ = [
    "acts",
    "agreement",
    "bp",
    "entry",
    "forecast",
    "leave",
    "log",
    "office",
    "overview",
    "period",
    "requirements",
    "writing",
]
