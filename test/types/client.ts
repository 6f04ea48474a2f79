// What the types of @fovea/client promise, compiled by `npm run types` against the sources and by test/packed.test.ts against what is packed, in a
// project of a stranger. Nothing here runs. A line under @ts-expect-error must not compile: when it does, the types let a mistake through.
import Anthropic from "@anthropic-ai/sdk";
import {
  type Answer,
  type AnswerStream,
  type Box,
  CapabilityError,
  CODES,
  type Conversation,
  type ConversationAnswer,
  createFovea,
  type DocumentBlock,
  type ErrorCode,
  type EstimatedInputs,
  type FactsOf,
  type Fovea,
  FoveaError,
  foveaFetch,
  type ImageBlock,
  type Located,
  type Plan,
  type Policy,
  type Step,
  tile,
  toOriginal,
} from "@fovea/client";
import { foveaFetch as fromFetch } from "@fovea/client/fetch";
import {
  type Estimate,
  estimate,
  type Facts,
  inspect,
  makePlan,
  modelOf,
  PLATFORMS,
  scan,
  splice,
} from "@fovea/client/pure";
import { type Equal, is } from "./equal.ts";

export async function newCode(
  fovea: Fovea,
  blob: Blob,
  web: ReadableStream<Uint8Array>,
  bytes: Uint8Array,
): Promise<void> {
  // Everything that people hold.
  for (const input of [
    "photo.jpg",
    new URL("https://example.com/a.png"),
    bytes,
    bytes.buffer as ArrayBuffer,
    blob,
    new File([], "a.png"),
    web,
    { fileId: "file_011" },
    { type: "image", source: { type: "url", url: "https://example.com/a.png" } } as const,
    { input: "before.png", label: "Before" },
  ] as const)
    is<Equal<ReturnType<typeof fovea.ask>, Promise<Answer>>>() ?? (await fovea.ask(input, "What is this?"));
  await fovea.ask(["a.png", bytes, { input: blob, label: "C" }], "What changed?", {
    fit: "seen",
    method: "file",
    maxTokens: 10,
  });

  const answer = await fovea.ask("a.png", "?");
  is<Equal<typeof answer.text, string>>();
  is<Equal<typeof answer.plan, Plan>>();
  is<Equal<typeof answer.cost, number | null>>();
  is<Equal<Plan["steps"], readonly Step[]>>();

  const stream = fovea.stream("a.png", "?");
  is<Equal<typeof stream, AnswerStream>>();
  for await (const piece of stream) is<Equal<typeof piece, string>>();
  is<Equal<Awaited<typeof stream.answer>, Answer>>();

  // Boxes unless points are asked for.
  const boxes = await fovea.locate("a.png", "the cup");
  is<Equal<typeof boxes, Located>>();
  is<Equal<(typeof boxes.found)[number]["box"], Box>>();
  const points = await fovea.locate("a.png", "the cup", { give: "points" });
  is<Equal<(typeof points.found)[number]["box"], null>>();

  const estimated = await fovea.estimate("a.png", { turns: 20, cache: "5m", batch: true, outputTokens: 300 });
  is<Equal<typeof estimated, EstimatedInputs>>();
  if (estimated.cost !== null) is<Equal<typeof estimated.cost.total.low, number>>();
  // @ts-expect-error a price may be unknown
  estimated.cost.total;

  is<Equal<Awaited<ReturnType<Fovea["image"]>>, ImageBlock | DocumentBlock>>();
  const talk = fovea.conversation({ uploads: "never" });
  is<Equal<typeof talk, Conversation>>();
  is<Equal<Awaited<ReturnType<(typeof talk)["ask"]>>, ConversationAnswer>>();
  await talk.ask("No picture this time.");
  await talk.ask(["a.png"], "And with one?");
  await talk.load(JSON.parse(JSON.stringify(await talk.save())));
}

export async function mistakes(fovea: Fovea, plan: Plan): Promise<void> {
  // @ts-expect-error a number is no picture
  await fovea.ask(5, "?");
  // @ts-expect-error nothing is not a picture either
  await fovea.ask(null, "?");
  // @ts-expect-error a question is missing
  await fovea.ask("a.png");
  // @ts-expect-error the methods are auto, base64, url and file
  await fovea.ask("a.png", "?", { method: "file_id" });
  // @ts-expect-error an option that there is not
  await fovea.ask("a.png", "?", { maxToken: 5 });
  // @ts-expect-error the unit is in the name: maxTokens is a number
  await fovea.ask("a.png", "?", { maxTokens: "5" });
  // @ts-expect-error there is no such platform
  createFovea({ platform: "azure" });
  // @ts-expect-error a client has messages
  createFovea({ client: {} });
  // @ts-expect-error a cache is kept for 5m or 1h
  await fovea.estimate("a.png", { cache: "10m" });
  // @ts-expect-error a plan is frozen
  plan.ok = true;
  // @ts-expect-error and so are its steps
  plan.steps.push(plan.steps[0]);
  // @ts-expect-error places are objects of x1, y1, x2, y2, or of x and y
  toOriginal({} as never, [1, 2, 3, 4]);
  // @ts-expect-error a turn has a prompt
  await fovea.conversation().ask();
}

/** Every official client is a client, and a fetch of ours is a fetch of theirs. */
export function officialClients(client: Anthropic): void {
  createFovea({ client });
  createFovea({ client, platform: "anthropic", model: "claude-opus-5-5" });
  new Anthropic({ fetch: foveaFetch() });
  new Anthropic({ fetch: fromFetch({ platform: "anthropic" }) });
  is<Equal<typeof foveaFetch, typeof fromFetch>>();
}

/** Blocks made by us go where the SDK's types want them. */
export async function blocks(fovea: Fovea, client: Anthropic): Promise<void> {
  const block = await fovea.image("a.png");
  const content: Anthropic.ContentBlockParam[] = [block, { type: "text", text: "What is this?" }];
  await client.messages.create({ model: "claude-opus-5-5", max_tokens: 10, messages: [{ role: "user", content }] });
}

export function errors(error: unknown): void {
  if (FoveaError.isInstance(error)) {
    is<Equal<typeof error.at, string | null>>();
    is<Equal<typeof error.message, string>>();
  }
  if (error instanceof CapabilityError) is<Equal<typeof error.fix, string>>();
  const code: ErrorCode = "limit.edge";
  is<Equal<FactsOf<"limit.edge">["limit"], number>>();
  CODES[code].status satisfies number;
  // @ts-expect-error no such code
  const other: ErrorCode = "limit.egde";
  void other;
}

export async function pure(bytes: Uint8Array): Promise<void> {
  const inspection = inspect(bytes);
  if (inspection.status === "facts") is<Equal<typeof inspection.facts, Facts>>();
  // @ts-expect-error a defect has no facts
  inspection.facts;
  const { model } = modelOf("claude-opus-5-5");
  const plan = makePlan([], { platform: PLATFORMS.bedrock, model });
  is<Equal<typeof plan, Plan>>();
  const found = estimate(plan, { turns: 3 });
  is<Equal<typeof found, Estimate>>();
  const spliced = splice(scan(bytes), [{ at: ["model"], op: "replace", value: "claude-opus-5-5" }]);
  for await (const piece of spliced.open()) is<Equal<typeof piece, Uint8Array>>();
  // @ts-expect-error an edit replaces, removes or inserts
  splice(scan(bytes), [{ at: ["model"], op: "change", value: 1 }]);
  // @ts-expect-error a policy has named values
  ({ fit: "small" }) satisfies Partial<Policy>;
  for (const { box } of await tile("a.png")) is<Equal<typeof box, Box>>();
}
