// The texts that a model reads in messages: text blocks, plain-text documents with their titles, and what stands in tool results.

/** Every text of a `messages` array, in order. What is not of a known shape is passed over: others say what is wrong with it. */
export function textsOf(messages: readonly unknown[]): string[] {
  return messages.flatMap((message) => textsIn(field(message, "content")));
}

function textsIn(content: unknown): string[] {
  if (typeof content === "string") return [content];
  return Array.isArray(content) ? content.flatMap(textsOfBlock) : [];
}

function textsOfBlock(block: unknown): string[] {
  switch (field(block, "type")) {
    case "text":
      return strings(field(block, "text"));
    case "document":
      return [...strings(field(block, "title"), field(block, "context")), ...textsOfSource(field(block, "source"))];
    case "tool_result":
      return textsIn(field(block, "content"));
    case "tool_use":
      return [JSON.stringify(field(block, "input") ?? {})];
    default:
      return [];
  }
}

function textsOfSource(source: unknown): string[] {
  const type = field(source, "type");
  if (type === "text") return strings(field(source, "data"));
  return type === "content" ? textsIn(field(source, "content")) : [];
}

function strings(...values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === "string");
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
