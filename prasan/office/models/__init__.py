"""The office: who it is, its units, posts, holders, orders, chains and calendar."""

from prasan.office.models.calendar import Holiday
from prasan.office.models.chain import Chain
from prasan.office.models.order import Order
from prasan.office.models.post import Holder, Post, PostKind, Unit
from prasan.office.models.profile import OfficeProfile
from prasan.office.models.setup import SetupLink

__all__ = ["Chain", "Holder", "Holiday", "OfficeProfile", "Order", "Post", "PostKind", "SetupLink", "Unit"]
