"""Certificates: proposed, approved, issued, and given out."""

from flask import Blueprint

bp = Blueprint("certificates", __name__, url_prefix="/certificates")
