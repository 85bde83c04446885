"""Writes the measured part of a model's card.

    python docs/make_card.py DEV.jsonl [TRAIN.jsonl] [--model DIR]

Figures of the articles of DEV, which the model has not learned from, and the F1 on those of TRAIN, which it
has; the shipped model's card unless another folder is given.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rawi.learning.files import MODEL_FOLDER
from rawi.training.card import write_card


def main() -> None:
    """Measures, and puts the figures in their place."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dev")
    parser.add_argument("train", nargs="?")
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER)
    options = parser.parse_args()
    print(write_card(options.model, options.dev, options.train))


if __name__ == "__main__":
    main()
