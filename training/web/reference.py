"""The referee’s pages, reached by a link: no account."""

from flask import Blueprint

bp = Blueprint("reference", __name__, url_prefix="/reference")
