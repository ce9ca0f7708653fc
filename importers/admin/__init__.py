"""The desk over what was imported: looked at line by line, judged, never rewritten. Importing it registers the rows."""

from importers.admin import (
    articles,
    captures,
    decisions,
    extracts,
    pairs,
    proposals,
    repeated,
    runs,
    suggestions,
)

__all__ = [
    "articles",
    "captures",
    "decisions",
    "extracts",
    "pairs",
    "proposals",
    "repeated",
    "runs",
    "suggestions",
]
