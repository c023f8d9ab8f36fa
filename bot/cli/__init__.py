"""The command line: one file per command, listed here."""

import typer

from bot.cli import chat, digest, doctor, export, load, migrate, serve, tick


def command_line() -> typer.Typer:
    """The command ``headway`` with all its commands."""
    app = typer.Typer(
        name="headway",
        help="Headway keeps a district's improvement work moving.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for module in (load, serve, tick, digest, chat, export, doctor, migrate):
        app.command(module.NAME, epilog=f"Examples:  {'   '.join(module.EXAMPLES)}")(module.run)
    return app
