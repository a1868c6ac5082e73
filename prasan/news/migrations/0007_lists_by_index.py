"""Indexes that hold the whole order of each public list; a version that is listed has its month."""

from django.db import migrations, models
from django.db.models import Q

_FIRST, _LAST = ["state", "is_on_web"], ["-listed_at", "-id"]


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0006_months"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="storyversion", name="stories_by_category"),
        migrations.RemoveIndex(model_name="storyversion", name="stories_by_agency"),
        migrations.AddIndex(
            model_name="storyversion",
            index=models.Index(fields=[*_FIRST, "category", *_LAST], name="stories_by_category"),
        ),
        migrations.AddIndex(
            model_name="storyversion",
            index=models.Index(fields=[*_FIRST, "agency", *_LAST], name="stories_by_agency"),
        ),
        migrations.AddIndex(
            model_name="storyversion",
            index=models.Index(fields=[*_FIRST, "listed_month", *_LAST], name="stories_by_month"),
        ),
        migrations.AddConstraint(
            model_name="storyversion",
            constraint=models.CheckConstraint(
                condition=Q(listed_at=None, listed_month=None)
                | Q(listed_at__isnull=False, listed_month__isnull=False),
                name="a_listed_version_has_its_month",
            ),
        ),
    ]
