"""Small data files in the shape of those that users download, with rows that nobody ever coded."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from goodoffices.record import DATASETS

DYAD = {
    "dyad_id": "1", "year": "1990", "dyadterm": "0", "dyadepisode": "1", "ependdate": "",
    "outcome": "", "type_of_conflict": "3", "type_of_conflict2": "3", "incompatibility": "1",
    "intensity_level": "1", "location": "Lowland", "side_a": "Government of Lowland",
    "side_b": "Reed Front", "version": "3",
}  # fmt: skip

CONFLICT = {
    ("conflict_id" if key == "dyad_id" else "confterm" if key == "dyadterm"
     else "conflictepisode" if key == "dyadepisode" else key): value
    for key, value in DYAD.items()
}  # fmt: skip

AGREEMENT = {
    **{column.name: "0" for column in DATASETS["ucdp-agreements"].parts[0].columns},
    "paid": "1", "conflict_name": "Lowland: Reeds", "pa_name": "Reed Accord",
    "pa_date": "2000-01-01", "ended": "", "duration": "", "pa_type": "1", "incompatibility": "1",
    "out_iss": "0", "procID": "1", "version": "22.1",
}  # fmt: skip

DOCUMENT = {
    **{column.name: "0" for column in DATASETS["pa-x"].parts[0].columns},
    "Con": "Lowland", "PP": "1", "PPName": "Reed process", "AgtId": "1", "Ver": "10",
    "Agt": "Reed Accord", "Dat": "2000-01-01", "Agtp": "Intra", "Stage": "SubComp", "UcdpAgr": "",
}  # fmt: skip

CRISIS = {
    **{column.name: "" for column in DATASETS["icb"].parts[0].columns},
    "crisno": "1", "crisname": "REED CROSSING", "yrtrig": "1950", "motrig": "1", "datrig": "2",
    "viol": "2", "forout": "4", "outesr": "2", "mediate": "1", "medwho": "1", "medstyle": "1",
}  # fmt: skip

ACTOR = {"crisno": "1", "cracno": "1", "actor": "LOW"}

MEETING = {
    "med_event_ID": "LOW202001-1", "conflict_country": "Lowland", "Day": "5", "Month": "1",
    "Year": "2020", "third_party_id_MEND": "CON_1", "num_med": "1", "agmt": "0", "shuttle": "",
    "med_type": "M",
}  # fmt: skip

BASES = {
    "ucdp-dyads": DYAD,
    "ucdp-conflicts": CONFLICT,
    "ucdp-agreements": AGREEMENT,
    "pa-x": DOCUMENT,
    "icb": CRISIS,
    "actors": ACTOR,
    "mend": MEETING,
}


def text(
    kind: str, *rows: dict[str, str], drop: str = "", rename: tuple[str, str] = ("", "")
) -> str:
    """A CSV file: each row says only what differs from a plain one."""
    base = BASES[kind]
    names = [name for name in base if name != drop]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([rename[1] if name == rename[0] else name for name in names])
    for row in rows:
        assert row.keys() <= base.keys(), row.keys() - base.keys()
        writer.writerow([(base | row)[name] for name in names])
    return out.getvalue()


def put(folder: Path, kind: str, *rows: dict[str, str], name: str = "", **how) -> Path:
    """The same as a file of a folder."""
    path = folder / (name or f"{kind}.csv")
    path.write_text(text(kind, *rows, **how), encoding="utf-8")
    return path


def ended(unit: int, year: int, how: int, date: str, **rest: str) -> dict[str, str]:
    """The last year of an episode of a pair of parties."""
    return {
        "dyad_id": str(unit), "year": str(year), "dyadterm": "1", "outcome": str(how),
        "ependdate": date, **rest,
    }  # fmt: skip
