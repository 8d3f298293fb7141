"""Editors and administrators see and mend where old addresses lead."""

from django.db import migrations

VERBS = ("add", "change", "delete", "view")
GROUPS = ("Editors", "Administrators")


def give_rights(apps, schema_editor):
    content_type, _made = apps.get_model(
        "contenttypes", "ContentType"
    ).objects.get_or_create(app_label="wagtailredirects", model="redirect")
    for verb in VERBS:
        # Django makes these rows after the last migration; it finds ours then.
        permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{verb}_redirect",
            defaults={"name": f"Can {verb} redirect"},
        )
        for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_staff_groups"),
        ("content", "0008_related_and_checklists"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        # Leaving the groups alone on the way back.
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
    ]
