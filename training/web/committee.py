"""The committee: board, conflict, file, review, decision, release."""

from flask import Blueprint

bp = Blueprint("committee", __name__, url_prefix="/committee")
