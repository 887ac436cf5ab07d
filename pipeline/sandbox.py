"""What a worker may not do while it reads a stranger's bytes: reach the network, look into other processes, or change
what the system is. Linux lets every user close such doors for a process and all that it starts (seccomp); none opens
again.
"""

from __future__ import annotations

import errno

CLOSED = (
    "socket",  # no network, nor a socket of another program; pipes and socketpairs, which only join what is here, stay
    "io_uring_setup",  # which could open a socket without asking for one
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "bpf",
    "mount",
    "unshare",
    "setns",
    "kexec_load",
    "init_module",
    "finit_module",
    "delete_module",
    "add_key",
    "request_key",
    "keyctl",
    "perf_event_open",
)
"""System calls that are refused to a worker: reading a document needs none of them."""


def available() -> bool:
    """Whether this machine can close them: Linux with libseccomp, which Debian and Ubuntu have."""
    try:
        import pyseccomp  # noqa: F401
    except (ImportError, OSError, RuntimeError):
        return False
    return True


def close_doors() -> bool:
    """Close them for this process and what it starts, for good. False where this machine cannot."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):
        return False
    doors = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for call in CLOSED:
        try:
            doors.add_rule(pyseccomp.ERRNO(errno.EACCES), call)
        except (OSError, ValueError):  # a call that this kind of machine does not have
            continue
    try:
        doors.load()
    except OSError:  # a container may forbid what it has closed itself
        return False
    return True
