"""The command ``headway``."""

import sys

import typer
from typer.exceptions import TyperException

from bot.cli import command_line
from bot.domain.errors import HeadwayError

PROGRAM = "headway"


def main() -> None:
    """Run the command line; a mistake is told on standard error, with exit code 2."""
    command = typer.main.get_command(command_line())
    arguments = sys.argv[1:] or ["--help"]
    try:
        code = command(arguments, prog_name=PROGRAM, standalone_mode=False)
    except TyperException as error:
        code = _say(_what_to_type(error))
    except HeadwayError as error:
        code = _say(str(error))
    sys.exit(code)


def _what_to_type(error: TyperException) -> str:
    """A mistyped command line in one line, with the help that shows how it is typed."""
    context = getattr(error, "ctx", None)
    typed = context.command_path if context else PROGRAM
    message = error.format_message()
    stop = "" if message.endswith(("?", ".")) else "."
    return f"{typed}: {message}{stop} Try: {typed} --help"


def _say(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 2


if __name__ == "__main__":
    main()
