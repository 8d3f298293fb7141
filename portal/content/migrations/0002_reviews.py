"""Who may do what to pages, and the two reviews every page takes.

Wagtail comes with a workflow of one step and with moderators who publish. Here editors
write, a second editor and a clinician read, and their second signature publishes.
"""

from django.db import migrations

KEEPERS = ("Editors", "Administrators")
PAGE_RIGHTS = {
    "Editors": ["add_page", "change_page"],
    "Clinical reviewers": [],
    "Moderators": [],
    "Administrators": [
        "add_page",
        "bulk_delete_page",
        "change_page",
        "lock_page",
        "publish_page",
        "unlock_page",
    ],
}
# Everything else that editors and administrators keep, by app and model.
VERBS = ["add", "change", "delete", "view"]
ROW_RIGHTS = {
    ("content", "contributor"): {"Editors": ["view"], "Administrators": VERBS},
    ("content", "pagefeedback"): dict.fromkeys(KEEPERS, ["change", "view"]),
    ("content", "promotedresult"): dict.fromkeys(KEEPERS, VERBS),
    ("content", "searchmiss"): dict.fromkeys(KEEPERS, ["view"]),
    ("wagtailredirects", "redirect"): dict.fromkeys(KEEPERS, VERBS),
}
IMAGE_RIGHTS = {
    "Editors": ["add_image", "change_image", "choose_image"],
    "Moderators": [],
    "Administrators": ["add_image", "change_image", "choose_image"],
}
WORKFLOW = "Article review"
STEPS = [
    ("editorialreviewtask", "Editorial review", ["Editors", "Administrators"]),
    ("clinicalreviewtask", "Clinical review", ["Clinical reviewers"]),
]


def permission(apps, app_label, model, codename):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _made = ContentType.objects.get_or_create(
        app_label=app_label, model=model
    )
    # Django makes these rows after the last migration; it finds ours then.
    row, _made = Permission.objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {codename.replace('_', ' ')}"},
    )
    return row


def give_rights(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model(
        "wagtailcore", "GroupCollectionPermission"
    )
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for name, codenames in PAGE_RIGHTS.items():
        group = Group.objects.get(name=name)
        GroupPagePermission.objects.filter(group=group).delete()
        for codename in codenames:
            GroupPagePermission.objects.create(
                group=group,
                page=root,
                permission=permission(apps, "wagtailcore", "page", codename),
            )
    for name, codenames in IMAGE_RIGHTS.items():
        group = Group.objects.get(name=name)
        # Wagtail gave its two groups pictures and documents; pages have no documents.
        GroupCollectionPermission.objects.filter(group=group).delete()
        for codename in codenames:
            GroupCollectionPermission.objects.create(
                group=group,
                collection=collection,
                permission=permission(apps, "wagtailimages", "image", codename),
            )
    for (app_label, model), verbs_of_groups in ROW_RIGHTS.items():
        for name, verbs in verbs_of_groups.items():
            Group.objects.get(name=name).permissions.add(
                *(permission(apps, app_label, model, f"{verb}_{model}") for verb in verbs)
            )


def make_workflow(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    WorkflowPage.objects.filter(page=root).delete()
    Workflow.objects.update(active=False)
    apps.get_model("wagtailcore", "Task").objects.update(active=False)
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    for order, (model, name, groups) in enumerate(STEPS):
        content_type, _made = ContentType.objects.get_or_create(
            app_label="content", model=model
        )
        task = apps.get_model("content", model).objects.create(
            name=name, active=True, content_type=content_type
        )
        task.groups.set(Group.objects.filter(name__in=groups))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.create(workflow=workflow, page=root)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_staff_groups"),
        ("content", "0001_tables"),
    ]

    operations = [
        # On the way back the groups keep their rights: people may be in them.
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_workflow, migrations.RunPython.noop, elidable=False),
    ]
