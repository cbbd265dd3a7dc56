"""Counter-based random numbers: any draw of any input can be computed without the others."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["uniforms"]

_WORDS = 4
"""64-bit words that Philox 4x64 gives per step of its counter."""


def uniforms(
    seed: int, name: str, *, first: int, count: int, width: int = 1
) -> NDArray[np.float64]:
    """Return uniform numbers for draws ``first .. first + count - 1`` of one named input.

    The numbers depend on `seed`, `name` and the index of the draw alone, so that any chunking
    or order of evaluation gives the same bytes, and an input that is added or renamed leaves
    the numbers of all others as they were.

    Parameters
    ----------
    seed
        Any integer.
    name
        The input's name; it keys the generator together with the seed.
    first, count
        Range of draws.
    width
        Numbers per draw.

    Returns
    -------
    ndarray, shape (count, width), in [0, 1)

    References
    ----------
    Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11
    (Philox).
    """
    digest = hashlib.blake2b(name.encode(), digest_size=16, key=str(seed).encode()).digest()
    generator = np.random.Philox(key=np.frombuffer(digest, dtype="<u8").astype(np.uint64))
    steps = -(-width // _WORDS)
    generator.advance(first * steps)
    words = generator.random_raw(count * steps * _WORDS).reshape(count, steps * _WORDS)
    uniform: NDArray[np.float64] = (words[:, :width] >> np.uint64(11)).astype(np.float64)
    uniform *= 2.0**-53
    return uniform
