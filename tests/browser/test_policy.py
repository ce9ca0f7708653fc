import pytest


@pytest.mark.parametrize("path", ["/", "/about/", "/nothing/here/", "/admin/login/"])
def test_a_page_does_nothing_that_its_policy_refuses(page, live_server, policy_violations, path):
    page.goto(live_server.url + path)
    page.wait_for_load_state("networkidle")
    assert policy_violations == []


def test_an_injected_script_does_not_run_and_is_noticed(page, live_server, policy_violations):
    page.goto(live_server.url)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    assert policy_violations


def test_a_reader_leaves_without_a_cookie(page, live_server):
    page.goto(live_server.url)
    assert page.context.cookies() == []
