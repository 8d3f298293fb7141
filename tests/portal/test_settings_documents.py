"""Settings, handbook, image and compose file name the same variables."""

import ast
import re

import yaml

from portal.settings.env import BASE_DIR
from tests.portal.test_settings import GOOD

SOURCES = ("portal/settings/production.py", "portal/operations/webserver.py")


def read(path):
    return (BASE_DIR / path).read_text()


def variables(source):
    """The variables a module reads: (required, optional).

    One that is looked for before it is demanded is optional, and checked where given.
    """
    required, optional = set(), set()
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name, first = ast.unparse(call.func), call.args[0]
        if not isinstance(first, ast.Constant):
            continue
        if name == "required" or name.startswith("demands."):
            required.add(first.value)
        elif name.startswith("env.") or name == "os.environ.get":
            optional.add(first.value)
    return required - optional, optional


def all_variables():
    found = [variables(read(path)) for path in SOURCES]
    return set.union(*(one for one, _ in found)), set.union(*(two for _, two in found))


def test_every_required_variable_is_tried_by_the_tests():
    assert all_variables()[0] == set(GOOD)


def test_handbook_lists_every_variable_and_no_other():
    rows = re.findall(r"^\| (`.+?`) \| (yes|no) \|", read("docs/production.md"), re.M)
    listed = {"yes": set(), "no": set()}
    for names, answer in rows:
        listed[answer].update(re.findall(r"`(\w+)`", names))

    assert (listed["yes"], listed["no"]) == all_variables()


def test_compose_gives_every_process_what_it_needs():
    compose = yaml.safe_load(read("compose.yaml"))
    services = compose["services"]

    for name in ("web", "worker", "release"):
        assert set(services[name]["environment"]) == set(GOOD)
    assert services["web"]["deploy"]["replicas"] == 2
    assert services["worker"]["deploy"]["replicas"] == 2
    assert {"postgres", "redis", "storage"} <= set(services)
    mentioned = services["buckets"]["entrypoint"]
    for bucket in ("S3_MEDIA_BUCKET", "S3_PRIVATE_BUCKET"):
        assert f"storage/{services['web']['environment'][bucket]}" in mentioned
    for variable in ("SECRET_KEY", "S3_SECRET_ACCESS_KEY"):  # no secret is written down
        assert services["web"]["environment"][variable].startswith("${")


def test_image_collects_static_files_with_every_variable_set():
    collect = re.search(
        r"^RUN BASE_URL.+?collectstatic", read("Dockerfile"), re.M | re.S
    )

    assert set(re.findall(r"\b([A-Z][A-Z0-9_]+)=", collect.group())) == set(GOOD)


def test_image_runs_as_nobody_special_from_locked_requirements():
    lines = read("Dockerfile").splitlines()

    assert "USER portal" in lines[lines.index("EXPOSE 8000") - 1]
    [install] = [line for line in lines if "pip install" in line]
    assert "--require-hashes" in install
    assert install.endswith("-r /tmp/production.txt")


def test_image_holds_all_code_and_nothing_else():
    copied = set(re.findall(r"^COPY (\w[\w.]+) ", read("Dockerfile"), re.M))
    allowed = set(re.findall(r"^!(\S+)", read(".dockerignore"), re.M))

    assert copied == {"manage.py", "portal", "clinics", "aftercare", "templates"}
    assert allowed == copied | {"requirements/production.txt"}
