// Bodies for what reads them in hand: pictures, conversations, tool calls, and both together.
import { readFileSync } from "node:fs";

const PNG = readFileSync(new URL("../../packages/client/src/media/fixtures/png-rgb.png", import.meta.url));

/** A body with one picture whose base64 text is about `bytes` long. */
function picture(bytes: number, replace = (text: string): string => text): string {
  const file = Buffer.alloc(Math.floor((bytes * 3) / 4));
  for (let at = 0; at < file.length; at++) file[at] = (at * 2654435761) >>> 13;
  PNG.copy(file);
  const data = replace(file.toString("base64"));
  return `{"model":"claude-opus-5-5","max_tokens":1024,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${data}"}},{"type":"text","text":"What is this?"}]}]}`;
}

/** Real prose and code: the paragraphs of the library's own files. */
const PARAGRAPHS = [
  "ARCHITECTURE.md",
  "docs/errors.md",
  "packages/client/src/content/walk.ts",
  "packages/client/src/wire/survey.ts",
]
  .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"))
  .flatMap((text) => text.match(/[\s\S]{300,700}?\n/g) ?? []);

const CHINESE_AND_GERMAN = [
  "这张图片里有一只橙色的猫坐在木桌上，旁边放着一个白色的杯子；背景是一扇明亮的窗户，阳光从左边照进来。".repeat(4),
  "Auf dem Bild sitzt eine getigerte Katze auf der Fensterbank, dahinter ein verschneiter Garten. ".repeat(6),
  'Sie sagte: "Können Sie den größten Wert ablesen?"\n\n— Ja, natürlich.\n'.repeat(6),
];

/** A conversation in about 1 MB, or of so many turns; `more` are the blocks of one more turn. */
function chat(more: readonly unknown[] = [], turns = 2500, paragraphs: readonly string[] = PARAGRAPHS): string {
  const messages = Array.from({ length: turns }, (_, index) => {
    const text = paragraphs[index % paragraphs.length];
    return { role: index % 2 === 0 ? "user" : "assistant", content: index % 3 === 0 ? text : [{ type: "text", text }] };
  });
  return JSON.stringify({
    model: "claude-opus-5-5",
    max_tokens: 1024,
    messages: [...messages, { role: "user", content: more }],
  });
}

/** Tool calls with 24,000 short values between them, 0.7 MB. */
function toolCalls(): string {
  const input = { rows: Array.from({ length: 240 }, (_, row) => Object.fromEntries(cells(row))) };
  const calls = Array.from({ length: 20 }, (_, index) => ({
    type: "tool_use",
    id: `toolu_${index}`,
    name: "rows",
    input,
  }));
  return JSON.stringify({
    model: "claude-opus-5-5",
    max_tokens: 1024,
    messages: [{ role: "assistant", content: calls }],
  });
}

function cells(row: number): [string, string][] {
  return ["a", "b", "c", "d", "e"].map((name, column) => [name, `v${row * column}`]);
}

/** One string of 1 MB in which every line has quotes and ends of lines. */
function escapedCode(): string {
  const text = 'if (name === "value") {\n\tconsole.log("a \\\\ b: {}", name);\n}\n'.repeat(16_000);
  return JSON.stringify({ model: "claude-opus-5-5", max_tokens: 1024, messages: [{ role: "user", content: text }] });
}

export const BODIES: Readonly<Record<string, () => string>> = {
  "image, 1.4 MB": () => picture(1.4e6),
  "image, 30 MB": () => picture(30e6),
  "image, 30 MB, `/` as `\\/`": () => picture(30e6, (text) => text.replaceAll("/", "\\/")),
  "chat, 1 MB, no image": () => chat(),
  "chat, 1 MB, and image, 1.4 MB": () => chat([JSON.parse(picture(1.4e6)).messages[0].content[0]]),
  "chat in Chinese and German, 1 MB": () => chat([], 1600, CHINESE_AND_GERMAN),
  "tool calls, 24,000 short values": toolCalls,
  "one string of escaped code, 1 MB": escapedCode,
  "chat, 1 KB": () => chat([], 2),
};
