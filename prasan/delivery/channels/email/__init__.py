"""E-mail: how a message looks on the wire, and how it is handed to a server."""

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import Channel
from prasan.delivery.channels.email.smtp import EmailWay, connect, open_way

CHANNEL = Channel(
    name="email",
    label="อีเมล",
    story_label="อีเมลถึงเครือข่าย",
    kind=ContactPoint.Kind.EMAIL,
    no_address="ไม่มีที่อยู่อีเมล",
    open_way=open_way,
)

__all__ = ["CHANNEL", "EmailWay", "connect"]
