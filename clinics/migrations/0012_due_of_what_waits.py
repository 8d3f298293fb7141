from django.db import migrations

from clinics import working_time


def give_days(apps, schema_editor):
    """What waits already is due as if it had been handed in today's way."""
    Certification = apps.get_model("clinics", "Certification")
    waiting = Certification.objects.filter(status="submitted", due_at=None)
    for paper in waiting.iterator():
        paper.due_at = working_time.after(paper.submitted_at, 5 * working_time.DAY)
        paper.save(update_fields=["due_at"])


class Migration(migrations.Migration):
    dependencies = [("clinics", "0011_what_reviewers_declare")]

    operations = [migrations.RunPython(give_days, migrations.RunPython.noop)]
