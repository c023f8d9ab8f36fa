"""The command ``headway``."""

import sys

import typer
from typer.exceptions import TyperException

from bot.cli import command_line
from bot.domain.errors import HeadwayError


def main() -> None:
    """Run the command line; any mistake is one line that says what to do, and exit code 2."""
    command = typer.main.get_command(command_line())
    arguments = sys.argv[1:] or ["--help"]
    try:
        sys.exit(command(arguments, standalone_mode=False) or 0)
    except typer.Exit as finished:
        sys.exit(finished.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(_say("Stopped."))
    except TyperException as error:
        sys.exit(_say(f"headway: {error} Try: headway --help"))
    except HeadwayError as error:
        sys.exit(_say(str(error)))


def _say(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


if __name__ == "__main__":
    main()
