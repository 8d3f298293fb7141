
import portal.files.keeping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clinics', '0009_evidence_key'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='latest_day',
            field=models.DateField(blank=True, null=True, verbose_name='latest date in its text'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='pages',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='pages'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='reads_poorly',
            field=models.BooleanField(default=False, verbose_name='may be unreadable'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='file',
            field=models.FileField(storage=portal.files.keeping.storage, upload_to='', verbose_name='file'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('pages__gte', 1)), name='evidence_has_a_page', violation_error_message='The file has no page.'),
        ),
    ]
