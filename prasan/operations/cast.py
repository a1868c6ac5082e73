"""The people of the sample office, one for each part one can play."""

from __future__ import annotations

from prasan.accounts.models import User

# Key in the office file → what one sees through their eyes.
CAST: dict[str, str] = {
    "officer": "เจ้าหน้าที่กลุ่มอำนวยการ",
    "head": "ผอ.กลุ่มอำนวยการ",
    "deputy1": "รอง ผอ.สพท. ที่กำกับดูแลกลุ่มอำนวยการ",
    "deputy2": "รอง ผอ.สพท. อีกคนหนึ่ง",
    "director": "ผอ.สพท.",
    "school": "ผู้ประสานงานของโรงเรียน",
    "member": "สมาชิกเครือข่ายประชาสัมพันธ์",
}


def cast() -> list[tuple[User, str]]:
    """Those of the cast who are in this office, with their part, in the order of `CAST`."""
    users = {user.key: user for user in User.objects.filter(key__in=CAST, is_active=True)}
    return [(users[key], part) for key, part in CAST.items() if key in users]
