// Where the next page of a list begins, as callers see it: opaque, and of no use in another workspace.
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { refused } from "./errors.ts";

const TAG_CHARS = 16;

/** The cursor behind the file of that id. */
export function cursorAfter(workspace: string, id: string): string {
  return Buffer.from(`${tagOf(workspace, id)}${id}`).toString("base64url");
}

/** @throws ReplyError 400 for what is no cursor of this workspace */
export function readCursor(workspace: string, cursor: string): string {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const id = text.slice(TAG_CHARS);
  if (id === "" || cursorAfter(workspace, id) !== cursor)
    throw refused("page", "this is no cursor of this workspace; send `next_page` as it came, or leave `page` out");
  return id;
}

function tagOf(workspace: string, id: string): string {
  return createHash("sha256").update(`${workspace}\0${id}`).digest("hex").slice(0, TAG_CHARS);
}
