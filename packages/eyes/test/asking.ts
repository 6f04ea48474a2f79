// Asks in a test as createEyes().answer does, with perceptions in place of pictures.
import { answerQuestion } from "../src/answer/answer.ts";
import type { Comparison, Perception } from "../src/perception.ts";
import { comparison } from "./perceptions.ts";

export interface Said {
  readonly role?: "user" | "assistant";
  readonly text: string;
  readonly pictures?: readonly Perception[];
}

/** One user turn: pictures, then the question. */
export function ask(text: string, ...pictures: readonly Perception[]): Promise<string> {
  return converse([{ text, pictures }]);
}

/** One user turn whose answer must obey a schema. @returns the answer, parsed */
export async function fill(schema: unknown, text: string, ...pictures: readonly Perception[]): Promise<unknown> {
  return JSON.parse(await converse([{ text, pictures }], comparison(), schema));
}

/** A conversation, and what any two of its pictures compare to. @returns the answer to its last user turn */
export async function converse(
  said: readonly Said[],
  between: Comparison = comparison(),
  schema?: unknown,
): Promise<string> {
  const shown: Perception[] = [];
  const turns = said.map(({ role = "user", text, pictures = [] }) => ({
    role,
    text,
    // A picture's one byte is its place in `shown`.
    pictures: pictures.map((picture) => Uint8Array.of(shown.push(picture) - 1)),
  }));
  const { text } = await answerQuestion({
    turns,
    see: async ([at = -1]) => shown[at] as Perception,
    compare: async () => between,
    schema,
  });
  return text;
}
