"""A browser's User-Agent in words that its owner recognises."""

from __future__ import annotations

# First match wins: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
_BROWSERS = (("Line/", "LINE"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"),
             ("SamsungBrowser", "Samsung Internet"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_MACHINES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
             ("Macintosh", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device_name(user_agent: str) -> str:
    """Chrome บน Android; what is unknown is called so."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "โปรแกรมที่ไม่รู้จัก")
    machine = next((name for sign, name in _MACHINES if sign in user_agent), "เครื่องที่ไม่รู้จัก")
    return f"{browser} บน {machine}"
