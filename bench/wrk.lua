-- One visitor after the other: behind a proxy each request has an address of its own, so limits are
-- counted and never reached. Prints one line of JSON.
local visitor = 0
function request()
  visitor = visitor + 1
  wrk.headers["X-Forwarded-For"] = "10." .. visitor % 250 .. "." .. math.floor(visitor / 250) % 250 .. ".1"
  return wrk.format("GET")
end
function done(summary, latency)
  io.write(string.format('{"seconds": %f, "answers": %d, "median_ms": %f, "p95_ms": %f, "wrong": %d}\n',
    summary.duration / 1e6, summary.requests, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
