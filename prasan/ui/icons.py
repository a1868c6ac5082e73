# ruff: noqa: E501  (one drawing a line)
"""The house's line icons: 20 units square, one stroke, drawn here and nowhere else.

`icon()` gives an inline SVG that says nothing to a screen reader unless it is given a label.
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_CLOCK = '<circle cx="10" cy="10" r="7.3"/><path d="M10 5.8V10l2.8 1.8"/>'
_CIRCLE = '<circle cx="10" cy="10" r="7.3"/>'
_SHEET = '<path d="M5 2.5h6.5l4 4v11H5Z"/><path d="M11.5 2.5v4h4"/>'

ICONS: dict[str, str] = {
    "alert": '<path d="M10 3 2.3 16.5h15.4Z"/><path d="M10 8v4M10 14.3v.1"/>',
    "arrow-down": '<path d="M10 3.5v13m-5-5 5 5 5-5"/>',
    "arrow-left": '<path d="M16.5 10h-13m5-5-5 5 5 5"/>',
    "arrow-right": '<path d="M3.5 10h13m-5-5 5 5-5 5"/>',
    "arrow-up": '<path d="M10 16.5v-13m-5 5 5-5 5 5"/>',
    "award": '<circle cx="10" cy="7.5" r="4.5"/><path d="m7.2 11.2-1.4 6.3 4.2-2.3 4.2 2.3-1.4-6.3"/>',
    "bell": '<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13ZM8.5 17.5h3"/>',
    "book": (
        '<path d="M3 4.5c3-1 5-.7 7 .8 2-1.5 4-1.8 7-.8V16c-3-1-5-.7-7 .8-2-1.5-4-1.8-7-.8ZM10 5.3v11.5"/>'
    ),
    "braces": (
        '<path d="M7 3.5c-1.6 0-2 .8-2 2v2c0 1.3-.6 2.2-2 2.5 1.4.3 2 1.2 2 2.5v2c0 1.2.4 2 2 2'
        'M13 3.5c1.6 0 2 .8 2 2v2c0 1.3.6 2.2 2 2.5-1.4.3-2 1.2-2 2.5v2c0 1.2-.4 2-2 2"/>'
    ),
    "building": (
        '<path d="M4 17V4.5L11 2.5V17M11 7h5v10M2.5 17h15"/>'
        '<path d="M6.5 7.5h2M6.5 10.5h2M6.5 13.5h2M13.5 10h.1M13.5 13h.1"/>'
    ),
    "calendar": '<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M7 2.5V6M13 2.5V6"/>',
    "chat": '<path d="M3 4h14v10H9l-4 3.5V14H3Z"/>',
    "check": '<path d="m4.5 10.5 3.8 3.7 7.2-8"/>',
    "chevron-down": '<path d="m5 7.5 5 5 5-5"/>',
    "chevron-left": '<path d="m12.5 5-5 5 5 5"/>',
    "chevron-right": '<path d="m7.5 5 5 5-5 5"/>',
    "chevron-up": '<path d="m5 12.5 5-5 5 5"/>',
    "clock": _CLOCK,
    "contact": (
        '<rect x="2.5" y="4" width="15" height="12" rx="1.5"/><circle cx="7" cy="9" r="1.7"/>'
        '<path d="M4.5 13.5c.3-1.3 1.2-2 2.5-2s2.2.7 2.5 2M12 8.5h3.5M12 11.5h3.5"/>'
    ),
    "copy": (
        '<rect x="7" y="7" width="10" height="10" rx="1.5"/>'
        '<path d="M13 7V4.5A1.5 1.5 0 0 0 11.5 3h-7A1.5 1.5 0 0 0 3 4.5v7A1.5 1.5 0 0 0 4.5 13H7"/>'
    ),
    "download": '<path d="M10 3v9.5m-4-4 4 4 4-4M3.5 16.5h13"/>',
    "edit": '<path d="m4 13-.8 3.8L7 16l9.3-9.3-3-3Z"/><path d="m11.5 5.5 3 3"/>',
    "eye": '<path d="M2 10c2-3.6 4.7-5.4 8-5.4s6 1.8 8 5.4c-2 3.6-4.7 5.4-8 5.4S4 13.6 2 10Z"/><circle cx="10" cy="10" r="2.4"/>',
    "file": _SHEET,
    "filter": '<path d="M3 4.5h14l-5.5 6.5v5l-3 1.5v-6.5Z"/>',
    "globe": (
        _CIRCLE + '<path d="M2.9 10h14.2M10 2.7c2.3 2.2 3.2 4.6 3.2 7.3s-.9 5.1-3.2 7.3'
        'C7.7 15.1 6.8 12.7 6.8 10S7.7 4.9 10 2.7Z"/>'
    ),
    "grid": '<path d="M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM11.5 11.5h5v5h-5z"/>',
    "history": '<path d="M3.5 6.5V3M3.5 6.5H7M3.3 6.4A7.3 7.3 0 1 1 2.7 10"/><path d="M10 6v4l2.8 1.8"/>',
    "home": '<path d="M3 9.5 10 3.5l7 6M5 8v9h10V8M8.5 17v-5h3v5"/>',
    "image": (
        '<rect x="2.5" y="4" width="15" height="12" rx="1.5"/><circle cx="7" cy="8.3" r="1.5"/>'
        '<path d="m3 14.5 4-3.5 3 2.5 3.5-4 4 4.5"/>'
    ),
    "inbox": '<path d="M3 11.5 5 4h10l2 7.5V16H3Z"/><path d="M3 11.5h4c.3 1.7 1.3 2.5 3 2.5s2.7-.8 3-2.5h4"/>',
    "info": _CIRCLE + '<path d="M10 9.2V14M10 6.3v.1"/>',
    "key": '<circle cx="6.5" cy="13.5" r="3.5"/><path d="m9 11 7.5-7.5M13.5 6.5l2.5 2.5M11 9l1.5 1.5"/>',
    "link": (
        '<path d="M8.5 11.5a3.5 3.5 0 0 0 5 0L16 9a3.5 3.5 0 0 0-5-5l-1 1"/>'
        '<path d="M11.5 8.5a3.5 3.5 0 0 0-5 0L4 11a3.5 3.5 0 0 0 5 5l1-1"/>'
    ),
    "list": '<path d="M7 5h10M7 10h10M7 15h10M3.5 5h.1M3.5 10h.1M3.5 15h.1"/>',
    "lock": '<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "mail": '<rect x="2.5" y="4.5" width="15" height="11" rx="1.5"/><path d="m3 6 7 5 7-5"/>',
    "map": '<path d="m2.5 5 5-1.8 5 1.8 5-1.8v12l-5 1.8-5-1.8-5 1.8ZM7.5 3.2v12M12.5 5v12"/>',
    "menu": '<path d="M3 5.5h14M3 10h14M3 14.5h14"/>',
    "minus": '<path d="M4 10h12"/>',
    "moon": '<path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z"/>',
    "more": '<circle cx="4.5" cy="10" r="1"/><circle cx="10" cy="10" r="1"/><circle cx="15.5" cy="10" r="1"/>',
    "network": (
        '<circle cx="10" cy="4.5" r="2"/><circle cx="4.5" cy="15" r="2"/><circle cx="15.5" cy="15" r="2"/>'
        '<path d="m9 6.3-3.5 7M11 6.3l3.5 7M6.5 15h7"/>'
    ),
    "news": (
        '<rect x="2.5" y="4" width="15" height="12.5" rx="1.5"/>'
        '<path d="M5.5 7.5h5v4h-5zM13 7.5h2M13 10.5h2M5.5 14H15"/>'
    ),
    "offline": '<path d="M3 8c4.2-3.7 9.8-3.7 14 0M5.7 11c2.7-2.3 5.9-2.3 8.6 0M10 14.6v.1M3 3l14 14"/>',
    "order": _SHEET + '<path d="M7.5 8h2M7.5 11h5.5"/><circle cx="11.5" cy="14.3" r="1.3"/>',
    "phone": (
        '<path d="M6 2.8 8 7 6.2 8.7a10 10 0 0 0 5 5L13 12l4.2 2v2.2c0 .8-.7 1.4-1.5 1.3'
        'C8.7 16.9 3.1 11.3 2.5 4.3 2.4 3.5 3 2.8 3.8 2.8Z"/>'
    ),
    "pin": (
        '<path d="M10 17.5c3.5-4 5.2-6.7 5.2-9.1a5.2 5.2 0 0 0-10.4 0c0 2.4 1.7 5.1 5.2 9.1Z"/>'
        '<circle cx="10" cy="8.3" r="1.8"/>'
    ),
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "printer": (
        '<path d="M5.5 7V3h9v4M5.5 14h-2a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h13a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-2"/>'
        '<path d="M5.5 11.5h9V17h-9z"/>'
    ),
    "question": (
        _CIRCLE + '<path d="M7.7 7.9c.2-1.4 1.1-2.1 2.4-2.1s2.3.8 2.3 2c0 1.8-2.3 1.9-2.3 3.7'
        'M10.1 14.2v.1"/>'
    ),
    "refresh": '<path d="M16.5 6.5V3M16.5 6.5H13M16.7 6.4A7.3 7.3 0 1 0 17.3 10"/>',
    "search": '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>',
    "send": '<path d="m2.8 10 14.4-6.7-4.4 14L9.5 11.5Z"/><path d="m9.5 11.5 7.7-8.2"/>',
    "settings": (
        '<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>'
    ),
    "share": (
        '<circle cx="5" cy="10" r="2.2"/><circle cx="14.5" cy="4.8" r="2.2"/><circle cx="14.5" cy="15.2" r="2.2"/>'
        '<path d="m7 9 5.5-3.1M7 11l5.5 3.1"/>'
    ),
    "shield": '<path d="M10 2.5 16 5v4.5c0 3.7-2.3 6.5-6 8-3.7-1.5-6-4.3-6-8V5Z"/><path d="m7.3 10 2 2 3.5-4"/>',
    "sign-in": '<path d="M11 3.5h5v13h-5M3 10h8.5m-3.5-3.5 3.5 3.5L8 13.5"/>',
    "sign-out": '<path d="M9 3.5H4v13h5M8.5 10H17m-3.5-3.5L17 10l-3.5 3.5"/>',
    "sun": (
        '<circle cx="10" cy="10" r="3.5"/><path d="M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18'
        'M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M15.7 4.3l-1.1 1.1M5.4 14.6l-1.1 1.1"/>'
    ),
    "system": '<rect x="2.5" y="3.5" width="15" height="10" rx="1.5"/><path d="M7 17h6M10 13.5V17"/>',
    "table": '<rect x="2.5" y="4" width="15" height="12.5" rx="1.5"/><path d="M2.5 8h15M2.5 12.2h15M8 8v8.5"/>',
    "sound": '<path d="M3 8v4h3l4 3.5v-11L6 8ZM13 7.2a4 4 0 0 1 0 5.6M15.3 5a7 7 0 0 1 0 10"/>',
    "trash": '<path d="M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11.5h8.4L15 5.5M8.3 8.5v5.5M11.7 8.5v5.5"/>',
    "undo": '<path d="M7.5 4.5 3.5 8.5l4 4"/><path d="M4 8.5h7.5a4.5 4.5 0 0 1 0 9H8"/>',
    "unlock": '<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 5.8-1.2"/>',
    "upload": '<path d="M10 12.5V3m-4 4 4-4 4 4M3.5 16.5h13"/>',
    "user": '<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5"/>',
    "video": '<rect x="2.5" y="4.5" width="11" height="11" rx="1.5"/><path d="m13.5 8.5 4-2.2v7.4l-4-2.2"/>',
    "users": (
        '<circle cx="7.5" cy="7" r="3"/><path d="M2 16.5c.5-3 2.6-4.7 5.5-4.7s5 1.7 5.5 4.7"/>'
        '<path d="M12.8 4.3a3 3 0 0 1 0 5.4M15 12.5c1.6.7 2.6 2 3 4"/>'
    ),
    "x": '<path d="m5.5 5.5 9 9m0-9-9 9"/>',
}  # fmt: skip
ALIASES = {"gavel": "order", "document": "file", "pencil": "edit", "bars": "menu"}


@lru_cache(maxsize=512)
def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """The SVG of icon `name`; with `label` it speaks, without it is decoration. Raises LookupError."""
    drawing = ICONS.get(ALIASES.get(name, name))
    if drawing is None:
        raise LookupError(f"no icon is called {name!r}; the table is prasan/ui/icons.py")
    css = f"i {classes}".strip()
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 20 20" {}>{}</svg>', css, spoken, mark_safe(drawing)
    )  # the drawing is the table's own
