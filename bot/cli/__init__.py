"""The command line: one file per command, listed here."""

import typer

from bot.cli import (
    chart,
    chat,
    copy,
    demo,
    digest,
    doctor,
    export,
    importing,
    load,
    manifest,
    migrate,
    pack,
    portfolio,
    restored,
    roster,
    serve,
    tick,
    worker,
)


def command_line() -> typer.Typer:
    """The command ``headway`` with all its commands."""
    app = typer.Typer(
        name="headway",
        help="Headway keeps a district's improvement work moving.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for module in (
        demo,
        load,
        serve,
        worker,
        tick,
        digest,
        portfolio,
        pack,
        chat,
        export,
        importing,
        chart,
        roster,
        doctor,
        manifest,
        migrate,
        copy,
        restored,
    ):
        app.command(module.NAME, epilog=_epilog(module.EXAMPLES))(module.run)
    return app


def _epilog(examples: tuple[str, ...]) -> str:
    """The end of a command's help, each example in a line of its own."""
    # "\b" keeps the lines as they are.
    return "\n".join(("\b", "Examples:", *(f"  {example}" for example in examples)))
