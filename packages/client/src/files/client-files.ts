// The Files API of an official client: of any platform, package and version that has one. Duck-typed, for there are several copies of each.
import type { BytesRef } from "../content/edit.ts";
import { accountOfClient } from "./client-account.ts";
import { expiryOf, field, findGone, uploadedFile } from "./file-reply.ts";
import { platformFilename } from "./filename.ts";
import type { FilesApi, FileToUpload, UploadCall } from "./files-api.ts";
import { createFormFetch, type Fetch, type FormFetch } from "./form-fetch.ts";
import { formOf } from "./upload-form.ts";
import { watched } from "./watched.ts";

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** `client.files`, and `client.beta.files` of clients before 1.0. */
interface FilesResource {
  upload(params: { file: File; expires_in_seconds?: number }, options: CallOptions): PromiseLike<unknown>;
  list(params: { ids: readonly string[] }, options: CallOptions): PromiseLike<unknown>;
  retrieveMetadata(id: string, params: object, options: CallOptions): PromiseLike<unknown>;
  delete(id: string, params: object, options: CallOptions): PromiseLike<unknown>;
}

export interface ClientFilesOptions {
  /** ms since 1970. Default: the clock. */
  readonly now?: () => number;
}

/**
 * The files of a client's platform; null where the client has none (Amazon Bedrock, Vertex AI). Bytes are read while they are sent; where a client
 * cannot be given another fetch (`withOptions`), they are read first.
 */
export function filesApiOfClient(client: object, { now = Date.now }: ClientFilesOptions = {}): FilesApi | null {
  if (filesOf(client) === null) return null;
  const platform = String(field(client, "baseURL") ?? "the platform");
  let made: { readonly files: FilesResource; readonly forms: FormFetch | null } | undefined;
  const connect = () => {
    made ??= streaming(client) ?? { files: filesOf(client) as FilesResource, forms: null };
    return made;
  };

  async function upload(file: FileToUpload, { signal, onProgress }: UploadCall = {}) {
    signal?.throwIfAborted();
    const { files, forms } = connect();
    const { expiresInSeconds, mediaType } = file;
    const filename = platformFilename(file.filename, mediaType);
    const limit = expiresInSeconds === null ? {} : { expires_in_seconds: expiresInSeconds };
    const wanted = expiryOf(expiresInSeconds, now());
    const bytes = watched(file.bytes, signal);
    const form = { ...file, bytes: bytes.ref, filename, onProgress };
    const standIn = forms?.standIn(formOf(form));
    try {
      const sent = standIn?.file ?? (await wholeFile(form));
      const reply = await files.upload({ file: sent, ...limit }, { signal: bytes.signal });
      return uploadedFile(reply, { platform, status: 200, wanted });
    } catch (error) {
      throw bytes.reason(error);
    } finally {
      standIn?.forget();
    }
  }

  async function metadata(id: string, signal: AbortSignal | undefined): Promise<unknown> {
    try {
      return await connect().files.retrieveMetadata(id, {}, { signal });
    } catch (error) {
      if (field(error, "status") === 404) return null;
      throw error;
    }
  }

  return {
    account: accountOfClient(client),
    upload,
    gone: (ids, signal) =>
      unlessAborted(signal, () => {
        const list = async (asked: readonly string[]) =>
          field(await connect().files.list({ ids: asked }, { signal }), "data");
        return findGone(ids, { list, get: (id) => metadata(id, signal) }, now());
      }),
    remove: (id, signal) =>
      unlessAborted(signal, async () => {
        try {
          await connect().files.delete(id, {}, { signal });
        } catch (error) {
          if (field(error, "status") !== 404) throw error;
        }
      }),
  };
}

/** What the client made of an abort is less than what the caller said. */
async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  signal?.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function filesOf(client: object): FilesResource | null {
  const { files, beta } = client as { files?: unknown; beta?: unknown };
  if (isFilesResource(files)) return files;
  // Clients of Bedrock and Vertex AI inherit a beta resource that leads nowhere.
  const elsewhere = "projectId" in client || ("awsRegion" in client && !("workspaceId" in client));
  const old = (beta as { files?: unknown } | null | undefined)?.files;
  return !elsewhere && isFilesResource(old) ? old : null;
}

function isFilesResource(value: unknown): value is FilesResource {
  if (typeof value !== "object" || value === null) return false;
  const methods = value as Record<string, unknown>;
  return ["upload", "list", "retrieveMetadata", "delete"].every((name) => typeof methods[name] === "function");
}

/** The same client with a fetch that reads forms while they are sent; null where that cannot be had. */
function streaming(client: object): { files: FilesResource; forms: FormFetch } | null {
  const { withOptions, fetch } = client as { withOptions?: unknown; fetch?: unknown };
  if (typeof withOptions !== "function" || typeof fetch !== "function") return null;
  const forms = createFormFetch((input, init) => (fetch as Fetch)(input, init));
  const other: unknown = withOptions.call(client, { fetch: forms.fetch });
  const files = typeof other === "object" && other !== null ? filesOf(other) : null;
  return files === null ? null : { files, forms };
}

async function wholeFile(file: {
  readonly bytes: BytesRef;
  readonly filename: string;
  readonly mediaType: string;
  readonly onProgress: ((sentBytes: number) => void) | undefined;
}): Promise<File> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const piece of file.bytes.open()) {
    length += piece.length;
    pieces.push(new Uint8Array(piece));
  }
  if (length !== file.bytes.length) throw new Error(`${length} bytes came of a file of ${file.bytes.length}`);
  file.onProgress?.(length);
  return new File(pieces, file.filename, { type: file.mediaType });
}
