"""Coordinates out of cells: decimal degrees, degrees-minutes-seconds, swapped, two in one cell. WGS 84."""

import re
from dataclasses import dataclass

from prasan.thai.digits import to_arabic
from prasan.thai.errors import UnreadableError
from prasan.thai.text import normalise

# A box around Thailand with a margin, in degrees: it tells swapped and foreign places, not the border.
LATITUDES = (5.5, 20.6)
LONGITUDES = (97.3, 105.7)


class CoordinatesError(UnreadableError):
    """Coordinates that cannot be right; `message_th` says why."""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Decimal degrees north and east; `repaired` says in Thai what was mended, None if nothing."""

    latitude: float
    longitude: float
    repaired: str | None = None


@dataclass(frozen=True, slots=True)
class _Angle:
    degrees: float
    was_sexagesimal: bool


_NUMBER = r"\d+(?:\.\d+)?"
_ANGLE = re.compile(
    rf"(?P<before>[NSEW]|เหนือ|ตะวันออก|ใต้|ตะวันตก)?\s*(?P<sign>[-−])?(?P<degrees>{_NUMBER})\s*(?:°|º|˚|องศา|deg|d)?"
    rf"(?:[\s:]*(?P<minutes>{_NUMBER})\s*(?:'|′|’|‘|ลิปดา|m)?(?:[\s:]*(?P<seconds>{_NUMBER})\s*(?:\"|″|”|“|''|′′|ฟิลิปดา|พิลิปดา|s)?)?)?"
    r"\s*(?P<after>[NSEW]|เหนือ|ตะวันออก|ใต้|ตะวันตก)?",
    re.IGNORECASE,
)
_SIDES = {"เหนือ": "N", "ใต้": "S", "ตะวันออก": "E", "ตะวันตก": "W"}
_LABELS = re.compile(r"latitude|longitude|lat|long|lng|lon|ละติจูด|ลองจิจูด|ลองติจูด|พิกัด|[:=()\[\]]", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–", "ไม่มี", "0", "0.0"})
_UNREADABLE = "อ่านพิกัดไม่ออก: เขียนเป็นองศาทศนิยม เช่น 12.7750 และ 101.6500"


def parse(latitude: str | float | None, longitude: str | float | None = None) -> Coordinates | None:
    """The place that one or two cells give; None if they are empty; raises `CoordinatesError`.

    One cell may hold both ("12.77, 101.6"). Swapped ones are put right if only that lies in Thailand.
    """
    first, second = _text(latitude), _text(longitude)
    if first in _NOTHING and second in _NOTHING:
        return None
    if first not in _NOTHING and second in _NOTHING:
        first, second = _split(first)
    elif first in _NOTHING:
        first, second = _split(second)
    return _placed(_angle(first), _angle(second))


def _text(value: str | float | None) -> str:
    return to_arabic(normalise("" if value is None else str(value)))


def _split(text: str) -> tuple[str, str]:
    plain = _LABELS.sub(" ", text)
    for separator in (r"\s*[,;|/]\s*", r"(?<=[NSEWnsew])\s+(?=\d)", r"\s+(?=[NSEWnsew]\s*\d)", r"\s+"):
        halves = [half for half in re.split(separator, plain.strip()) if half]
        if len(halves) == 2:
            return halves[0], halves[1]
    if len(halves) == 6:
        return " ".join(halves[:3]), " ".join(halves[3:])
    raise CoordinatesError("พิกัดต้องมีทั้งละติจูดและลองจิจูด เช่น 12.7750, 101.6500")


def _angle(text: str) -> _Angle:
    match = _ANGLE.fullmatch(_LABELS.sub(" ", text).strip())
    if not match:
        raise CoordinatesError(_UNREADABLE)
    minutes, seconds = float(match["minutes"] or 0), float(match["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise CoordinatesError("ลิปดาและฟิลิปดาของพิกัดต้องน้อยกว่า 60")
    degrees = float(match["degrees"]) + minutes / 60 + seconds / 3600
    side = (match["before"] or match["after"] or "").upper()
    side = _SIDES.get(side, side)
    negative = match["sign"] or side in ("S", "W")
    return _Angle(-degrees if negative else degrees, match["minutes"] is not None)


def _placed(first: _Angle, second: _Angle) -> Coordinates:
    repairs = ["แปลงพิกัดเป็นองศาทศนิยม"] if first.was_sexagesimal or second.was_sexagesimal else []
    if _are_swapped(first, second):
        first, second = second, first
        repairs.append("สลับละติจูดกับลองจิจูด")
    if not in_thailand(first.degrees, second.degrees):
        raise CoordinatesError(_why_outside(first.degrees, second.degrees))
    return Coordinates(round(first.degrees, 6), round(second.degrees, 6), " · ".join(repairs) or None)


def _are_swapped(first: _Angle, second: _Angle) -> bool:
    return not in_thailand(first.degrees, second.degrees) and in_thailand(second.degrees, first.degrees)


def in_thailand(latitude: float, longitude: float) -> bool:
    """Whether the point lies in the box around Thailand."""
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


def _why_outside(latitude: float, longitude: float) -> str:
    if abs(latitude) > 90 or abs(longitude) > 180:
        return f"ไม่มีพิกัด {latitude:g}, {longitude:g}: ละติจูดไม่เกิน 90 และลองจิจูดไม่เกิน 180 องศา"
    return f"พิกัด {latitude:g}, {longitude:g} อยู่นอกประเทศไทย"
