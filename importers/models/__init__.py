"""What the importer keeps: runs, captures byte for byte, what each line was, what was read and guessed from it."""

from importers.models.capture import Capture, Rate, Span
from importers.models.extract import Extract, TopicSuggestion
from importers.models.likeness import DoubtfulPair, SketchKey
from importers.models.run import ImportRun, Outcome

__all__ = [
    "Capture",
    "DoubtfulPair",
    "Extract",
    "ImportRun",
    "Outcome",
    "Rate",
    "SketchKey",
    "Span",
    "TopicSuggestion",
]
