// A batch is what its requests would be alone: the same bytes go out for each, or the same blocks are named, below its path.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import fc from "fast-check";
import type { GatewayReply, Handler } from "../../exchange.ts";
import { scopePool } from "../../guard/scope-pool.ts";
import { errorReply } from "../../reply/envelope.ts";
import { filesApi } from "../../uploads/fixtures/files-api.ts";
import { read } from "../../upstream/fixtures/platform.ts";
import { upstreamOf } from "../../upstream/fixtures/upstream.ts";
import { createRouter } from "../../upstream/router.ts";
import { anyCase, type Case, FILES, make, URLS } from "../messages/fixtures/cases.ts";
import { harness } from "../messages/fixtures/harness.ts";
import { messages } from "../messages/messages.ts";
import { createBatch } from "./create.ts";

const numRuns = process.env.FOVEA_SOAK === undefined ? 300 : 50_000;

interface Told {
  readonly status: number;
  /** What the platform got; null when it got nothing. */
  readonly sent: string | null;
  readonly error: { readonly message: string; readonly details?: Details };
  readonly images: string | undefined;
}

interface Details {
  readonly error_code?: string;
  readonly at?: string;
  readonly problems?: readonly { readonly at: string }[];
  readonly more?: number;
}

test(`as alone, in ${numRuns} batches`, async () => {
  const api = filesApi();
  const sent: string[] = [];
  const upstream = upstreamOf({
    platform: PLATFORMS.anthropic,
    async send(request) {
      if (request.target === "/v1/files") return api.send(request);
      sent.push((await read(request.body)).toString("latin1"));
      return { status: 200, headers: {}, body: '{"id":"msgbatch_1"}' };
    },
  });
  const h = harness({ urls: URLS, upstream });
  const ids = new Map<string, string>();
  for (const [name, [mediaType, bytes]] of Object.entries(FILES)) ids.set(name, await h.upload(bytes, mediaType));
  const counts = { answered: 0, refused: 0, unreadable: 0 };

  async function ask(handler: Handler, bytes: Uint8Array, strict: boolean): Promise<Told> {
    const { pool, release } = scopePool(h.context.pool);
    const mode = strict ? ("strict" as const) : ("mend" as const);
    const context = { ...h.context, router: createRouter([upstream]), pool, mode };
    sent.length = 0;
    const request = {
      method: "POST",
      path: handler === messages ? "/v1/messages" : "/v1/messages/batches",
      query: new URLSearchParams(),
      headers: { "content-length": String(bytes.length) },
      body: (async function* () {
        yield bytes;
      })(),
      signal: AbortSignal.timeout(60_000),
    };
    const reply: GatewayReply = await handler(request, context).catch((error: unknown) =>
      errorReply(error, "req_test"),
    );
    release();
    const { error = { message: "" } } = JSON.parse(String(reply.body));
    return { status: reply.status, sent: sent[0] ?? null, error, images: reply.headers["fovea-images"] };
  }

  async function check(cases: readonly Case[], strict: boolean): Promise<void> {
    const bodies = cases.map((one) => make({ ...one, lane: "anthropic", strict }, ids).bytes);
    const alone: Told[] = [];
    for (const body of bodies) alone.push(await ask(messages, body, strict));
    const around = (texts: readonly string[]) =>
      `{"requests":[${texts.map((text, index) => `{"custom_id":"${index}","params":${text}}`).join(" ,\n")}]}`;
    const batch = await ask(
      createBatch,
      Buffer.from(around(bodies.map((body) => Buffer.from(body).toString("latin1"))), "latin1"),
      strict,
    );
    const code = ({ error }: Told) => error.details?.error_code ?? "";
    if (alone.some((one) => code(one).startsWith("input.body-"))) {
      counts.unreadable++;
      assert.deepEqual([batch.status, batch.sent], [400, null]);
      assert.match(code(batch), /^input\.body-/);
      return;
    }
    if (alone.every(({ status }) => status === 200)) {
      counts.answered++;
      assert.equal(batch.status, 200, batch.error.message);
      assert.equal(batch.sent, around(alone.map((one) => one.sent ?? "")));
      const total = alone.reduce((sum, { images }) => sum + Number(/out=(\d+)/.exec(images ?? "")?.[1]), 0);
      assert.equal(batch.images, `in=${total} out=${total}`);
      return;
    }
    // Strict judges more of a request that comes alone: of a batch the platform judges it, when its turn comes.
    if (strict) return;
    counts.refused++;
    assert.notEqual(batch.status, 200);
    assert.equal(batch.sent, null);
    const refused = alone.flatMap((one, index) => (one.status === 200 ? [] : [{ one, index }]));
    const below = (index: number, at: string) => `requests.${index}.params.${at}`;
    const [first] = refused;
    if (first !== undefined && code(first.one) === "") {
      assert.equal(batch.error.message, below(first.index, first.one.error.message));
      return;
    }
    const expected = refused.flatMap(({ one, index }) =>
      code(one) === "" ? [] : pathsOf(one).map((at) => below(index, at)),
    );
    assert.deepEqual(pathsOf(batch), expected.slice(0, 20));
  }

  const cases = fc.array(anyCase, { minLength: 1, maxLength: 4 });
  const strict = fc.nat(3).map((n) => n === 0);
  await fc.assert(fc.asyncProperty(cases, strict, check), { numRuns, seed: 20_261_123 });
  for (const [kind, count] of Object.entries(counts)) assert.ok(count > numRuns / 200, `${kind}: ${count}`);
});

function pathsOf({ error: { details } }: Told): string[] {
  return details?.problems?.map(({ at }) => at) ?? (details?.at === undefined ? [] : [details.at]);
}
