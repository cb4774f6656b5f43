"""The textbook formulas, written plainly and slowly, against which everything here is held."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

tables = arrays(np.float64, st.tuples(st.integers(2, 7), st.integers(2, 7)), elements=st.sampled_from([0.0, 1.0]))


def complexity_by_eig(matrix):
    """ECI and PCI as in Hidalgo & Hausmann: the second eigenvector of the non-symmetric M̃ = D⁻¹ M U⁻¹ Mᵀ."""
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    values, vectors = np.linalg.eig(np.diag(1 / diversity) @ matrix @ np.diag(1 / ubiquity) @ matrix.T)
    order = np.argsort(values.real)[::-1]
    eci = vectors[:, order[1]].real
    eci = (eci - eci.mean()) / eci.std()
    if np.corrcoef(eci, diversity)[0, 1] < 0:
        eci = -eci
    return eci, np.sort(values.real)[::-1]


def planted(regions, industries, seed, fill=0.9):
    """Presences of regions and industries that differ in how much they have: connected, and with one clear order."""
    random = np.random.default_rng(seed)
    able, hard = np.sort(random.random(regions))[::-1], np.sort(random.random(industries))
    chance = fill / (1 + np.exp(-12 * (able[:, None] - hard[None, :]))) + 0.02
    matrix = (random.random((regions, industries)) < chance).astype(float)
    matrix[0, :] = 1.0
    matrix[:, 0] = 1.0
    return matrix
