"""The network of those who receive news and publish it again (manual 5.1.2, form 7.3)."""

from prasan.network.models.group import Group
from prasan.network.models.member import Channel, Kind, NetworkMember
from prasan.network.models.upkeep import HeadingMemory, MemberImport, MemberNote, Merge, SignUp

__all__ = [
    "Channel",
    "Group",
    "HeadingMemory",
    "Kind",
    "MemberImport",
    "MemberNote",
    "Merge",
    "NetworkMember",
    "SignUp",
]
