"""Words that editors keep in every language of the portal, in one column.

For rows that are data with names, such as the kinds of certification: a page has a
translation of its own, a row has its words side by side.
"""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Texts(dict):
    """The same words by language code; as a string, those of the language spoken."""

    def __str__(self):
        return self.to(get_language())

    def to(self, language: str | None) -> str:
        """The words in a language; in the site's own where there are none."""
        own = self.get(settings.LANGUAGE_CODE, "")
        return self.get((language or "").split("-")[0]) or own


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def validate_texts(value) -> None:
    """Refuse anything but words for languages that the portal speaks."""
    if not isinstance(value, dict) or not set(value) <= set(_languages()):
        raise ValidationError(_("Give the words by language."))
    if not all(isinstance(words, str) for words in value.values()):
        raise ValidationError(_("Give the words by language."))


class TextsWidget(forms.MultiWidget):
    """One box per language."""

    template_name = "ui/widgets/texts.html"

    def __init__(self, *, rows: int = 2, attrs=None):
        boxes = {
            code: forms.Textarea(attrs={"rows": rows, "lang": code})
            for code in _languages()
        }
        super().__init__(boxes, attrs)

    def decompress(self, value):
        return [(value or {}).get(code, "") for code in _languages()]

    def id_for_label(self, id_, index=None):
        """The first box: Wagtail ties the name of the field to it."""
        return f"{id_}_0" if id_ else id_

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for (_code, label), box in zip(settings.LANGUAGES, boxes, strict=True):
            box["language"] = label
            if own := box["attrs"].get("id"):
                # "Name, Spanish": the name of the field and that of the language.
                named = f"{boxes[0]['attrs']['id']}-label {own}-language"
                box["attrs"]["aria-labelledby"] = named
        return context


class TextsFormField(forms.MultiValueField):
    """The words in each language; those of the site's own language are needed."""

    widget = TextsWidget

    def __init__(self, *, required=True, max_length=None, **kwargs):
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        boxes = [
            forms.CharField(
                required=required and code == settings.LANGUAGE_CODE,
                max_length=max_length,
                error_messages={
                    "incomplete": _("Write it in %(language)s.") % {"language": name}
                },
            )
            for code, name in settings.LANGUAGES
        ]
        super().__init__(boxes, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        words = zip(_languages(), data_list or [], strict=False)
        return Texts((code, text.strip()) for code, text in words if text)


class TextsField(models.JSONField):
    """A column that holds the same words in several languages."""

    def __init__(self, *args, max_words: int = 500, **kwargs):
        self.max_words = max_words  # characters in one language
        kwargs.setdefault("default", Texts)
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_texts]

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"max_words": self.max_words}

    def from_db_value(self, value, expression, connection):
        return Texts(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value):
        value = super().to_python(value)
        return Texts(value) if isinstance(value, dict) else value

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        longest = max(map(len, value.values()), default=0)
        if longest > self.max_words:
            raise ValidationError(
                _("Use at most %(most)d characters in one language (it has %(has)d).")
                % {"most": self.max_words, "has": longest}
            )

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self,
            **{
                "form_class": TextsFormField,
                "max_length": self.max_words,
                # Django asks for it where a default is callable; it has no box here,
                # and every form would count as changed.
                "show_hidden_initial": False,
            }
            | kwargs,
        )
