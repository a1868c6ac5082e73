"""The month by which a story stands in the archive, beside the moment by which it stands in the lists."""

from django.db import migrations, models
from django.utils import timezone

from prasan.thai.dates import be_year


def fill(apps, schema_editor):
    versions = apps.get_model("news", "StoryVersion").objects
    listed = list(versions.exclude(listed_at=None).only("listed_at"))
    for version in listed:
        day = timezone.localdate(version.listed_at)
        version.listed_month = be_year(day) * 100 + day.month
    versions.bulk_update(listed, ["listed_month"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0005_newsletters"),
    ]

    operations = [
        migrations.AddField(
            model_name="storyversion",
            name="listed_month",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="เดือนที่เรียงในรายการ"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
