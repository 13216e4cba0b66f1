"""The council's colours and the built files, as pages address them."""

import dataclasses
import gzip
import re
from pathlib import Path

import pytest

from portal.services.council import load_council, shipped_profiles
from portal.web.assets import FOLDER, asset_addresses, asset_finder
from portal.web.branding import branding_address, branding_css


def coloured(colour: str):
    council = load_council("example")
    return dataclasses.replace(council, brand=dataclasses.replace(council.brand, colour=colour))


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_council_has_its_own_colour_on_the_page(name):
    council = load_council(name)

    css = branding_css(council)

    assert f"--council-colour:{council.brand.colour.lower()}" in css.lower()
    assert re.fullmatch(r":root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\n", css)


def test_the_address_changes_with_the_colour_and_only_then():
    assert branding_address(coloured("#102030")) == branding_address(coloured("#102030"))
    assert branding_address(coloured("#102030")) != branding_address(coloured("#102031"))


def test_nothing_but_a_colour_gets_into_the_style_sheet():
    with pytest.raises(ValueError, match=r"fromhex|unpack"):
        branding_css(coloured("red;} body{display:none"))


def test_the_tint_is_light_and_the_shade_is_darker():
    css = branding_css(coloured("#204060"))

    assert "--council-tint:#e9ecef" in css
    assert "--council-shade:#183048" in css


def test_an_asset_carries_a_hash_of_what_it_holds(tmp_path: Path):
    (tmp_path / "public.css").write_text("a{}")
    before = asset_addresses(tmp_path)["public.css"]
    (tmp_path / "public.css").write_text("b{}")

    after = asset_addresses(tmp_path)["public.css"]

    assert before.startswith("/static/dist/public.css?v=")
    assert before != after


def test_compressed_copies_have_no_address_of_their_own(tmp_path: Path):
    (tmp_path / "public.css").write_text("a{}")
    (tmp_path / "public.css.gz").write_bytes(b"")

    assert list(asset_addresses(tmp_path)) == ["public.css"]


def test_an_asset_that_was_not_built_keeps_its_plain_address(tmp_path: Path):
    assert asset_finder(tmp_path)("public.css") == "/static/dist/public.css"


built = pytest.mark.skipif(not (FOLDER / "public.css").exists(), reason="NOT TESTED: assets are not built")


@built
def test_what_a_public_page_loads_is_small():
    loaded = ("public.css", "public.js", "js-enabled.js", "icon.svg")

    sizes = {name: len(gzip.compress((FOLDER / name).read_bytes())) for name in loaded}

    assert sum(sizes.values()) < 25_000, sizes


@built
@pytest.mark.parametrize("name", ["public.css", "staff.css"])
def test_styles_bring_no_font_no_crown_and_no_address_of_another_host(name):
    css = (FOLDER / name).read_text()

    assert "@font-face" not in css
    assert "GDS" not in css
    assert not re.findall(r"url\([\"']?(?!data:)", css)


@built
@pytest.mark.parametrize("name", ["public.js", "staff.js", "js-enabled.js"])
def test_our_scripts_keep_nothing_in_the_browser(name):
    source = (FOLDER / name).read_text()

    assert "localStorage" not in source
    assert "indexedDB" not in source
    # The one mark that says "I have just left", which the server takes away.
    assert source.count("document.cookie") == source.count("left=1; Path=/; SameSite=Lax") <= 1
