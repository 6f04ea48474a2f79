// The promise through sockets: a server in front, a relay behind it, bodies in pieces.
import assert from "node:assert/strict";
import { Agent, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { test } from "node:test";
import { FetchError } from "@fovea/client/internal/errors/errors";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import fc from "fast-check";
import { listen } from "./doors/node.ts";
import type { Engine, EngineRequest } from "./engine/engine.ts";
import { createGateway } from "./gateway.ts";
import { anyCase, type Case, FILES, idOnPlatform, type Lane, make, URLS } from "./handlers/messages/fixtures/cases.ts";
import { judge } from "./handlers/messages/fixtures/judge.ts";
import { createMemoryStore } from "./store/memory/store.ts";
import { read, startPlatform } from "./upstream/fixtures/platform.ts";
import { createRelay } from "./upstream/relay.ts";

const numRuns = process.env.FOVEA_SOAK ? 20_000 : 2_000;
const LANES: readonly Lane[] = ["engine", "compatible", "bedrock", "anthropic"];

test(`image or error, in ${numRuns} requests through sockets`, async (t) => {
  const asked: EngineRequest[] = [];
  const sent: Buffer[] = [];
  const uploaded = new Map<string, string>();
  const platform = await startPlatform(async (request, response) => {
    const bytes = await read(request);
    if (request.url !== "/v1/files") {
      sent.push(bytes);
      return response.end("{}");
    }
    const form = await new Response(new Uint8Array(bytes), {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    const id = `file_platform${uploaded.size}`;
    uploaded.set(id, idOnPlatform(new Uint8Array(await (form.get("file") as File).arrayBuffer())));
    return response.end(JSON.stringify({ id }));
  });
  t.after(platform.stop);
  const engine: Engine = {
    model: "recorder-1",
    async answer(request) {
      asked.push(request);
      return { text: "seen" };
    },
    async close() {},
  };
  const store = createMemoryStore();
  const urls = new Map<Lane, string>();
  for (const lane of LANES) {
    const relay =
      lane === "engine" ? {} : { upstream: createRelay({ baseUrl: platform.url, platform: PLATFORMS[lane] }) };
    // What is written anew has a property of its own; here what cannot go as it is has to be refused.
    const gateway = createGateway({ engine, store, fetchUrl, fit: "never", ...relay });
    const door = await listen(gateway, { port: 0 });
    urls.set(lane, door.url);
    t.after(door.close);
    t.after(async () => relay.upstream?.close());
  }
  const ids = new Map<string, string>();
  for (const [name, [declaredMediaType, bytes]] of Object.entries(FILES)) {
    const body = (async function* () {
      yield bytes;
    })();
    const upload = { filename: "a", declaredMediaType, body, expiresInSeconds: () => null };
    ids.set(name, (await store.files.add("local", upload, AbortSignal.timeout(60_000))).id);
  }
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());

  async function check(one: Case): Promise<void> {
    const made = make(one, ids);
    asked.length = 0;
    sent.length = 0;
    const reply = await post(`${urls.get(one.lane)}/v1/messages`, made.pieces, one.strict, agent);
    judge(made, {
      ...reply,
      given: asked[0]?.turns.flatMap(({ pictures }) => pictures) ?? null,
      sent: sent[0] === undefined ? null : byContent(sent[0], uploaded),
    });
    assert.ok(asked.length + sent.length <= 1);
  }
  await fc.assert(fc.asyncProperty(anyCase, check), { numRuns, seed: 20_261_123 });
  assert.ok(uploaded.size > 0);
  assert.equal(new Set(uploaded.values()).size, uploaded.size, "each was uploaded once");
});

/** What was sent, its files by what is in them. */
function byContent(sent: Buffer, uploaded: ReadonlyMap<string, string>): Buffer {
  const text = sent.toString("latin1").replace(/file_platform\d+/g, (id) => uploaded.get(id) ?? "unknown");
  return Buffer.from(text, "latin1");
}

async function fetchUrl(_workspace: string, url: string): Promise<{ bytes: Uint8Array }> {
  const bytes = URLS[url];
  if (bytes === undefined) throw new FetchError("fetch.status", { url, status: 404 });
  return { bytes };
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the pieces as chunks, each its own write. */
function post(url: string, pieces: readonly Uint8Array[], strict: boolean, agent: Agent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "anthropic-version": "2023-06-01",
      ...(strict ? { "fovea-mode": "strict" } : {}),
    };
    const request = httpRequest(url, { method: "POST", agent, headers }, (response) => {
      read(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: body.toString() }),
        reject,
      );
    });
    request.on("error", reject);
    for (const piece of pieces) if (piece.length > 0) request.write(piece);
    request.end();
  });
}
