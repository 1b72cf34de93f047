"""Cohorts: places, sessions, attendance, completion."""

from flask import Blueprint

bp = Blueprint("cohorts", __name__, url_prefix="/cohorts")

from training.web.cohorts import attendance, completion, day, enrolments, overview  # noqa: E402, F401 -- they add views
