// The promise, over requests of any shape: every image that comes in goes out, or the caller is told of a block that is wrong; and no byte that
// is not a source's is changed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import fc from "fast-check";
import type { GatewayReply, GatewayRequest } from "../../exchange.ts";
import { scopePool } from "../../guard/scope-pool.ts";
import { errorReply } from "../../reply/envelope.ts";
import { filesApi } from "../../uploads/fixtures/files-api.ts";
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
      sent: byContent(sent),
    });
    counts[kind]++;
    const [line, ...more] = h.lines;
    assert.deepEqual([line?.status, more.length], [reply.status, 0]);
    assert.equal(line?.out, kind === "refused" ? 0 : line?.in);
  }

  await fc.assert(fc.asyncProperty(anyCase, check), { numRuns, seed: 20_261_122 });
  // However many requests named them, each was uploaded once.
  const uploaded = [...FILES_API.kept.values()].map(({ sha256 }) => sha256);
  assert.equal(new Set(uploaded).size, uploaded.length);
  assert.ok(uploaded.length > 3);
  // A property over requests that are all refused would hold as well.
  for (const [kind, count] of Object.entries(counts)) assert.ok(count > numRuns / 20, `${kind}: ${count}`);
});

/** A platform with files keeps them from one request to the next, as the ledger of uploads does. */
const FILES_API = filesApi();

function keeper(platform: Exclude<Case["lane"], "engine">, sent: Buffer[]): Upstream {
  return upstreamOf({
    platform: PLATFORMS[platform],
    async send(request) {
      if (request.target === "/v1/files") return FILES_API.send(request);
      for await (const piece of request.body) sent.push(Buffer.from(piece));
      return { status: 200, headers: {}, body: "{}" };
    },
  });
}

/** What was sent, its files by what is in them. */
function byContent(sent: readonly Buffer[]): Buffer | null {
  if (sent.length === 0) return null;
  const text = Buffer.concat(sent).toString("latin1");
  const named = text.replace(/file_platform\d+/g, (id) => `sha256 ${FILES_API.kept.get(id)?.sha256}`);
  return Buffer.from(named, "latin1");
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
