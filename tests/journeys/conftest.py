"""A real browser: on the served house with its worker and mail, or on the pages of this process.

`house` is the sample office as `make run` opens it. `open_page` is for what be prepared or timed from
inside: the pages of this process, on a database that each test finds empty.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from prasan.operations.sample.make import make_office
from tests.journeys import pictures
from tests.journeys.house import House, copied

# Playwright keeps an event loop in this thread; the pages are served by another one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE, DESK = 360, 1280
_NOT_A_FAULT = re.compile(r"status of (4\d\d|503)|ERR_INTERNET_DISCONNECTED")
"""A refused form answers 4xx, a house not set up 503, a cut line nothing: its console tells all three."""
_BRIEF = {"resultTypes": ["violations"]}
"""What is right is not told row by row: that alone took most of the time."""
_COLOURS = _BRIEF | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_PUT_AWAY = """() => {
    const rows = "details.item ~ details.item ~ details.item, tbody tr:nth-child(n + 8)";
    window.putBack = [...document.querySelectorAll(rows)].map((row) => {
        const place = document.createComment("");
        row.replaceWith(place);
        return () => place.replaceWith(row);
    });
}"""
"""Rows of a long list are alike: the first ones stand for all while axe looks, which takes long over many."""
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample office as it was made, closed again."""
    folder = tmp_path_factory.mktemp("pristine") / "data"
    House(folder).close()
    return folder


@pytest.fixture(scope="session")
def house(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The sample office, served for all journeys that leave the others' agencies alone."""
    house = House(copied(pristine, tmp_path_factory.mktemp("office") / "data"))
    yield house
    house.close()


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose office is still to be set up."""
    house = House(tmp_path_factory.mktemp("empty") / "data", sample=False)
    yield house
    house.close()


class Windows:
    """Browsers of several people; what goes wrong in any of them is a fault of the test."""

    def __init__(self, browser: Browser) -> None:
        self._browser, self.faults = browser, list[str]()
        self._contexts: list[BrowserContext] = []

    def open(self, url: str, *, width: int) -> Page:
        phone = width < 600
        context = self._browser.new_context(
            base_url=url,
            viewport={"width": width, "height": 740 if phone else 800},
            device_scale_factor=2 if phone else 1,
            has_touch=phone,
            color_scheme="light",
            reduced_motion="reduce",
            locale="th-TH",
        )
        self._contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._hear(page, said.type, said.text))
        return page

    def _hear(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and not _NOT_A_FAULT.search(text):
            self.faults.append(f"{page.url}: {text}")

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        assert self.faults == []


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    windows = Windows(browser)
    yield windows
    windows.close()


@pytest.fixture
def enter(windows: Windows, house: House) -> OpenPage:
    """`enter("/desk/", "officer", width=DESK)`: a new browser, signed in with one click, or a stranger's.

    `to` is where that leads when it is not `path`.
    """

    def entered(path: str, person: str | None = None, *, width: int = DESK, to: str = "") -> Page:
        page = windows.open(house.url, width=width)
        if person is None:
            page.goto(path)
            return page
        page.goto(f"/sample/?next={path}")
        page.locator(f"button[value={person}]").click()
        page.wait_for_url(f"**{to or path}")
        return page

    return entered


@pytest.fixture
def sample(transactional_db: None) -> None:
    """The people and posts of the sample office, without its history: a journey makes its own."""
    make_office(at=timezone.now())


@pytest.fixture
def open_page(windows: Windows, sample: None, live_server: object) -> OpenPage:
    """`open_page("/sample/", width=PHONE)`: the pages of this process."""

    def opened(path: str, *, width: int = DESK) -> Page:
        page = windows.open(live_server.url, width=width)  # type: ignore[attr-defined]
        page.goto(path)
        return page

    return opened


class Look:
    """Judges what a person sees now, and keeps a picture of it; names of pictures end in `suffix`."""

    def __init__(self, axe: Axe, suffix: str = "") -> None:
        self._axe, self._suffix = axe, suffix

    def named(self, suffix: str) -> Look:
        return Look(self._axe, suffix)

    def show(self, page: Page, name: str) -> None:
        """A picture alone, of a page that was judged before."""
        pictures.keep(page, name + self._suffix)

    def paper(self, pdf: bytes, name: str) -> None:
        """A picture of the first page that is printed."""
        first = pypdfium2.PdfDocument(pdf)[0].render(scale=1.2).to_pil()
        buffer = io.BytesIO()
        first.save(buffer, "PNG")
        pictures.keep_picture(buffer.getvalue(), name + self._suffix)

    def __call__(self, page: Page, name: str) -> None:
        """A picture; no axe violation in light or dark, no sideways scroll."""
        self.show(page, name)
        width = page.viewport_size["width"]  # type: ignore[index]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} scrolls sideways"
        page.evaluate(_PUT_AWAY)
        self._find_nothing(page, f"{name}, light", _BRIEF)
        page.emulate_media(color_scheme="dark")  # the same elements in other colours
        self._find_nothing(page, f"{name}, dark", _COLOURS)
        page.emulate_media(color_scheme="light")
        page.evaluate("window.putBack.forEach((back) => back())")

    def _find_nothing(self, page: Page, where: str, options: dict[str, object]) -> None:
        found = self._axe.run(page, options=options)
        assert found.violations_count == 0, f"{where}\n{found.generate_report()}"


@pytest.fixture(scope="session")
def look() -> Look:
    return Look(Axe())
