"""The workers of a Dask cluster give the same bytes, and what is wrong with a cluster is said."""

from __future__ import annotations

import re
import socket
import sys
import warnings

import pytest
from support import toy_talks
from support.toy_talks import ToyJob, simulate

from goodoffices.talks import _cluster
from goodoffices.talks._cluster import cluster
from goodoffices.talks._shard import Shard
from goodoffices.talks._work import chunks
from goodoffices.talks.errors import WorkError

distributed = pytest.importorskip("distributed", reason="needs goodoffices[cluster]")

# Dask leaves some sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

RUNS = 9_400
JOB = ToyJob(seed=7)


def address_of(**how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return distributed.LocalCluster(dashboard_address=None, **how)


@pytest.fixture(scope="module")
def machines(root):
    """Two worker processes that may import what the tests import."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{root / 'tests'}:{root / 'src'}")
        with address_of(n_workers=2, threads_per_worker=1, processes=True) as made:
            yield made.scheduler_address


def same(items, other):
    for (index, columns), (number, plain) in zip(items, other, strict=True):
        assert index == number
        assert all(columns[name].tobytes() == plain[name].tobytes() for name in plain)


@pytest.fixture(scope="module")
def plain():
    return list(chunks(JOB, simulate, runs=RUNS, workers=1))


def test_processes_of_a_cluster_give_the_same_bytes(machines, plain):
    with cluster(machines) as executor:
        same(chunks(JOB, simulate, runs=RUNS, executor=executor), plain)
        shards = [
            item
            for number in (1, 2, 3)
            for item in chunks(JOB, simulate, runs=RUNS, executor=executor, shard=Shard(number, 3))
        ]
        same(shards, plain)


def test_threads_of_a_cluster_give_the_same_bytes(plain):
    with (
        address_of(n_workers=1, threads_per_worker=3, processes=False, protocol="tcp://") as made,
        cluster(made.scheduler_address) as executor,
    ):
        same(chunks(JOB, simulate, runs=RUNS, executor=executor), plain)


def test_a_worker_that_dies_once_is_made_good(machines, plain, tmp_path):
    job = ToyJob(seed=7, trouble=str(tmp_path))
    with cluster(machines) as executor:
        same(chunks(job, toy_talks.dies_once, runs=RUNS, executor=executor), plain)
    assert (tmp_path / "died").exists()


def test_a_chunk_that_ends_every_worker_is_named(machines, tmp_path):
    job = ToyJob(seed=7, trouble=str(tmp_path))
    told = r"worker after worker has died in chunk 3 \(runs 3,000 to 3,999\), most often because"
    with pytest.raises(WorkError, match=told), cluster(machines) as executor:
        list(chunks(job, toy_talks.dies_always, runs=RUNS, executor=executor))


def test_a_mistake_of_the_simulation_is_shown_as_it_is(machines):
    with pytest.raises(ZeroDivisionError), cluster(machines) as executor:
        list(chunks(JOB, toy_talks.fails, runs=RUNS, executor=executor))


def unanswered(address, match):
    with pytest.raises(WorkError, match=match), cluster(address, seconds=0.5):
        pass


def test_an_address_where_nobody_answers_is_said():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{held.getsockname()[1]}"
        unanswered(address, re.escape(f"{address}: no Dask scheduler can be reached: timed out"))


def test_a_server_that_is_no_scheduler_is_said():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        unanswered(
            f"tcp://127.0.0.1:{other.getsockname()[1]}", "no Dask scheduler: it said nothing"
        )


@pytest.mark.parametrize("address", ["", "head", "head:port", "http://head:1"])
def test_what_is_no_address_is_said(address):
    unanswered(address, "no Dask scheduler can be reached: .*; give the address")


def test_a_cluster_without_workers_is_said():
    with address_of(n_workers=0, processes=False, protocol="tcp://") as made:
        unanswered(made.scheduler_address, "the cluster has no worker after 0.5 s; start one with")


def test_workers_of_another_version_are_refused():
    def run(_):
        return {"tcp://a": _cluster.goodoffices.__version__, "tcp://b": "0.0.9"}

    with pytest.raises(WorkError, match=r"the worker tcp://b has goodoffices 0.0.9, here is \d"):
        _cluster._check_versions(run, "tcp://head:1")


def test_workers_without_goodoffices_are_refused():
    def run(_):
        raise ModuleNotFoundError("No module named 'goodoffices'")

    with pytest.raises(WorkError, match=r"its workers lack a part .*; install goodoffices"):
        _cluster._check_versions(run, "tcp://head:1")


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    unanswered("tcp://head:1", r"install goodoffices\[cluster\]")
