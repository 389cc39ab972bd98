"""Keeps what the user's file does to this process while it runs from outlasting it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def contained() -> Iterator[None]:
    """Put back afterwards what running code may have changed, and lead its output to stderr.

    What is put back: the environment, which says whose account it is; the working directory;
    where Python finds modules; and stdout.
    """
    path, writes_bytecode = list(sys.path), sys.dont_write_bytecode
    environment = dict(os.environ)
    sys.dont_write_bytecode = True  # nothing is left behind in the user's folder
    try:
        with _same_folder(), _stdout_on_stderr():
            yield
    finally:
        sys.dont_write_bytecode = writes_bytecode
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)


@contextlib.contextmanager
def _same_folder() -> Iterator[None]:
    """Come back to the working directory, if there is one."""
    try:
        here = Path.cwd()
    except OSError:  # it was removed, or may not be read
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.chdir(here)


@contextlib.contextmanager
def _stdout_on_stderr() -> Iterator[None]:
    """Lead what is written to stdout to stderr: by Python, by descriptor and by child processes."""
    stdout, stderr = 1, 2  # whatever `sys.stdout` is: child processes know the numbers alone
    kept = os.dup(stdout)
    os.dup2(stderr, stdout)
    # Not `sys.stderr` itself: who closes what it prints to would close that.
    printed = os.fdopen(stderr, "w", buffering=1, errors="backslashreplace", closefd=False)
    try:
        with contextlib.redirect_stdout(printed):
            yield
    finally:
        for stream in (printed, sys.__stdout__):  # what is still on its way belongs to stderr too
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.flush()
        os.dup2(kept, stdout)
        os.close(kept)
        if sys.__stdout__ is not None and sys.__stdout__.closed:
            own = os.fdopen(stdout, "w", closefd=False)
            sys.stdout = sys.__stdout__ = own  # type: ignore[misc]  # Final is for readers
