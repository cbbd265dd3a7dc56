"""Files that are broken, or made to break something: one message, nothing written, no harm."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tracemalloc

import pytest
from click.testing import CliRunner
from exchange.examples import DOMAIN, FUNCTION, PROFILE, SPACE, TABLE
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import GoodofficesError
from goodoffices.cli import goodoffices
from goodoffices.exchange import (
    ExchangeError,
    _loader,
    _xml,
    from_genius,
    from_negmas,
    from_positions,
    from_table,
)
from goodoffices.exchange._limits import BYTES

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><negotiation_template>&i;</negotiation_template>"
)  # fmt: skip
EXTERNAL = (
    '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<negotiation_template>&x;</negotiation_template>"
)
OTHER_TYPE = '<!DOCTYPE z SYSTEM "http://example.org/z.dtd"><negotiation_template/>'

XML = {
    "a bomb of entities": (BOMB, "document type"),
    "a file of another place": (EXTERNAL, "document type"),
    "a type of another place": (OTHER_TYPE, "document type"),
    "an entity nobody defined": ("<negotiation_template>&x;</negotiation_template>", "undefined entity"),
    "cut short": (DOMAIN[: len(DOMAIN) // 2], "cut short"),
    "nothing": ("", "cut short"),
    "no XML": ("issue,option\n", "not well-formed"),
    "too deep": ("<a>" * 1000, "levels deep"),
    "too many elements": ("<a>" + "<b/>" * 300_000 + "</a>", "more than 300,000 elements"),
    "Latin 1 unannounced": (DOMAIN.replace("quay", "quai à").encode("latin-1"), "not well-formed"),
    "UTF-16 cut": (DOMAIN.encode("utf-16")[:-1], "not well-formed"),
    "an unknown encoding": ('<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
    "two roots": ("<a/><b/>", "junk after"),
}  # fmt: skip
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
YAML = {
    "an object": ("!!python/object/apply:os.system ['echo harm']", "asks for an object"),
    "an object inside": ("type: !!python/name:os.system ''", "asks for an object"),
    "a tag of its own": ("issues: !mine {a: 1}", "asks for an object"),
    "a bomb of aliases": (LAUGHS, "keys and values"),
    "an alias of nothing": ("a: *b", "stands for nothing"),
    "an alias of itself": ("a: &a [*a]", "stands for nothing"),
    "cut short": (SPACE[: SPACE.index("two")], "not readable as YAML"),
    "two documents": ("a: 1\n---\nb: 1\n", "second document"),
    "too deep": ("[" * 900, "levels deep"),
    "a key that is a list": ("? [a]\n: 1\n", "as a key"),
    "Latin 1": ("name: café".encode("latin-1"), "is not UTF-8"),
    "UTF-16": (SPACE.encode("utf-16"), "UTF-16"),
    "binary": ("a: \0", "zero bytes"),
    "a number of a million digits": ("a: " + "9" * 1_000_000, "is no int"),
    "a float that is none": ("a: !!float x", "is no float"),
}  # fmt: skip


def refused(read, source, said):
    with pytest.raises(GoodofficesError) as raised:
        read(source)
    assert isinstance(raised.value, ExchangeError)
    message = str(raised.value)
    assert said in message
    assert "\n" not in message
    assert len(message) < 700


@pytest.mark.parametrize("name", XML)
def test_hostile_xml_is_refused(folder, name):
    text, said = XML[name]
    refused(from_genius, folder(quay_xml=text, port_xml=PROFILE), said)
    refused(from_genius, folder(quay_xml=DOMAIN, port_xml=text), said)


@pytest.mark.parametrize("name", YAML)
def test_hostile_yaml_is_refused(folder, name):
    text, said = YAML[name]
    refused(from_negmas, folder(quay_yml=text, port_yml=FUNCTION), said)


@pytest.mark.parametrize(
    ("read", "files", "said"),
    [
        (from_genius, {"quay_xml": BOMB, "port_xml": PROFILE}, "document type"),
        (from_negmas, {"quay_yml": LAUGHS, "port_yml": FUNCTION}, "keys and values"),
    ],
)
def test_a_bomb_is_refused_before_it_fills_memory(folder, read, files, said):
    """What is written in a kilobyte stands for a gigabyte; reading has room for the largest file."""
    source = folder(**files)
    tracemalloc.start()
    try:
        refused(read, source, said)
        assert tracemalloc.get_traced_memory()[1] < BYTES + 2_000_000
    finally:
        tracemalloc.stop()


def test_a_file_with_too_much_in_it_is_not_read_to_its_end(folder, monkeypatch):
    """Each ends in what is not XML or not YAML."""
    monkeypatch.setattr(_xml, "NODES", 1_000)
    monkeypatch.setattr(_loader, "NODES", 1_000)
    elements = "<a>" + "<b/>" * 1_000 + "</wrong>"
    refused(from_genius, folder(quay_xml=elements, port_xml=PROFILE), "more than 1,000 elements")
    values = "[" + "x, " * 1_000 + "}"
    refused(from_negmas, folder(quay_yml=values, port_yml=FUNCTION), "more than 1,000 keys")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TABLE.encode("utf-16"), "UTF-16"),
        (TABLE.encode().replace(b"Port", b"P\xf6rt"), "csv:2: the byte 0xf6 is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is not UTF-8"),
        (b"issue,option,party,score\na,b,p,\0", "zero bytes"),
        (b'issue,option,party,score\n"a,b,p,1', "not readable as CSV"),
        (b"issue,option,party,score\n" + b"a" * 20_000 + b",b,p,1", "not readable as CSV"),
        (b"\xff", "is not UTF-8"),
        (b"a" * 20_000_001, "expected at most 20,000,000"),
    ],
)
def test_hostile_tables_are_refused(table, data, said):
    refused(from_table, table(data), said)


def test_an_option_too_many_ends_the_reading(folder, table):
    """In each, the option after it stands twice, which would be found first otherwise."""
    values = [*range(201), 200]
    items = "".join(f'<item index="{n}" value="{n}"/>' for n in values)
    wide = DOMAIN.replace('<item index="1" value="none" description="as today"/>', items)
    refused(from_genius, folder(quay_xml=wide, port_xml=PROFILE), "at most 200")
    space = SPACE.replace("[none, two, four]", str(values))
    refused(from_negmas, folder(quay_yml=space, port_yml=FUNCTION), "at most 200")
    rows = "issue,option,party,score\n" + "".join(f"a,{n},p,1\n" for n in values)
    refused(from_table, table(rows), "csv:202: found 201")


def test_a_pipe_and_a_folder_are_no_tables(tmp_path):
    import os

    refused(from_table, tmp_path, "this is a folder")
    refused(from_table, tmp_path / "nowhere", "no such file")
    os.mkfifo(tmp_path / "pipe")
    refused(from_table, tmp_path / "pipe", "no regular file")
    refused(from_positions, tmp_path / ("x" * 300), "cannot be read")


def test_disguised_names_lose_their_disguise(table):
    text = TABLE.replace("Berths", "Ber\u202eths\u2028")
    imported = from_table(table(text))
    assert imported.case.issues[0].name == "Ber ths"
    assert any("name" in notice for notice in imported.notices)
    assert "\u202e" not in imported.text


def test_long_and_equal_names_stay_apart(table):
    long, other = "a" * 300, "a" * 299
    text = TABLE.replace("Berths", long).replace("Years", other)
    imported = from_table(table(text))
    names = [issue.name for issue in imported.case.issues]
    assert len(set(names)) == 2
    assert max(map(len, names)) <= 200


@pytest.mark.parametrize(
    ("kind", "files", "said"),
    [
        ("genius", {"quay.xml": BOMB, "port.xml": PROFILE}, "quay.xml:1: a document type"),
        ("negmas", {"quay.yml": SPACE, "port.yml": "!!python/object:os.x {}"}, "port.yml:1: the tag"),
        ("table", {"": "issue,option,party,score\na,b,p,nan\n"}, "scores:2: column 'score'"),
        ("positions", {"": "party,issue,position,salience\np,i,101,1\n"}, "expected 0 to 100"),
    ],
)  # fmt: skip
def test_the_command_ends_with_one_line_and_1_and_writes_nothing(tmp_path, kind, files, said):
    source = tmp_path / "scores"
    if "" in files:
        source.write_text(files[""])
    else:
        source.mkdir()
        for name, text in files.items():
            (source / name).write_text(text)
    out = tmp_path / "out.yaml"
    result = CliRunner().invoke(goodoffices, ["import", kind, str(source), "-o", str(out)])
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert said in result.stderr
    assert result.stdout == ""
    assert not out.exists()


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_no_damage_to_a_file_ends_in_anything_but_a_message(tmp_path_factory, data):
    kind, text = data.draw(st.sampled_from([("xml", DOMAIN), ("xml", PROFILE), ("yml", SPACE), ("yml", FUNCTION), ("csv", TABLE)]))  # fmt: skip
    raw = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        change = data.draw(st.sampled_from(["cut", "swap", "put"]))
        if change == "cut":
            del raw[at : at + data.draw(st.integers(1, 30))]
        elif change == "swap":
            raw[at] = data.draw(st.integers(0, 255))
        else:
            raw[at:at] = data.draw(
                st.sampled_from([b"-", b"9", b"nan", b"<", b"[", b"&a", b",", b"\n"])
            )
        raw = raw or bytearray(b" ")
    there = tmp_path_factory.mktemp("damaged")
    others = {"xml": {"quay": DOMAIN, "port": PROFILE}, "yml": {"quay": SPACE, "port": FUNCTION}}
    for name, whole in others.get(kind, {}).items():
        written = bytes(raw) if whole == text else whole.encode()
        (there / f"{name}.{kind}").write_bytes(written)
    if kind == "csv":
        (there / "t.csv").write_bytes(bytes(raw))
    source = there / "t.csv" if kind == "csv" else there
    read = {"xml": from_genius, "yml": from_negmas, "csv": from_table}[kind]
    with contextlib.suppress(ExchangeError):
        read(source)


def test_no_file_is_fetched_and_no_object_made(folder):
    scenario = folder(
        quay_yml="!!python/object/apply:subprocess.call [['touch', 'harm']]", port_yml=FUNCTION
    )
    done = subprocess.run(
        [sys.executable, "-m", "goodoffices", "import", "negmas", str(scenario)],
        cwd=scenario, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (scenario / "harm").exists()
