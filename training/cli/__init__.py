"""Commands people type."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Bind every group of commands."""
