"""Forms of a page, as a browser would send them back."""

from __future__ import annotations

from html.parser import HTMLParser


class _Forms(HTMLParser):
    """Collects what each form sends; fields of a disabled fieldset are not sent."""

    def __init__(self):
        super().__init__()
        self.forms, self.form, self.select, self.area, self.disabled = [], None, None, None, False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = {"attrs": given, "fields": {}}
            self.forms.append(self.form)
            self.disabled = False
        if self.form is None:
            return
        if tag == "fieldset" and "disabled" in given:
            self.disabled = True
        if self.disabled:
            return
        if tag == "input" and given.get("type") not in ("checkbox", "radio", "file"):
            self._add(given.get("name"), given.get("value") or "")
        elif tag == "input" and "checked" in given:
            self._add(given.get("name"), given.get("value") or "on")
        elif tag == "select":
            self.select = [given.get("name"), None, None]
        elif tag == "option" and self.select:
            if self.select[1] is None or "selected" in given:
                self.select[1] = given.get("value")
        elif tag == "textarea":
            self.area = [given.get("name"), ""]

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            self._add(self.select[0], self.select[1] or "")
            self.select = None
        elif tag == "textarea" and self.area:
            self._add(self.area[0], self.area[1].removeprefix("\n").replace("\n", "\r\n"))
            self.area = None
        elif tag == "form":
            self.form = None

    def _add(self, name, value):
        if name:
            self.form["fields"].setdefault(name, []).append(value)


def forms(text):
    """Return the forms of a page: their attributes, and the fields that each would send."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


def guarded(text):
    """Return the fields of the form in which a case is edited."""
    (form,) = [each for each in forms(text) if "data-guarded" in each["attrs"]]
    return form["fields"]


def clash(text):
    """Return the fields of the form in which somebody chooses between two changes."""
    (form,) = [each for each in forms(text) if each["attrs"].get("class") == "clashes"]
    return form["fields"]


def step(text, key):
    """Return the address and the fields of the button that undoes, or redoes."""
    (form,) = [each for each in forms(text) if each["attrs"].get("data-key") == key]
    return form["attrs"]["action"], form["fields"]
