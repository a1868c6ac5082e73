"""Every door of the register that stands open to a stranger, as one text each."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def words(response: HttpResponseBase) -> str:
    """What stands on a page, without the marks of its lines."""
    return re.sub(r"</?span[^>]*>", "", body(response).decode()).replace("\u00a0", " ")


def download(client: Client, name: str) -> bytes:
    response = client.get(reverse("agencies:download", args=[name]))
    assert response.status_code == 200, name
    return body(response)


def pdf_text(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def sheet_rows(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def open_data(client: Client) -> dict[str, str]:
    """The files that hold what goes out as far as `open`."""
    return {
        "csv": download(client, "agencies.csv").decode("utf-8-sig"),
        "xlsx": str(sheet_rows(download(client, "agencies.xlsx"))),
        "json": download(client, "agencies.json").decode(),
    }


def web(client: Client, agencies: list[int]) -> dict[str, str]:
    """The pages and papers that hold what goes out as far as `web`; a page that is not there is "404"."""
    pages = {name: client.get(address) for name, address in _addresses(agencies)}
    texts = {name: body(page).decode() if page.status_code == 200 else "404" for name, page in pages.items()}
    papers = {name: pdf_text(download(client, f"{name}-1.pdf")) for name in ("register", "phonebook")}
    return texts | papers


def _addresses(agencies: list[int]) -> Iterator[tuple[str, str]]:
    directory = reverse("agencies:directory")
    yield "list", directory
    yield "list with closed", f"{directory}?closed=1"
    yield "list of a letter", f"{directory}?letter=ต"
    yield "list of schools", f"{directory}?kind=school&scope=internal"
    yield "a search that finds nothing", f"{directory}?q=ตัวอยาง้งง"
    for name in ("data", "dictionary", "dictionary_json"):
        yield name, reverse(f"agencies:{name}")
    for name in ("home", "about", "privacy", "accessibility", "contact", "sitemap", "robots"):
        yield name, reverse(f"site:{name}")
    yield "sitemap of agencies", reverse("site:sitemap_part", args=["agencies"])
    for agency in agencies:
        yield f"page {agency}", reverse("agencies:agency", args=[agency])
        yield f"card {agency}", reverse("agencies:card", args=[agency])


def everything(client: Client, agencies: list[int]) -> dict[str, str]:
    return web(client, agencies) | open_data(client)


def where(doors: dict[str, str], secret: str) -> list[str]:
    """The doors behind which `secret` is seen, however its digits are spaced."""
    return [name for name, text in doors.items() if _plain(secret) in _plain(text)]


def _plain(text: str) -> str:
    """Without marks between digits, folded lines of cards, and the soft joints of pages and papers."""
    text = re.sub(r"</?span[^>]*>|\r\n |[\u00a0\u2060\u200b\u00ad]", "", text)
    return re.sub(r"[\s,-]+", "", text)
