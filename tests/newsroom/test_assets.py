import pytest

from newsroom.assets import Assets


@pytest.fixture
def assets(settings, tmp_path):
    def make():
        return Assets(location=tmp_path, base_url="/static/")

    return make


def test_before_collecting_pages_get_plain_names(assets):
    assert assets().url("css/site.css") == "/static/css/site.css"


def test_after_collecting_a_name_carries_its_hash_and_a_wrong_one_is_an_error(assets, tmp_path):
    (tmp_path / "staticfiles.json").write_text(
        '{"version": "1.1", "paths": {"a.css": "a.0123.css"}, "hash": ""}'
    )
    assert assets().url("a.css") == "/static/a.0123.css"
    with pytest.raises(ValueError, match=r"b\.css"):
        assets().url("b.css")
