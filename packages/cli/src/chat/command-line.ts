// A line of a chat, read: what is asked, or what is wanted of the chat itself.
import { homedir } from "node:os";

export type Line =
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "add"; readonly inputs: readonly string[] }
  | { readonly kind: "plan"; readonly text: string }
  | { readonly kind: "save"; readonly file: string | null }
  | { readonly kind: "drop" }
  | { readonly kind: "help" }
  | { readonly kind: "quit" }
  | { readonly kind: "unknown"; readonly word: string }
  | { readonly kind: "nothing" };

export function readLine(line: string): Line {
  const text = line.trim();
  if (text === "") return { kind: "nothing" };
  if (text.startsWith("//")) return { kind: "say", text: text.slice(1) };
  if (!text.startsWith("/")) return { kind: "say", text };
  const [, word = "", rest = ""] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  switch (word) {
    case "add":
      return { kind: "add", inputs: words(rest) };
    case "plan":
      return { kind: "plan", text: rest };
    case "save":
      return { kind: "save", file: words(rest)[0] ?? null };
    case "drop":
      return { kind: "drop" };
    case "help":
    case "?":
      return { kind: "help" };
    case "quit":
    case "exit":
    case "q":
      return { kind: "quit" };
    default:
      return { kind: "unknown", word };
  }
}

/** As a shell tells words apart: quotes, and a backslash before a space, which terminals write for a file that is dropped on them. */
export function words(text: string): string[] {
  const found = text.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gs) ?? [];
  return found.map((word) => unquoted(word).replace(/^~(?=\/|$)/, homedir()));
}

function unquoted(word: string): string {
  // On Windows a backslash is part of a path.
  const escapes = process.platform !== "win32";
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs,
    (whole, double?: string, single?: string, escaped?: string) => {
      if (double !== undefined) return escapes ? double.replace(/\\(["\\])/g, "$1") : double;
      if (single !== undefined) return single;
      return escapes ? (escaped ?? "") : whole;
    },
  );
}

export const HELP = `  /add FILE...   a picture (path, URL, file id) that goes with your next question
  /drop          forgets what was added and not yet sent
  /plan [WORDS]  what your next question would send, and what it would cost
  /save [FILE]   keeps the chat in FILE (default: fovea-chat.json) and its pictures beside it
  /help          this
  /quit          ends the chat (Ctrl-D does too); Ctrl-C ends an answer
A line that begins with // is said with one /.
`;
