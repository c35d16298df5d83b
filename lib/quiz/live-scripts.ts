/** The Lua of the live session. Each script is safe to apply twice: a lost reply may be followed by the same call. */

/**
 * R1.
 * KEYS: 1 session, 2 order, 3 payloads, 4 answers, 5 this minute's answered questions of the user
 * ARGV: 1 sub, 2 question id, 3 limit per minute, 4 distance of levels in `order`
 * Gives {'ready', settings, servedAt, current, answers, candidates} or one word: elsewhere, foreign, limited.
 */
export const readScript = `
local held = redis.call('HMGET', KEYS[1], 'sub', 'currentQuestion', 'settings', 'servedAt')
if not held[1] then return {'elsewhere'} end
if held[1] ~= ARGV[1] then return {'foreign'} end
if held[2] ~= ARGV[2] then return {'elsewhere'} end
local current = redis.call('HGET', KEYS[3], ARGV[2])
if not current then return {'elsewhere'} end
if redis.call('SISMEMBER', KEYS[5], ARGV[2]) == 0 then
  if redis.call('SCARD', KEYS[5]) >= tonumber(ARGV[3]) then return {'limited'} end
  redis.call('SADD', KEYS[5], ARGV[2])
  redis.call('EXPIRE', KEYS[5], 120)
end
local candidates = {}
local stride = tonumber(ARGV[4])
for level = 1, 5 do
  local first = redis.call('ZRANGEBYSCORE', KEYS[2], level * stride, '(' .. ((level + 1) * stride), 'LIMIT', 0, 1)[1]
  if first then
    local payload = redis.call('HGET', KEYS[3], first)
    if not payload then return {'elsewhere'} end
    candidates[#candidates + 1] = payload
  end
end
return {'ready', held[3], held[4], current, redis.call('LRANGE', KEYS[4], 0, -1), candidates}
`

/**
 * R2.
 * KEYS: 1 session, 2 recentAnswers, 3 questions, 4 order, 5 payloads, 6 answers
 * ARGV: 1 seq after the answer, 2 answer, 3 streak, 4 next question id or '', 5 its level, 6 now in ms,
 *       7 lifetime in seconds, 8.. verdicts of the last five answers
 */
export const advanceScript = `
local seq = tonumber(redis.call('HGET', KEYS[1], 'seq'))
local after = tonumber(ARGV[1])
if not seq or seq >= after then return 0 end
if seq < after - 1 then
  redis.call('DEL', unpack(KEYS))
  return 0
end
redis.call('HDEL', KEYS[5], redis.call('HGET', KEYS[1], 'currentQuestion'))
redis.call('RPUSH', KEYS[6], ARGV[2])
redis.call('DEL', KEYS[2])
for i = 8, #ARGV do redis.call('LPUSH', KEYS[2], ARGV[i]) end
redis.call('HSET', KEYS[1], 'seq', after, 'totalAnswered', after, 'correctStreak', ARGV[3],
  'currentQuestion', ARGV[4], 'currentDifficulty', ARGV[5], 'servedAt', ARGV[6])
if ARGV[4] ~= '' then
  redis.call('ZREM', KEYS[3], ARGV[4])
  redis.call('ZREM', KEYS[4], ARGV[4])
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[7]) end
return 1
`

/**
 * KEYS: as in advance
 * ARGV: 1 seq, 2 snapshot (JSON: fields, recent, answers, pool, current), 3 lifetime in seconds
 */
export const fillScript = `
local seq = tonumber(redis.call('HGET', KEYS[1], 'seq'))
if seq and seq > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', unpack(KEYS))
local snapshot = cjson.decode(ARGV[2])
for name, value in pairs(snapshot.fields) do redis.call('HSET', KEYS[1], name, value) end
for _, verdict in ipairs(snapshot.recent) do redis.call('LPUSH', KEYS[2], verdict) end
for _, question in ipairs(snapshot.pool) do
  redis.call('ZADD', KEYS[3], question.level, question.id)
  redis.call('ZADD', KEYS[4], question.order, question.id)
  redis.call('HSET', KEYS[5], question.id, question.payload)
end
if snapshot.current ~= cjson.null then redis.call('HSET', KEYS[5], snapshot.current.id, snapshot.current.payload) end
for _, answer in ipairs(snapshot.answers) do redis.call('RPUSH', KEYS[6], answer) end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[3]) end
return 1
`

/** KEYS: 1 session. Gives its seq, or nil. */
export const seqScript = `return redis.call('HGET', KEYS[1], 'seq')`

/**
 * Fresh questions for a session that Redis holds.
 * KEYS: 1 session, 2 questions, 3 order, 4 payloads, 5 answers
 * ARGV: 1 questions (JSON: id, level, order, payload)
 */
export const joinScript = `
local current = redis.call('HGET', KEYS[1], 'currentQuestion')
if not current then return 0 end
local met = { [current] = true }
for _, answer in ipairs(redis.call('LRANGE', KEYS[5], 0, -1)) do met[cjson.decode(answer).questionId] = true end
local joined = 0
for _, question in ipairs(cjson.decode(ARGV[1])) do
  if not met[question.id] then
    redis.call('ZADD', KEYS[2], question.level, question.id)
    redis.call('ZADD', KEYS[3], question.order, question.id)
    redis.call('HSET', KEYS[4], question.id, question.payload)
    joined = joined + 1
  end
end
return joined
`

/** KEYS: all of a session */
export const forgetScript = `return redis.call('DEL', unpack(KEYS))`
