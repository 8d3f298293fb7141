
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('aftercare', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='escalation',
            name='escalation_step_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='escalation',
            name='escalation_is_closed_with_a_conclusion',
        ),
        migrations.RemoveConstraint(
            model_name='reportevent',
            name='report_act_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='reportevent',
            name='report_contact_and_raise_say_why',
        ),
        migrations.RemoveIndex(
            model_name='escalation',
            name='escalation_with_moderators',
        ),
        migrations.AlterField(
            model_name='escalation',
            name='step',
            field=models.PositiveSmallIntegerField(choices=[(0, 'The moderators of the platform, for words of the note'), (1, 'The urgent contact of the clinic'), (2, 'The deputy of the clinic'), (3, 'The moderators of the platform'), (4, 'The moderators of the platform, as the clinic ended the link')], verbose_name='step'),
        ),
        migrations.AlterField(
            model_name='reportevent',
            name='act',
            field=models.CharField(choices=[('read', 'Read by the clinic'), ('acknowledged', 'Taken on by the clinic'), ('replied', 'Answered by the clinic'), ('called', 'Spoken with'), ('raised', 'Put on a higher level'), ('overruled', 'Put on a higher level by a moderator'), ('resolved', 'Resolved'), ('reopened', 'Opened again by the client'), ('left', 'The clinic ended the link')], max_length=12, verbose_name='what was done'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(condition=models.Q(('closed_at', None), ('step__in', [0, 3, 4])), fields=['at'], name='escalation_with_moderators'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', [0, 1, 2, 3, 4])), name='escalation_step_is_known', violation_error_message='Choose from the list.'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('conclusion', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('step__in', [0, 3, 4]), models.Q(('conclusion', ''), _negated=True)), _connector='OR'), name='escalation_is_closed_with_a_conclusion', violation_error_message='Say what came of it.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['read', 'acknowledged', 'replied', 'called', 'raised', 'overruled', 'resolved', 'reopened', 'left'])), name='report_act_is_known', violation_error_message='Choose from the list.'),
        ),
        migrations.AddConstraint(
            model_name='reportevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ['called', 'raised', 'overruled', 'left']), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='report_contact_and_raise_say_why', violation_error_message='Say in a few words what was said, or why.'),
        ),
    ]
