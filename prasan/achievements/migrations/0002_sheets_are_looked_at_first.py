import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def _say_what_was_taken(apps, schema_editor):
    """Files taken before tell their own name and digest."""
    Import = apps.get_model("achievements", "AchievementImport")
    for source in Import.objects.select_related("file"):
        Import.objects.filter(pk=source.pk).update(
            name=source.file.name, sha256=source.file.sha256, created_at=F("taken_at")
        )


class Migration(migrations.Migration):
    dependencies = [("achievements", "0001_initial"), ("files", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="achievementimport",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="นำเข้าเมื่อ"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="achievementimport",
            name="name",
            field=models.CharField(default="", max_length=250, verbose_name="ชื่อไฟล์"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="achievementimport",
            name="sha256",
            field=models.CharField(default="", max_length=64, verbose_name="ค่าแฮช"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="achievementimport",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.attachment",
                verbose_name="ไฟล์",
            ),
        ),
        migrations.AlterField(
            model_name="achievementimport",
            name="taken_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="รับเมื่อ"),
        ),
        migrations.RunPython(_say_what_was_taken, migrations.RunPython.noop),
    ]
