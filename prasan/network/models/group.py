"""A group of members by audience."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from prasan.thai.collation import sort_key
from prasan.thai.text import fold, normalise


class GroupQuerySet(models.QuerySet["Group"]):
    def in_thai_order(self) -> GroupQuerySet:
        return self.order_by("sort_key", "name", "pk")

    def named(self, names: list[str]) -> GroupQuerySet:
        """Those called so in any spelling."""
        return self.filter(key__in=[fold(name) for name in names])


class Group(models.Model):
    """Whom a story is for. `key` is the folded name: two spellings of one name are one group."""

    name = models.CharField("ชื่อกลุ่ม", max_length=120)
    key = models.CharField("กุญแจชื่อ", max_length=120, editable=False)
    sort_key = models.BinaryField("กุญแจเรียงลำดับ", max_length=2000, editable=False)
    audience = models.CharField("กลุ่มเป้าหมาย", max_length=200, blank=True)
    is_open = models.BooleanField("ประชาชนสมัครรับข่าวของกลุ่มนี้เองได้", default=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "กลุ่มเครือข่าย"
        constraints = [
            models.UniqueConstraint(fields=["key"], name="one_group_per_name"),
            models.CheckConstraint(condition=~Q(key=""), name="group_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = normalise(self.name)
        self.key, self.sort_key = fold(self.name), sort_key(self.name)[:2000]
        super().save(*args, **kwargs)
