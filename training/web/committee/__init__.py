"""The committee: board, conflict, file, review, decision, release."""

from training.web.committee import arrange, board, decide, file, release, review
from training.web.committee.room import bp

__all__ = ["arrange", "board", "bp", "decide", "file", "release", "review"]
