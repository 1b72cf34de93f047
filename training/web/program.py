"""The path to certification, drawn from the program definition."""

from flask import Blueprint

bp = Blueprint("program", __name__, url_prefix="/program")
