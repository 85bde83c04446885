"""`python -m rawi.cli`."""

from rawi.cli import main

main()
