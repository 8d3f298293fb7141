from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_invitation_to_a_place")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="adult_confirmed_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                null=True,
                verbose_name="said to be an adult on",
            ),
        ),
    ]
