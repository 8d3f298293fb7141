import uuid

from django.conf import settings
from django.db import migrations, models


def give_keys(apps, _schema_editor):
    evidence = apps.get_model("clinics", "Evidence")
    for pk in evidence.objects.values_list("pk", flat=True):
        evidence.objects.filter(pk=pk).update(key=uuid.uuid4())

class Migration(migrations.Migration):
    dependencies = [
        ("clinics", "0008_application_and_last_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="key",
            field=models.UUIDField(editable=False, null=True, verbose_name="key"),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="evidence",
            name="key",
            field=models.UUIDField(
                default=uuid.uuid4, editable=False, unique=True, verbose_name="key"
            ),
        ),
    ]
