"""Measures Headway, mostly against the simple way of doing the same: rows of one table.

They are Markdown, to be put into ``docs/performance.md``. An aim that was missed is said, and ends
nothing.
"""

import asyncio
import importlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.table import head

PARTS = ("tick", "delivery", "startup", "digest", "slack", "teams", "growth", "load")


async def main(parts: list[str]) -> None:
    """Run the parts named, or all; each row is printed when its part is over."""
    print(*head(), sep="\n", flush=True)
    for name in parts or PARTS:
        module = importlib.import_module(f"tests.bench.{name}")
        with TemporaryDirectory(prefix="headway-bench-") as folder:
            results = await module.measure(Path(folder))
        print(*(one.row(name) for one in results), sep="\n", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
