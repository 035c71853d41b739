-- One question, asked by wrk again and again. Arguments: the question's file, and the number from which on texts are new.
-- The first line of the file is a request's body, with VARIABLES in the place of the variables and NEW in every name
-- that makes a text a new one; each further line is a set of variables.

local before, after, variables, number, same
local place = 0
local threads = {}

failed = 0 -- global: `done` asks each thread for it

function setup(thread)
  threads[#threads + 1] = thread
end

function init(arguments)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  variables = {}
  for line in io.lines(arguments[1]) do variables[#variables + 1] = line end
  before, after = table.remove(variables, 1):match("^(.*)VARIABLES(.*)$")
  number = tonumber(arguments[2])
  if not number then before = before:gsub("NEW", "0") end
  if #variables == 1 and not number then
    same = wrk.format(nil, nil, nil, before .. variables[1] .. after)
    response = nil -- one answer need not be looked at again and again
  end
end

function request()
  if same then return same end
  place = place + 1
  local text = number and before:gsub("NEW", string.format("%x", number + place)) or before
  return wrk.format(nil, nil, nil, text .. variables[place % #variables + 1] .. after)
end

function response(status, headers, body)
  if body:find('"errors"', 1, true) then failed = failed + 1 end -- a status of 200 may come with them
end

function done(summary, latency)
  local errors = summary.errors
  for _, thread in ipairs(threads) do failed = failed + thread:get("failed") end
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failed":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout + failed
  ))
end
