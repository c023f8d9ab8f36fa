"""Measures Headway against the simple way of doing the same, and prints one table."""

import asyncio
import importlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.table import Result, show

PARTS = ("tick", "delivery", "startup", "digest", "slack", "teams")


async def main(parts: list[str]) -> None:
    """Run the parts named, or all."""
    results: list[Result] = []
    for name in parts or PARTS:
        module = importlib.import_module(f"tests.bench.{name}")
        with TemporaryDirectory(prefix="headway-bench-") as folder:
            results += await module.measure(Path(folder))
    show(results)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
