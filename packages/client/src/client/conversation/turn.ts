// A turn on its way: what was said, what is added, and what changes about both before it is accepted. Nothing of it is kept until then.
import type { Block } from "../../content/block.ts";
import { fileSource } from "../../content/make.ts";
import { formatPath } from "../../content/path.ts";
import type { HistoryMessage, SentUpload } from "./conversation.ts";
import type { Entered } from "./enter.ts";
import { wireSource } from "./enter.ts";
import { freeze, type History, type Picture, withSources } from "./history.ts";

export interface Turn {
  readonly sent: History;
  /** Null: the platform goes on with a reply that it paused. */
  readonly entered: Entered | null;
}

export function messagesOf({ sent, entered }: Turn): readonly HistoryMessage[] {
  return entered === null ? sent.messages : [...sent.messages, entered.message];
}

export function blocksOf({ sent, entered }: Turn): readonly Block[] {
  return entered === null ? sent.blocks : [...sent.blocks, ...entered.blocks];
}

export function picturesOf({ sent, entered }: Turn): readonly Picture[] {
  return entered === null ? sent.pictures : [...sent.pictures, ...entered.pictures];
}

/** A picture that takes the place of the one at its path. */
export interface Replacement {
  readonly picture: Picture;
  readonly source: object;
  readonly facts: Block["facts"];
}

/** The same bytes as another file. */
export function asFile(picture: Picture, { fileId, expiresAt }: SentUpload, facts: Block["facts"]): Replacement {
  return { picture: { ...picture, fileId, expiresAt }, source: fileSource(fileId), facts };
}

/** The turn with other pictures at some paths. What nothing was replaced in stays the same object: bytes on the wire depend on it. */
export function replaced(turn: Turn, replacements: readonly Replacement[]): Turn {
  if (replacements.length === 0) return turn;
  const byPath = new Map(replacements.map((one) => [formatPath(one.picture.at), one]));
  const sources = new Map(replacements.map(({ picture, source }) => [formatPath(picture.at), source]));
  const blocks = (list: readonly Block[]): readonly Block[] =>
    list.map((block) => {
      const found = byPath.get(formatPath(block.at));
      if (found === undefined) return block;
      return freeze({ ...block, facts: found.facts, source: wireSource(found.source, found.picture.bytes) });
    });
  const pictures = (list: readonly Picture[]): readonly Picture[] =>
    list.map((picture) => byPath.get(formatPath(picture.at))?.picture ?? picture);

  const messages = withSources(messagesOf(turn), sources);
  const { sent, entered } = turn;
  const before = messages.slice(0, sent.messages.length);
  const touched = before.some((message, index) => message !== sent.messages[index]);
  return {
    sent: touched
      ? { ...sent, messages: before, blocks: blocks(sent.blocks), pictures: pictures(sent.pictures) }
      : sent,
    entered: entered && {
      ...entered,
      message: messages.at(-1) as HistoryMessage,
      blocks: blocks(entered.blocks),
      pictures: pictures(entered.pictures),
    },
  };
}
