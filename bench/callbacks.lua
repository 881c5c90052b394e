-- Sends the requests of a file, a path and a body in turn, over and over; each thread begins at another place.
-- Arguments: the file, and how many milliseconds each connection waits between two requests.
local threads = 0

function setup(thread)
  thread:set("place", threads * 97)
  threads = threads + 1
end

local ready = {}

function init(args)
  local pause = tonumber(args[2])
  if pause > 0 then
    delay = function() return pause end
  end
  local path
  for line in io.lines(args[1]) do
    if path then
      ready[#ready + 1] = wrk.format("POST", path, { ["Content-Type"] = "application/json" }, line)
      path = nil
    else
      path = line
    end
  end
end

function request()
  place = place + 1
  return ready[place % #ready + 1]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT requests=%d us=%d refused=%d broken=%d p50=%d p99=%d p999=%d\n",
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
