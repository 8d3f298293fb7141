
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('aftercare', '0008_erasures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('plan', 'the plan of the day')], max_length=10, verbose_name='about')),
                ('on', models.DateField(verbose_name='day')),
                ('batch', models.UUIDField(db_index=True, verbose_name='batch')),
                ('claimed_at', models.DateTimeField(verbose_name='claimed on')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled on')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reminder of a plan',
                'verbose_name_plural': 'reminders of plans',
                'ordering': ['user', '-on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['plan'])), name='reminder_kind_is_known', violation_error_message='Choose a kind from the list.'), models.UniqueConstraint(fields=('user', 'on', 'kind'), name='one_reminder_per_person_day_and_kind', violation_error_message='This person was reminded that day.')],
            },
        ),
        migrations.CreateModel(
            name='ReminderWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_email', models.BooleanField(default=True, verbose_name='by e-mail')),
                ('by_push', models.BooleanField(default=True, verbose_name='on my devices')),
                ('hour', models.PositiveSmallIntegerField(default=9, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='at')),
                ('quiet_from', models.PositiveSmallIntegerField(default=21, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='quiet from')),
                ('quiet_until', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MaxValueValidator(23)], verbose_name='until')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reminder_wish', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wish for reminders',
                'verbose_name_plural': 'wishes for reminders',
                'constraints': [models.CheckConstraint(condition=models.Q(('hour__lte', 23), ('quiet_from__lte', 23), ('quiet_until__lte', 23)), name='reminder_hours_are_on_a_clock', violation_error_message='Choose an hour from the list.'), models.CheckConstraint(condition=models.Q(('quiet_from', models.F('quiet_until')), models.Q(models.Q(('hour__lt', models.F('quiet_from')), ('hour__gte', models.F('quiet_until')), _connector='OR'), ('quiet_from__lt', models.F('quiet_until'))), models.Q(('hour__gte', models.F('quiet_until')), ('hour__lt', models.F('quiet_from')), ('quiet_from__gt', models.F('quiet_until'))), _connector='OR'), name='reminder_comes_outside_the_quiet_hours', violation_error_message='Choose an hour outside the quiet hours.')],
            },
        ),
    ]
