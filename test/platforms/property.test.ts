// The promise on every platform: images in are images out by hash, or an error names a block that is wrong; and the ledger says what went out. Run
// as `FOVEA_SOAK=1` it takes 100,000 cases.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import { apply } from "@fovea/client/internal/content/apply";
import type { Edit, Json } from "@fovea/client/internal/content/edit";
import { splice } from "@fovea/client/internal/wire/splice";
import { createRouter, createUpstream, type LedgerLine, type Upstream } from "@fovea/gateway";
import fc from "fast-check";
import { scopePool } from "../../packages/gateway/src/guard/scope-pool.ts";
import {
  anyCase,
  type Case,
  FILES,
  idOnPlatform,
  type Made,
  make,
  URLS,
} from "../../packages/gateway/src/handlers/messages/fixtures/cases.ts";
import { harness } from "../../packages/gateway/src/handlers/messages/fixtures/harness.ts";
import { judge } from "../../packages/gateway/src/handlers/messages/fixtures/judge.ts";
import { withLedger } from "../../packages/gateway/src/handlers/messages/lane.ts";
import { relay } from "../../packages/gateway/src/handlers/messages/relay.ts";
import { errorReply } from "../../packages/gateway/src/reply/envelope.ts";
import { filesApi } from "../../packages/gateway/src/uploads/fixtures/files-api.ts";
import { type FakePlatform, startFake } from "../fakes/fake.ts";
import { type Behind, behind, PLATFORMS, settingsOf } from "./behind.ts";

const IN_PROCESS = process.env.FOVEA_SOAK ? 100_000 : 20_000;
const THROUGH_SOCKETS = process.env.FOVEA_SOAK ? 20_000 : 2_000;
const SEED = 20_261_124;
const perPlatform = (runs: number): number => Math.ceil(runs / PLATFORMS.length);
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

interface InProcess {
  /** Throws where the promise is broken; says what kind of case it was. */
  check(one: Case, write?: typeof splice): Promise<"answered" | "refused" | "edited">;
}

/** Everything of a platform but its socket: what would be sent is kept, files are put into memory. */
async function inProcess(platform: FakePlatform): Promise<InProcess> {
  // Only for settings and credentials, which are asked of nobody here.
  const fake = await startFake(platform);
  const real = await createUpstream(settingsOf(fake), fake.credentials.env);
  await fake.close();
  const files = filesApi();
  let sent: Buffer[] = [];
  let topEdits: readonly Edit[] = [];
  const upstream: Upstream = {
    ...real,
    compose(call) {
      const composed = real.compose(call);
      topEdits = composed.edits;
      return composed;
    },
    async send(request) {
      if (request.target === "/v1/files") return files.send(request);
      for await (const piece of request.body) sent.push(Buffer.from(piece));
      return { status: 200, headers: {}, body: "{}" };
    },
  };
  const router = createRouter([upstream]);
  const h = harness({ urls: URLS });
  const ids = new Map<string, string>();
  for (const [name, [mediaType, bytes]] of Object.entries(FILES)) ids.set(name, await h.upload(bytes, mediaType));

  async function check(one: Case, write = splice) {
    const made = make({ ...one, lane: platform }, ids);
    const { pool, release } = scopePool(h.context.pool);
    const context = { ...h.context, pool, router, mode: one.strict ? ("strict" as const) : ("mend" as const) };
    sent = [];
    h.lines.length = 0;
    const reply = await withLedger(requestOf(made), context, (admitted, notes) =>
      relay(requestOf(made), admitted, notes, context, write),
    ).catch((error: unknown) => errorReply(error, "req_test"));
    release();
    const named = sent.length === 0 ? null : byContent(Buffer.concat(sent), files.kept);
    const expected: Made = {
      ...made,
      outJson: (await apply(made.outJson as never, topEdits)) as Json,
      // What a platform changes at the top is the splicer's to place.
      out: topEdits.length === 0 ? made.out : null,
    };
    const kind = judge(expected, { ...reply, body: String(reply.body), given: null, sent: named });
    const [line, ...more] = h.lines;
    assert.ok(line !== undefined && more.length === 0);
    // A body that cannot be read is nobody's.
    assert.ok(line.platform === platform || (made.twice && line.platform === null));
    assert.equal(line.out, kind === "refused" ? 0 : line.in);
    if (named !== null) ledgerAgrees(line, made, JSON.parse(named.toString()));
    return kind;
  }
  return { check };
}

/** What was sent, its files by what is in them. */
function byContent(sent: Buffer, kept: ReadonlyMap<string, { readonly sha256: string }>): Buffer {
  const text = sent.toString("latin1").replace(/file_platform\d+/g, (id) => `sha256 ${kept.get(id)?.sha256}`);
  return Buffer.from(text, "latin1");
}

/** Every image that was sent has a line, which says by which method it went and which bytes they were. */
function ledgerAgrees(line: LedgerLine, made: Made, sent: unknown): void {
  assert.deepEqual(
    line.images.map(({ at }) => at),
    made.pictures.map(({ at }) => at),
  );
  for (const [index, { at, step, method, sha256 }] of line.images.entries()) {
    const block = at.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], sent);
    const { source } = block as { source: { type: string; data?: string; file_id?: string } };
    const went = step === "inline" ? "base64" : step === "upload" || step === "reference" ? "file" : method;
    assert.equal(source.type, went, `${at} ${step}`);
    const bytes = made.pictures[index]?.bytes ?? new Uint8Array();
    if (sha256 !== null) assert.equal(sha256, hashOf(bytes));
    if (source.type === "base64") assert.ok(Buffer.from(source.data ?? "", "base64").equals(bytes));
    if (source.type === "file") assert.equal(source.file_id, idOnPlatform(bytes));
  }
}

function requestOf({ pieces, bytes }: Made) {
  return {
    method: "POST",
    path: "/v1/messages",
    query: new URLSearchParams(),
    headers: { "content-length": String(bytes.length), "anthropic-version": "2023-06-01" },
    body: (async function* () {
      yield* pieces;
    })(),
    signal: new AbortController().signal,
  };
}

describe(`image or error, in ${IN_PROCESS} requests over all platforms`, () => {
  for (const platform of PLATFORMS)
    test(platform, { timeout: 1_200_000 }, async () => {
      const { check } = await inProcess(platform);
      const counts = { answered: 0, refused: 0, edited: 0 };
      const property = fc.asyncProperty(anyCase, async (one) => {
        counts[await check(one)]++;
      });
      const numRuns = perPlatform(IN_PROCESS);
      await fc.assert(property, { numRuns, seed: SEED });
      // A property over requests that are all refused would hold as well.
      assert.ok(counts.refused > numRuns / 20 && counts.answered + counts.edited > numRuns / 5, JSON.stringify(counts));
    });
});

test("a splicer that drops an edit breaks the property on every platform", { timeout: 120_000 }, async () => {
  // The last one of a block: what a platform changes at the top stays.
  const dropping: typeof splice = (scan, edits) => {
    const last = edits.findLast(({ at }) => at[0] === "messages");
    return splice(
      scan,
      edits.filter((edit) => edit !== last),
    );
  };
  for (const platform of PLATFORMS) {
    const { check } = await inProcess(platform);
    const property = fc.asyncProperty(anyCase, async (one) => void (await check(one, dropping)));
    const { failed } = await fc.check(property, { numRuns: 200, seed: SEED, endOnFailure: true });
    assert.ok(failed, platform);
  }
});

/** What the fake records: it does not look into blocks that it does not know. */
const seenByFake = (made: Made) => made.pictures.filter((_, index) => made.places[index] !== "server");

async function throughSocket(at: Behind, one: Case, ids: ReadonlyMap<string, string>): Promise<void> {
  const made = make({ ...one, lane: at.fake.platform }, ids);
  at.fake.clear();
  at.lines.length = 0;
  const headers: Record<string, string> = one.strict ? { "fovea-mode": "strict" } : {};
  const response = await at.ask("/v1/messages", Buffer.from(made.bytes), headers);
  const text = await response.text();
  const asks = at.fake.requests.filter(({ target }) => !target.includes("/v1/files"));
  const [line] = at.lines;
  if (made.twice || made.bad.size > 0) {
    assert.ok(response.status === 400 || response.status === 404, `${response.status} ${text}`);
    if (!made.twice) assert.ok(made.bad.has(response.headers.get("fovea-at") ?? ""), text);
    assert.equal(asks.length, 0);
    return;
  }
  assert.equal(response.status, 200, text);
  const [record, ...more] = asks;
  assert.ok(record !== undefined && more.length === 0);
  const expected = seenByFake(made);
  assert.deepEqual(
    record.images.map(({ at: path }) => path),
    expected.map(({ at: path }) => path),
  );
  for (const [index, { method, sha256 }] of record.images.entries()) {
    const bytes = expected[index]?.bytes ?? new Uint8Array();
    assert.equal(sha256, method === "url" ? null : hashOf(bytes));
    const told = line?.images.find(({ at: path }) => path === expected[index]?.at);
    const step = told?.step ?? "";
    const went = step === "inline" ? "base64" : step === "upload" || step === "reference" ? "file" : told?.method;
    assert.equal(went, method, step);
  }
  assert.deepEqual([line?.in, line?.out], [made.pictures.length, made.pictures.length]);
}

describe(`image or error, in ${THROUGH_SOCKETS} requests to the fakes of all platforms`, () => {
  for (const platform of PLATFORMS)
    test(platform, { timeout: 1_200_000 }, async (t) => {
      const at = await behind(platform, { urls: URLS });
      t.after(at.close);
      const ids = new Map<string, string>();
      for (const [name, [mediaType, bytes]] of Object.entries(FILES)) ids.set(name, await at.upload(bytes, mediaType));
      const property = fc.asyncProperty(anyCase, (one) => throughSocket(at, one, ids));
      await fc.assert(property, { numRuns: perPlatform(THROUGH_SOCKETS), seed: SEED + 1 });
      const there = [...at.fake.files.values()].map(({ sha256 }) => sha256);
      assert.equal(new Set(there).size, there.length, "each picture was uploaded once");
    });
});
