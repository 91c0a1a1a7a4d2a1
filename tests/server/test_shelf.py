import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("starlette")
from graph_builder.server.reply import Reply
from graph_builder.server.shelf import Shelf


def run(work):
    """Run a coroutine in a thread of its own: a browser test before may have left its loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class Maker:
    def __init__(self, status=200, size=10):
        self.made = 0
        self.reply = Reply(status, "text/plain", b"x" * size)

    async def __call__(self):
        self.made += 1
        await asyncio.sleep(0.01)
        return self.reply


def ask(shelf, maker, keys, generation=0):
    async def all_of_them():
        return await asyncio.gather(*(shelf.get(generation, key, maker) for key in keys))

    return run(all_of_them())


def test_equal_requests_at_one_time_are_one_job():
    maker = Maker()
    assert ask(Shelf(), maker, ["a"] * 50) == [maker.reply] * 50
    assert maker.made == 1


def test_what_is_kept_is_not_made_again_until_the_graph_changes():
    shelf, maker = Shelf(), Maker()
    for generation, made in ((0, 1), (0, 1), (1, 2)):
        ask(shelf, maker, ["a"], generation)
        assert maker.made == made


def test_failures_are_not_kept():
    shelf, maker = Shelf(), Maker(status=503)
    ask(shelf, maker, ["a"])
    ask(shelf, maker, ["a"])
    assert maker.made == 2


def test_the_least_used_goes_first():
    shelf, maker = Shelf(most_bytes=25), Maker()
    for key in ("a", "b", "a", "c"):
        ask(shelf, maker, [key])
    assert maker.made == 3
    ask(shelf, maker, ["a"])
    assert maker.made == 3
    ask(shelf, maker, ["b"])
    assert maker.made == 4


def test_who_gives_up_does_not_stop_the_others():
    shelf, maker = Shelf(), Maker()

    async def one_gives_up():
        first = asyncio.create_task(shelf.get(0, "a", maker))
        second = asyncio.create_task(shelf.get(0, "a", maker))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert run(one_gives_up()) == maker.reply
    assert maker.made == 1
