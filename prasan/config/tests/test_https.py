"""An office reached by https keeps its cookies and its name on https."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WANTED = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "STORAGES")


def settings_with(tmp_path, **environment):
    """Settings are read once per process: ask another one."""
    code = (
        "import json, prasan.config.settings.prod as s;"
        f"print(json.dumps({{name: getattr(s, name) for name in {WANTED}}}))"
    )
    keep = {k: v for k, v in os.environ.items() if not k.startswith("PRASAN_")}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**keep, "DATA": str(tmp_path), **environment},
        capture_output=True,
        check=True,
    )
    return json.loads(answer.stdout)


def test_https_makes_cookies_secure_and_sends_hsts(tmp_path):
    found = settings_with(tmp_path, PRASAN_ORIGIN="https://prasan.office.example")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["ALLOWED_HOSTS"][0] == "prasan.office.example"


@pytest.mark.parametrize("environment", [{}, {"PRASAN_ORIGIN": "http://127.0.0.1:8123"}])
def test_a_trial_on_this_machine_works_without(tmp_path, environment):
    found = settings_with(tmp_path, **environment)
    assert found["SESSION_COOKIE_SECURE"] is False
    assert found["SECURE_HSTS_SECONDS"] == 0


def test_the_user_of_the_service_can_read_what_another_installed(tmp_path):
    assert settings_with(tmp_path)["STORAGES"]["staticfiles"]["OPTIONS"]["file_permissions_mode"] == 0o644
