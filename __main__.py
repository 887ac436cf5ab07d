"""`python -m griffier`: the command line."""

from griffier.cli import main

main()
