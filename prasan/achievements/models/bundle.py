"""Several versions that go up the chain as one case: the rows of a sheet of awards."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from prasan.achievements.models.version import AchievementVersion, AchievementVersionQuerySet
from prasan.approvals.models import Case


class Bundle(models.Model):
    """`contents` [[pk of a version, digest of what it says]] as they were proposed last: what the case
    consents to. `case` is empty only while it is being proposed."""

    title = models.CharField("เรื่อง", max_length=200)
    reason = models.CharField("เหตุผลของผู้เสนอ", max_length=500, blank=True)
    case = models.OneToOneField(
        Case, verbose_name="เรื่องเสนอ", null=True, on_delete=models.PROTECT, related_name="+"
    )
    contents = models.JSONField("ฉบับที่เสนอ", default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="ผู้เสนอ", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("เสนอครั้งแรกเมื่อ")

    class Meta:
        verbose_name = "ผลงานที่เสนอเป็นเรื่องเดียว"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def staff_url(self) -> str:
        """Its page on the desk; also the address of its case."""
        return reverse("achievements:bundle", args=[self.pk])

    @property
    def digests(self) -> dict[int, str]:
        """{pk of a version: its digest} as proposed."""
        return {int(pk): str(digest) for pk, digest in self.contents}

    def versions(self) -> AchievementVersionQuerySet:
        """Those that were proposed last, wherever they stand now."""
        return AchievementVersion.objects.filter(pk__in=self.digests).in_thai_order()
