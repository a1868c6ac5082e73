from django.core.management import call_command
from django.db import migrations


def forwards(apps, schema_editor):
    """Limits on sign-in are kept in the database cache (settings.CACHES), so all processes share them."""
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
