"""Certification reviewers keep the catalogue; a second one publishes each change.

They and the moderators read what was reported as misuse.

Nobody gets the right to publish: the review does it.
"""

from django.db import migrations

GROUP = "Certification reviewers"
RIGHTS = ["add_certificationtype", "change_certificationtype", "view_certificationtype"]
READERS_OF_MISUSE = [GROUP, "Moderators"]
WORKFLOW = "Change of the catalogue"
STEP = "Second reviewer"


def content_type(apps, model):
    ContentType = apps.get_model("contenttypes", "ContentType")
    found, _made = ContentType.objects.get_or_create(app_label="clinics", model=model)
    return found


def permission(apps, model, codename, name):
    # Django makes these rows after the last migration; it finds ours then.
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type(apps, model),
        codename=codename,
        defaults={"name": name},
    )
    return found


def give_rights(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for codename in RIGHTS:
        name = f"Can {codename.replace('_', ' ')}"
        right = permission(apps, "certificationtype", codename, name)
        right.group_set.add(groups.get(name=GROUP))
    right = permission(
        apps, "misusereport", "view_misusereport", "Can view report of misuse"
    )
    right.group_set.add(*groups.filter(name__in=READERS_OF_MISUSE))


def make_workflow(apps, schema_editor):
    core = "wagtailcore"
    task = apps.get_model("clinics", "KindReviewTask").objects.create(
        name=STEP, active=True, content_type=content_type(apps, "kindreviewtask")
    )
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name=GROUP))
    workflow = apps.get_model(core, "Workflow").objects.create(
        name=WORKFLOW, active=True
    )
    apps.get_model(core, "WorkflowTask").objects.create(
        workflow=workflow, task=task, sort_order=0
    )
    apps.get_model(core, "WorkflowContentType").objects.create(
        workflow=workflow, content_type=content_type(apps, "certificationtype")
    )


class Migration(migrations.Migration):
    # Databases made before the first release keep their place.
    replaces = [("clinics", "0005_who_keeps_the_catalogue")]

    dependencies = [
        ("clinics", "0001_tables"),
        ("accounts", "0002_staff_groups"),
        # It puts away every workflow that it finds.
        ("content", "0002_reviews"),
    ]

    operations = [
        # On the way back the groups keep their rights: people may be in them.
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_workflow, migrations.RunPython.noop, elidable=False),
    ]
