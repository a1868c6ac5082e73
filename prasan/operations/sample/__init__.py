"""The sample office: the manual's, with invented people, made through the same code as a real one.

All its dates are relative to the day it is made: one deputy acts for the director today.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from prasan.operations.sample.achievements import make_achievements
from prasan.operations.sample.history import make_history
from prasan.operations.sample.mail import make_mail
from prasan.operations.sample.make import make_office
from prasan.operations.sample.network import make_network
from prasan.operations.sample.news import make_news

__all__ = ["make_sample"]


@transaction.atomic
def make_sample(*, at: datetime) -> None:
    """Make the sample office in an empty database: all of it or nothing."""
    make_office(at=at)
    make_history(at=at)
    make_network(at=at)
    make_news(at=at)
    make_mail(at=at)
    make_achievements(at=at)
