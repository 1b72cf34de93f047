"""The queue on Redis, where `make test` has started one."""

import os

import pytest

from training.config import Settings
from training.jobs.queue import _opened

REDIS = [url for url in [os.environ.get("TEST_REDIS_URL")] if url]


@pytest.mark.parametrize("url", REDIS)
def test_a_task_put_into_redis_is_taken_out_again_once(url, tmp_path):
    settings = Settings.from_env({"DATA_DIR": str(tmp_path), "REDIS_URL": url, "WEB_WORKERS": "2"})
    queue = _opened(settings, "a secret")
    queue.flush()

    look = queue.task(name="look")(lambda: None)
    look()

    assert (queue.dequeue().name, queue.dequeue()) == ("look", None)
    queue.storage.conn.close()
