-- One constant request, described by the environment, maybe with a proof of its own each time;
-- prints what came of it as one JSON line.
local request_body = os.getenv("BENCH_BODY")
wrk.method = os.getenv("BENCH_METHOD")
for name, value in os.getenv("BENCH_HEADERS"):gmatch("([^:\n]+): ([^\n]*)") do wrk.headers[name] = value end
if request_body ~= "" then wrk.body = request_body end

local proofs = os.getenv("BENCH_PROOFS")
if proofs ~= "" then
  local next_line = io.lines(proofs)
  function request()
    wrk.headers["DPoP"] = next_line()
    return wrk.format()
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"seconds":%.6f,"refused":%d,"broken":%d,"p50":%.3f,"p99":%.3f}\n',
    summary.requests, summary.duration / 1e6, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
