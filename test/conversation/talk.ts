// Conversations with the fakes, through the official client of each platform: what all these tests begin with.
import { type Conversation, type ConversationOptions, createFovea, type FoveaOptions } from "@fovea/client";
import sharp from "sharp";
import { type Fake, type FakeOptions, type FakePlatform, type Recorded, startFake } from "../fakes/fake.ts";
import { MODEL, officialClient } from "../platforms/clients.ts";

export const ALL: readonly FakePlatform[] = [
  "anthropic",
  "aws",
  "bedrock",
  "bedrock-legacy",
  "vertex",
  "google-cloud",
  "foundry",
  "foundry-azure",
  "compatible",
];
/** Those where what is sent every turn is sent once. */
export const WITH_FILES: ReadonlySet<FakePlatform> = new Set(["anthropic", "aws", "google-cloud", "foundry"]);

export interface Talk {
  readonly fake: Fake;
  /** A conversation of the same Fovea each time: they share uploads. */
  conversation(options?: ConversationOptions): Conversation;
  /** Another process, as it were: nothing shared but the platform. */
  elsewhere(options?: ConversationOptions): Conversation;
  /** The Messages requests, oldest first. */
  messages(): readonly Recorded[];
  [Symbol.asyncDispose](): Promise<void>;
}

export async function startTalk(
  platform: FakePlatform = "anthropic",
  fakeOptions: FakeOptions = {},
  options: Partial<FoveaOptions> = {},
): Promise<Talk> {
  const fake = await startFake(platform, fakeOptions);
  const make = () =>
    createFovea({
      client: officialClient(platform, fake.credentials),
      platform,
      model: MODEL[platform],
      ...options,
    });
  const fovea = make();
  return {
    fake,
    conversation: (more) => fovea.conversation(more),
    elsewhere: (more) => make().conversation(more),
    messages: () => fake.requests.filter(({ target, method }) => isMessages(method, target)),
    [Symbol.asyncDispose]: () => fake.close(),
  };
}

function isMessages(method: string, target: string): boolean {
  return method === "POST" && !/\/files|\/batches|count_tokens|oauth|token/.test(target);
}

/** A picture of that size in colours of its own, small on disk: every number makes other bytes. */
export function picture(number: number, width = 320, height = 240): Promise<Buffer> {
  const background = { r: (number * 67) % 256, g: (number * 29 + 80) % 256, b: (number * 151 + 30) % 256 };
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

/** One whose pixels do not compress: as many bytes as a photograph has. */
export function photograph(number: number, width = 640, height = 480): Promise<Buffer> {
  const raw = Buffer.alloc(width * height * 3);
  let state = number * 2_654_435_761 + 1;
  for (let index = 0; index < raw.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    raw[index] = state >>> 24;
  }
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** The body as the platform read it. */
export function bodyOf({ body }: Recorded): { readonly messages: readonly unknown[]; readonly [key: string]: unknown } {
  return JSON.parse(body.toString());
}

/** The JSON of each message as it was sent, marks of caching left out: they may move. */
export function sentMessages(recorded: Recorded): readonly string[] {
  return bodyOf(recorded).messages.map((message) =>
    JSON.stringify(message, (key, value) => (key === "cache_control" ? undefined : value)),
  );
}

/** Whether a request begins with everything of an earlier one. A file that was uploaded again is still the same bytes. */
export function isPrefix(earlier: Recorded, later: Recorded): boolean {
  const [before, after] = [sentBytes(earlier), sentBytes(later)];
  return before.every((message, index) => after[index] === message);
}

/** The messages with the hash of its bytes in place of each file id. */
function sentBytes(recorded: Recorded): readonly string[] {
  const bytes = new Map(recorded.images.map(({ ref, sha256 }) => [ref, sha256]));
  return sentMessages(recorded).map((message) =>
    message.replace(/"file_id":"([^"]+)"/g, (_, id) => `"bytes":"${bytes.get(id) ?? id}"`),
  );
}
