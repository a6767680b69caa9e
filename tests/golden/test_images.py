"""How a few pages look: pages/<name>.png, small, compared with a tolerance for other machines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.example import Made
from tests.golden.agree import GOLDEN, REMEDY, WRITING

SCALE = 0.8  # of 72 dots to the inch: enough to see where everything stands
FAINT = 48  # of 255: what smoothing the edge of a letter may differ by
FEW = 0.002  # of all dots: more than these have moved, not only been smoothed

PAGES = {"notice": 1, "agenda": 2, "memo": 3, "turned-form": 8}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(made: Callable[[str], Made], name: str) -> None:
    from PIL import Image, ImageChops

    golden = GOLDEN / "pages" / f"{name}.png"
    now = made("rich").reading.image(PAGES[name], SCALE).convert("L")
    if WRITING:
        golden.parent.mkdir(parents=True, exist_ok=True)
        now.quantize(16).save(golden, optimize=True)
    with Image.open(golden) as kept:
        wanted = kept.convert("L")
    assert now.size == wanted.size, f"the page has another size. {REMEDY}"
    moved = ImageChops.difference(now, wanted).point(lambda dot: 255 * (dot > FAINT))
    share = moved.histogram()[255] / (now.width * now.height)
    assert share <= FEW, (
        f"page {PAGES[name]} of tests/projects/rich is not as in tests/golden/pages/{name}.png: "
        f"{share:.1%} of it differs, within {moved.getbbox()}. {REMEDY}"
    )
    assert golden.stat().st_size < 60_000
