// The promise, over requests of any shape: every image that comes in goes out, or the caller is told of a block that is wrong; and no byte that
// is not a source's is changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import fc from "fast-check";
import type { GatewayReply, GatewayRequest } from "../../exchange.ts";
import { scopePool } from "../../guard/scope-pool.ts";
import { errorReply } from "../../reply/envelope.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { createRouter } from "../../upstream/router.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { anyCase, type Case, FILES, make, URLS } from "./fixtures/cases.ts";
import { harness } from "./fixtures/harness.ts";
import { judge } from "./fixtures/judge.ts";
import { messages } from "./messages.ts";

const numRuns = process.env.FOVEA_SOAK ? 100_000 : 20_000;

test(`image or error, in ${numRuns} requests`, async () => {
  const h = harness({ urls: URLS });
  const ids = new Map<string, string>();
  for (const [name, [mediaType, bytes]] of Object.entries(FILES)) ids.set(name, await h.upload(bytes, mediaType));
  const counts = { answered: 0, refused: 0, edited: 0 };

  async function check(one: Case): Promise<void> {
    const made = make(one, ids);
    const sent: Buffer[] = [];
    const router = one.lane === "engine" ? null : createRouter([keeper(one.lane, sent)]);
    const { pool, release } = scopePool(h.context.pool);
    const context = { ...h.context, pool, router, mode: one.strict ? ("strict" as const) : ("mend" as const) };
    h.asked.length = 0;
    h.lines.length = 0;
    const request = requestOf(made.pieces, made.bytes.length);
    const reply: GatewayReply = await messages(request, context).catch((error) => errorReply(error, "req_test"));
    release();
    const kind = judge(made, {
      ...reply,
      body: String(reply.body),
      given: h.asked[0]?.turns.flatMap(({ pictures }) => pictures) ?? null,
      sent: sent.length === 0 ? null : Buffer.concat(sent),
    });
    counts[kind]++;
    const [line, ...more] = h.lines;
    assert.deepEqual([line?.status, more.length], [reply.status, 0]);
    assert.equal(line?.out, kind === "refused" ? 0 : line?.in);
  }

  await fc.assert(fc.asyncProperty(anyCase, check), { numRuns, seed: 20_261_122 });
  // A property over requests that are all refused would hold as well.
  for (const [kind, count] of Object.entries(counts)) assert.ok(count > numRuns / 20, `${kind}: ${count}`);
});

function keeper(platform: Exclude<Case["lane"], "engine">, sent: Buffer[]): Upstream {
  return upstreamOf({
    platform: PLATFORMS[platform],
    async send({ body }) {
      for await (const piece of body) sent.push(Buffer.from(piece));
      return { status: 200, headers: {}, body: "{}" };
    },
  });
}

const NEVER = new AbortController().signal;

function requestOf(pieces: readonly Uint8Array[], length: number): GatewayRequest {
  return {
    method: "POST",
    path: "/v1/messages",
    query: new URLSearchParams(),
    headers: { "content-length": String(length) },
    body: (async function* () {
      yield* pieces;
    })(),
    signal: NEVER,
  };
}
