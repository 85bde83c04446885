"""How well articles are read: the measures, and the reader against gold annotation."""

from rawi.evaluation.breakdown import Share, precision_by, recall_by
from rawi.evaluation.calibration import Calibration, calibration, reliability
from rawi.evaluation.errors import Fault, find_faults
from rawi.evaluation.gold import GoldArticle, GoldError, load_gold, load_predictions
from rawi.evaluation.marks import MarkedStatement, Marks
from rawi.evaluation.measures import MEASURES, Row, Table, judge, score, score_by
from rawi.evaluation.names import same_speaker
from rawi.evaluation.run import read_gold

__all__ = [
    "MEASURES",
    "Calibration",
    "Fault",
    "GoldArticle",
    "GoldError",
    "MarkedStatement",
    "Marks",
    "Row",
    "Share",
    "Table",
    "calibration",
    "find_faults",
    "judge",
    "load_gold",
    "load_predictions",
    "precision_by",
    "read_gold",
    "recall_by",
    "reliability",
    "same_speaker",
    "score",
    "score_by",
]
