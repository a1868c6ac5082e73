"""The register as a whole: one row that orders those who change it."""

from __future__ import annotations

from django.db import models


class Register(models.Model):
    """Row 1. `revision` grows with every proposal and every consent; whoever proposes or consents locks it,
    so that a check against the register and the open requests cannot be overtaken."""

    revision = models.PositiveBigIntegerField("ครั้งที่ปรับปรุง", default=0)

    class Meta:
        verbose_name = "ทะเบียน"

    def __str__(self) -> str:
        return str(self.revision)

    @classmethod
    def locked(cls) -> Register:
        """The register, held until the transaction ends."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    def now(cls) -> int:
        """The revision at this moment."""
        return cls.objects.values_list("revision", flat=True).first() or 0

    def advance(self) -> None:
        self.revision += 1
        self.save(update_fields=["revision"])
