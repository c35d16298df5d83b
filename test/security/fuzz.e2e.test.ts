/**
 * Fuzzed requests to every operation of the OpenAPI document over the real gateway: no 5xx, no reply outside the
 * contract, no leak, no hang, and nothing written by a request that is refused. A sample of them in `npm test`,
 * 100,000 in `npm run test:long -- fuzz`; FUZZ_REQUESTS and FUZZ_SEED ask for others.
 */
import fc from 'fast-check'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { routes } from '../../lib/contract/routes.ts'
import { collections as collectionsOf } from '../../lib/platform/collections.ts'
import { type FuzzReply, faultOf } from './fuzz/check-reply.ts'
import { createRequests, type Document, type FuzzRequest } from './fuzz/requests.ts'
import { eachOf, send } from './fuzz/send.ts'
import { type Contents, changesBetween, describePlatform, settledContents } from './fuzz/settled-contents.ts'
import { makeWorld, type World } from './fuzz/world.ts'

const baseUrl = inject('baseUrl')
/** Whose database can be looked into. */
const local = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(baseUrl)

const wanted = Number(process.env.FUZZ_REQUESTS ?? 600)
const seed = Number(process.env.FUZZ_SEED ?? 1)
const batchSize = Math.min(5_000, wanted)
const atOnce = 8

type Sent = { request: FuzzRequest; reply: FuzzReply }

describe.runIf(local)('a fuzzed request', () => {
  let client: MongoClient
  let contents: () => Promise<Contents>
  let world: World
  let requests: ReturnType<typeof createRequests>
  let sent = 0
  const statuses = new Map<string, number>()

  beforeAll(async () => {
    const platform = await describePlatform(baseUrl)
    client = new MongoClient(platform.mongodbUri)
    const collections = collectionsOf(client.db())
    contents = settledContents(client.db(), Object.keys(collections), platform)
    world = await makeWorld(baseUrl, collections, seed)
    const document = (await (await fetch(`${baseUrl}/api/openapi.json`)).json()) as Document
    requests = createRequests(document, routes)
  })
  afterAll(() => client.close())

  /** Sends them all; the first reply that is wrong fails the test, with all that is needed to send its request again. */
  async function sendAll(batch: readonly FuzzRequest[]): Promise<Sent[]> {
    const replies: Sent[] = []
    await eachOf(batch, atOnce, async (drawn) => {
      const request = world.fillIn(drawn)
      const token = world.tokens[request.caller]
      const reply = await send(baseUrl, request, token)
      sent += 1
      const kind = `${request.route.name} ${reply.status}`
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1)
      const fault = faultOf(request, reply, token)
      if (fault) throw new Error(`${fault}\n${describeRequest(request)}\n${reply.status} ${reply.text.slice(0, 2_000)}`)
      if (reply.status < 300) world.learn(reply)
      replies.push({ request, reply })
    })
    return replies
  }

  /** Hopeless ones are all refused; of others, sent again, those that are refused again. None of them writes. */
  async function expectNothingWritten(hopeless: readonly FuzzRequest[], refused: readonly FuzzRequest[]) {
    const before = await contents()
    const taken = (await sendAll(hopeless)).filter(({ reply }) => reply.status < 400)
    expect(taken.map(({ request }) => describeRequest(request))).toEqual([])
    let settled = await contents()
    expect(changesBetween(before, settled)).toEqual([])
    for (let again = refused; ; ) {
      const replies = await sendAll(again)
      again = replies.flatMap(({ request, reply }) => (reply.status < 400 ? [] : [request]))
      const now = await contents()
      if (again.length < replies.length) {
        settled = now
        continue
      }
      expect(changesBetween(settled, now)).toEqual([])
      return
    }
  }

  test(
    `is answered within the contract (${wanted} of seed ${seed})`,
    async () => {
      const began = performance.now()
      for (let batch = 0; sent < wanted; batch += 1) {
        const draw = (arbitrary: fc.Arbitrary<FuzzRequest>, share: number, kind: number) =>
          fc.sample(arbitrary, { numRuns: Math.ceil(batchSize * share), seed: seed * 1_000_000 + batch * 10 + kind })
        const mixed = [...draw(requests.wellFormed, 0.45, 0), ...draw(requests.mutated, 0.25, 1)]
        const replies = await sendAll(shuffled(mixed))
        const refused = replies.filter(({ reply }) => reply.status >= 400 && reply.status !== 429)
        const hopeless = draw(requests.hopeless, 0.2, 2)
        const some = refused.slice(0, Math.ceil(batchSize * 0.1)).map(({ request }) => request)
        await expectNothingWritten(hopeless, some)
        console.log(`${sent} requests in ${((performance.now() - began) / 1_000).toFixed(0)} s`)
      }
      if (wanted > 1_000) console.table(Object.fromEntries([...statuses].toSorted()))
    },
    60_000 + wanted * 40,
  )

  test('has met every route', () => {
    for (const { name } of routes) {
      const met = [...statuses.keys()].filter((each) => each.startsWith(`${name} `))
      expect(met, name).not.toEqual([])
    }
  })
})

/** Well-formed ones and others in turns, by the same rule every time. */
const shuffled = <T>(items: readonly T[]): T[] => {
  const half = Math.ceil(items.length / 2)
  return items.slice(0, half).flatMap((item, index) => [item, ...items.slice(half + index, half + index + 1)])
}

const describeRequest = ({ route, caller, params, query, headers, body, rawBody }: FuzzRequest) =>
  `${route.method} ${route.path} by ${caller} ${JSON.stringify({ params, query, headers, body, rawBody })}`
