"""The data dictionary, and the dataset in the fourteen items of the government's catalogue (GD Catalog)."""

from __future__ import annotations

from typing import Any

from prasan.agencies import freshness
from prasan.agencies.exports.table import AS_OF, COLUMNS
from prasan.agencies.fields import FIELDS, Kind, Level, Scope
from prasan.office.models import OfficeProfile

TITLE = "ทะเบียนข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก"
SHAPES = {
    "text": "ข้อความ",
    "code": "ตัวเลขเก็บเป็นข้อความ",
    "email": "ที่อยู่อีเมล",
    "url": "ที่อยู่เว็บ",
    "line": "ข้อความ",
    "integer": "จำนวนเต็ม",
    "date": "วันที่ ค.ศ. แบบ ปปปป-ดด-วว",
    "list": "รายการของข้อความ",
    "phones": "รายการของหมายเลข เช่น “038000100” หรือ “038000100 ต่อ 21”",
    "place": "รหัสกรมการปกครอง ตำบล 6 หลัก อำเภอ 4 หลัก จังหวัด 2 หลัก",
    "coordinates": "[ละติจูด, ลองจิจูด] องศาทศนิยม WGS 84",
    "kind": "รหัส: " + " ".join(f"{code} = {label}" for code, label in Kind.choices),
    "scope": "รหัส: " + " ".join(f"{code} = {label}" for code, label in Scope.choices),
    "people": "รายการของบุคคล: name post phones email line about",
}


def catalog(office: OfficeProfile | None) -> dict[str, Any]:
    """The fourteen items, by their names in the catalogue; "" where the office has not said."""
    name = office.name if office else ""
    return {
        "data_type": "ข้อมูลระเบียน",
        "title": f"{TITLE} {name}".strip(),
        "owner_org": name,
        "maintainer": name,
        "maintainer_email": office.email if office else "",
        "tag_string": "หน่วยงาน, โรงเรียน, สถานศึกษา, สมุดโทรศัพท์, ทะเบียน",
        "notes": "ชื่อ ประเภท สังกัด ที่ตั้ง และช่องทางติดต่อของหน่วยงานภายในและภายนอก "
        "เฉพาะรายการที่ผู้บังคับบัญชาเห็นชอบให้เปิดเผย",
        "objective": "ให้ประชาชนและหน่วยงานค้นหาและติดต่อกันได้ และนำข้อมูลไปใช้ต่อได้",
        "update_frequency_unit": "เมื่อมีการเปลี่ยนแปลง",
        "geo_coverage": f"จังหวัด{office.province}" if office and office.province else "เขตพื้นที่การศึกษา",
        "data_source": name,
        "data_format": ["CSV", "XLSX", "JSON"],
        "data_category": "ข้อมูลสาธารณะ",
        "license_id": "Open Data Common",
    }


CATALOG_LABELS = {
    "data_type": "ประเภทข้อมูล",
    "title": "ชื่อชุดข้อมูล",
    "owner_org": "องค์กร",
    "maintainer": "ชื่อผู้ติดต่อ",
    "maintainer_email": "อีเมลผู้ติดต่อ",
    "tag_string": "คำสำคัญ",
    "notes": "รายละเอียด",
    "objective": "วัตถุประสงค์",
    "update_frequency_unit": "หน่วยความถี่ของการปรับปรุงข้อมูล",
    "geo_coverage": "ขอบเขตเชิงภูมิศาสตร์หรือเชิงพื้นที่",
    "data_source": "แหล่งที่มา",
    "data_format": "รูปแบบการเก็บข้อมูล",
    "data_category": "หมวดหมู่ข้อมูลตามธรรมาภิบาลข้อมูลภาครัฐ",
    "license_id": "สัญญาอนุญาตให้ใช้ข้อมูล",
}


_AS_OF = {
    "name": AS_OF,
    "label": "ข้อมูล ณ",
    "type": "date",
    "shape": f"{SHAPES['date']}: {freshness.MEANING}",
    "level": Level.OPEN.code,
    "columns": [column.header for column in COLUMNS if column.key == AS_OF],
}


def fields() -> list[dict[str, Any]]:
    """Every field: name in JSON, Thai label, type, shape, level by default, columns in CSV and XLSX."""
    return [
        {
            "name": field.key,
            "label": field.label,
            "type": field.type,
            "shape": SHAPES[field.type],
            "level": Level(field.level).code,
            "columns": [column.header for column in COLUMNS if column.key == field.key],
        }
        for field in FIELDS
    ] + [_AS_OF]


def dictionary(office: OfficeProfile | None) -> dict[str, Any]:
    """The whole, machine-readable."""
    columns = [{"header": column.header, "field": column.key, "format": column.format} for column in COLUMNS]
    return {"catalog": catalog(office), "fields": fields(), "columns": columns}
