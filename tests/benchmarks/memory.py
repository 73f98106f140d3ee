"""The most memory that a process has taken."""

import resource
from pathlib import Path


def peak() -> int:
    """Return the most memory that this process has taken, in MiB.

    What `getrusage` says is no less than what the parent had taken when the process began, so the kernel's own account
    is asked where there is one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
