import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('aftercare', '0006_healing_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key')),
                ('made_at', models.DateTimeField(verbose_name='made on')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn on')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'subscription to a plan',
                'verbose_name_plural': 'subscriptions to plans',
                'ordering': ['user', '-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('made_at')), _connector='OR'), name='calendar_link_is_withdrawn_after_it_is_made', violation_error_message='It cannot be withdrawn before it is made.'), models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('user',), name='one_open_calendar_link_per_person', violation_error_message='There is an address already.')],
            },
        ),
    ]
