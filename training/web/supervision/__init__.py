"""What supervisors do: the queue, signing hours, agreements, the intern's page."""

from training.web.supervision import agreements, intern, queue, requests
from training.web.supervision.room import bp

__all__ = ["agreements", "bp", "intern", "queue", "requests"]
