import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

OPEN = models.UniqueConstraint(
    name="one_open_renewal_per_certification",
    fields=["renews"],
    condition=Q(status__in=["draft", "submitted", "changes_requested", "accepted"]),
    violation_error_message="A renewal has been started already.",
)


class Migration(migrations.Migration):
    dependencies = [("clinics", "0014_inks_and_lab_reports")]

    operations = [
        # On PostgreSQL, dropping the index of a column takes every index on that column
        # alone with it, the one behind this constraint too (Django 5.2).
        migrations.RemoveConstraint(model_name="certification", name=OPEN.name),
        migrations.AlterField(
            model_name="certification",
            name="renews",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewals",
                to="clinics.certification",
            ),
        ),
        migrations.AddConstraint(model_name="certification", constraint=OPEN),
        migrations.AddIndex(
            model_name="certification",
            index=models.Index(
                name="certification_renewals",
                fields=["renews"],
                condition=Q(renews__isnull=False),
            ),
        ),
    ]
