from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from tests.api.servers import Server
from tests.web.examples import EXAMPLES, Example, without_cursors

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]
SIZES: dict[str, ViewportSize] = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
READY_MS = 30_000  # the machine may be busy
MODEL = "__MONACO.editor.getModels().find(model => model.uri.path.endsWith('{}')).getValue()"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("the playground is tried out in Chromium: apt-get install chromium")
    expect.set_options(timeout=READY_MS)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(params=list(SIZES))
def page(browser: Browser, site: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new page on a wide window and on a phone, which must log no trouble and ask no other machine for anything."""
    phone = request.param == "phone"
    context = browser.new_context(
        base_url=site.url,
        viewport=SIZES[request.param],
        is_mobile=phone,
        has_touch=phone,
        color_scheme="dark" if phone else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(READY_MS)
    trouble: list[str] = []
    context.on("console", lambda said: trouble.append(said.text) if said.type in {"error", "warning"} else None)
    context.on("weberror", lambda raised: trouble.append(str(raised.error)))
    context.on("request", lambda asked: trouble.append(asked.url) if not asked.url.startswith(site.url) else None)
    yield context.new_page()
    context.close()
    assert trouble == []


def opened(page: Page, address: str = "/playground") -> Page:
    page.goto(address)
    expect(button(page, EXAMPLES[0].question) if "#" not in address else editor(page)).to_be_visible()
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def editor(page: Page) -> Locator:
    return page.locator(".graphiql-query-editor .view-lines")


def text_of(page: Page, name: str) -> str:
    """The whole text of an editor, also of lines that are scrolled out of sight."""
    return str(page.evaluate(MODEL.format(name)))


def answer(page: Page) -> Any:
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text(re.compile(r'"(data|errors)"'))
    return json.loads(text_of(page, "response.json"))


def type_query(page: Page, text: str) -> None:
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def assert_nothing_is_cut(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for shown in page.get_by_role("button").all():
        box = shown.bounding_box()
        if box and shown.is_visible():
            assert box["x"] >= 0, shown
            assert box["x"] + box["width"] <= width, shown


@pytest.mark.parametrize("example", [EXAMPLES[6], EXAMPLES[14]], ids=lambda example: example.name)
def test_an_example_opens_in_a_tab_of_its_own_and_shows_its_answer(page: Page, example: Example) -> None:
    opened(page)
    assert_nothing_is_cut(page)

    button(page, example.question).click()

    assert without_cursors(answer(page)) == {"data": example.answer}
    assert text_of(page, "operation.graphql") == example.query
    assert json.loads(text_of(page, "variables.json") or "{}") == example.variables
    assert page.get_by_role("tab").count() == 2
    assert_nothing_is_cut(page)


def test_the_first_example_is_there_to_be_run_by_keys_alone(page: Page) -> None:
    opened(page)
    if page.viewport_size == SIZES["phone"]:
        button(page, "Hide Examples").press("Enter")
    assert text_of(page, "operation.graphql") == EXAMPLES[0].query

    button(page, "Execute query (Ctrl-Enter)").press("Enter")

    assert answer(page) == {"data": EXAMPLES[0].answer}


def test_the_tab_key_leads_to_the_examples(page: Page) -> None:
    opened(page)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == EXAMPLES[1].question:
            break

    page.keyboard.press("Enter")

    assert answer(page) == {"data": EXAMPLES[1].answer}


def test_a_mistake_is_explained_in_plain_words(page: Page) -> None:
    opened(page)
    button(page, "Hide Examples").click()
    type_query(page, "{ programmes { nodes { slug totle { amount } } } }")

    page.keyboard.press("Control+Enter")

    [error] = answer(page)["errors"]
    assert error["message"] == "Cannot query field 'totle' on type 'Programme'. Did you mean 'title' or 'total'?"
    expect(page.locator(".graphiql-query-editor .squiggly-error")).to_be_attached()


def test_the_documentation_tells_what_a_field_means(page: Page) -> None:
    opened(page)
    button(page, "Show Documentation Explorer").click()
    page.get_by_role("link", name="Query", exact=True).click()
    page.get_by_role("link", name="programmes", exact=True).first.click()

    expect(page.locator(".graphiql-plugin")).to_contain_text("How many from the front; 20 unless said, 200 at most.")
    assert_nothing_is_cut(page)


def test_the_explorer_builds_a_query(page: Page) -> None:
    opened(page)
    button(page, "Show Explorer").click()

    page.locator(".graphiql-explorer-root").get_by_text("dataset", exact=True).click()

    expect(page.locator(".graphiql-explorer-root")).to_contain_text("licence")
    page.wait_for_function(f"{MODEL.format('operation.graphql')}.includes('dataset')")


def test_the_history_keeps_what_was_asked(page: Page) -> None:
    opened(page)
    button(page, EXAMPLES[1].question).click()
    answer(page)

    button(page, "Show History").click()

    expect(page.get_by_role("list").get_by_text("WayDown")).to_be_visible()


def test_a_link_takes_query_and_variables_along(page: Page) -> None:
    example = next(example for example in EXAMPLES if example.variables)
    opened(page)
    button(page, example.question).click()
    answer(page)

    button(page, "Copy a link to this query").click()
    expect(button(page, "The link is copied")).to_be_attached()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    page.evaluate("localStorage.clear()")
    page.goto("/")
    opened(page, link)
    button(page, "Execute query (Ctrl-Enter)").click()

    assert answer(page) == {"data": example.answer}
    assert text_of(page, "operation.graphql") == example.query


def test_the_front_page_fits_and_leads_to_the_playground(page: Page) -> None:
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("link", name="Playground").click()

    expect(button(page, EXAMPLES[0].question)).to_be_visible()
