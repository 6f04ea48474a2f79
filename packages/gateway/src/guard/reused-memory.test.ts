// Memory that bodies were read into is used for the next ones. Over real sockets, many at once, of many lengths, some broken off on either side:
// what the platform gets is what somebody sent, through and through.
import assert from "node:assert/strict";
import { createHash, type Hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { test } from "node:test";
import { listen } from "../doors/node.ts";
import { createGateway } from "../gateway.ts";
import { startPlatform } from "../upstream/fixtures/platform.ts";
import { createRelay } from "../upstream/relay.ts";

const PNG = readFileSync(new URL("../../../client/src/media/fixtures/png-rgb.png", import.meta.url));
const CLIENTS = 12;
const EACH = process.env.FOVEA_SOAK ? 100 : 5;
/** Lengths that take the same slab and lengths that do not, one without a slab, and one of which sockets hold a part alone. */
const LENGTHS = [60_000, 300_000, 310_000, 900_000, 1_000_000, 7_000_000, 7_000_000];
const MAX_PICTURE_BYTES = 2_400_000;

/** Small steps of a generator with a seed: the same every time. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A request with pictures of its own, so many bytes together. */
function bodyOf(bytes: number, mark: number): Buffer {
  const pictures: unknown[] = [];
  for (let left = bytes; left > 0; left -= MAX_PICTURE_BYTES) {
    const file = Buffer.alloc(Math.max(PNG.length, Math.min(left, MAX_PICTURE_BYTES)));
    const view = new Uint32Array(file.buffer, file.byteOffset, file.length >> 2);
    for (let at = 0; at < view.length; at++) view[at] = mark * 2654435761 + at * 40503 + left;
    PNG.copy(file);
    const source = { type: "base64", media_type: "image/png", data: file.toString("base64") };
    pictures.push({ type: "image", source });
  }
  const content = [...pictures, { type: "text", text: `request ${mark}` }];
  return Buffer.from(
    JSON.stringify({ model: "claude-opus-5-5", max_tokens: 1, messages: [{ role: "user", content }] }),
  );
}

const hashOf = (hash: Hash | Buffer): string =>
  (Buffer.isBuffer(hash) ? createHash("sha256").update(hash) : hash).digest("hex");

test("bodies never mix, whatever happens to those beside them", { timeout: 120_000 }, async (t) => {
  const arrived: string[] = [];
  const platform = await startPlatform((request, response) => {
    const hash = createHash("sha256");
    let bytes = 0;
    // Some connections are cut in the middle of what they bring, some are slow to take it.
    const cutAt = Number(
      request.headers["anthropic-beta"]?.toString().match(/cut-(\d+)/)?.[1] ?? Number.POSITIVE_INFINITY,
    );
    const slow = request.headers["anthropic-beta"] === "slow";
    request.on("data", (piece: Buffer) => {
      hash.update(piece);
      bytes += piece.length;
      if (bytes > cutAt) request.socket.destroy();
      if (!slow) return;
      request.pause();
      setTimeout(() => request.resume(), 2);
    });
    request.on("error", () => undefined);
    request.on("end", () => {
      const sha256 = hashOf(hash);
      arrived.push(sha256);
      response.end(JSON.stringify({ sha256 }));
    });
  });
  t.after(() => platform.stop());
  const gateway = createGateway({
    engine: { model: "none", answer: () => assert.fail("the platform answers"), close: async () => undefined },
    upstream: createRelay({ baseUrl: platform.url, maxRetries: 0 }),
    pool: { maxBytes: 48_000_000, admissionWaitMs: 60_000 },
  });
  const server = await listen(gateway, { port: 0, drainTimeoutMs: 500 });
  t.after(async () => {
    await server.close();
    await gateway.close();
  });

  /** The status and what the platform says it got; null when the client left. */
  function send(body: Buffer, beta: string, leaveAt: number): Promise<{ status: number; text: string } | null> {
    return new Promise((resolve, reject) => {
      const headers = { "content-length": body.length, "anthropic-version": "2023-06-01", "anthropic-beta": beta };
      const request = httpRequest(`${server.url}/v1/messages`, { method: "POST", headers, agent: false });
      request.on("response", (response) => {
        let text = "";
        response.on("data", (piece) => {
          text += piece;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
        response.on("error", reject);
      });
      request.on("error", (error) => (leaveAt < body.length ? resolve(null) : reject(error)));
      if (leaveAt >= body.length) request.end(body);
      else request.write(body.subarray(0, leaveAt), () => request.destroy());
    });
  }

  const sent = new Set<string>();
  const counts = { whole: 0, cut: 0, left: 0 };
  async function client(index: number): Promise<void> {
    const dice = createDice(20261123 + index);
    for (let turn = 0; turn < EACH; turn++) {
      const mark = index * 1000 + turn;
      const length = LENGTHS[dice(LENGTHS.length)] as number;
      const body = bodyOf(length + dice(5000), mark);
      const wanted = hashOf(body);
      sent.add(wanted);
      const fate = dice(5);
      const middle = 1 + dice(body.length - 1);
      const reply = await send(
        body,
        fate === 0 ? `cut-${middle}` : fate === 1 ? "slow" : "plain",
        fate === 2 ? middle : body.length,
      );
      if (reply === null) counts.left++;
      else if (fate === 0 && reply.status !== 200) counts.cut++;
      else {
        assert.equal(reply.status, 200, reply.text);
        assert.equal(JSON.parse(reply.text).sha256, wanted, `request ${mark}`);
        counts.whole++;
      }
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));

  assert.ok(counts.whole > CLIENTS && counts.cut > 0 && counts.left > 0, JSON.stringify(counts));
  for (const sha256 of arrived) assert.ok(sent.has(sha256), "a body arrived that nobody sent");
  assert.ok(arrived.length >= counts.whole);
});
