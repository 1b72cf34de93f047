"""The applicant’s pages: task list, one part a page, check, send, follow, answer an offer."""

from flask import Blueprint

bp = Blueprint("application", __name__, url_prefix="/application")
