"""The one process that does what waits: two threads and the clock."""

from training.jobs.queue import ask, queue


def work() -> None:
    """Run until SIGTERM, which ends it at once: whatever is cut off is taken up again later."""
    ask("nightly")  # a machine that sleeps at night has its night now
    consumer = queue().create_consumer(
        workers=2, periodic=True, initial_delay=0.1, max_delay=1.0, scheduler_interval=5
    )
    consumer.run()
