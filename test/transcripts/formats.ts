// The forms in which people and agents keep a conversation, written and read: what a test puts in, and what a client would send of it.
import { randomUUID } from "node:crypto";

export interface Message {
  readonly role: "user" | "assistant";
  readonly content: unknown;
}

export interface Format {
  readonly name: string;
  /** End of the file's name. */
  readonly ending: string;
  write(messages: readonly Message[], model: string): string;
  read(written: string): readonly Message[];
}

const lines = (all: readonly unknown[]): string => `${all.map((one) => JSON.stringify(one)).join("\n")}\n`;
const values = (written: string): Record<string, unknown>[] =>
  written
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

export const LIST: Format = {
  name: "a list of messages",
  ending: ".json",
  write: (messages) => JSON.stringify(messages, null, 2),
  read: (written) => JSON.parse(written) as Message[],
};

export const BODY: Format = {
  name: "a request body",
  ending: ".json",
  write: (messages, model) => JSON.stringify({ model, max_tokens: 64, temperature: 1.0, messages }),
  read: (written) => (JSON.parse(written) as { messages: Message[] }).messages,
};

export const LINES: Format = {
  name: "one message a line",
  ending: ".jsonl",
  write: (messages) => lines(messages),
  read: (written) => values(written) as unknown as Message[],
};

/** Shaped as public issues quote such sessions: lines of other kinds between, answers under their model, copies of what tools gave. */
export const SESSION: Format = {
  name: "a session of a coding agent",
  ending: ".jsonl",
  write(messages, model) {
    let parentUuid: string | null = null;
    const all = messages.flatMap(({ role, content }) => {
      const uuid = randomUUID();
      const message =
        role === "assistant" ? { model, id: `msg_${uuid}`, type: "message", role, content } : { role, content };
      const line = {
        parentUuid,
        isSidechain: false,
        userType: "external",
        cwd: "/home/me",
        type: role,
        message,
        uuid,
        timestamp: "2026-11-20T10:00:00.000Z",
      };
      parentUuid = uuid;
      return [
        line,
        { type: "file-history-snapshot", messageId: uuid, snapshot: { big: 12345678901234567890n.toString() } },
      ];
    });
    return lines([{ type: "summary", summary: "A session", leafUuid: randomUUID() }, ...all]);
  },
  read: (written) =>
    values(written).flatMap(({ type, message }) =>
      type === "user" || type === "assistant" ? [message as Message] : [],
    ),
};

export const FORMATS: readonly Format[] = [LIST, BODY, LINES, SESSION];

/** The messages as a body has them: nothing but role and content. */
export function asSent(messages: readonly Message[]): Message[] {
  return messages.map(({ role, content }) => ({ role, content }));
}
