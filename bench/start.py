"""How long a start takes, the first and the next, and what runs afterwards weighs."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.server import ROOT, Server, product

TIMES = 5
IMPORT = "import time; began = time.process_time(); import app; print(time.process_time() - began)"


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        with product(Path(folder)) as first:
            pass
        again = []
        for _ in range(TIMES):
            with product(Path(folder)) as server:
                again.append(server.up_after_s)
                weights = weigh(server)
        return {
            "first_start_s": first.up_after_s,
            "second_start_s": median(again),
            "import_app_cpu_s": imported(folder),
        } | weights


def imported(folder: str) -> float:
    """In CPU time, which a busy machine changes least."""
    env = os.environ | {"DATA_DIR": folder}
    took = [
        float(
            subprocess.run(
                [sys.executable, "-c", IMPORT], cwd=ROOT, env=env, capture_output=True, check=True
            ).stdout
        )
        for _ in range(TIMES)
    ]
    return round(median(took), 2)


def weigh(server: Server) -> dict[str, float]:
    """Resident memory in MB of the parent and all below it, shared pages counted in each."""
    ours = below(server.process.pid)
    found = {pid: resident_mb(pid) for pid in ours}
    return {"parent_mb": found.pop(server.process.pid), "largest_child_mb": max(found.values())}


def below(pid: int) -> list[int]:
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [pid, *(deep for child in children for deep in below(child))]


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return round(int(status.split("VmRSS:")[1].split()[0]) / 1024, 1)
