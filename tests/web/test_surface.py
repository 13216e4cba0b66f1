"""A council can run the public pages and the back office on different machines."""

import os

import pytest

from portal.config import SettingsError, read_settings
from tests.databases import build_app, demo_settings


def endpoints(folder, surface):
    app = build_app(demo_settings(folder, PORTAL_SURFACE=surface))
    return {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize(
    ("surface", "has", "lacks"),
    [
        ("public", {"public", "track"}, {"screening", "account", "staff"}),
        ("staff", {"screening", "account", "staff"}, {"public", "track"}),
        ("both", {"public", "track", "screening", "account"}, set()),
    ],
)
def test_only_the_chosen_blueprints_exist(tmp_path, surface, has, lacks):
    found = endpoints(tmp_path, surface)
    assert has <= found
    assert not lacks & found


def problems_of(folder, **environ):
    with pytest.raises(SettingsError) as caught:
        read_settings({"PORTAL_INSTANCE": str(folder), **environ})
    return " ".join(caught.value.problems)


def test_production_names_everything_that_is_missing(tmp_path):
    problems = problems_of(tmp_path)
    for name in (
        "PORTAL_SECRET_KEY",
        "PORTAL_DATA_KEYS",
        "PORTAL_INDEX_KEYS",
        "PORTAL_COUNCIL",
        "PORTAL_BASE_URL",
        "TRUSTED_HOSTS",
    ):
        assert name in problems


def test_production_is_refused_over_plain_http(tmp_path):
    assert "PORTAL_BASE_URL" in problems_of(tmp_path, PORTAL_BASE_URL="http://council.example")


def test_a_demonstration_is_refused_on_an_address_others_can_reach(tmp_path):
    problems = problems_of(tmp_path, PORTAL_DEMO="1", PORTAL_BASE_URL="http://192.0.2.1:8000")
    assert "demo mode" in problems


@pytest.mark.parametrize("keys", ["short", "!!!", "AAAA,BBBB"])
def test_a_key_that_is_no_key_is_named(tmp_path, keys):
    assert "PORTAL_DATA_KEYS" in problems_of(tmp_path, PORTAL_DATA_KEYS=keys)


def test_an_unknown_surface_is_named(tmp_path):
    assert "PORTAL_SURFACE" in problems_of(tmp_path, PORTAL_DEMO="1", PORTAL_SURFACE="everything")


def test_the_data_folder_and_its_keys_are_the_owners_only(tmp_path):
    folder = tmp_path / "instance"
    demo_settings(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())


def test_a_demonstrations_keys_stay_the_same(tmp_path):
    assert demo_settings(tmp_path).data_keys == demo_settings(tmp_path).data_keys


def test_postgresql_gets_its_driver(tmp_path):
    settings = demo_settings(tmp_path, DATABASE_URL="postgres://u@h/d")
    assert settings.database_url == "postgresql+psycopg://u@h/d"


def test_the_database_is_the_owners_only(tmp_path):
    with build_app(demo_settings(tmp_path)).app_context():
        pass
    modes = {name: os.stat(tmp_path / name).st_mode & 0o777 for name in ("portal.sqlite",)}
    assert modes == {"portal.sqlite": 0o600}
