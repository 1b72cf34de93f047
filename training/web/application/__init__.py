"""The applicant’s pages: task list, one part a page, references, check, send, follow, answer an offer."""

from training.web.application import answering, consent, overview, parts, references, sending
from training.web.application.desk import bp

__all__ = ["answering", "bp", "consent", "overview", "parts", "references", "sending"]
