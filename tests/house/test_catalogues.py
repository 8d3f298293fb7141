"""The compiled message catalogues say what their sources say."""

from tests.house.catalogues import catalogues, compiled


def test_compiled_catalogues_are_in_step():
    behind = [
        path.parts[-3]
        for path in catalogues()
        if not path.with_suffix(".mo").exists()
        or path.with_suffix(".mo").read_bytes() != compiled(path)
    ]

    assert behind == []  # otherwise: make fmt
