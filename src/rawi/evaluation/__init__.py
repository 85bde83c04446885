"""How well articles are read: the measures, and the reader against gold annotation."""

from rawi.evaluation.errors import Fault, find_faults
from rawi.evaluation.gold import GoldArticle, GoldError, load_gold, load_predictions
from rawi.evaluation.marks import MarkedStatement, Marks
from rawi.evaluation.measures import MEASURES, Row, Table, score, score_by
from rawi.evaluation.names import same_speaker
from rawi.evaluation.run import read_gold

__all__ = [
    "MEASURES",
    "Fault",
    "GoldArticle",
    "GoldError",
    "MarkedStatement",
    "Marks",
    "Row",
    "Table",
    "find_faults",
    "load_gold",
    "load_predictions",
    "read_gold",
    "same_speaker",
    "score",
    "score_by",
]
