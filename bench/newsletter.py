"""จดหมายข่าว with four photos, as PDF and as picture, beside headless Chromium.

Cold is a process of its own, from nothing to the files; warm is a process (a browser) that has made one
before. Photos are 2,048 points wide, as a site keeps them, and once of 12 megapixels, as a phone sends them.
Chromium prints a page with the same texts and the same four files.
"""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import fontpkg_sarabun
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.results import Results, timed
from prasan.news.newsletter.story import newsletter_of
from prasan.printing.papers.newsletter import newsletter
from prasan.printing.papers.newsletter_issue import Newsletter
from prasan.printing.tests.newsletter_sample import CAPTIONS, HEADLINE, OFFICE, STORY, drawn

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
KEPT, SENT = (2048, 1536), (4000, 3000)
TIMES = 5
_PAGE = """<!doctype html><html lang="th"><meta charset="utf-8"><title>{title}</title><style>
@font-face {{ font-family: S; src: url("{font}") }}
@page {{ size: A4; margin: 0 }}
body {{ margin: 0; font: 12pt/1.7 S; width: 210mm; height: 297mm; overflow: hidden }}
header, footer, h1, p {{ padding: 3mm 14mm; margin: 0 }} header {{ background: #01303a; color: #fff }}
h1 {{ font-size: 21pt; line-height: 1.5 }} img {{ object-fit: cover; display: block }}
.lead {{ width: 210mm; height: 104mm }} div {{ display: flex; gap: 3mm; padding: 0 14mm }}
div img {{ width: 58.6mm; height: 66mm }}
</style><header>{name} ปีที่ 12 ฉบับที่ 147</header><img class="lead" src="0.jpg" alt="{alt}">
<h1>{title}</h1><p>{body}</p><div>{others}</div><footer>{office}</footer></html>"""


def main() -> None:
    results = Results()
    with tempfile.TemporaryDirectory(prefix="prasan-bench-") as name:
        folder = Path(name)
        story = _write(folder, KEPT)
        page = _write_page(folder)
        _cold(results, folder, page)
        _warm(results, newsletter_of(story, folder), page, "four photos", ("PDF", "PNG"), TIMES)
        _write(folder, SENT)
        _warm(results, newsletter_of(story, folder), page, "four photos of 12 megapixels", ("PDF",), 1)
    results.write(Path(os.environ["BENCH_OUT"]))


def _write(folder: Path, size: tuple[int, int]) -> dict[str, Any]:
    """The photos, the second of them upright, and the story."""
    for i in range(4):
        width, height = size[::-1] if i == 1 else size
        grain = Image.merge("RGB", [Image.effect_noise((width, height), 40)] * 3)
        Image.blend(drawn(width, height, i), grain, 0.15).save(folder / f"{i}.jpg", quality=88)
    story = {
        "office": {"name": OFFICE.name, "short_name": OFFICE.short_name, "website": OFFICE.website},
        "newsletter": "ประสานข่าว", "year": 12, "no": 147, "date": "2026-11-20",
        "title": HEADLINE, "body": [STORY],
        "photos": [{"path": f"{i}.jpg", "caption": CAPTIONS[i]} for i in range(4)],
    }  # fmt: skip
    (folder / "story.json").write_text(json.dumps(story), encoding="utf-8")
    return story


def _write_page(folder: Path) -> Path:
    font = Path(fontpkg_sarabun.__file__).parent.rglob("*Regular.ttf")
    others = "".join(f'<img src="{i}.jpg" alt="{CAPTIONS[i]}">' for i in range(1, 4))
    page = folder / "page.html"
    page.write_text(
        _PAGE.format(
            title=html.escape(HEADLINE), body=html.escape(STORY), name="ประสานข่าว", office=OFFICE.name,
            alt=CAPTIONS[0], others=others, font=next(font).as_uri(),
        ),
        encoding="utf-8",
    )  # fmt: skip
    return page


def _cold(results: Results, folder: Path, page: Path) -> None:
    ours = [sys.executable, "-m", "prasan.news.newsletter", str(folder / "story.json"), "--design", "a"]
    browser = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    for kind, theirs in (
        ("pdf", [f"--print-to-pdf={folder / 'b.pdf'}", "--no-pdf-header-footer"]),
        (
            "png",
            [f"--screenshot={folder / 'b.png'}", "--window-size=794,1123", "--force-device-scale-factor=2"],
        ),
    ):
        mine = _median(lambda kind=kind: _run([*ours, f"--{kind}", str(folder / f"o.{kind}")]), 3)
        other = _median(lambda theirs=theirs: _run([*browser, *theirs, page.as_uri()]), 3)
        results.add(f"newsletter: {kind.upper()} of four photos, cold", mine, "s", "Chromium, cold", other)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _warm(
    results: Results, paper: Newsletter, page: Path, what: str, kinds: tuple[str, ...], times: int
) -> None:
    numbers = count(1)

    def ours(**kind: bool) -> None:
        """Each time another number, so that nothing is remembered but fonts and templates."""
        newsletter(replace(paper, number=next(numbers)), design="a", timestamp=0, **kind)  # type: ignore[arg-type]

    ours()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        sheet = browser.new_page(viewport={"width": 794, "height": 1123}, device_scale_factor=2)
        for kind, mine, theirs in (
            ("PDF", {"as_png": False}, lambda: sheet.pdf(prefer_css_page_size=True)),
            ("PNG", {"as_pdf": False}, sheet.screenshot),
        ):
            if kind in kinds:
                other = _median(lambda theirs=theirs: (_open(sheet, page), theirs()), times)
                own = _median(lambda mine=mine: ours(**mine), times)
                results.add(f"newsletter: {kind} of {what}, warm", own, "s", "Chromium, warm", other)
        browser.close()


def _open(sheet: Page, page: Path) -> None:
    sheet.goto("about:blank")
    sheet.goto(page.as_uri())


def _median(act: Callable[[], Any], times: int) -> float:
    return sorted(timed(act)[0] for _ in range(times))[times // 2]


if __name__ == "__main__":
    main()
