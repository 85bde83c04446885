"""Temporal expressions: found and resolved in TIMEX3 terms, from tables and a grammar; nothing learned."""

from rawi.times.recognizer import anchor_of, find_times, recognize

__all__ = ["anchor_of", "find_times", "recognize"]
