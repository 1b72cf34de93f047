"""Pictures: typed values in, SVG with everything around it out. Knows no page and no database.

One file a picture. Each is laid out by `draw` as plain shapes, which is what the tests look at, and becomes
markup in `svg` and `frame`: `show`, for a page or for a document.
"""

from training.charts.frame import Picture, Table, show
from training.charts.ink import Room
from training.charts.medium import Medium
from training.charts.requirement import Requirement, Requirements, show_requirements
from training.charts.scores import Quality, Score, Scores, show_scores

__all__ = [
    "Medium",
    "Picture",
    "Quality",
    "Requirement",
    "Requirements",
    "Room",
    "Score",
    "Scores",
    "Table",
    "show",
    "show_requirements",
    "show_scores",
]
