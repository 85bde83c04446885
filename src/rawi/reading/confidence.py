"""How sure the reader is of a statement.

Step `set_confidence` of the reader, the last one. The confidence is the chance that speaker and content are
both right.

For statements of the rules: the reliability of the cue with its complement (counted by lexicon line), weighed
by how the speaker was told and by whether the statement stands inside another. The weights are counted on
annotated articles of training (1,071 articles, 6,089 statements found): the share of right statements under
each condition over the share of all.

For statements of the networks it comes from a logistic regression on the 110 articles of development, which
the networks have not learned from: the chance of the cue, whether the rules read it the same, and the chance
of the speaker.
"""

from __future__ import annotations

from math import exp, log

from rawi.reading.document import Document, Draft

_RIGHT_BY_RELIABILITY = ((0.98, 0.73), (0.9, 0.69), (0.8, 0.5), (0.7, 0.42), (0.6, 0.35), (0.0, 0.2))
"""Reliability of the cue with its complement, at least → share of statements that are right."""

_SPEAKER_WEIGHTS = {
    "name": 1.28,
    "back-reference": 1.1,
    "implied": 1.08,
    "office of a person": 1.04,
    "same words": 0.95,
    "fuller mention": 0.84,
    "its own words": 0.81,
    "headline matches the body": 0.81,
    "issuer": 0.8,
    "named later": 0.25,
    "unknown": 0.05,
}
_NESTED = 0.45


_UNKNOWN = 0.02
"""The speaker of a learned statement cannot be told."""
_INTERCEPT, _CHANCE, _AGREED, _SPEAKER = -1.74, 0.23, 0.83, 0.46
"""Weights of the logistic regression: log odds of the cue, the rules agree, log odds of the speaker."""
_MOST_CUE, _MOST_SPEAKER = 7.0, 5.0
"""Log odds that count at most."""


def set_confidence(doc: Document) -> None:
    """Gives each draft its confidence, in [0, 1]."""
    for draft in doc.drafts:
        draft.confidence = _learned_confidence(draft) if draft.learned else _confidence(draft)


def _learned_confidence(draft: Draft) -> float:
    if draft.speaker is None or draft.speaker.name is None:
        return _UNKNOWN
    score = _INTERCEPT + _CHANCE * min(_log_odds(draft.reliability), _MOST_CUE)
    score += _AGREED * draft.agreed + _SPEAKER * min(_log_odds(draft.speaker_chance), _MOST_SPEAKER)
    return round(1 / (1 + exp(-score)), 2)


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return log(chance / (1 - chance))


def _confidence(draft: Draft) -> float:
    right = next(share for least, share in _RIGHT_BY_RELIABILITY if draft.reliability >= least)
    rules = [evidence.rule for evidence in draft.why if evidence.part == "speaker"]
    told = [rule for rule in rules if rule in _SPEAKER_WEIGHTS]
    right *= _SPEAKER_WEIGHTS[told[-1]] if told else 1.0
    if draft.parent is not None:
        right *= _NESTED
    return round(min(right, 0.97), 2)
