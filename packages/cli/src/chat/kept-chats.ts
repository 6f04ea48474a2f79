// Chats that can be continued: each in a folder of its own in the data directory, the newest few of them, for their owner's eyes alone.
import { randomBytes } from "node:crypto";
import { copyFile, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SavedConversation } from "@fovea/client";
import { makeFolders } from "@fovea/client/internal/files/make-folders";
import { CommandError } from "../command-error.ts";
import { dataDirectory } from "../data-directory.ts";
import type { Io } from "../io.ts";

/** Older ones are deleted when a chat begins. */
const MOST_KEPT = 20;

export interface KeptChat {
  /** Of the pictures. */
  readonly directory: string;
  /** What there is to go on with. */
  readonly saved: unknown;
}

export interface ChatFolder {
  readonly pictures: string;
  keep(saved: SavedConversation): Promise<void>;
}

function root(io: Io): string {
  return join(dataDirectory(undefined, io), "chats");
}

export function folderAt(path: string): ChatFolder {
  return {
    pictures: join(path, "pictures"),
    async keep(saved) {
      await makeFolders(path);
      await writeWhole(join(path, "chat.json"), saved);
    },
  };
}

/** A new one. It is made with its first turn, and the oldest others go. */
export async function newFolder(io: Io): Promise<ChatFolder> {
  const chats = await all(io);
  for (const { path } of chats.slice(MOST_KEPT - 1)) await rm(path, { recursive: true, force: true });
  const name = `${new Date().toISOString().replace(/[:.]/g, "-")}-${randomBytes(3).toString("hex")}`;
  return folderAt(join(root(io), name));
}

/** @throws CommandError `chat.none` */
export async function lastFolder(io: Io): Promise<{ folder: ChatFolder; file: string; saved: unknown; at: Date }> {
  const [last] = await all(io);
  if (last === undefined)
    throw new CommandError({
      exit: "input",
      code: "chat.none",
      title: "There is no chat to continue",
      message: `No chat was kept in ${root(io)}.`,
      fix: "Begin one: fovea chat photo.jpg",
    });
  const file = join(last.path, "chat.json");
  return { folder: folderAt(last.path), file, saved: await readSaved(file), at: last.at };
}

/** Newest first. */
async function all(io: Io): Promise<{ path: string; at: Date }[]> {
  const names = await readdir(root(io)).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(root(io), name);
      const there = await stat(join(path, "chat.json")).catch(() => null);
      return there === null ? [] : [{ path, at: there.mtime }];
    }),
  );
  return found.flat().sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** What `/save` writes: the chat in a file, its pictures in a folder beside it. Replaces nothing that is not a chat. */
export async function saveTo(file: string, saved: SavedConversation, pictures: string): Promise<string> {
  const there = await readFile(file, "utf8").catch(() => null);
  if (there !== null && !isChat(there))
    throw new CommandError({
      exit: "input",
      code: "chat.file-exists",
      title: "The file is there already",
      message: `${file} is there, and is no chat; nothing was written.`,
      fix: "Name another file.",
    });
  const beside = picturesOf(file);
  try {
    await makeFolders(dirname(file));
    await copyPictures(saved, pictures, beside);
    await writeWhole(file, saved);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError({
      exit: "input",
      code: "chat.not-saved",
      title: "The chat cannot be saved there",
      message: `${file} cannot be written (${code ?? message}).`,
      fix: "Name a file in a folder that you may write to, or make room on its disk.",
    });
  }
  return beside;
}

/** What `--from` reads: the pictures go where those of the new chat are. */
export async function loadFrom(file: string, folder: ChatFolder): Promise<unknown> {
  const saved = await readSaved(file);
  await copyPictures(saved, picturesOf(file), folder.pictures);
  return saved;
}

export function picturesOf(file: string): string {
  return `${file.replace(/\.json$/i, "")}.pictures`;
}

/** Files by their hash: what is there already is the same. What is missing is told when the chat is loaded. */
async function copyPictures(saved: unknown, from: string, to: string): Promise<void> {
  const { pictures } = (saved ?? {}) as { readonly pictures?: unknown };
  const names = (Array.isArray(pictures) ? pictures : [])
    .map(({ sha256 }: { sha256?: unknown }) => sha256)
    .filter((name): name is string => typeof name === "string" && /^[0-9a-f]{64}$/.test(name));
  if (names.length === 0) return;
  await makeFolders(to);
  for (const name of new Set(names)) {
    const part = join(to, `.${name}.${randomBytes(4).toString("hex")}.part`);
    const copied = await copyFile(join(from, name), part).then(
      () => true,
      () => false,
    );
    if (copied) await rename(part, join(to, name));
  }
}

async function readSaved(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new CommandError(
      {
        exit: "input",
        code: "chat.unreadable",
        title: "The chat cannot be read",
        message: `${file} cannot be read (${cause.code ?? cause.message}).`,
        fix: "Name a file that /save wrote.",
      },
      { cause },
    );
  });
  try {
    return JSON.parse(text);
  } catch {
    // What it is not, the conversation says.
    return null;
  }
}

function isChat(text: string): boolean {
  try {
    return (JSON.parse(text) as { fovea?: unknown } | null)?.fovea === "conversation";
  } catch {
    return false;
  }
}

async function writeWhole(file: string, value: unknown): Promise<void> {
  const part = `${file}.${randomBytes(4).toString("hex")}.part`;
  try {
    await writeFile(part, `${JSON.stringify(value)}\n`, { mode: 0o600, flag: "wx" });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
