"""Certification reviewers keep the catalogue; a second one publishes each change.

Nobody gets the right to publish: the review does it.
"""

from django.db import migrations

GROUP = "Certification reviewers"
RIGHTS = ["add_certificationtype", "change_certificationtype", "view_certificationtype"]
WORKFLOW = "Change of the catalogue"
STEP = "Second reviewer"


def content_type(apps, model):
    ContentType = apps.get_model("contenttypes", "ContentType")
    found, _made = ContentType.objects.get_or_create(app_label="clinics", model=model)
    return found


def give_rights(apps, schema_editor):
    Permission = apps.get_model("auth", "Permission")
    group = apps.get_model("auth", "Group").objects.get(name=GROUP)
    for codename in RIGHTS:
        # Django makes these rows after the last migration; it finds ours then.
        permission, _made = Permission.objects.get_or_create(
            content_type=content_type(apps, "certificationtype"),
            codename=codename,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        group.permissions.add(permission)


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
    dependencies = [
        ("clinics", "0004_review_of_kinds"),
        ("accounts", "0003_staff_groups"),
        # It puts away every workflow that it finds.
        ("content", "0002_reviews"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        # On the way back the groups keep their rights: people may be in them.
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_workflow, migrations.RunPython.noop, elidable=False),
    ]
