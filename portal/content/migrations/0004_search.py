"""The index of the search, what readers did not find, and results editors put first."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


RIGHTS = {
    "promotedresult": ["add", "change", "delete", "view"],
    "searchmiss": ["view"],
}
GROUPS = ("Editors", "Administrators")


def give_rights(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for model, verbs in RIGHTS.items():
        content_type, _made = ContentType.objects.get_or_create(
            app_label="content", model=model
        )
        for verb in verbs:
            # Django makes these rows after the last migration; it finds ours then.
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{verb}_{model}",
                defaults={"name": f"Can {verb} {model}"},
            )
            for group in Group.objects.filter(name__in=GROUPS):
                group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0003_doors_to_own_addresses'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_document', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(max_length=12)),
                ('text', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='PromotedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='Parted by commas. A search that holds all the words of one part shows the page first.', max_length=200, verbose_name='words')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'promoted search result',
                'verbose_name_plural': 'promoted search results',
                'ordering': ['words', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SearchForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('form', models.CharField(max_length=40)),
                ('stem', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['language', 'stem'], name='forms_of_a_stem')],
                'constraints': [models.UniqueConstraint(fields=('language', 'form'), name='search_form_stands_once_per_language', violation_error_message='This word is known already.')],
            },
        ),
        migrations.CreateModel(
            name='SearchMiss',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('searched_on', models.DateField(verbose_name='day')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('words', models.CharField(max_length=60, verbose_name='words')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
            ],
            options={
                'verbose_name': 'search without results',
                'verbose_name_plural': 'searches without results',
                'constraints': [models.UniqueConstraint(fields=('searched_on', 'language', 'words'), name='search_miss_is_counted_once_per_day', violation_error_message='These words are counted already.')],
            },
        ),
        migrations.CreateModel(
            name='SearchNeighbour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rest', models.CharField(db_index=True, max_length=8)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='neighbours', to='content.searchform')),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('stem', models.CharField(max_length=40)),
                ('weight', models.PositiveSmallIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='content.searchdocument')),
            ],
            options={
                'indexes': [models.Index(models.F('language'), models.F('stem'), models.OrderBy(models.F('weight'), descending=True), models.F('document'), name='heaviest_pages_of_a_word')],
                'constraints': [models.UniqueConstraint(fields=('document', 'stem'), name='search_word_stands_once_per_page', violation_error_message='This word of the page is known already.')],
            },
        ),
        # On the way back the groups keep their rights: the tables go anyway.
        migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False),
    ]
