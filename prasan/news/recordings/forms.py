"""Forms of sound and film: the file, what is said of it, its captions, its poster, taking it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from prasan.news.models import StoryRecording
from prasan.news.recordings.adding import POSTER_MEGABYTES, Said
from prasan.news.recordings.policies import LONGEST_TRANSCRIPT
from prasan.news.states import Children
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField

ENDINGS = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".mp4", ".m4v", ".webm", ".mov")
CHILDREN = [
    (Children.NONE.value, "ไม่มีภาพหรือเสียงเด็ก"),
    (Children.CONSENTED.value, "มีภาพหรือเสียงเด็ก ผู้ปกครองยินยอมแล้ว"),
]


class NewRecordingForm(HouseForm):
    """One file; the script sends the same box in pieces."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = max(settings.RECORDING_FILM_MB, settings.RECORDING_SOUND_MB)
        sound = f"เสียง MP3 M4A OGG WAV ไม่เกิน {settings.RECORDING_SOUND_MB} MB"
        said = f"{sound} วิดีโอ MP4 WebM MOV ไม่เกิน {settings.RECORDING_FILM_MB} MB"
        self.fields["file"] = UploadField(
            label="ไฟล์เสียงหรือวิดีโอ", endings=ENDINGS, megabytes=most, help_text=said
        )


class RecordingForm(HouseForm):
    """All that is said of a recording, and its captions as a file."""

    title = forms.CharField(label="ชื่อสื่อ", max_length=200)
    people = forms.CharField(
        label="ใครพูดหรือเห็นอะไร",
        max_length=500,
        help_text="เช่น ผู้อำนวยการกล่าวเปิดงาน นักเรียนสาธิตการสานกระจูด",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    held_on = ThaiDateField(label="วันที่ของงาน")
    place = forms.CharField(label="สถานที่", max_length=200, required=False)
    children = forms.ChoiceField(label="ภาพหรือเสียงเด็ก", choices=CHILDREN, widget=forms.RadioSelect)
    captions = UploadField(
        label="ไฟล์คำบรรยาย",
        endings=(".vtt", ".srt"),
        megabytes=1,
        required=False,
        help_text="WebVTT (.vtt) หรือ .srt ระบบตรวจทีละบรรทัด",
    )
    drop_captions = forms.BooleanField(label="เอาคำบรรยายที่มีอยู่ออก", required=False)
    transcript = forms.CharField(
        label="บทถอดเสียง",
        required=False,
        max_length=LONGEST_TRANSCRIPT,
        help_text="ข้อความของสิ่งที่พูดและเสียงสำคัญ ใช้แทนไฟล์คำบรรยายได้",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, recording: StoryRecording, *args: Any, **kwargs: Any) -> None:
        names = ("title", "people", "held_on", "place", "children", "transcript")
        kwargs.setdefault("initial", {name: getattr(recording, name) for name in names})
        super().__init__(*args, **kwargs)
        if not recording.captions:
            del self.fields["drop_captions"]

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(
            title=data["title"],
            people=data["people"],
            held_on=data["held_on"],
            place=data["place"],
            children=data["children"],
            transcript=data["transcript"],
        )


class PosterForm(HouseForm):
    file = UploadField(
        label="ภาพปกจากเครื่องของท่าน",
        endings=(".jpg", ".jpeg", ".png", ".webp", ".heic"),
        megabytes=POSTER_MEGABYTES,
    )


class TakeDownEverywhereForm(HouseForm):
    reason = forms.CharField(label="เหตุผล", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    asked = forms.CharField(label="ใครขอให้นำลง", max_length=200, help_text="เช่น ผู้ปกครองของนักเรียน หรือสถานศึกษา")
