-- One question, asked by wrk again and again. Arguments: the question's file, and the number from which on texts are new.
-- The first line of the file is a request's body, with VARIABLES in the place of the variables and NEW in every name
-- that makes a text a new one; each further line is a set of variables.

local before, after, variables, number

function init(arguments)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  variables = {}
  for line in io.lines(arguments[1]) do variables[#variables + 1] = line end
  before, after = table.remove(variables, 1):match("^(.*)VARIABLES(.*)$")
  number = tonumber(arguments[2])
  if not number then before = before:gsub("NEW", "0") end
end

local place, same = 0, nil

function request()
  if same then return same end
  place = place + 1
  local text = number and before:gsub("NEW", string.format("%x", number + place)) or before
  local made = wrk.format(nil, nil, nil, text .. variables[place % #variables + 1] .. after)
  if #variables == 1 and not number then same = made end
  return made
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests":%d,"microseconds":%d,"bytes":%d,"p50":%d,"p99":%d,"failed":%d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
