"""The supervisor’s queue, the intern’s page, signing."""

from flask import Blueprint

bp = Blueprint("supervision", __name__, url_prefix="/supervision")
