"""The applicant’s pages: task list, one part a page, references, check, send, follow, answer an offer."""

from training.web.application import answering, overview, parts, references, sending
from training.web.application.desk import bp

__all__ = ["answering", "bp", "overview", "parts", "references", "sending"]
