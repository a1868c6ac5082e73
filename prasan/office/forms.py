"""Input of the office's screens: shape and wording; nothing here saves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.utils import timezone

from prasan.accounts.models import User
from prasan.office.models import Chain, Holder, Post, PostKind, Unit
from prasan.office.office_file import CHAIN_KINDS
from prasan.office.standing import Standing
from prasan.thai.collation import sort_key
from prasan.thai.places import provinces
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField

WORDINGS = ("รักษาราชการแทน", "ปฏิบัติราชการแทน", "รักษาการในตำแหน่ง", "ปฏิบัติหน้าที่")


def province_choices() -> list[tuple[str, str]]:
    names = sorted((place.name for place in provinces()), key=sort_key)
    return [("", "เลือกจังหวัด"), *((name, name) for name in names)]


class _PeopleByPost(ModelChoiceIterator):  # type: ignore[type-arg]
    """Those with a post today first; the others below, under a heading of their own."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        posted: list[Any] = []
        others: list[Any] = []
        for user in self.queryset:
            pile = posted if self.field.standing.posts_of(user) else others  # type: ignore[attr-defined]
            pile.append(self.choice(user))
        yield from (part for part in (("มีตำแหน่งวันนี้", posted), ("ไม่มีตำแหน่งวันนี้", others)) if part[1])


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A person, named with the post of today: two people may share a name."""

    iterator = _PeopleByPost

    def __init__(self, people: QuerySet[User] | None = None, **kwargs: Any) -> None:
        people = (User.objects.all() if people is None else people).filter(is_active=True)
        people = people.order_by("name", "pk")
        super().__init__(people, empty_label="เลือกบุคคล", **kwargs)
        self.standing = Standing(timezone.localdate())

    def label_from_instance(self, obj: User) -> str:
        post = self.standing.post_of(obj)
        return f"{obj.name} – {post or 'ไม่มีตำแหน่งวันนี้'}"


def may_be_ordered() -> QuerySet[User]:
    """Who may act for another post: those who hold one of their own, now or later."""
    holders = Holder.objects.sharing_a_day(timezone.localdate(), None)
    return User.objects.filter(pk__in=holders.values("user"))


class ActedPostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post that others may act for, named with its holder: two deputies bear the same title."""

    def __init__(self, posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(posts.prefetch_related("supervises"), empty_label="เลือกตำแหน่ง", **kwargs)
        held = Holder.objects.on(timezone.localdate()).select_related("user")
        self.names = {row.post_id: row.user.name for row in held}

    def label_from_instance(self, obj: Post) -> str:
        groups = " ".join(unit.name for unit in obj.supervises.all())
        return f"{obj} – {self.names.get(obj.pk, 'ว่าง')}" + (f" (กำกับ {groups})" if groups else "")


class UnitForm(HouseForm):
    name = forms.CharField(label="ชื่อกลุ่ม/หน่วย", max_length=200)


class CloseUnitForm(HouseForm):
    on = ThaiDateField(label="ยุบเลิกตั้งแต่วันที่")


class ClosePostForm(HouseForm):
    on = ThaiDateField(label="ยุบตั้งแต่วันที่")


class PostForm(HouseForm):
    """A new post; `supervises` counts for deputies alone."""

    title = forms.CharField(label="ชื่อตำแหน่ง", max_length=250, help_text="ตามที่จะพิมพ์ในบันทึกข้อความ")
    kind = forms.ChoiceField(label="ประเภทตำแหน่ง", choices=PostKind.choices, initial=PostKind.OFFICER)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="กลุ่ม/หน่วย", required=False, empty_label="ไม่สังกัดกลุ่ม (ผู้บริหาร)"
    )
    supervises = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label="กำกับดูแลกลุ่ม",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="เฉพาะรองผู้อำนวยการ",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "supervises"):
            self.fields[name].queryset = Unit.objects.open()  # type: ignore[attr-defined]


class PostTitleForm(HouseForm):
    title = forms.CharField(label="ชื่อตำแหน่ง", max_length=250)


class DeputyForm(PostTitleForm):
    supervises = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="กำกับดูแลกลุ่ม", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervises"].queryset = Unit.objects.open()  # type: ignore[attr-defined]


class AppointForm(HouseForm):
    from_on = ThaiDateField(label="ตั้งแต่วันที่")
    to_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่าง = จนกว่าจะมีการเปลี่ยนแปลง")
    end_former = forms.BooleanField(label="ให้ผู้ดำรงตำแหน่งคนเดิมสิ้นสุดในวันก่อนหน้า", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"user": PersonField(label="ผู้ดำรงตำแหน่ง"), **self.fields}


class LastDayForm(HouseForm):
    to_on = ThaiDateField(label="วันสุดท้าย", help_text="นับรวมวันนี้ด้วย เช่น 30 ก.ย. 2570")


class OrderForm(HouseForm):
    no = forms.CharField(
        label="คำสั่งที่", max_length=60, help_text="เช่น 245/2569", widget=forms.TextInput({"class": "short"})
    )
    dated_on = ThaiDateField(label="สั่ง ณ วันที่")
    wording = forms.CharField(
        label="ข้อความ",
        max_length=100,
        help_text="ตามถ้อยคำในคำสั่ง",
        widget=forms.TextInput({"list": "wordings", "autocomplete": "off"}),
    )
    from_on = ThaiDateField(label="ตั้งแต่วันที่")
    to_on = ThaiDateField(label="ถึงวันที่", required=False, help_text="เว้นว่าง = จนกว่าจะมีคำสั่งเปลี่ยนแปลง")
    scope = forms.MultipleChoiceField(
        label="ขอบเขตงาน",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ไม่เลือกเลย = ทุกประเภทงาน",
    )

    def __init__(self, *args: Any, posts: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post = ActedPostField(posts, label="ตำแหน่งที่แทน")
        person = PersonField(may_be_ordered(), label="ผู้ได้รับคำสั่ง")
        first = {name: self.fields.pop(name) for name in ("no", "dated_on", "wording")}
        self.fields = {**first, "post": post, "user": person, **self.fields}
        kinds = [(chain.kind_of_work, str(chain)) for chain in Chain.objects.all()]
        self.fields["scope"].choices = kinds  # type: ignore[attr-defined]


class ChainForm(HouseForm):
    name = forms.CharField(label="ชื่องาน", max_length=200)
    steps = forms.MultipleChoiceField(
        label="ผู้พิจารณาตามลำดับชั้น",
        choices=[(kind.value, kind.label) for kind in CHAIN_KINDS],
        widget=forms.CheckboxSelectMultiple,
        help_text="จากล่างขึ้นบน ขั้นสุดท้ายที่เลือกเป็นผู้อนุมัติ",
        error_messages={"required": "เลือกอย่างน้อยหนึ่งขั้น"},
    )

    def clean_steps(self) -> list[str]:
        """Lowest first, in whatever order they came."""
        return sorted(self.cleaned_data["steps"], key=CHAIN_KINDS.index)


class HolidayForm(HouseForm):
    day = ThaiDateField(label="วันที่")
    name = forms.CharField(label="ชื่อวันหยุด", max_length=200)
    source = forms.CharField(label="ที่มา", max_length=200, required=False, help_text="เช่น มติคณะรัฐมนตรี ลงวันที่ …")


class PersonForm(HouseForm):
    name = forms.CharField(label="ชื่อ - สกุล", max_length=200, help_text="มีคำนำหน้า เช่น นางสาวตัวอย่าง คนที่เจ็ด")
    email = forms.EmailField(label="อีเมล", help_text="ใช้เข้าสู่ระบบและรับแจ้งเรื่อง")


class RenameForm(HouseForm):
    name = forms.CharField(label="ชื่อ - สกุล", max_length=200)


class ProfileForm(HouseForm):
    name = forms.CharField(label="ชื่อสำนักงาน", max_length=200)
    short_name = forms.CharField(label="ชื่อย่อ", max_length=100, help_text="เช่น สพป.ระยอง เขต 2")
    province = forms.ChoiceField(label="จังหวัด", choices=province_choices, required=False)
    address = forms.CharField(label="ที่ตั้ง", required=False, widget=forms.Textarea({"rows": 2}))
    phone = forms.CharField(label="โทรศัพท์", max_length=100, required=False)
    email = forms.EmailField(label="อีเมลกลาง", required=False)
    website = forms.URLField(label="เว็บไซต์", required=False, assume_scheme="https")
    opening_hours = forms.CharField(
        label="เวลาทำการ", max_length=200, required=False, help_text="เช่น วันจันทร์–ศุกร์ 8.30–16.30 น."
    )
    uses_thai_digits = forms.BooleanField(label="ใช้เลขไทยในเอกสารราชการ", required=False)
    emblem = UploadField(
        endings=(".png", ".jpg", ".jpeg", ".webp"), megabytes=5, label="ตราครุฑ", required=False
    )
    logo = UploadField(
        endings=(".png", ".jpg", ".jpeg", ".webp"), megabytes=5, label="ตราสำนักงาน", required=False
    )
