"""The chain of command of each kind of work."""

from __future__ import annotations

from django.db import models


class Chain(models.Model):
    """Kinds of post that consent to one kind of work, lowest first."""

    name = models.CharField("ชื่องาน", max_length=200, blank=True, default="")
    kind_of_work = models.CharField("ประเภทงาน", max_length=60, unique=True)
    steps = models.JSONField("ลำดับชั้น")

    class Meta:
        verbose_name = "ลำดับชั้นการพิจารณา"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.kind_of_work
