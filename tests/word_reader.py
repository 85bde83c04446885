"""Readers for the tests of batches: quick, slow, failing and dying ones."""

from __future__ import annotations

import os
import time

from rawi.schema import Article, Reading, Span, Speaker, Statement


class WordReader:
    """Reads an article as one statement of its first word; the body says what else happens.

    `fail`: raises. `die`: the process ends. `wait`: takes a while.
    """

    def __init__(self, seconds: float = 0.0, **options: object) -> None:
        self.seconds = seconds

    def read(self, article: Article) -> Reading:
        if "fail" in article.body:
            raise ValueError("the body says so\nin two lines")
        if "die" in article.body:
            os._exit(9)
        time.sleep(0.3 if "wait" in article.body else self.seconds)
        start = len(article.title) + 1
        end = start + len(article.body.split(" ")[0])
        said = Statement(
            cue=Span(start, end),
            content=[Span(start, len(article.text))],
            mode="direct",
            speaker=Speaker(None),
        )
        return Reading(text=article.text, id=article.id, title=article.title, statements=[said])
