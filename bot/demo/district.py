"""The district of the demo, as ``maplewood.yaml`` describes it."""

from importlib.resources import as_file, files

from bot.load import PartnershipFile
from integrations.partnership_file import read_partnership

KEY = "maplewood"


def read_district() -> PartnershipFile:
    """The partnership file that comes with the demo."""
    with as_file(files("bot.demo").joinpath(f"{KEY}.yaml")) as path:
        return read_partnership(path)
