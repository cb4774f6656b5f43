"""The room of distances loads the kernels of one measure only."""

import subprocess
import sys


def test_the_k_density_loads_no_kernel_of_m():
    command = "import sys, grono.measures.distance.kd; print(*(name for name in sys.modules if '.distance.m_' in name))"
    found = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == ""
