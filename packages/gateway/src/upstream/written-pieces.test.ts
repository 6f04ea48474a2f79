import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { type TestContext, test } from "node:test";
import { createSlabs } from "../guard/slabs.ts";
import { ofOneReader } from "../passing-memory.ts";
import { read, requestOf, startPlatform, startSocket } from "./fixtures/platform.ts";
import { createRelay } from "./relay.ts";

const MIB = 1024 * 1024;

function relayTo(t: TestContext, baseUrl: string) {
  const relay = createRelay({ baseUrl, maxRetries: 0 });
  t.after(() => relay.close());
  return relay;
}

test("a body is called sent when the platform has taken it, not when it was handed to a socket", async (t) => {
  let go: () => void = () => undefined;
  const server = await startSocket((socket) => {
    socket.pause();
    go = () => {
      let left = 16 * MIB;
      socket.on("data", (piece) => {
        left -= piece.length;
        if (left <= 0) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
      });
      socket.resume();
    };
  });
  t.after(() => server.stop());
  let sent = 0;
  const sending = relayTo(t, server.url).send(
    requestOf([new Uint8Array(1), new Uint8Array(16 * MIB)], { onSent: () => sent++ }),
  );
  // More than the sockets of both sides take.
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(sent, 0);
  go();
  await read((await sending).body);
  assert.equal(sent, 1);
});

test("a body is not called sent when it throws, when the caller goes, or when the connection breaks", async (t) => {
  const deaf = await startSocket((socket) => socket.pause());
  const dead = await startSocket((socket) => socket.once("data", () => socket.resetAndDestroy()));
  t.after(() => Promise.all([deaf.stop(), dead.stop()]));
  let sent = 0;
  const onSent = (): void => void sent++;
  const broken = async function* () {
    yield new Uint8Array(MIB);
    throw new Error("broken");
  };
  await assert.rejects(relayTo(t, deaf.url).send(requestOf([], { length: MIB, body: broken(), onSent })), /broken/);
  const pieces = [new Uint8Array(16 * MIB)];
  await assert.rejects(relayTo(t, dead.url).send(requestOf(pieces, { onSent })));
  const gone = new AbortController();
  const sending = relayTo(t, deaf.url).send(requestOf(pieces, { onSent, signal: gone.signal }));
  setTimeout(() => gone.abort(new Error("gone")), 50);
  await assert.rejects(sending, /gone/);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(sent, 0);
});

test("a body of nothing, or of one piece many times over, is sent when it has ended", async (t) => {
  const server = await startPlatform((request, response) => {
    request.resume().on("end", () => response.end());
  });
  t.after(() => server.stop());
  const relay = relayTo(t, server.url);
  const piece = new Uint8Array(70_000);
  for (const pieces of [[piece, piece, piece], [new Uint8Array()], [new Uint8Array(3), new Uint8Array(4)]]) {
    let sent = 0;
    const reply = await relay.send(requestOf(pieces, { length: null, onSent: () => sent++ }));
    await read(reply.body);
    assert.equal(sent, 1);
  }
});

test("memory that is used again as soon as its body was sent never shows in another request, also when platforms answer early", async (t) => {
  const wrong: string[] = [];
  let whole = 0;
  const server = await startPlatform(async (request, response) => {
    const mark = Number(request.headers["anthropic-beta"]);
    // One in three answers before it has read the body.
    if (mark % 3 === 0) response.end("early");
    for await (const piece of request as AsyncIterable<Buffer>)
      if (piece.some((byte) => byte !== mark)) wrong.push(`${mark} saw ${piece.find((byte) => byte !== mark)}`);
    whole++;
    if (mark % 3 !== 0) response.end("late");
  });
  t.after(() => server.stop());
  const relay = relayTo(t, server.url);
  const slabs = createSlabs();
  let again = 0;
  async function one(mark: number): Promise<void> {
    if (slabs.keptBytes > 0) again++;
    const { bytes, giveBack } = slabs.take(3 * MIB);
    bytes.fill(mark);
    const pieces = [bytes.subarray(0, 100), bytes.subarray(100, 2 * MIB), bytes.subarray(2 * MIB)];
    const headers = { "anthropic-beta": String(mark) };
    const reply = await relay.send(requestOf(pieces, { headers, onSent: giveBack })).catch(() => null);
    if (reply !== null) await read(reply.body).catch(() => undefined);
  }
  const marks = Array.from({ length: 120 }, (_, index) => (index % 250) + 1);
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let mark = marks.pop(); mark !== undefined; mark = marks.pop()) await one(mark);
    }),
  );
  assert.deepEqual(wrong, []);
  assert.ok(again > 20, `memory was used again only ${again} times`);
  assert.ok(whole > 60, `only ${whole} requests were whole`);
});

test("random bodies arrive as they are, with and without anybody asking when they were sent", async (t) => {
  const seen: Buffer[] = [];
  const server = await startPlatform(async (request, response) => {
    seen.push(await read(request));
    response.end();
  });
  t.after(() => server.stop());
  const relay = relayTo(t, server.url);
  for (const onSent of [() => undefined, undefined]) {
    const pieces = [1, 65_536, 2_000_000, 7].map((length) => randomBytes(length));
    await read((await relay.send(requestOf(pieces, onSent === undefined ? {} : { onSent }))).body);
    assert.deepEqual(seen.pop(), Buffer.concat(pieces));
  }
});

test("the memory of pieces that were made to be sent is freed when the platform has taken them, that of others is not", async (t) => {
  const bodies: Buffer[] = [];
  const server = await startPlatform(async (request, response) => {
    bodies.push(await read(request));
    response.end("{}");
  });
  t.after(() => server.stop());
  for (const more of [{}, { onSent: () => undefined }]) {
    const made = Array.from({ length: 5 }, () => randomBytes(200_000));
    const wanted = Buffer.concat(made);
    // `randomBytes` makes large pieces with memory of their own.
    const [first, ...rest] = made as [Buffer, ...Buffer[]];
    const pieces = [first, ...rest.map(ofOneReader)];
    const reply = await relayTo(t, server.url).send(requestOf(pieces, more));
    await read(reply.body);
    assert.ok(bodies.pop()?.equals(wanted));
    assert.deepEqual(
      pieces.map(({ length }) => length),
      [200_000, 0, 0, 0, 0],
    );
  }
});
