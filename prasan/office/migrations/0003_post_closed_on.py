from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("office", "0002_names_closing_and_setup")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="closed_on",
            field=models.DateField(blank=True, null=True, verbose_name="ยุบเมื่อ"),
        ),
    ]
