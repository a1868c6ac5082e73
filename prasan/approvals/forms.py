"""Forms around a case: a decision with its remark, and a consent that was signed on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from prasan.accounts.models import User
from prasan.approvals.models import Case
from prasan.approvals.paper import came_on, signers
from prasan.approvals.policies import why_not_choice, why_not_signed_on
from prasan.approvals.states import Choice
from prasan.office.standing import HOLDER, Decider
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField


class DecisionForm(HouseForm):
    """The remark of a decision. `marks` {item key: why it is returned} come from the page; at the first step
    (`is_first`) there is no lower one to start again from, so that nothing is asked of it."""

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

    def __init__(
        self, choice: Choice, marks: Mapping[str, str], *args: Any, is_first: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choice, self.marks = choice, dict(marks)
        if choice != Choice.RETURN or is_first:
            del self.fields["resume_here"]
        if choice != Choice.APPROVE:
            self.fields["remark"].label = f"เหตุผลที่{'คืนเรื่อง' if choice == Choice.RETURN else 'ไม่อนุมัติ'}"
            self.fields["remark"].help_text = "ผู้เสนอและทุกคนในลำดับชั้นจะเห็น"

    @property
    def resumes_here(self) -> bool:
        return bool(self.cleaned_data.get("resume_here"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if refusal := why_not_choice(self.choice, cleaned.get("remark", ""), self.marks):
            self.add_error("remark", str(refusal))
        return cleaned


class PaperForm(HouseForm):
    """Who signed the memo on paper, on which day, what they decided, and its scan."""

    person = forms.ChoiceField(label="ผู้ลงนาม", widget=forms.RadioSelect)
    signed_on = ThaiDateField(
        label="วันที่ลงนาม",
        help_text="ตามที่เขียนในเอกสาร เช่น 16 พ.ย. 2569",
        error_messages={"required": "กรอกวันที่ที่เขียนไว้ใต้ลายมือชื่อ"},
    )
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

    def __init__(self, case: Case, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._case, self._today = case, today
        deciders = signers(case, until=today)
        self._people: dict[str, User] = {str(each.user.pk): each.user for each in deciders}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(each.user.pk), _signer_label(each)) for each in deciders
        ]
        if len(self._people) == 1:
            self.fields["person"].initial = next(iter(self._people))

    @property
    def signer(self) -> User:
        return self._people[self.cleaned_data["person"]]

    def clean_signed_on(self) -> date:
        day: date = self.cleaned_data["signed_on"]
        if refusal := why_not_signed_on(day, came_on=came_on(self._case), today=self._today):
            raise forms.ValidationError(str(refusal))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "choice" in cleaned and (
            refusal := why_not_choice(cleaned["choice"], cleaned.get("remark", ""), {})
        ):
            self.add_error("remark", str(refusal))
        return cleaned


def _signer_label(decider: Decider) -> str:
    name = decider.user.name
    return name if decider.capacity == HOLDER else f"{name} ({decider.capacity})"
