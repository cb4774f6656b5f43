"""Maps the tests of this folder share."""

import numpy as np

from grono.measures.space import SpatialWeights, weights_from_matrix, weights_from_pairs


def rook_lattice(side: int) -> SpatialWeights:
    """Return a square of side × side regions, neighbours across an edge."""
    places = np.arange(side * side).reshape(side, side)
    across = np.column_stack([places[:, :-1].ravel(), places[:, 1:].ravel()])
    down = np.column_stack([places[:-1].ravel(), places[1:].ravel()])
    return weights_from_pairs(np.concatenate([across, down]), side * side)


def random_weights(random: np.random.Generator, regions: int, *, equal: bool, density: float = 0.3) -> SpatialWeights:
    """Return weights of which some rows may be empty."""
    matrix = (random.random((regions, regions)) < density).astype(float)
    if not equal:
        matrix *= random.uniform(0.2, 2, matrix.shape)
    np.fill_diagonal(matrix, 0)
    return weights_from_matrix(matrix)
