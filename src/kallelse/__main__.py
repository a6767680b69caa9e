"""The console entry. It must do nothing but hand over to the shell."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from kallelse.cli import run

    run()


if __name__ == "__main__":
    main()
