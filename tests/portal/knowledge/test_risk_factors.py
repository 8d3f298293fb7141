import pytest

from portal.knowledge import datafile, risk_factors
from portal.knowledge.datafile import DataError


def test_the_seven_and_their_dimensions():
    found = {slug: str(f.dimension) for slug, f in risk_factors.RISK_FACTORS.items()}

    assert found == {
        "inexperienced-artist": "practitioner",
        "heavy-metals-in-ink": "ink",
        "unsanitary-tools": "premises",
        "allergies": "client",
        "unhygienic-maintenance": "aftercare",
        "poor-inks": "ink",
        "ordinary-tattoo-ink": "ink",
    }


def test_explanations_are_one_sentence_in_both_languages():
    for factor in risk_factors.RISK_FACTORS.values():
        for said in (factor.explanation.en, factor.explanation.es):
            assert said.endswith(".")
            assert said.count(". ") == 0


def test_get_returns_the_factor():
    assert risk_factors.get("poor-inks").name.to("es") == "Tintas de mala calidad"


def test_load_refuses_a_slug_written_twice():
    line = (
        "{slug: a, dimension: ink, name: {en: x, es: y}, explanation: {en: x, es: y},"
        " mark: D, sources: [D]}"
    )
    file = datafile.parse(f"version: v\nfactors: [{line}, {line}]", file="r.yaml")

    with pytest.raises(DataError, match="slug 'a' is written twice"):
        risk_factors.load(file)
