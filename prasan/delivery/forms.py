"""Shape and wording of what people enter about deliveries."""

from __future__ import annotations

from django import forms

from prasan.delivery.models import Watch


class HandOverForm(forms.Form):
    """Where the text can be seen, if it can."""

    link = forms.URLField(
        label="ลิงก์ของโพสต์หรือหน้าที่ส่งมอบ", required=False, max_length=500, assume_scheme="https"
    )


class QuotaForm(forms.Form):
    """How many mails the provider takes a day."""

    per_day = forms.IntegerField(
        label="ส่งได้วันละ (ฉบับ)",
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text="ตามที่ผู้ให้บริการอีเมลกำหนด เว้นว่างถ้าไม่จำกัด ส่วนที่เกินจะส่งในวันถัดไปเอง",
    )


class PatienceForm(forms.Form):
    """How long after publication a story that reached nobody is named."""

    hours = forms.IntegerField(
        label="แจ้งเมื่อเผยแพร่แล้วยังไม่ถึงใครเกิน (ชั่วโมง)",
        min_value=Watch.LEAST,
        max_value=Watch.MOST,
        help_text="ตั้งแต่ 1 ถึง 168 ชั่วโมง (7 วัน)",
    )
