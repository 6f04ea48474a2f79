// One file by its id: GET /v1/files/:id, GET /v1/files/:id/content, DELETE /v1/files/:id.
import type { GatewayContext, Handler } from "../../exchange.ts";
import { jsonReply } from "../../reply/json.ts";
import type { StoredFile } from "../../store/file-store.ts";
import { fileExpired, fileNotDownloadable, fileNotFound } from "./errors.ts";
import { metadataOf, shapeOf } from "./shape.ts";

export const getFile: Handler = async (_request, context) =>
  jsonReply(metadataOf(await find(context), shapeOf(context.betas)));

/** Always an error: every file here is an upload, and what a tool makes comes from a platform. */
export const getContent: Handler = async (_request, context) => {
  const file = await find(context);
  throw file.expiresAt !== null && file.expiresAt <= context.now() ? fileExpired(file.id) : fileNotDownloadable(file);
};

export const deleteFile: Handler = async (_request, context) => {
  const id = context.params.id ?? "";
  const { workspace } = context.caller;
  const file = await context.files.get(workspace, id);
  if (!(await context.files.delete(workspace, id))) throw fileNotFound(id);
  // What platforms have of it goes as well; that it is gone here does not wait for them.
  if (file !== null) await context.uploads.dropped(workspace, file.sha256);
  return jsonReply({ id, type: "file_deleted" });
};

async function find({ files, caller, params }: GatewayContext): Promise<StoredFile> {
  const id = params.id ?? "";
  const file = await files.get(caller.workspace, id);
  if (file === null) throw fileNotFound(id);
  return file;
}
