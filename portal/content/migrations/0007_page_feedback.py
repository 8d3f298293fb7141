"""Answers to "Was this page clear?", which editors read and deal with."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


GROUPS = ("Editors", "Administrators")


def give_rights(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    content_type, _made = ContentType.objects.get_or_create(
        app_label="content", model="pagefeedback"
    )
    for verb in ("change", "view"):
        # Django makes these rows after the last migration; it finds ours then.
        permission, _made = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{verb}_pagefeedback",
            defaults={"name": f"Can {verb} pagefeedback"},
        )
        for group in Group.objects.filter(name__in=GROUPS):
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0006_checked_addresses'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PageFeedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answered_on', models.DateField(db_index=True, verbose_name='day')),
                ('was_clear', models.BooleanField(verbose_name='was clear')),
                ('comment', models.CharField(blank=True, max_length=500, verbose_name='comment')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('dealt_with_at', models.DateTimeField(blank=True, null=True, verbose_name='dealt with')),
                ('dealt_with_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dealt with by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='version')),
            ],
            options={
                'verbose_name': 'answer to a page',
                'verbose_name_plural': 'answers to pages',
                'constraints': [models.CheckConstraint(condition=models.Q(('comment', ''), ('was_clear', False), _connector='OR'), name='page_feedback_is_commented_only_when_unclear', violation_error_message='Only a “no” has a comment.'), models.CheckConstraint(condition=models.Q(models.Q(('dealt_with_at', None), ('dealt_with_by', None)), models.Q(('dealt_with_at__isnull', False), ('dealt_with_by__isnull', False)), _connector='OR'), name='page_feedback_dealt_with_at_and_by_go_together', violation_error_message='Say who dealt with it, and when.'), models.CheckConstraint(condition=models.Q(('dealt_with_at', None), models.Q(('comment', ''), _negated=True), _connector='OR'), name='page_feedback_is_dealt_with_only_when_commented', violation_error_message='There is no comment to deal with.')],
            },
        ),
        # On the way back the groups keep their rights: the table goes anyway.
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
    ]
