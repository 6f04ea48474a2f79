// The way of an input from a program to a platform: the real SDK, a gateway on a real socket, and behind it the fake of a platform, which hashes
// what arrives.
import Anthropic from "@anthropic-ai/sdk";
import { type AskOptions, createFovea, type Fovea, type FoveaOptions, type Inputs } from "@fovea/client";
import { type Listening, listen } from "@fovea/gateway";
import type { FakePlatform, Recorded, Seen } from "../fakes/fake.ts";
import { type Behind, behind } from "../platforms/behind.ts";

export interface FarEnd {
  readonly fovea: Fovea;
  /** Base URL of the gateway. */
  readonly url: string;
  readonly behind: Behind;
  /** What arrived, of one request. @throws when it was not exactly one */
  arrived(call: () => Promise<unknown>): Promise<Arrived>;
  /** As `arrived`, of one question about the inputs. */
  ask(inputs: Inputs, options?: AskOptions): Promise<readonly Seen[]>;
  /** As `ask`, with the answer streamed. */
  stream(inputs: Inputs, options?: AskOptions): Promise<readonly Seen[]>;
  close(): Promise<void>;
}

export interface Arrived {
  readonly request: Recorded;
  /** Pictures and documents, in the order sent. */
  readonly seen: readonly Seen[];
  /** Content of the first message. */
  readonly content: readonly Readonly<Record<string, unknown>>[];
}

/** @param urls what is behind urls that the gateway fetches */
export async function farEnd(
  platform: FakePlatform,
  { urls = {}, ...options }: FoveaOptions & { readonly urls?: Readonly<Record<string, Uint8Array>> } = {},
): Promise<FarEnd> {
  const chain = await behind(platform, { urls });
  const door: Listening = await listen(chain.gateway, { port: 0 });
  const client = new Anthropic({ apiKey: "sk-fovea-any", baseURL: door.url, maxRetries: 0 });
  const fovea = createFovea({ client, model: "claude-opus-4-8", ...options });

  async function arrived(call: () => Promise<unknown>): Promise<Arrived> {
    const before = chain.fake.requests.length;
    await call();
    const messages = chain.fake.requests.slice(before).filter(({ target }) => !target.includes("/files"));
    const [request] = messages;
    if (request === undefined || messages.length > 1) throw new Error(`${messages.length} requests arrived`);
    if (chain.fake.leaks.length > 0) throw new Error("a key of a caller reached the platform");
    const body = JSON.parse(request.body.toString("utf8")) as { messages: [{ content: Arrived["content"] }] };
    const seen = [...request.images, ...request.documents].sort((a, b) => position(a) - position(b));
    return { request, seen, content: body.messages[0].content };
  }

  return {
    fovea,
    url: door.url,
    behind: chain,
    arrived,
    ask: async (inputs, call) => (await arrived(() => fovea.ask(inputs, "What is this?", call))).seen,
    async stream(inputs, call) {
      const { seen } = await arrived(async () => {
        const stream = fovea.stream(inputs, "What is this?", call);
        let text = "";
        for await (const piece of stream) text += piece;
        const answer = await stream.answer;
        if (text === "" || text !== answer.text) throw new Error("the pieces are not the text of the answer");
      });
      return seen;
    },
    async close() {
      await door.close();
      await chain.close();
    },
  };
}

function position({ at }: Seen): number {
  return Number(at.split(".")[3]);
}
