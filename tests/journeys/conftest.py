"""A real browser on the sample office."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from prasan.operations.sample.make import make_office

# Playwright keeps an event loop in this thread; the pages are served by another one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PICTURES = Path(__file__).parents[2] / ".build" / "pictures"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        yield browser
        browser.close()


@pytest.fixture
def sample(transactional_db: None) -> None:
    """The people and posts of the sample office, without its history: a journey makes its own."""
    make_office(at=timezone.now())


@pytest.fixture
def open_page(browser: Browser, sample: None, live_server: object) -> Iterator[Callable[..., Page]]:
    """`open_page("/sample/", width=360, theme="dark")`; its errors fail the test."""
    contexts, faults = [], []

    def opened(path: str, *, width: int = 1280, theme: str = "light") -> Page:
        context = browser.new_context(
            base_url=live_server.url,  # type: ignore[attr-defined]
            viewport={"width": width, "height": 800},
            color_scheme=theme,  # type: ignore[arg-type]
            locale="th-TH",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`look(page, "signed-in")`: no axe violation, no sideways scroll, and a picture for people."""
    from axe_playwright_python.sync_playwright import Axe

    def look_at(page: Page, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{request.node.name}-{name}.png", full_page=True)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not too_wide, f"{page.url} scrolls sideways"

    return look_at
