"""The intern’s pages: where I stand, the log, sending a month."""

from flask import Blueprint

bp = Blueprint("internship", __name__, url_prefix="/internship")
