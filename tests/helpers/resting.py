"""When an app under test rests: nothing on its event loop can run, and no thread of it is at work.

Textual's pilot asks instead whether the process took less than a tenth of the last 20 ms, which it asks several times
after each key: most of that is waiting, a busy machine makes it lie, and each time every widget is sent a message.
"""

from __future__ import annotations

import asyncio
import time
from weakref import WeakSet

from textual import app, pilot
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot

LONGEST = 60.0
"""Seconds until an app that never rests is given up."""


async def nothing_can_run() -> None:
    """Until all that waits on the loop waits for a time, a thread or a key."""
    loop, given_up = asyncio.get_running_loop(), time.monotonic() + LONGEST
    await asyncio.sleep(0)
    while loop._ready:
        assert time.monotonic() < given_up, "the app never rests"
        await asyncio.sleep(0)


async def _idle(min_sleep: float = 0, max_sleep: float = 0) -> None:
    await nothing_can_run()


async def _screen_has_caught_up(_: Pilot, **_within: float) -> bool:
    await nothing_can_run()
    return True


async def _pause(self: Pilot, delay: float | None = None) -> None:
    await nothing_can_run()
    await asyncio.sleep(1e-4 if delay is None else delay)  # threads get their turn
    await nothing_can_run()
    _draw(self.app)
    await nothing_can_run()


def _draw(app: App) -> None:
    """What the app puts off to its next frame, a sixtieth of a second away."""
    if app._resize_event is not None:
        app._check_resize()
    for screen in app.screen_stack:
        screen._on_timer_update()
    compositor = app.screen._compositor
    if compositor in _undrawn:
        _undrawn.discard(compositor)
        visible_screen_stack.set(app._background_screens)
        compositor.render_strips()


_undrawn: WeakSet[Compositor] = WeakSet()
"""Screens that have changed since they were drawn."""


def _note(self: Compositor, *_: object, **__: object) -> None:
    self._dirty_regions.clear()
    _undrawn.add(self)


def _nothing_is_put_off(self: App, delay: float = 0.05) -> None:
    """In place of `delay_update`: for 50 ms nothing is drawn or laid out, and a test may look within these."""


def draw_at_rest() -> None:
    """From now on a screen is drawn once between two keys, when the app rests, and not after each message."""
    Compositor.render_update = _note
    App.delay_update = _nothing_is_put_off


def look_at_the_loop() -> None:
    """From now on pilots ask the loop."""
    app.wait_for_idle = pilot.wait_for_idle = _idle
    Pilot._wait_for_screen, Pilot.pause = _screen_has_caught_up, _pause


def _thinks(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether a thread works for the loop that is no worker of the app: pages of help are read in one."""
    pool = loop._default_executor
    return pool is not None and len(pool._threads) > pool._idle_semaphore._value


async def at_rest(app: App) -> None:
    """Until no worker runs, no command and no key waits, all is drawn: workers post messages, these start workers."""
    loop, given_up = asyncio.get_running_loop(), time.monotonic() + LONGEST
    while True:
        await app.workers.wait_for_complete()
        await nothing_can_run()
        _draw(app)
        await asyncio.sleep(0)
        elsewhere = app.jobs.waiting or app.keys_wait or _thinks(loop)
        if not (loop._ready or len(app.workers) or elsewhere):
            return
        assert time.monotonic() < given_up, "the app never rests"
        if elsewhere:
            await asyncio.sleep(1e-3)
