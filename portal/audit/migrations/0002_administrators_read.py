"""Administrators read the log. Nobody changes it, so there is no other right."""

from django.db import migrations


def let_administrators_read(apps, schema_editor):
    content_type, _made = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="audit", model="auditevent")
    # Django makes this row after the last migration; it finds ours then.
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="view_auditevent",
        defaults={"name": "Can view audit event"},
    )
    administrators = apps.get_model("auth", "Group").objects.get(name="Administrators")
    administrators.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_staff_groups"),
        ("audit", "0001_tables"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # On the way back the right goes with its table.
        migrations.RunPython(
            let_administrators_read, migrations.RunPython.noop, elidable=False
        ),
    ]
