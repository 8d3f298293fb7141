"""A web process before its first visitor."""

import pytest
from django.template import Template, engines
from django.test import Client

from portal.operations import readiness
from tests.factories.content import SideEffectPageFactory
from tests.house.source import templates


@pytest.mark.django_db
def test_no_reader_waits_for_a_template_of_ours(monkeypatch):
    page = SideEffectPageFactory(published=True)
    [loader] = engines["django"].engine.template_loaders
    loader.reset()
    readiness.prepare()
    compiled = []
    compile_nodelist = Template.compile_nodelist

    def note(template):
        compiled.append(template.name)
        return compile_nodelist(template)

    monkeypatch.setattr(Template, "compile_nodelist", note)
    for path in (page.url, "/side-effects/", "/search/?q=red", "/check/?fresh"):
        assert Client().get(path).status_code == 200

    assert [name for name in compiled if name in templates()] == []
