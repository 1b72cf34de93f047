"""The intern's pages, and what the office arranges."""

from training.web.internship import agreement, leave, log, office, overview, period, writing
from training.web.internship.desk import bp

__all__ = ["agreement", "bp", "leave", "log", "office", "overview", "period", "writing"]
