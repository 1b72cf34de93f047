"""Cases: the triad, its gates and its closure."""

from flask import Blueprint

bp = Blueprint("cases", __name__)
