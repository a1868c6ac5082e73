"""Hand-over: a person carries the text to a LINE group, a loudspeaker, a board, and says so here."""

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import Channel

CHANNEL = Channel(
    name="handover",
    label="ส่งมอบ",
    story_label="ส่งมอบ (กลุ่ม LINE หอกระจายข่าว บอร์ด กระดาษ)",
    kind=ContactPoint.Kind.HANDOVER,
    no_address="ยังไม่ได้ระบุว่าส่งมอบที่ใด",
    removing="แจ้งที่ที่ส่งมอบให้ลบหรือปลดภาพออก",
)
