
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('aftercare', '0009_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LateTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(editable=False, unique=True, verbose_name='key')),
                ('on', models.DateField(verbose_name='day')),
                ('fate', models.CharField(choices=[('kept', 'Written down'), ('other', 'Another answer was there'), ('refused', 'The plan asked for nothing there')], max_length=8, verbose_name='what became of it')),
                ('came_at', models.DateTimeField(verbose_name='came on')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_ticks', to='aftercare.healingplan')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='aftercare.planstep')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_ticks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'late tick',
                'verbose_name_plural': 'late ticks',
                'ordering': ['user', '-came_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fate__in', ['kept', 'other', 'refused'])), name='late_tick_fate_is_known', violation_error_message='Choose an answer from the list.')],
            },
        ),
        migrations.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.CharField(max_length=500, unique=True, verbose_name='address')),
                ('p256dh', models.CharField(max_length=90, verbose_name='public key')),
                ('auth', models.CharField(max_length=30, verbose_name='shared secret')),
                ('made_at', models.DateTimeField(verbose_name='made on')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='push_subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'device for reminders',
                'verbose_name_plural': 'devices for reminders',
                'ordering': ['user', '-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('endpoint__startswith', 'https://')), name='push_endpoint_is_encrypted', violation_error_message='The address has to begin with https://.')],
            },
        ),
    ]
