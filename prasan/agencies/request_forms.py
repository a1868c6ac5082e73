"""Why a change is proposed, and who is told of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template import loader
from django.utils.safestring import SafeString, mark_safe

from prasan.agencies.actions.notices import AUDIENCES
from prasan.agencies.models import Version
from prasan.agencies.near_names import offer_of_near_names
from prasan.ui.widgets import HouseForm

_NEW_ONES = f"ถ้าเป็นหน่วยงานใหม่ของเรื่องนี้ เลือก “{AUDIENCES['touched']}”"


class NamesInput(forms.Textarea):
    """Names of agencies, one a line, with a search of the register above that adds to them; without scripts
    they are typed."""

    template_name = "agencies/staff/requests/_names.html"

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # Form renderers look only among Django's own templates; ours lies with the room's.
        return mark_safe(loader.get_template(template_name).render(context))


class AboutForm(HouseForm):
    """Why it is proposed, and who is told after consent; `agencies` only for the chosen."""

    reason = forms.CharField(
        label="เหตุผลที่เสนอ", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    audience = forms.ChoiceField(
        label="เมื่ออนุมัติแล้วแจ้งใคร",
        choices=list(AUDIENCES.items()),
        widget=forms.RadioSelect,
        initial="nobody",
        help_text="แจ้งทางอีเมลกลางของหน่วยงาน",
    )
    agencies = forms.CharField(
        label="หน่วยงานที่เลือก",
        required=False,
        max_length=20_000,
        widget=NamesInput(attrs={"rows": 3}),
        help_text="ชื่อตามทะเบียน บรรทัดละหนึ่งชื่อ ใช้เมื่อเลือก “หน่วยงานที่เลือก”",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        lines = (" ".join(line.split()) for line in cleaned.get("agencies", "").splitlines())
        names = [line for line in lines if line]
        kind = cleaned.get("audience")
        if kind == "chosen" and names:
            self._find_chosen(names, cleaned)
        elif kind == "chosen":
            self.add_error("agencies", "เลือกแจ้งบางหน่วยงาน พิมพ์ชื่ออย่างน้อยหนึ่งหน่วยงาน")
        elif names and kind in AUDIENCES:
            self.add_error(
                "audience",
                f"ท่านพิมพ์ชื่อหน่วยงานไว้ แต่เลือก “{AUDIENCES[kind]}” เลือก “{AUDIENCES['chosen']}” "
                "เพื่อแจ้งหน่วยงานเหล่านั้น หรือลบชื่อออก",
            )
        return cleaned

    def _find_chosen(self, names: list[str], cleaned: dict[str, Any]) -> None:
        current = Version.objects.current().filter(closed_on=None)
        found = list(current.filter(name__in=names).values_list("name", "agency_id"))
        for name in set(names) - {name for name, _ in found}:
            offer = offer_of_near_names(name, current)
            self.add_error("agencies", f"ไม่พบ “{name}” ในทะเบียน{offer} {_NEW_ONES}")
        cleaned["chosen"] = [agency for _, agency in found]

    @property
    def audience_value(self) -> dict[str, Any]:
        """As `ChangeRequest.audience`."""
        kind = self.cleaned_data["audience"]
        return {"kind": kind, **({"agencies": self.cleaned_data["chosen"]} if kind == "chosen" else {})}
