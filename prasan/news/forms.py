"""Forms of the desk: a story's text, its pictures, when it goes out, why it is taken down."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from prasan.agencies.models import Agency, Version
from prasan.network.models import Group
from prasan.news import body as bodies
from prasan.news import ways
from prasan.news.actions.photos import MEGABYTES
from prasan.news.actions.submissions import ASKED
from prasan.news.models import Story, StoryVersion
from prasan.news.states import WEB, Category, Children, Kind, StoryState, TakenDown
from prasan.news.writing import LONGEST_CAPTION, LONGEST_TITLE, Writing, why_not_this_title
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")


class TimeField(forms.TimeField):
    """9.30, 9:30 or 09:30."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M"])
        kwargs.setdefault("error_messages", {"invalid": "กรอกเวลาเป็นชั่วโมงและนาที เช่น 9.30"})
        super().__init__(**kwargs)
        self.widget.attrs |= {"class": "short", "inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> time | None:
        return super().to_python(str(value).replace("น.", "").strip() if value else value)


class StoryForm(HouseForm):
    """The text of a version. Without scripts the body is a plain box whose blank lines part paragraphs; where
    `rich` says that the editor stood on the page, `body_html` is what it holds."""

    title = forms.CharField(
        label="พาดหัว",
        max_length=LONGEST_TITLE,
        help_text="สพป. + กริยา + งาน เช่น สพป.ระยอง เขต 2 ประชุมผู้บริหารสถานศึกษา",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label="เนื้อข่าว",
        required=False,
        help_text="เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    body_html = forms.CharField(required=False, widget=forms.Textarea(attrs={"hidden": True}))
    rich = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="ประเภทงาน",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        help_text="ข่าวประจำวันสิ้นสุดที่ผู้ได้รับมอบหมายให้ข่าว ข่าวและประกาศขึ้นไปตามลำดับชั้นจนครบ",
    )
    category = forms.ChoiceField(label="หมวด", choices=Category.choices)
    agency = forms.ChoiceField(label="ข่าวของหน่วยงาน", required=False)
    channels = forms.MultipleChoiceField(
        label="ช่องทาง", choices=ways.choices, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label="กลุ่มผู้รับในเครือข่าย", required=False, widget=forms.CheckboxSelectMultiple
    )
    is_published_on_consent = forms.BooleanField(
        label="เผยแพร่ทันทีที่อนุมัติครบทุกขั้น",
        required=False,
        help_text="ไม่เลือก ข่าวที่อนุมัติแล้วจะรอให้ท่านกดเผยแพร่",
    )
    publish_on = ThaiDateField(label="ไม่เผยแพร่ก่อนวันที่", required=False)
    publish_time = TimeField(label="เวลา", required=False)

    def __init__(self, version: StoryVersion | None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(version))
        super().__init__(*args, **kwargs)
        self.version = version
        names = list(Group.objects.in_thai_order().values_list("name", flat=True))
        self.fields["groups"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if not names:
            self.fields["groups"].help_text = "ยังไม่มีกลุ่มในเครือข่าย"
        self.fields["agency"].choices = _agencies()  # type: ignore[attr-defined]
        if version and version.is_correction:
            self.fields["note"] = forms.CharField(
                label="สิ่งที่แก้ไข",
                max_length=500,
                initial=version.note,
                help_text="ผู้อ่านจะเห็นเหนือข่าว และผู้รับฉบับเดิมจะได้รับแจ้ง เช่น จำนวนนักเรียน เดิม 64 คน แก้เป็น 46 คน",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean_title(self) -> str:
        title: str = " ".join(self.cleaned_data["title"].split())
        if refusal := why_not_this_title(title):
            raise forms.ValidationError(str(refusal))
        return title

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("publish_time") and not cleaned.get("publish_on"):
            self.add_error("publish_on", "กรอกวันที่ด้วย")
        return cleaned

    def writing(self) -> Writing:
        data = self.cleaned_data
        agency = data["agency"]
        return Writing(
            kind=data["kind"],
            title=data["title"],
            body=self._body(),
            category=data["category"],
            agency=Agency.objects.get(pk=agency) if agency else None,
            facts=self.version.facts if self.version else {},
            groups=data["groups"],
            channels=data["channels"],
            is_published_on_consent=data["is_published_on_consent"],
            publish_at=moment(data.get("publish_on"), data.get("publish_time")),
        )

    def _body(self) -> str:
        """A plain box that nobody changed leaves the headings and links of the text alone."""
        if self.cleaned_data["rich"]:
            return bodies.from_editor(self.cleaned_data["body_html"])
        typed = bodies.from_text(self.cleaned_data["body"])
        known = self.version.body if self.version else ""
        return known if typed == bodies.from_text(bodies.to_text(known)) else typed


def moment(day: Any, clock: time | None) -> datetime | None:
    """The moment of a day and a time of day in the office's zone; a day alone starts at its midnight."""
    return timezone.make_aware(datetime.combine(day, clock or time.min)) if day else None


def _agencies() -> list[tuple[str, str]]:
    """Those of the register that are open, in dictionary order."""
    rows = Version.objects.current().filter(closed_on=None).in_thai_order().values_list("agency_id", "name")
    return [("", "สำนักงาน"), *((str(key), name) for key, name in rows)]


def _initial(version: StoryVersion | None) -> dict[str, Any]:
    if version is None:
        return {
            "kind": Kind.ROUTINE,
            "category": Category.ACTIVITY,
            "channels": [WEB],
            "is_published_on_consent": True,
        }
    at = timezone.localtime(version.publish_at) if version.publish_at else None
    return {
        "title": version.title,
        "body": bodies.to_text(version.body),
        "body_html": version.body,
        "kind": version.kind,
        "category": version.category,
        "agency": str(version.agency_id or ""),
        "channels": version.channels,
        "groups": version.groups,
        "is_published_on_consent": version.is_published_on_consent,
        "publish_on": at.date() if at else None,
        "publish_time": at.strftime("%H.%M") if at else None,
    }


class SubmissionForm(HouseForm):
    """Form 7.2 as a school fills it in: the facts first, then the text that they make."""

    what = forms.CharField(label="ทำอะไร", required=False, help_text="ขึ้นต้นด้วยกริยา เช่น จัดกิจกรรมวันวิทยาศาสตร์")
    when = forms.CharField(label="วันที่", required=False, help_text="เช่น 20 พ.ย. 2569")
    time = forms.CharField(label="เวลา", required=False, help_text="เช่น 9.00")
    where = forms.CharField(label="ที่ไหน", required=False)
    chair = forms.CharField(label="ประธาน", required=False, help_text="ตำแหน่งหรือชื่อ และมอบหมายใครถ้ามี")
    who = forms.CharField(label="ใครเข้าร่วม", required=False, help_text="เช่น ครู ผู้ปกครอง และนักเรียน")
    count = forms.CharField(label="จำนวนคน", required=False)
    why = forms.CharField(label="ทำไม", required=False, help_text="วัตถุประสงค์ เช่น เพื่อส่งเสริมการอ่าน")
    how = forms.CharField(label="อย่างไร", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    title = forms.CharField(
        label="พาดหัว", required=False, max_length=LONGEST_TITLE, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label="เนื้อข่าว",
        required=False,
        help_text="เว้นหนึ่งบรรทัดเพื่อขึ้นย่อหน้าใหม่",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    category = forms.ChoiceField(label="หมวด", choices=Category.choices, required=False)
    wish = forms.CharField(label="วันที่ขอเผยแพร่", required=False)
    sender = forms.CharField(label="ผู้ส่งและตำแหน่ง", required=False)
    phone = forms.CharField(label="โทรศัพท์", required=False)
    endorsed = forms.CharField(label="ผู้บริหารที่รับรองข่าว", required=False)

    def __init__(self, version: StoryVersion, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                **version.facts,
                "title": version.title,
                "text": bodies.to_text(version.body),
                "category": version.category,
            },
        )
        super().__init__(*args, **kwargs)

    def kept(self) -> dict[str, Any]:
        """What `submissions.keep` takes."""
        facts = {name: str(self.cleaned_data.get(name, "")) for name in ASKED}
        named = {name: str(self.cleaned_data.get(name, "")) for name in ("title", "text", "category")}
        return {**named, "facts": facts}


class AnswerForm(HouseForm):
    """Why what was sent in goes back to those who sent it, or is not taken."""

    why = forms.CharField(
        label="เหตุผล", max_length=500, help_text="ผู้ส่งจะเห็นข้อความนี้", widget=forms.Textarea(attrs={"rows": 3})
    )


class NewPhotoForm(HouseForm):
    """One picture with what is said of it; more come one by one."""

    file = UploadField(label="ภาพ", endings=PICTURE_ENDINGS, megabytes=MEGABYTES)
    caption = forms.CharField(label="คำบรรยาย", max_length=LONGEST_CAPTION, required=False)
    children = forms.ChoiceField(label="ภาพเด็ก", choices=Children.choices, widget=forms.RadioSelect)


class PhotoForm(HouseForm):
    """What is said of a picture that is there."""

    caption = forms.CharField(label="คำบรรยาย", max_length=LONGEST_CAPTION, required=False)
    alt = forms.CharField(
        label="ข้อความแทนภาพ",
        max_length=LONGEST_CAPTION,
        required=False,
        help_text="สำหรับผู้ที่มองไม่เห็นภาพ ไม่กรอก ใช้คำบรรยายแทน",
    )
    children = forms.ChoiceField(
        label="ภาพเด็ก",
        choices=[("", "ยังไม่ได้ระบุ"), *Children.choices],
        required=False,
    )


class ScheduleForm(HouseForm):
    on = ThaiDateField(label="วันที่เผยแพร่")
    at = TimeField(label="เวลา")

    def when(self) -> datetime:
        found = moment(self.cleaned_data["on"], self.cleaned_data["at"])
        assert found is not None
        return found


class TakeDownForm(HouseForm):
    """Why; and the address number of the new story where it is replaced."""

    why = forms.ChoiceField(label="เหตุที่ถอน", choices=TakenDown.choices, widget=forms.RadioSelect)
    replaced_by = forms.CharField(
        label="เลขข่าวใหม่ที่มาแทน",
        required=False,
        help_text="กรอกเมื่อเลือก “มีข่าวใหม่แทน” เช่น 12/2569",
        max_length=20,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("why") == TakenDown.REPLACED:
            cleaned["story"] = _story_called(cleaned.get("replaced_by", ""))
            if cleaned["story"] is None:
                self.add_error("replaced_by", "ไม่พบข่าวที่เผยแพร่อยู่ตามเลขนี้ กรอกเป็นเลข/ปี เช่น 12/2569")
        return cleaned


def _story_called(text: str) -> Story | None:
    number, _, year = text.strip().partition("/")
    if not (number.strip().isdecimal() and year.strip().isdecimal()):
        return None
    found = Story.objects.filter(number=int(number), year=int(year))
    return found.filter(versions__state=StoryState.PUBLISHED).first()
