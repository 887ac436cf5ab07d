"""`python -m griffier`, and the command `griffier`.

A worker of a run loads this file again: the command line itself is loaded only where it is used.
"""


def main() -> None:
    """The command line."""
    from griffier.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
