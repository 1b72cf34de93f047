"""Evaluations and the attestations at the end."""

from flask import Blueprint

bp = Blueprint("evaluations", __name__)
