"""What the wheel brings of others is what they published."""

from pathlib import Path

from tests.e2e.browsing import NPM

VENDORED = Path("integrations/sandbox/page/static/vendor")


def test_idiomorph_is_the_published_one_with_its_licence() -> None:
    published = NPM / "idiomorph"
    ours = (VENDORED / "idiomorph.min.js").read_bytes()
    assert ours == (published / "dist/idiomorph.min.js").read_bytes()
    assert (VENDORED / "idiomorph.LICENSE").read_bytes() == (published / "LICENSE").read_bytes()
