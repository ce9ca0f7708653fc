"""What the importer keeps: runs, captures byte for byte, what each line was, what was read and guessed from it."""

from importers.models.capture import Capture, Rate, Span
from importers.models.decision import Decision, RepeatedLine
from importers.models.extract import Extract, TopicSuggestion
from importers.models.likeness import DoubtfulPair, SketchKey
from importers.models.merging import Merging
from importers.models.proposal import Proposal
from importers.models.run import Creation, EarlierReading, ImportRun, Outcome

__all__ = [
    "Capture",
    "Creation",
    "Decision",
    "DoubtfulPair",
    "EarlierReading",
    "Extract",
    "ImportRun",
    "Merging",
    "Outcome",
    "Proposal",
    "Rate",
    "RepeatedLine",
    "SketchKey",
    "Span",
    "TopicSuggestion",
]
