// The promise, over requests of any shape: every image that comes in goes out, or the caller is told of a block that is wrong; and no byte that
// is not a source's is changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import fc from "fast-check";
import type { GatewayRequest } from "../../exchange.ts";
import { scopePool } from "../../guard/scope-pool.ts";
import { errorReply } from "../../reply/envelope.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { anyCase, type Case, FILES, make, URLS } from "./fixtures/cases.ts";
import { harness } from "./fixtures/harness.ts";
import { messages } from "./messages.ts";

const numRuns = process.env.FOVEA_SOAK ? 100_000 : 20_000;

test(`image or error, in ${numRuns} requests`, async () => {
  const h = harness({ urls: URLS });
  const ids = new Map<string, string>();
  for (const [name, [mediaType, bytes]] of Object.entries(FILES)) ids.set(name, await h.upload(bytes, mediaType));
  const counts = { answered: 0, refused: 0, images: 0, edited: 0 };

  async function check(one: Case): Promise<void> {
    const made = make(one, ids);
    const sent: Buffer[] = [];
    const upstream = one.lane === "engine" ? null : keeper(one.lane, sent);
    const { pool, release } = scopePool(h.context.pool);
    const context = { ...h.context, pool, upstream, mode: one.strict ? ("strict" as const) : ("mend" as const) };
    h.asked.length = 0;
    h.lines.length = 0;
    const reply = await messages(requestOf(made.pieces, made.bytes.length), context).catch((error: unknown) =>
      errorReply(error, "req_test"),
    );
    release();
    const [line] = h.lines;
    assert.equal(h.lines.length, 1);
    assert.equal(line?.status, reply.status);
    if (made.twice || made.bad.size > 0) {
      counts.refused++;
      assert.ok(reply.status === 400 || reply.status === 404, `${reply.status} ${reply.body}`);
      assert.deepEqual([h.asked.length, sent.length, line?.out], [0, 0, 0]);
      if (made.twice) assert.match(String(reply.body), /stands twice/);
      else assert.ok(made.bad.has(reply.headers["fovea-at"] ?? ""), `${reply.headers["fovea-at"]}: ${reply.body}`);
      return;
    }
    counts.answered++;
    counts.images += made.pictures.length;
    assert.equal(reply.status, 200, String(reply.body));
    assert.equal(reply.headers["fovea-images"], `in=${made.pictures.length} out=${made.pictures.length}`);
    if (upstream === null) {
      const given = h.asked[0]?.turns.flatMap(({ pictures }) => pictures) ?? [];
      assert.deepEqual(
        given.map(({ at }) => at),
        made.pictures.map(({ at }) => at),
      );
      for (const [index, { bytes }] of given.entries())
        assert.ok(Buffer.from(bytes).equals(made.pictures[index]?.bytes ?? Buffer.alloc(0)));
      return;
    }
    const out = Buffer.concat(sent);
    assert.deepEqual(JSON.parse(out.toString()), made.outJson);
    if (made.out === null) return;
    counts.edited++;
    assert.ok(out.equals(made.out), `${out}\n${Buffer.from(made.out)}`);
  }

  await fc.assert(fc.asyncProperty(anyCase, check), { numRuns, seed: 20_261_122 });
  // A property over requests that are all refused would hold as well.
  for (const [name, count] of Object.entries(counts)) assert.ok(count > numRuns / 20, `${name}: ${count}`);
});

function keeper(platform: Exclude<Case["lane"], "engine">, sent: Buffer[]): Upstream {
  return {
    platform: PLATFORMS[platform],
    async send({ body }) {
      for await (const piece of body) sent.push(Buffer.from(piece));
      return { status: 200, headers: {}, body: "{}" };
    },
    async close() {},
  };
}

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

const NEVER = new AbortController().signal;
