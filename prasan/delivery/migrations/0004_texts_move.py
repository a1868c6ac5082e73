from django.db import migrations

_RESENT, _HANDING_OVER = "resent", "handing_over"


def move_texts(apps, schema_editor):
    """Each old row gets a text row of its own; what a person decided becomes a decision."""
    Delivery, Message = apps.get_model("delivery", "Delivery"), apps.get_model("delivery", "Message")
    Attempt = apps.get_model("delivery", "Attempt")
    Decision = apps.get_model("delivery", "DeliveryDecision")
    for row in Delivery.objects.filter(content=None).iterator(500):
        row.content = Message.objects.create(subject=row.subject, text=row.body)
        row.save(update_fields=["content"])
    for attempt in Attempt.objects.filter(outcome=_RESENT).iterator(500):
        Decision.objects.create(delivery_id=attempt.delivery_id, at=attempt.at, choice="send_again")
    for attempt in Attempt.objects.filter(outcome=_HANDING_OVER).iterator(500):
        Delivery.objects.filter(pk=attempt.delivery_id, state="sending").update(tried_at=attempt.at)
    Attempt.objects.filter(outcome__in=[_RESENT, _HANDING_OVER]).delete()


class Migration(migrations.Migration):
    dependencies = [("delivery", "0003_one_text_for_many")]
    operations = [migrations.RunPython(move_texts, migrations.RunPython.noop)]
