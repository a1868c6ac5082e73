"""The pictures of the sample office are drawn: nobody is in them."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

_SIZE = (1600, 1000)
_SAND, _SEA, _LEAF, _GOLD, _REED = "#F2EFE8", "#428E92", "#206133", "#EFBA41", "#8E6E40"
Draw = Callable[[ImageDraw.ImageDraw], None]


def jpeg_of(draw: Draw) -> bytes:
    image = Image.new("RGB", _SIZE, _SAND)
    draw(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def weave(on: ImageDraw.ImageDraw) -> None:
    """A mat of sedge with one row of lozenges."""
    step = 100
    for x in range(0, _SIZE[0], step):
        for y in range(0, _SIZE[1], step):
            near = abs((x // step) % 8 - 4) + abs(y // step - 5)
            colour = (
                _SEA if near == 3 else _GOLD if near == 1 else _REED if (x + y) // step % 2 else "#C9AE7A"
            )
            on.rounded_rectangle((x + 5, y + 5, x + step - 5, y + step - 5), 14, fill=colour)


def school(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 620), fill="#CFE6EA")
    on.rectangle((0, 620, 1600, 1000), fill="#A9BE7C")
    on.rectangle((320, 380, 1280, 700), fill="#FFFFFF", outline=_REED, width=6)
    on.polygon([(270, 380), (800, 220), (1330, 380)], fill="#AA5A3C")
    for x in range(380, 1240, 110):
        on.rectangle((x, 440, x + 60, 520), fill=_SEA)
        on.rectangle((x, 580, x + 60, 660), fill=_SEA)
    on.line((1420, 250, 1420, 720), fill=_REED, width=10)


def hall(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 560), fill="#E7DCC6")
    on.rectangle((420, 120, 1180, 420), fill="#FFFFFF", outline=_SEA, width=10)
    on.rectangle((0, 560, 1600, 1000), fill=_REED)
    for row in range(3):
        for x in range(120 + row * 40, 1500, 170):
            on.rounded_rectangle((x, 620 + row * 120, x + 110, 690 + row * 120), 16, fill=_SEA)


def hills(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 1000), fill="#DCECEF")
    on.ellipse((1150, 120, 1350, 320), fill=_GOLD)
    for shift, colour in ((0, "#A6C6C8"), (150, _SEA), (320, _LEAF)):
        peaks = [(x, 480 + shift + (x * 7919 + shift) % 160) for x in range(0, 1700, 100)]
        on.polygon([(0, 1000), *peaks, (1600, 1000)], fill=colour)


def coast(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 420), fill="#CFE6EA")
    on.ellipse((180, 90, 340, 250), fill=_GOLD)
    on.polygon([(700, 420), (900, 300), (1080, 370), (1260, 280), (1600, 420)], fill="#A6C6C8")
    on.rectangle((0, 420, 1600, 780), fill=_SEA)
    for y in range(470, 780, 70):
        for x in range(y % 3 * 60, 1600, 260):
            on.rounded_rectangle((x, y, x + 130, y + 10), 5, fill="#5FA3A6")
    on.polygon([(820, 600), (1010, 600), (970, 660), (860, 660)], fill="#AA5A3C")
    on.polygon([(910, 430), (910, 590), (1010, 590)], fill="#FFFFFF")
    on.rectangle((0, 780, 1600, 1000), fill="#E9D7A8")


def blackboard(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 1000), fill="#EFE3CC")
    on.rectangle((280, 140, 1320, 620), fill="#24504A", outline=_REED, width=22)
    for y, width in ((250, 360), (330, 520), (410, 300), (490, 440)):
        on.rounded_rectangle((360, y, 360 + width, y + 14), 7, fill="#DCE7E4")
    on.ellipse((980, 240, 1220, 480), outline="#DCE7E4", width=10)
    on.line((1100, 240, 1100, 480), fill="#DCE7E4", width=8)
    on.line((980, 360, 1220, 360), fill="#DCE7E4", width=8)
    for x in range(200, 1400, 310):
        on.rounded_rectangle((x, 740, x + 220, 770), 8, fill=_REED)
        on.rectangle((x + 20, 770, x + 36, 930), fill=_REED)
        on.rectangle((x + 184, 770, x + 200, 930), fill=_REED)


def orchard(on: ImageDraw.ImageDraw) -> None:
    on.rectangle((0, 0, 1600, 1000), fill="#DCECEF")
    on.rectangle((0, 520, 1600, 1000), fill="#A9BE7C")
    for row in range(3):
        for x in range(-60 + row * 110, 1600, 300):
            y = 330 + row * 190
            on.rectangle((x + 100, y + 150, x + 124, y + 260), fill=_REED)
            on.ellipse((x, y, x + 224, y + 190), fill=_LEAF)
            for dx, dy in ((50, 60), (120, 40), (150, 110), (80, 130)):
                on.ellipse((x + dx, y + dy, x + dx + 26, y + dy + 26), fill=_GOLD)


def books(on: ImageDraw.ImageDraw) -> None:
    colours = (_SEA, "#AA5A3C", _GOLD, _LEAF, "#24504A", "#C9AE7A")
    on.rectangle((0, 0, 1600, 1000), fill="#EFE3CC")
    for shelf in range(3):
        foot, x, number = 300 + shelf * 300, 110, shelf * 5
        while x < 1430:
            wide, high = 34 + number * 13 % 30, 150 + number * 37 % 70
            on.rounded_rectangle((x, foot - high, x + wide, foot), 4, fill=colours[number % 6])
            x, number = x + wide + 8, number + 1
        on.rectangle((70, foot, 1530, foot + 24), fill=_REED)


CAPTIONS: dict[Draw, str] = {
    weave: "ลายจักสานกระจูด ผลงานของนักเรียน (ภาพวาด)",
    school: "อาคารเรียน (ภาพวาด)",
    hall: "หอประชุม (ภาพวาด)",
    hills: "แนวเขาในพื้นที่ (ภาพวาด)",
    coast: "ชายฝั่งและเรือ (ภาพวาด)",
    blackboard: "ห้องเรียน (ภาพวาด)",
    orchard: "สวนผลไม้ (ภาพวาด)",
    books: "ชั้นหนังสือในห้องสมุด (ภาพวาด)",
}
