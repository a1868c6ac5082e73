"""Which cleaner a target has. Parts of a place are read together (`place_cells`), so they have none."""

from __future__ import annotations

from prasan.agencies.importing import values
from prasan.agencies.importing.cells import Cleaner
from prasan.agencies.importing.name_cells import name_of, note
from prasan.agencies.importing.phone_cells import contact_name, contact_phone, phones_of

CLEANERS: dict[str, Cleaner] = {
    "name": name_of(is_school=False),
    "short_name": values.text_of("short_name"),
    "other_names": values.other_names,
    "scope": values.scope,
    "kind": values.kind,
    "code8": values.code_of("code8", 8),
    "code10": values.code_of("code10", 10),
    "affiliation": values.text_of("affiliation"),
    "school_group": values.text_of("school_group"),
    "postal_code": values.postal_code,
    "phones": phones_of("phones"),
    "fax": phones_of("fax"),
    "mobiles": phones_of("mobiles"),
    "email": values.email_of("email"),
    "website": values.website,
    "facebook": values.facebook,
    "line": values.line_of("line"),
    "head_name": values.person_of("head_name"),
    "head_post": values.text_of("head_post"),
    "head_since": values.date_of("head_since"),
    "head_until": values.date_of("head_until"),
    "about": values.text_of("about"),
    "contact_name": contact_name,
    "contact_post": values.text_of("contact_post"),
    "contact_phone": contact_phone,
    "contact_email": values.email_of("contact_email"),
    "contact_line": values.line_of("contact_line"),
    "contact_about": values.text_of("contact_about"),
    "personal_email": values.email_of("personal_email"),
    "personal_line": values.line_of("personal_line"),
    "missions": values.text_of("missions"),
    "pupils": values.count_of("pupils"),
    "teachers": values.count_of("teachers"),
    "rooms": values.count_of("rooms"),
    "academic_year": values.academic_year,
    "closed_on": values.date_of("closed_on"),
    "consent_proof": values.text_of("consent_proof"),
    "notes": lambda text: note("notes", text),
}
PLACE_PARTS = frozenset(
    {"address", "subdistrict", "district", "province", "place", "latitude", "longitude", "coordinates"}
)
