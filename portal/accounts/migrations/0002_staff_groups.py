"""One group per staff role, each with the key to the Wagtail admin.

Rights over content are given by the migrations of the apps that own the content.
"""

from django.db import migrations

GROUPS = [
    "Editors",
    "Clinical reviewers",
    "Certification reviewers",
    "Moderators",
    "Administrators",
]
# Administrators look after people. Nobody deletes an account through a screen: it is
# closed ("active" taken off), and erased by its owner.
ADMINISTRATORS = [
    ("user", ["add_user", "change_user", "view_user"]),
    ("invitation", ["add_invitation", "view_invitation"]),
]


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    access = Permission.objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for name in GROUPS:
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(access)
    administrators = Group.objects.get(name="Administrators")
    for model, codenames in ADMINISTRATORS:
        content_type, _made = ContentType.objects.get_or_create(
            app_label="accounts", model=model
        )
        for codename in codenames:
            # Django makes these rows after the last migration; it finds ours then.
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            administrators.permissions.add(permission)


class Migration(migrations.Migration):
    # Databases made before the first release keep their place.
    replaces = [("accounts", "0003_staff_groups")]

    dependencies = [
        ("accounts", "0001_tables"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [
        # Leaving the groups alone on the way back: people may be in them.
        migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False),
    ]
