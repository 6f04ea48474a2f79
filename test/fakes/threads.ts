// Message threads: the server holds the conversation under the id of its last reply. Source: types and helper of npm @anthropic-ai/sdk 1.12.0, beta
// `message-threads-2026-08-12`.
import { isJson, type Json } from "./blocks.ts";
import { invalid, Refusal } from "./refusal.ts";

export const THREADS_BETA = "message-threads-2026-08-12";

export interface Threads {
  /** The request as if everything had been sent: what is held, and what came. */
  whole(body: Json, betas: readonly string[]): Json;
  /** Holds the conversation under the reply's id, where a thread was asked for. */
  keep(body: Json, whole: Json, reply: Json): void;
  /** Everything that is held is lost, as it is after some minutes. */
  forget(): void;
}

interface Held {
  readonly messages: readonly unknown[];
  readonly system: unknown;
  readonly tools: unknown;
  continued: boolean;
}

export function createThreads(): Threads {
  const held = new Map<string, Held>();
  return {
    whole(body, betas) {
      const { thread, ...rest } = body;
      if (thread === undefined) return body;
      if (!betas.includes(THREADS_BETA)) throw invalid("thread: Extra inputs are not permitted");
      if (!isJson(thread)) throw invalid("thread: Input should be an object");
      if (thread.type === "create") return rest;
      const id = String(thread.previous_message_id);
      const found = held.get(id);
      if (found === undefined)
        throw new Refusal(404, `Thread of message \`${id}\` not found.`, {
          details: { error_code: "thread_not_found" },
        });
      if (found.continued)
        throw invalid(`The thread of \`${id}\` was continued already.`, { error_code: "thread_already_continued" });
      for (const field of ["system", "tools"])
        if (field in body) throw invalid(`${field}: may not be sent when a thread is continued`);
      const { system, tools } = found;
      const messages = [...found.messages, ...(Array.isArray(rest.messages) ? rest.messages : [])];
      return {
        ...rest,
        messages,
        ...(system === undefined ? {} : { system }),
        ...(tools === undefined ? {} : { tools }),
      };
    },
    keep({ thread }, whole, reply) {
      if (!isJson(thread)) return;
      const before = thread.type === "continue" ? held.get(String(thread.previous_message_id)) : undefined;
      if (before !== undefined) before.continued = true;
      const messages = Array.isArray(whole.messages) ? whole.messages : [];
      held.set(String(reply.id), {
        messages: [...messages, { role: "assistant", content: reply.content }],
        system: whole.system,
        tools: whole.tools,
        continued: false,
      });
    },
    forget: () => held.clear(),
  };
}
