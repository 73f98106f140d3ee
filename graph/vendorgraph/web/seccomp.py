"""A process that can make no socket, whatever else it may open (Linux: a filter of system calls, seccomp)."""

import ctypes
import errno
import platform
import sys

_NO_NEW_PRIVILEGES, _SET_FILTER, _MODE_FILTER = 38, 22, 2  # of prctl
_NUMBER, _MACHINE = 0, 4  # where a call has its number, and what it was made for
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # instructions
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000

#: The machines that are known: what their calls are marked with, and the number of the call `socket`.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def forbid_sockets() -> bool:
    """Have every later call of `socket` by this thread, and by those that it starts, fail; False where that cannot be.

    Calls that are marked for another machine fail, too.
    """
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    mark, call = machine
    steps = [(_LOAD, 0, 0, _MACHINE), (_IF_EQUAL, 0, 2, mark), (_LOAD, 0, 0, _NUMBER), (_IF_EQUAL, 0, 1, call)]
    steps += [(_RETURN, 0, 0, _FAIL | errno.EACCES), (_RETURN, 0, 0, _ALLOW)]
    program = _Program(len(steps), (_Instruction * len(steps))(*(_Instruction(*each) for each in steps)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return not (prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or prctl(_SET_FILTER, _MODE_FILTER, ctypes.byref(program)))
