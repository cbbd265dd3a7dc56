"""The page of orders: a package in an order, moved about, with its circles broken or not."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from support.workbench import answered

from goodoffices.brief import as_calendar, as_csv
from goodoffices.case import read_case
from goodoffices.case.emit import emit
from goodoffices.order import Planner
from goodoffices.web._answers import DRAWS
from goodoffices.zone import analyse as zone

AT = "/case/geneva-2026/order"


@pytest.fixture(scope="module")
def case():
    return read_case("geneva-2026").case


@pytest.fixture(scope="module")
def package(case):
    return zone(case, draws=200).closest.package


@pytest.fixture(scope="module")
def planner(case, package):
    return Planner(case, package, draws=DRAWS)


def query(package, /, **more):
    return urlencode({f"d.{issue}": option for issue, option in package.items()} | more)


def acts(text):
    return re.findall(r'<li data-act="([^"]+)"', text)


def test_the_page_has_the_best_order_of_the_draft_in_its_address(ask, package, planner):
    text = ask.get(f"{AT}?{query(package)}").text
    assert acts(text) == list(planner.follow().order)
    assert "This order keeps every condition" in text
    assert "it is the best order of these acts" in text


def test_the_most_robust_package_is_taken_where_none_is_named(ask):
    at = "/case/camp-david-1978/order"
    page = ask.get(at).text
    assert f'hx-get="{at}/plan"' in page
    response = answered(ask, f"{at}/plan")
    assert response.headers["hx-replace-url"] == at
    assert "it is the best order of these acts" in response.text
    # Its files name it option by option.
    (link,) = re.findall(r'href="([^"]+table\.csv[^"]*)"', response.text)
    named = dict(parse_qsl(urlsplit(link.replace("&amp;", "&")).query))
    assert named.pop("source") == "robust"
    case = read_case("camp-david-1978").case
    best = {key.removeprefix("d."): option for key, option in named.items()}
    known = Planner(case, best, draws=DRAWS).follow()
    assert set(best) == {issue.id for issue in case.issues}
    assert acts(response.text) == list(known.order)
    assert ask.get(link.replace("&amp;", "&")).content.decode() == as_csv(case, known.result)


def test_an_order_says_whose_conditions_it_breaks_and_what_it_needs(ask, package, planner):
    line = list(planner.follow().order)
    line.reverse()
    assert "This order cannot be" in ask.get(f"{AT}?{query(package, order=','.join(line))}").text
    # The last condition of a party that can be turned round by itself.
    for k in range(len(line) - 1, 0, -1):
        line = list(planner.follow().order)
        line[k - 1], line[k] = line[k], line[k - 1]
        found = planner.follow(line)
        if found.result is not None and found.breaches:
            break
    response = ask.get(f"{AT}/plan?{query(package, order=','.join(line))}")
    assert "This order does not keep one condition" in response.text
    assert "Conditions that it does not keep" in response.text
    assert "Too early for a condition of" in response.text
    assert acts(response.text) == line
    assert f"order={'%2C'.join(line)}".replace(":", "%3A") in response.headers["hx-replace-url"]


def test_an_arrow_moves_an_act_by_one(ask, package, planner):
    line = list(planner.follow().order)
    asked = {"order": "", "shown": ",".join(line), "move": f"down.{line[1]}"}
    moved = [line[0], line[2], line[1], *line[3:]]
    text = ask.get(f"{AT}/plan?{query(package, **asked)}").text
    assert acts(text) == moved
    # Without a script the page leads to the address that holds it.
    response = ask.get(f"{AT}?{query(package, **asked)}")
    assert response.status_code == 303
    assert acts(ask.get(response.headers["location"]).text) == moved


@pytest.mark.parametrize("move", ["up.{0}", "down.{1}", "up.gone", "sideways", "up.", "."])
def test_a_move_that_leads_nowhere_changes_nothing(ask, package, planner, move):
    line = list(planner.follow().order)
    move = move.format(line[0], line[-1])
    text = ask.get(f"{AT}/plan?{query(package, shown=','.join(line), move=move)}").text
    assert acts(text) == line


def test_breakers_are_switches(ask, package, planner):
    for k in range(1, len(planner.circles) + 1):
        every = {f"breaker.{n}": "none" for n in range(1, len(planner.circles) + 1)}
        for kind in ("escrow", "penalty"):
            asked = every | {f"breaker.{k}": kind}
            response = ask.get(f"{AT}/plan?{query(package, **asked)}")
            known = planner.follow((), {k - 1: kind})
            assert acts(response.text) == list(known.order)
            assert f'id="breaker-{k}-{kind}" name="breaker.{k}" value="{kind}" checked' in (
                response.text
            )
            assert f"breaker.{k}={kind}" in response.headers["hx-replace-url"]


def test_an_order_of_other_breakers_is_mended(ask, package, planner):
    line = planner.follow().order
    asked = {f"breaker.{k}": "escrow" for k in range(1, len(planner.circles) + 1)}
    text = ask.get(f"{AT}/plan?{query(package, order=','.join(line), **asked)}").text
    assert "the nearest to it" in text


@pytest.mark.parametrize(
    "odd",
    [
        {"order": "%00,<script>alert(1)</script>"},
        {"order": ","},
        {"order": "x" * 20_000},
        {"breaker.1": "magic", "breaker.99": "escrow", "breaker.x": "1", "breaker.": "escrow"},
        {"breaker.0": "escrow", "breaker.²": "escrow", "source": "nowhere", "package": "../../x"},
    ],
)
def test_what_the_case_does_not_have_is_left_out(ask, package, odd):
    for way in (AT, f"{AT}/plan", f"{AT}/table.csv"):
        response = ask.get(f"{way}?{query(package, **odd)}")
        assert response.status_code == 200
        assert "<script>alert" not in response.text


def test_a_kept_draft_can_be_put_in_order(ask, folder, package):
    kept = folder / "geneva-2026.drafts"
    kept.mkdir()
    (kept / "night.yaml").write_text(emit({"package": package}))
    text = ask.get(f"{AT}?package=night").text
    assert '<option value="night" selected>' in text
    assert acts(text)
    (named,) = re.findall(r'href="([^"]+dates\.ics[^"]*)"', text)
    assert "package=" not in named
    assert ask.get(named.replace("&amp;", "&")).text.startswith("BEGIN:VCALENDAR")


def test_the_files_are_those_of_the_command(ask, case, package, planner):
    line = list(planner.follow().order)
    line[0], line[1] = line[1], line[0]
    result = planner.follow(line).result
    asked = query(package, order=",".join(line))
    table = ask.get(f"{AT}/table.csv?{asked}")
    dates = ask.get(f"{AT}/dates.ics?{asked}")
    assert "attachment" in table.headers["content-disposition"]
    assert table.content.decode() == as_csv(case, result)
    assert dates.content.decode() == as_calendar(case, result)


def test_an_order_that_cannot_be_has_no_dates(ask, package, planner):
    line = ",".join(reversed(planner.follow().order))
    response = ask.get(f"{AT}/table.csv?{query(package, order=line)}")
    assert response.status_code == 422
    assert "by the nature of things" in response.text


def test_a_case_without_steps_says_so_and_leads_on(ask, folder):
    from goodoffices.case import bundled_path

    text = bundled_path("camp-david-1978").read_text()
    head, _, rest = text.partition("\nsteps:")
    rest = re.sub(r"\A[^\n]*\n(?:[ #][^\n]*\n|\n)*", "", rest)
    (folder / "bare.yaml").write_text(f"{head}\n{rest}")
    issue = read_case("camp-david-1978").case.issues[0]
    page = ask.get(f"/case/bare/order?d.{issue.id}={issue.options[-1].id}").text
    assert "the case lists no steps" in page
    assert 'href="/case/bare/draft"' in page
    assert "<pre" in page


def test_claims_behind_a_circle_are_there(ask, case, package, planner):
    from markupsafe import escape

    text = ask.get(f"{AT}?{query(package)}").text
    claims = {claim.id: claim for claim in case.claims}
    for circle in planner.circles:
        for each in circle.waits:
            for key in each.claims:
                assert str(escape(claims[key].text)) in text
    for k in range(1, len(planner.circles) + 1):
        assert f'href="#circle-{k}"' in text
        assert f'id="circle-{k}"' in text
