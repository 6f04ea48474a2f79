import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { type TestContext, test } from "node:test";
import type { Body } from "../exchange.ts";
import { door, later, text } from "./fixtures/behind.ts";
import { raw } from "./fixtures/raw.ts";

const guard = { timeout: 30_000 };
const head = (length: number) => `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;
type Take = (piece: Uint8Array) => void;

/** A door whose handler takes all of the body, and answers with what `told` makes of it. */
function taking(t: TestContext, told: () => { take: Take; end: () => string }, options = {}) {
  return door(
    t,
    async ({ body }) => {
      const { take, end } = told();
      try {
        await (body.takeAll as NonNullable<Body["takeAll"]>)(take);
      } catch (error) {
        return text((error as Error).message, (error as { status?: number }).status ?? 500);
      }
      return text(end());
    },
    options,
  );
}

const hashing = () => {
  const hash = createHash("sha256");
  return { take: (piece: Uint8Array) => void hash.update(piece), end: () => hash.digest("hex") };
};

test(
  "all pieces are given in order, with a length and in chunks, and the memory of each is gone behind it",
  guard,
  async (t) => {
    const seen: Uint8Array[] = [];
    const server = await taking(t, () => {
      const { take, end } = hashing();
      return {
        take(piece) {
          take(piece);
          seen.push(piece);
        },
        end,
      };
    });
    const body = randomBytes(3_000_000);
    const wanted = createHash("sha256").update(body).digest("hex");
    assert.equal(await (await fetch(server.url, { method: "POST", body })).text(), wanted);
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 100_001) controller.enqueue(body.subarray(at, at + 100_001));
        controller.close();
      },
    });
    const chunked = { method: "POST", body: stream, duplex: "half" } as RequestInit;
    assert.equal(await (await fetch(server.url, chunked)).text(), wanted);
    assert.ok(seen.length > 2);
    assert.deepEqual(new Set(seen.map((piece) => piece.length)), new Set([0]));
  },
);

test("a body without bytes has no pieces", guard, async (t) => {
  const server = await taking(t, () => ({ take: () => assert.fail("a piece"), end: () => "none" }));
  assert.equal(await (await fetch(server.url)).text(), "none");
  assert.equal(await (await fetch(server.url, { method: "POST", body: "" })).text(), "none");
});

test("a body that comes drop by drop is taken whole; one that stops coming is 408", guard, async (t) => {
  const server = await taking(
    t,
    () => {
      let got = "";
      return { take: (piece) => (got += Buffer.from(piece).toString()), end: () => got };
    },
    { bodyIdleTimeoutMs: 500 },
  );
  const slow = await raw(server.port);
  slow.send(head(5));
  for (const letter of "drops") {
    await new Promise((resolve) => setTimeout(resolve, 20));
    slow.send(letter);
  }
  await slow.until("\r\n\r\ndrops");
  slow.send(`${head(5)}again`);
  await slow.until("\r\n\r\nagain");
  slow.socket.destroy();
  const stopped = await raw(server.port);
  stopped.send(`${head(5_000_000)}beginning`);
  await stopped.until("No byte of the request body came for 0.5 seconds.");
  assert.match(stopped.text, /^HTTP\/1\.1 408 /);
  stopped.socket.destroy();
});

test(
  "what the taker throws ends the reading; the reply comes, and after a short body the connection goes on",
  guard,
  async (t) => {
    let taken = 0;
    const server = await taking(t, () => ({
      take() {
        taken++;
        throw new Error("enough");
      },
      end: () => "all",
    }));
    const client = await raw(server.port);
    client.send(`${head(200_013)}the beginning`);
    await client.until("\r\n\r\nenough");
    client.send(`${" and more ".repeat(20_000)}GET / HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await client.until("\r\n\r\nall");
    assert.equal(taken, 1);
    client.socket.destroy();
  },
);

test("a body broken off is never taken for whole, and what is thrown is what the signal says", guard, async (t) => {
  const broken = later<unknown>();
  const reason = later<unknown>();
  const server = await door(t, async ({ body, signal }) => {
    await body.takeAll?.(() => undefined).then(() => broken.resolve("whole"), broken.resolve);
    reason.resolve(signal.reason);
    throw signal.reason;
  });
  const client = await raw(server.port);
  client.send(`${head(1000)}beginning`);
  await new Promise((resolve) => setTimeout(resolve, 30));
  client.socket.destroy();
  assert.equal(await broken.promise, await reason.promise);
  assert.equal(((await reason.promise) as Error).name, "AbortError");
});

test("a body that is asked for when its client has gone says so at once", guard, async (t) => {
  const told = later<unknown[]>();
  const server = await door(t, async ({ body, signal }) => {
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    await new Promise(setImmediate);
    const taken = await body.takeAll?.(() => undefined).catch((error: unknown) => error);
    told.resolve([taken, signal.reason]);
    throw signal.reason;
  });
  const client = await raw(server.port);
  client.send(`${head(1_000_000)}beginning`);
  await new Promise((resolve) => setTimeout(resolve, 30));
  client.socket.destroy();
  const [thrown, reason] = await told.promise;
  assert.equal(thrown, reason);
});

test("pieces wait for a reader that is slow, and none is lost", guard, async (t) => {
  const server = await door(t, async ({ body }) => {
    const hash = createHash("sha256");
    let index = 0;
    for await (const piece of body) {
      if (index++ % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 3));
      hash.update(piece);
    }
    return text(hash.digest("hex"));
  });
  const body = randomBytes(4_000_000);
  const wanted = createHash("sha256").update(body).digest("hex");
  assert.equal(await (await fetch(server.url, { method: "POST", body })).text(), wanted);
});
