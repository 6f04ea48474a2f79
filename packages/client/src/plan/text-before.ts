// Which pictures of a message come after a text. Source: Claude vision documentation (read 2026-09-20): images before text is preferred, and
// several images are introduced each by a label like `Image 1:`, which is why labels do not count as text here.
import { formatPath, type JsonPath } from "../content/path.ts";

/** Most characters of a label. */
const LABEL_CHARS = 80;

/** Whether a text introduces the picture after it (`Image 1:`, `Page 3 of the contract:`) and asks nothing. */
export function isLabel(text: string): boolean {
  const trimmed = text.trim();
  return (
    trimmed.length <= LABEL_CHARS &&
    !trimmed.includes("?") &&
    (trimmed.endsWith(":") || /^(image|picture|photo|figure|page|screenshot|document)\s*#?\d+[.)]?$/i.test(trimmed))
  );
}

/**
 * Printed paths of the image and document blocks of one message that have a text before them, labels left out.
 * `content` is the message's content array, `at` its path, like `["messages", 0, "content"]`.
 */
export function textBefore(content: readonly unknown[], at: JsonPath): string[] {
  const paths: string[] = [];
  let texts = 0;
  content.forEach((block, index) => {
    if (typeof block !== "object" || block === null) return;
    const { type, text } = block as { type?: unknown; text?: unknown };
    if (type === "text" && typeof text === "string" && text.trim() !== "" && !isLabel(text)) texts++;
    if ((type === "image" || type === "document") && texts > 0) paths.push(formatPath([...at, index]));
  });
  return paths;
}
