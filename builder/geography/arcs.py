"""Shapes as the vendored files hold them: arcs that neighbours share, and rings made of arcs.

A file is a line of JSON (what there is, and which arcs its rings are made of), then the points of all arcs:
each a step in longitude and in latitude from the point before, as a signed byte; -128 says that the step is
the next of the 32-bit numbers at the end.
"""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Ring: TypeAlias = Sequence[int]
_ESCAPE = -128


class Arcs:
    """The arcs of a file, their points as longitudes and latitudes in degrees."""

    def __init__(self, points: Array, lengths: Sequence[int]) -> None:
        self.points = points
        self.ends = np.cumsum(lengths)

    def arc(self, number: int) -> Array:
        """The points of an arc; `~number` is the arc the other way round."""
        forward = number if number >= 0 else ~number
        start = int(self.ends[forward - 1]) if forward else 0
        found = self.points[start : int(self.ends[forward])]
        return found if number >= 0 else found[::-1]

    def ring(self, ring: Ring) -> Array:
        """The points of a ring."""
        return np.concatenate([self.arc(number) for number in ring])


def unpacked(packed: bytes) -> tuple[dict[str, Any], Arcs]:
    """What a file's first line says, and its arcs."""
    head, _, body = packed.partition(b"\n")
    header = json.loads(head)
    count = sum(header["lengths"]) * 2
    steps = np.frombuffer(body, np.int8, count).astype(np.int32)
    steps[steps == _ESCAPE] = np.frombuffer(body, "<i4", offset=count)
    points = np.cumsum(steps.reshape(-1, 2), axis=0)
    degrees = points * np.array(header["scale"]) + np.array(header["translate"])
    return header, Arcs(degrees, header["lengths"])
