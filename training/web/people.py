"""People and their records, for the office."""

from flask import Blueprint

bp = Blueprint("people", __name__, url_prefix="/people")
