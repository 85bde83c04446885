"""Draws `docs/reading.png`, the README's picture: the page of a bundled article, photographed by a browser.

Needs Chromium or Chrome, and a good Arabic typeface (Debian: `apt install chromium fonts-noto-core`). Nothing
else in Rawi needs them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import rawi
from rawi.export.html import reading_to_page
from rawi.schema import Article
from rawi.sources import read_articles

OUT = Path(__file__).with_name("reading.png")
DEMO = Path(rawi.__file__).parent / "demo" / "ceasefire.json"
PARAGRAPHS = 5
"""Of the article; all of it would make the picture too tall."""
WIDTH = 940
SCALE = 1.5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MEASURE = "<script>document.title = document.documentElement.getBoundingClientRect().height</script>"


def main() -> None:
    """Reads the article and photographs its page."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"no browser found; install one of: {', '.join(BROWSERS)}")
    article = next(a for a in read_articles(str(DEMO)) if isinstance(a, Article))
    article.body = "\n".join(article.body.split("\n")[:PARAGRAPHS])
    page = reading_to_page(rawi.Reader().read(article))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reading.html"
        file.write_text(page + MEASURE, encoding="utf-8")
        command = [browser, "--headless", "--disable-gpu", "--no-sandbox", "--hide-scrollbars"]
        command += [f"--user-data-dir={folder}/profile"]
        size = f"--window-size={WIDTH},100"
        dom = subprocess.run([*command, size, "--dump-dom", file.as_uri()], capture_output=True, text=True)
        height = re.search(r"<title>([\d.]+)</title>", dom.stdout)
        if height is None:
            sys.exit(f"{browser} did not show the page:\n{dom.stderr}")
        size = f"--window-size={WIDTH},{int(float(height[1])) + 1}"
        shot = [*command, size, f"--force-device-scale-factor={SCALE}", f"--screenshot={OUT}", file.as_uri()]
        subprocess.run(shot, check=True, capture_output=True)
    print(f"wrote {OUT.name}, {OUT.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
