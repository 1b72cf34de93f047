"""What a web server loads."""

import gc

gc.disable()  # nothing that is imported becomes garbage, and looking for it is a sixth of the time

from training import create_app  # noqa: E402 -- after the line above

app = create_app()
gc.enable()
gc.freeze()  # a collector that never looks at what all children share leaves it shared
