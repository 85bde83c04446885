"""How sure the reader is of a statement: the chance that speaker and content are both right.

The last step of the reader: a logistic regression over `features`. Its weights are a file, `confidence.json`,
of the model that reads, or of the rules where these read alone; `rawi calibrate` fits them on annotated
articles that the networks have not learned from.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from pathlib import Path

import msgspec

from rawi.learning.files import CONFIDENCE_FILE, ModelMissing
from rawi.reading.document import Document, Draft

SUREST = 0.99
"""No statement is certain."""
MOST_ODDS = 7.0
"""Log odds, either way, beyond which a network's chance says no more."""


class ConfidenceWeights(msgspec.Struct, frozen=True):
    """A logistic regression over named features; a feature without a weight counts for nothing."""

    intercept: float
    weights: dict[str, float]

    def chance(self, features: dict[str, float]) -> float:
        """The chance that a statement with these features is right."""
        score = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + exp(-score)) if score >= 0 else exp(score) / (1 + exp(score))


@cache
def load_confidence(folder: Path) -> ConfidenceWeights:
    """The weights of a model.

    Raises:
        rawi.learning.files.ModelMissing: the folder has none, or the file is of another form.
    """
    path = folder / CONFIDENCE_FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=ConfidenceWeights)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelMissing(f"{path} cannot be read ({error}); `rawi calibrate` writes it") from None


def set_confidence(doc: Document) -> None:
    """Gives each draft its confidence, in [0, 1]."""
    weights = load_confidence(doc.model)
    for draft in doc.drafts:
        draft.confidence = round(min(weights.chance(features(doc, draft)), SUREST), 2)


def features(doc: Document, draft: Draft) -> dict[str, float]:
    """What tells how likely a statement is right, by name; a feature that is not there is 0.

    Flags are 1; `cue` is the log odds of the cue, as the networks or else the rules know it; `speaker` those
    of the speaker, where candidates were ranked; `length` the logarithm of the content's tokens.
    """
    odds = _log_odds(draft.reliability)
    found = {"cue": odds} if draft.learned else {"cue by rules": odds, "only rules": 1.0}
    if draft.speaker_chance is not None:
        found["speaker"] = _log_odds(draft.speaker_chance)
    speaker = draft.speaker
    flags = {
        "rules see the cue": draft.learned and any(_is_rule_of_cue(e.part, e.rule) for e in draft.why),
        "rules agree": draft.agreed,
        "source": draft.source is not None,
        "source before cue": draft.source is not None and draft.source < draft.cue,
        "content before cue": bool(draft.content) and draft.content[0] < draft.cue,
        "content in two": len(draft.content) > 1,
        "nested": draft.parent is not None,
        "quoted": bool(doc.quoted_until[draft.cue[0]]),
        "headline": draft.cue[0] < doc.headline_end,
        f"mode {draft.mode}": True,
        f"speaker by {_speaker_rule(draft)}": True,
        f"kind {speaker.kind if speaker and speaker.name is not None else None}": True,
    }
    found |= {name: 1.0 for name, holds in flags.items() if holds}
    found["length"] = log(1 + sum(end - start for start, end in draft.content))
    return found


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    return max(-MOST_ODDS, min(log(chance / (1 - chance)), MOST_ODDS))


def _is_rule_of_cue(part: str, rule: str) -> bool:
    return part == "cue" and rule != "learned"


def _speaker_rule(draft: Draft) -> str:
    return next((e.rule for e in reversed(draft.why) if e.part == "speaker"), "no rule")
