"""What the networks cost: their share of the time, and what weights as bytes (int8) save and lose.

    python benchmarks/model.py [ARTICLES.jsonl.gz] [--articles 300] [--model DIR] [--gold GOLD.jsonl]

Without a file it reads the bundled demo articles over and over. Times are the processor's, of one process.
The second table needs the extra `train` and a model with the checkpoints of its training (DIR/work, as
`rawi train -o DIR` leaves it): from these it writes the same networks with floats (float32) and reads both by
turns. With --gold the F1 of both is shown, too.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from machine import demo_articles, describe_machine

import rawi.learning.model as model_module
from rawi.evaluation import load_gold, read_gold, score
from rawi.learning.files import MODEL_FOLDER, ModelMissing, model_config
from rawi.learning.model import Model
from rawi.learning.network import Network
from rawi.reading.document import Document
from rawi.reading.reader import Reader
from rawi.schema import Article
from rawi.sources import read_articles

NEEDED = ("torch", "onnx")
ROUNDS = 3
"""Readings of all articles with each kind of weights, by turns; the fastest counts."""
MEASURES = ("cue", "source", "content", "all", "who said what")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", help="articles in any form that `rawi annotate` takes")
    parser.add_argument("--articles", type=int, default=300, help="draw N of them (default 300)")
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER, help="else the shipped one")
    parser.add_argument("--gold", help="annotated articles, for the F1")
    options = parser.parse_args()
    articles = load_articles(options.file, options.articles)
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    print(describe_machine())
    print(f"{len(articles)} articles of {words:.0f} words on average ({options.file or 'demo articles'})\n")
    try:
        print_shares(Reader(model=options.model), articles)
        print()
        compare_weights(options.model, articles, options.gold)
    except ModelMissing as error:
        sys.exit(str(error))


def load_articles(file: str | None, limit: int) -> list[Article]:
    """`limit` articles drawn from `file`, or the demo articles as often as it takes."""
    if not file:
        return list(itertools.islice(itertools.cycle(demo_articles()), limit))
    articles = [a for a in read_articles(file) if isinstance(a, Article)]
    if not articles:
        sys.exit(f"{file}: no article in it")
    return random.Random(0).sample(articles, min(limit, len(articles)))


class Stopwatch:
    """Seconds spent in functions, by name."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted under a name."""

        @functools.wraps(function)
        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return function(*args, **options)
            finally:
                self.spent[name] += time.process_time() - start

        return run

    def watch(self, owner: Any, attribute: str, name: str) -> None:
        """Counts the time of an attribute of a class or module, from now on."""
        setattr(owner, attribute, self.timed(name, getattr(owner, attribute)))


def print_shares(reader: Reader, articles: list[Article]) -> None:
    """Prints where the time of a reading goes, in one process."""
    for article in articles:  # words seen once are kept; in a long run nearly all have been
        reader.read(article)
    watch = Stopwatch()
    for owner, attribute in ((Network, "read"), (Network, "tag_scores"), (Model, "read"), (Model, "mode")):
        watch.watch(owner, attribute, f"{owner.__name__}.{attribute}")
    watch.watch(model_module, "best_tags", "best_tags")
    steps = {name: watch.timed(f"step {name}", step) for name, step in reader.steps}
    reader.steps = list(steps.items())
    document = watch.timed("document", Document)
    start = time.process_time()
    for article in articles:
        document(article, reader.lexicon)
    for article in articles:
        reader.read(article)
    whole = time.process_time() - start - watch.spent["document"]
    spent = watch.spent
    inside = spent["Network.read"] + spent["Network.tag_scores"] + spent["best_tags"]
    learned = spent["Model.read"] + spent["Model.mode"]
    parts = {
        "features of the tokens": spent["Model.read"] - inside,
        "article network": spent["Network.read"],
        "window network": spent["Network.tag_scores"],
        "best tags (Viterbi)": spent["best_tags"],
        "mode": spent["Model.mode"],
        "joining with the rules": spent["step networks"] - learned,
        "steps of the rules": sum(v for k, v in spent.items() if k.startswith("step "))
        - spent["step networks"],
        "tokens, words, quotations": spent["document"],
    }
    parts["putting it together"] = max(whole - sum(parts.values()), 0.0)
    print(f"{'part of a reading':28s} {'ms/article':>10s} {'share':>6s}")
    for name, seconds in parts.items():
        print(f"{name:28s} {1000 * seconds / len(articles):10.3f} {seconds / whole:6.1%}")
    print(f"{'the networks, all of it':28s} {1000 * learned / len(articles):10.3f} {learned / whole:6.1%}")
    print(f"{'whole reading':28s} {1000 * whole / len(articles):10.3f}")


def compare_weights(folder: Path, articles: list[Article], gold: str | None) -> None:
    """Prints what weights as bytes save and lose against floats."""
    from importlib.util import find_spec

    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        print(f"int8 against float32: not measured, {', '.join(missing)} missing (pip install 'rawi[train]')")
        return
    if not (folder / "work").is_dir():
        print(f"int8 against float32: not measured, {folder} has no work/ with checkpoints of its training")
        return
    with tempfile.TemporaryDirectory() as place:
        floats = write_floats(folder, Path(place) / "float32")
        folders = {"int8": folder, "float32": floats}
        size = {name: sum(f.stat().st_size for f in network_files(path)) for name, path in folders.items()}
        memory = {name: memory_of(path) for name, path in folders.items()}
        readers = {name: Reader(model=path) for name, path in folders.items()}
        seconds = time_by_turns(readers, articles)
        print(f"{'weights':10s} {'MB on disk':>10s} {'MB in memory':>12s} {'ms/article':>10s}")
        for name in folders:
            print(
                f"{name:10s} {size[name] / 2**20:10.1f} {memory[name] / 2**20:12.1f}"
                f" {1000 * seconds[name] / len(articles):10.3f}"
            )
        if gold:
            print_figures(readers, gold)


def write_floats(folder: Path, out: Path) -> Path:
    """The same model with float32 weights, from the checkpoints of its training."""
    from rawi.training.checkpoints import load_checkpoint
    from rawi.training.export import export_network

    shutil.copytree(folder, out, ignore=shutil.ignore_patterns("work"))
    for network in model_config(folder).networks:
        export_network(load_checkpoint(folder / "work" / f"{network}.pt"), out / network, in_bytes=False)
    return out


def network_files(folder: Path) -> list[Path]:
    """The graphs of a model's networks."""
    return [path for name in model_config(folder).networks for path in (folder / name).glob("*.onnx")]


def memory_of(folder: Path) -> int:
    """Resident bytes that the networks add to a process of their own."""
    program = (
        "import sys, psutil\n"
        "from pathlib import Path\n"
        "from rawi.learning.network import Network\n"
        "before = psutil.Process().memory_info().rss\n"
        "networks = [Network(Path(folder)) for folder in sys.argv[1:]]\n"
        "print(psutil.Process().memory_info().rss - before)"
    )
    folders = [str(folder / name) for name in model_config(folder).networks]
    done = subprocess.run([sys.executable, "-c", program, *folders], check=True, capture_output=True)
    return int(done.stdout)


def time_by_turns(readers: dict[str, Reader], articles: list[Article]) -> dict[str, float]:
    """Seconds in which each reader reads all articles."""
    best = dict.fromkeys(readers, float("inf"))
    for number in range(ROUNDS + 1):
        for name, reader in readers.items():
            start = time.process_time()
            for article in articles:
                reader.read(article)
            if number:  # the first round fills what is kept of words
                best[name] = min(best[name], time.process_time() - start)
    return best


def print_figures(readers: dict[str, Reader], gold: str) -> None:
    """Prints the F1 of each reader on annotated articles."""
    articles = load_gold(gold)
    tables = {name: score(articles, read_gold(articles, reader)) for name, reader in readers.items()}
    print(f"\n{'F1':16s}" + "".join(f" {name:>8s}" for name in tables))
    for measure in MEASURES:
        print(f"{measure:16s}" + "".join(f" {100 * t[measure].f1:8.1f}" for t in tables.values()))


if __name__ == "__main__":
    main()
