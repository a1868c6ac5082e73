"""Forms around a case: a decision with its remark, a consent signed on paper, why and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from prasan.accounts.models import User
from prasan.agencies.actions.notices import AUDIENCES
from prasan.agencies.models import Version
from prasan.approvals.policies import why_not_choice
from prasan.approvals.progress import Progress, each_once
from prasan.approvals.states import Choice
from prasan.office.standing import HOLDER
from prasan.ui.widgets import HouseForm, UploadField


class DecisionForm(HouseForm):
    """The remark of a decision. `marks` {item key: why it is returned} come from the page."""

    remark = forms.CharField(
        label="ความเห็น",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    resume_here = forms.BooleanField(
        label="รอบหน้าเริ่มที่ขั้นนี้",
        required=False,
        help_text="ไม่เลือก เรื่องที่แก้แล้วจะเริ่มลำดับชั้นใหม่ตั้งแต่ขั้นแรก",
    )

    def __init__(self, choice: Choice, marks: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice, self.marks = choice, dict(marks)
        if choice != Choice.RETURN:
            self.fields["resume_here"].widget = forms.HiddenInput()
        if choice != Choice.APPROVE:
            self.fields["remark"].label = f"เหตุผลที่{'คืนเรื่อง' if choice == Choice.RETURN else 'ไม่อนุมัติ'}"
            self.fields["remark"].help_text = "ผู้เสนอและทุกคนในลำดับชั้นจะเห็น"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if refusal := why_not_choice(self.choice, cleaned.get("remark", ""), self.marks):
            self.add_error("remark", str(refusal))
        return cleaned


class PaperForm(HouseForm):
    """Who signed the memo on paper, what they decided, and its scan. `now` says whose turn it is."""

    person = forms.ChoiceField(label="ผู้ลงนาม", widget=forms.RadioSelect)
    choice = forms.ChoiceField(label="ผลที่ลงนาม", choices=Choice.choices, widget=forms.RadioSelect)
    remark = forms.CharField(
        label="ความเห็นที่เขียนในเอกสาร",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    scan = UploadField(
        label="ภาพสแกนบันทึกข้อความที่ลงนามแล้ว", endings=(".pdf", ".jpg", ".jpeg", ".png"), megabytes=20
    )

    def __init__(self, now: Progress, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deciders = each_once(now.waiting[1].deciders) if now.waiting else []
        self._people: dict[str, User] = {str(d.user.pk): d.user for d in deciders}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(d.user.pk), d.user.name if d.capacity == HOLDER else f"{d.user.name} ({d.capacity})")
            for d in deciders
        ]
        if len(self._people) == 1:
            self.fields["person"].initial = next(iter(self._people))

    @property
    def signer(self) -> User:
        return self._people[self.cleaned_data["person"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "choice" in cleaned and (
            refusal := why_not_choice(cleaned["choice"], cleaned.get("remark", ""), {})
        ):
            self.add_error("remark", str(refusal))
        return cleaned


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
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="พิมพ์ชื่อหน่วยงานตามทะเบียน บรรทัดละหนึ่งชื่อ ใช้เมื่อเลือก “หน่วยงานที่เลือก”",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("audience") == "chosen":
            self._find_chosen(cleaned)
        return cleaned

    def _find_chosen(self, cleaned: dict[str, Any]) -> None:
        names = [line.strip() for line in cleaned.get("agencies", "").splitlines() if line.strip()]
        if not names:
            self.add_error("agencies", "เลือกแจ้งบางหน่วยงาน พิมพ์ชื่ออย่างน้อยหนึ่งหน่วยงาน")
            return
        found = dict(Version.objects.current().filter(name__in=names).values_list("name", "agency_id"))
        for name in names:
            if name not in found:
                self.add_error("agencies", f"ไม่พบ “{name}” ในทะเบียน ตรวจการสะกดหรือค้นชื่อในทะเบียน")
        cleaned["chosen"] = [found[name] for name in names if name in found]

    @property
    def audience_value(self) -> dict[str, Any]:
        """As `ChangeRequest.audience`."""
        kind = self.cleaned_data["audience"]
        return {"kind": kind, **({"agencies": self.cleaned_data["chosen"]} if kind == "chosen" else {})}
