import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


# Constraints follow in the next one: PostgreSQL refuses to change a table whose rows
# were changed in the same transaction.
def say_who_accepted(apps, schema_editor):
    """Until now only the person could; an invitation not answered was a row too."""
    clients = apps.get_model("aftercare", "Client").objects
    clients.filter(accepted_at__isnull=False).update(accepted_by=F("user"))
    clients.filter(status="invited").update(
        status="ended", ended_at=F("invited_at"), ended_by=F("invited_by")
    )


def person():
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("aftercare", "0001_client"),
        ("accounts", "0005_user_is_an_adult"),
    ]

    operations = [
        migrations.RemoveConstraint("client", "client_status_is_known"),
        migrations.RemoveConstraint("client", "client_is_invited_until_accepted"),
        migrations.RemoveConstraint("client", "client_is_active_once_accepted"),
        migrations.AlterField(
            "client",
            "status",
            models.CharField(
                choices=[
                    ("asked", "Asks to be linked"),
                    ("active", "Active"),
                    ("ended", "Ended"),
                ],
                default="active",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            "client",
            "invited_at",
            models.DateTimeField(blank=True, null=True, verbose_name="invited on"),
        ),
        migrations.AlterField("client", "invited_by", person()),
        migrations.AddField(
            "client",
            "asked_at",
            models.DateTimeField(blank=True, null=True, verbose_name="asked on"),
        ),
        migrations.AlterField(
            "client",
            "accepted_at",
            models.DateTimeField(blank=True, null=True, verbose_name="linked on"),
        ),
        migrations.AddField("client", "accepted_by", person()),
        migrations.RunPython(say_who_accepted, migrations.RunPython.noop),
    ]
