"""A consent on paper keeps the day of its signature."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def take_day_of_record(apps: Any, schema_editor: Any) -> None:
    """Papers recorded before the day was asked for: the day of recording is all that is known of them."""
    decision = apps.get_model("approvals", "Decision")
    for row in decision.objects.filter(is_paper=True):
        row.signed_on = timezone.localdate(row.at)
        row.save(update_fields=["signed_on"])


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]

    operations = [
        migrations.AddField(
            "decision", "signed_on", models.DateField("วันที่ลงนาม", null=True, blank=True)
        ),
        migrations.RunPython(take_day_of_record, migrations.RunPython.noop),
        migrations.RemoveConstraint("decision", "paper_consent_has_scan_and_recorder"),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=Q(is_paper=False)
                | Q(scan__isnull=False, recorded_by__isnull=False, signed_on__isnull=False),
                name="paper_consent_has_scan_recorder_and_day",
            ),
        ),
    ]
