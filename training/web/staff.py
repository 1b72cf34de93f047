"""The office: what needs attention, post, record."""

from flask import Blueprint

bp = Blueprint("staff", __name__, url_prefix="/staff")
