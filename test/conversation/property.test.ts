// Whatever happens to a conversation (turns, failures, aborts, refused pictures, lost files, saving and loading), what is kept is valid, and is sent as
// it was.
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Conversation } from "@fovea/client";
import fc from "fast-check";
import type { Behaviour, FakePlatform } from "../fakes/fake.ts";
import { isPrefix, picture, sentMessages, startTalk, type Talk } from "./talk.ts";

const root = mkdtempSync(join(tmpdir(), "fovea-property-"));
after(() => rm(root, { recursive: true, force: true }));

type Step =
  | { readonly do: "turn"; readonly pictures: readonly Size[]; readonly stream: boolean; readonly tool: boolean }
  | { readonly do: "fail"; readonly what: Behaviour; readonly pictures: readonly Size[]; readonly stream: boolean }
  | { readonly do: "abort"; readonly afterMs: number; readonly stream: boolean }
  | { readonly do: "leave" }
  | { readonly do: "expire" }
  | { readonly do: "forget" }
  | { readonly do: "reload" }
  | { readonly do: "both" };
type Size = readonly [width: number, height: number];

const size = fc.constantFrom<Size>([40, 30], [200, 100], [350, 20], [30, 500], [2100, 40]);
const pictures = fc.array(size, { maxLength: 3 });
const stream = fc.boolean();
const failures: readonly Behaviour[] = [
  { status: 400 },
  { status: 429 },
  { status: 529 },
  "garbage",
  "cut-stream",
  "cut-body",
  "error-event",
];
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("turn" as const), pictures, stream, tool: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("fail" as const), what: fc.constantFrom(...failures), pictures, stream }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("abort" as const), afterMs: fc.integer({ min: 0, max: 30 }), stream }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "leave" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "expire" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "forget" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "reload" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "both" as const }) },
);

const kept = (chat: Conversation): string => JSON.stringify([chat.turns, chat.messages]);

/** Pictures are long in coming: each size is made once. */
const made = new Map<string, Promise<Buffer>>();
function of([width, height]: Size, number: number): Promise<Buffer> {
  const key = `${width} ${height} ${number % 4}`;
  const bytes = made.get(key) ?? picture(number % 4, width, height);
  made.set(key, bytes);
  return bytes;
}

async function run(
  talk: Talk,
  steps: readonly Step[],
  options: { readonly threads: boolean; readonly directory: string },
): Promise<void> {
  let chat = talk.conversation({ ...options, fit: "legal" });
  let number = 0;
  /** What the platform answered well, in order. */
  let accepted = 0;
  let expected = 0;

  const ask = async (sizes: readonly Size[], streamed: boolean, tool = false, signal?: AbortSignal) => {
    const inputs: unknown[] = await Promise.all(sizes.map((one) => of(one, number++)));
    if (tool && inputs.length > 0) inputs.push({ type: "text", text: "Look closely." });
    const call = signal === undefined ? {} : { signal };
    if (!streamed) return chat.ask(inputs as never, `Turn ${number}.`, call);
    const stream = chat.stream(inputs as never, `Turn ${number}.`, call);
    for await (const _ of stream);
    return stream.answer;
  };
  /** Takes a turn that may fail, and looks at what is left either way. */
  const attempt = async (work: () => Promise<{ images: { out: number } }>, pictures: number): Promise<void> => {
    const before = kept(chat);
    try {
      const answer = await work();
      accepted++;
      expected += pictures;
      assert.equal(answer.images.out, expected);
      assert.equal(chat.turns, accepted);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      assert.equal(kept(chat), before, String(error));
    }
  };

  for (const one of steps) {
    if (one.do === "turn") await attempt(() => ask(one.pictures, one.stream, one.tool), one.pictures.length);
    if (one.do === "fail") {
      talk.fake.behave(one.what, 1, "messages");
      await attempt(() => ask(one.pictures, one.stream), one.pictures.length);
    }
    if (one.do === "abort")
      await attempt(() => ask([[40, 30]], one.stream, false, AbortSignal.timeout(one.afterMs)), 1);
    if (one.do === "leave") {
      const before = kept(chat);
      const stream = chat.stream("Leave.");
      for await (const _ of stream) break;
      const finished = await stream.answer.then(
        () => true,
        () => false,
      );
      if (finished) accepted++;
      else assert.equal(kept(chat), before);
    }
    if (one.do === "expire") talk.fake.expireAll();
    if (one.do === "forget") {
      talk.fake.forgetThreads();
      const [first] = talk.fake.files.keys();
      if (first !== undefined) talk.fake.forget(first);
    }
    if (one.do === "reload") {
      const saved = JSON.parse(JSON.stringify(await chat.save()));
      const before = kept(chat);
      chat = talk.elsewhere({ ...options, fit: "legal" });
      await chat.load(saved);
      assert.equal(kept(chat), before);
    }
    if (one.do === "both") {
      const [a, b] = await Promise.allSettled([chat.ask("One."), chat.ask("Two.")]);
      assert.equal(b?.status, "rejected");
      if (a?.status === "fulfilled") accepted++;
    }
    valid(chat, expected);
  }
  // The platform takes all of it, whatever happened on the way.
  await chat.ask("The end.");
  if (!options.threads) {
    const good = talk.messages().filter((recorded) => recorded.status === 200 && !wasCut(recorded));
    const last = good.at(-1);
    assert.ok(last);
    assert.equal(last.images.length, expected);
    assert.deepEqual(
      sentMessages(last),
      chat.messages.slice(0, -1).map((message) => JSON.stringify(message)),
    );
    const turns = good.filter((recorded) => isPrefix(recorded, last));
    assert.ok(turns.length >= accepted, `${turns.length} of ${accepted}`);
  }
}

/** Alternating roles, no empty message, and every picture there. */
function valid(chat: Conversation, expected: number): void {
  let pictures = 0;
  for (const [index, { role, content }] of chat.messages.entries()) {
    assert.equal(role, index % 2 === 0 ? "user" : "assistant");
    assert.ok(content.length > 0);
    pictures += content.filter(({ type }) => type === "image").length;
  }
  assert.equal(pictures, expected);
}

function wasCut({ reply }: { readonly reply: Buffer | null }): boolean {
  return reply === null;
}

const numRuns = process.env.FOVEA_SOAK ? 200 : 8;
for (const [platform, threads] of [
  ["anthropic", false],
  ["anthropic", true],
  ["vertex", false],
  ["bedrock-legacy", false],
] as const satisfies readonly (readonly [FakePlatform, boolean])[])
  test(`on ${platform}${threads ? " with threads" : ""}: any sequence of turns and mishaps leaves a history that is valid and sent as it was`, async () => {
    let folder = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        await using talk = await startTalk(platform, { thinking: true, limits: { maxEdgePx: 400 }, eventMs: 1 });
        await run(talk, steps, { threads, directory: join(root, `${platform}${threads}${folder++}`) });
      }),
      { numRuns, seed: 20_261_123 },
    );
  });
