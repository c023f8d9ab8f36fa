"""``headway worker``: sends what is due, beside other workers and ``headway serve``."""

import asyncio
import gc
from typing import Annotated

import structlog
import typer
import uvicorn

from bot.bootstrap import Headway, build
from bot.cli.running import prepare
from bot.cli.serve import listen
from bot.cli.stopping import PATIENCE, Server, at_signals
from bot.settings import Settings, read_settings

NAME = "worker"
EXAMPLES = (
    "headway worker",
    "headway worker --queues slack",
    "HEADWAY_WORKER_PORT=8081 headway worker",
)
CONCURRENCY = 100

log = structlog.get_logger()


def run(
    queues: Annotated[
        str, typer.Option(help="Only these chat platforms, commas between; else all that are on.")
    ] = "",
    concurrency: Annotated[
        int, typer.Option(min=1, max=1000, help="How many workspaces it serves at the same time.")
    ] = CONCURRENCY,
) -> None:
    """Send what is due and run the clock until stopped.

    On PostgreSQL. Run as many as you like, on as many machines, beside `headway serve`.
    """
    chosen = read_settings(Settings)
    headway = build(chosen)
    headway.service.check()
    prepare()
    names = [name.strip() for name in queues.split(",") if name.strip()]
    gc.freeze()
    if chosen.worker_port:
        _serve(headway, chosen, names, concurrency)
    else:
        with asyncio.Runner(
            loop_factory=uvicorn.Config(app="", log_config=None).get_loop_factory()
        ) as runner:
            runner.run(_work(headway, names, concurrency))


def _serve(headway: Headway, chosen: Settings, queues: list[str], concurrency: int) -> None:
    port = chosen.worker_port or 0
    with listen(chosen.host, port) as listening:
        app = headway.worker(queues=queues, concurrency=concurrency)
        config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=PATIENCE)
        log.info("Headway works.", action="work", host=chosen.host, port=port)
        Server(config, stop=headway.service.stop).run([listening])


async def _work(headway: Headway, queues: list[str], concurrency: int) -> None:
    with at_signals(headway.service.stop):
        async with headway.working(queues, concurrency):
            log.info("Headway works.", action="work")
            await headway.desk.stopping.wait()
