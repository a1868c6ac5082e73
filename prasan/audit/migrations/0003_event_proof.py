from django.db import migrations, models

from prasan.audit import triggers


def without_triggers(apps, schema_editor):
    triggers.drop(schema_editor.connection)


def with_triggers(apps, schema_editor):
    triggers.create(schema_editor.connection)


class Migration(migrations.Migration):
    """SQLite builds the table anew to add a column, which loses the triggers: they are made again."""

    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.RunPython(without_triggers, with_triggers),
        migrations.AddField(
            model_name="event",
            name="proof",
            field=models.CharField(blank=True, default="", max_length=80, verbose_name="ลายมือชื่อของระบบ"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("proof", ""), _negated=True),
                fields=("proof",),
                name="audit_event_proof_serves_once",
            ),
        ),
        migrations.RunPython(with_triggers, without_triggers),
    ]
