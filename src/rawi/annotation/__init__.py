"""Annotating: articles as files to mark by hand, what was marked checked and compared, what to mark next."""

from rawi.annotation.agreement import Agreement, Difference, compare
from rawi.annotation.faults import AnnotationFault
from rawi.annotation.folder import FolderError, Loaded, load_annotation, write_folder, write_offsets
from rawi.annotation.form import Annotation, annotation_of, offset_record
from rawi.annotation.ranking import Suggestion, rank

__all__ = [
    "Agreement",
    "Annotation",
    "AnnotationFault",
    "Difference",
    "FolderError",
    "Loaded",
    "Suggestion",
    "annotation_of",
    "compare",
    "load_annotation",
    "offset_record",
    "rank",
    "write_folder",
    "write_offsets",
]
