// Message threads by the official client's own helper. It knows when to send everything again; we know what was said, and give it that.
import { CapabilityError } from "../../errors/errors.ts";
import { THREADS } from "../../platform/threads.ts";
import type { Lane } from "../lane.ts";
import type { MessageLike, MessageStreamLike, MessagesClient } from "../messages-client.ts";
import { asMessage, received } from "../receive.ts";
import { jsonBytes } from "./body.ts";
import type { HistoryMessage } from "./conversation.ts";
import type { Outgoing, Transport } from "./transport.ts";

/** What is used of `BetaMessageThread`. Source: npm @anthropic-ai/sdk 1.12.0, lib/threads. */
interface Thread {
  readonly messages: readonly unknown[];
  readonly previousMessageId: string | null;
  send(messages?: unknown, params?: object, options?: object): PromiseLike<unknown>;
  stream(messages?: unknown, params?: object, options?: object): unknown;
}

type MakeThread = (params: object) => Thread;

/** A thread, and which history it stands for. */
interface Held {
  readonly thread: Thread;
  readonly of: readonly HistoryMessage[];
}

/** @throws CapabilityError `capability.threads` where the platform has none */
export function createThreadTransport(lane: Lane): Transport {
  if (!THREADS[lane.platform.id].value) throw lacking(lane.platform.title);
  let held: Held | null = null;
  let going: Thread | null = null;

  async function threadOf({ body, sent }: Outgoing): Promise<Thread> {
    // What failed, was taken back or was mended is not what the helper remembers: it gets our history, and sends that.
    if (held !== null && held.of === sent && held.thread.messages.length === sent.length) return held.thread;
    const { messages: _, ...fields } = body;
    const make = makerOf(await lane.client(), lane.platform.title);
    const thread = make({ ...fields, messages: [...sent] });
    held = { thread, of: sent };
    return thread;
  }

  /** What may differ from turn to turn; instructions and tools may not, and are the thread's. */
  function paramsOf({ body }: Outgoing): object {
    const { messages: _m, system: _s, tools: _t, output_config: _o, ...params } = body;
    return params;
  }

  const list = ({ added }: Outgoing): readonly HistoryMessage[] => (added === null ? [] : [added]);
  return {
    bytesOf(outgoing) {
      const { sent, bytes, body } = outgoing;
      if (held === null || held.of !== sent || held.thread.previousMessageId === null) return bytes;
      const { messages: _m, system: _s, tools: _t, ...fields } = body;
      const thread = { type: "continue", previous_message_id: held.thread.previousMessageId };
      return jsonBytes({ ...fields, thread, messages: list(outgoing) });
    },
    async send(outgoing, signal) {
      going = await threadOf(outgoing);
      const thread = going;
      const reply = await received(() => thread.send(list(outgoing), paramsOf(outgoing), { signal }), signal);
      return asMessage(reply) as MessageLike;
    },
    async stream(outgoing, signal) {
      going = await threadOf(outgoing);
      return going.stream(list(outgoing), paramsOf(outgoing), { signal }) as MessageStreamLike;
    },
    kept(history) {
      const same = JSON.stringify(lastContent(going?.messages)) === JSON.stringify(lastContent(history));
      // What was left out of the reply here, the helper would send.
      held = going !== null && same ? { thread: going, of: history } : null;
    },
  };
}

function lastContent(messages: readonly unknown[] | undefined): unknown {
  return (messages?.at(-1) as { readonly content?: unknown } | undefined)?.content;
}

/** By its shape: clients of Bedrock and Vertex have the method too, and refuse to use it. */
function makerOf(client: MessagesClient, title: string): MakeThread {
  const { beta } = client as unknown as { beta?: { messages?: { thread?: unknown } } };
  const messages = beta?.messages;
  if (typeof messages?.thread !== "function") throw lacking(`The client for ${title}`);
  const { _supportsMessageThreads: supports } = client as unknown as { _supportsMessageThreads?: unknown };
  if (supports === false) throw lacking(`The client for ${title}`);
  return (params) => (messages as { thread: MakeThread }).thread(params);
}

function lacking(platform: string): CapabilityError {
  const capability = "message threads (`client.beta.messages.thread`)";
  return new CapabilityError("capability.threads", {
    platform,
    capability,
    alternatives: ["the whole conversation each turn"],
  });
}
