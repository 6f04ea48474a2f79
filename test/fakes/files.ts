// The Files API: upload, list, get, content, delete, in the shapes of today and those of the beta header. A file belongs to who uploaded it.
import { randomBytes } from "node:crypto";
import type { Answer } from "./answers.ts";
import { type Json, sha256 } from "./blocks.ts";
import type { FindFile } from "./images.ts";
import { headerBetas } from "./messages.ts";
import { prove } from "./pictures.ts";
import { invalid, Refusal } from "./refusal.ts";
import type { Call, Received } from "./wire.ts";

export interface StoredFile {
  readonly id: string;
  readonly owner: string;
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export interface Files {
  readonly all: ReadonlyMap<string, StoredFile>;
  forget(id: string): void;
  expireAll(): void;
  answer(request: Received, call: Call, owner: string): Promise<Answer>;
  finder(owner: string): FindFile;
}

const BETA = "files-api-2025-04-14";

export function createFiles(now: () => number): Files {
  const all = new Map<string, StoredFile>();

  function own(id: string, owner: string): StoredFile {
    const file = all.get(id);
    if (file?.owner === owner) return file;
    throw new Refusal(404, `File \`${id}\` not found.`);
  }
  const expired = ({ expiresAt }: StoredFile): boolean => expiresAt !== null && expiresAt <= now();

  async function upload(request: Received, owner: string, beta: boolean): Promise<Answer> {
    const { file, seconds } = await formOf(request);
    const bytes = Buffer.from(await file.arrayBuffer());
    const createdAt = now();
    const stored: StoredFile = {
      id: `file_01${randomBytes(11).toString("hex")}`,
      owner,
      filename: filenameOf(file.name),
      mediaType: await mediaTypeOf(file.type, bytes, beta),
      bytes,
      sha256: sha256(bytes),
      createdAt,
      expiresAt: seconds === null ? null : createdAt + seconds * 1000,
    };
    all.set(stored.id, stored);
    return json(metadata(stored, beta));
  }

  return {
    all,
    forget: (id) => void all.delete(id),
    expireAll() {
      for (const file of all.values()) all.set(file.id, { ...file, expiresAt: now() });
    },
    finder: (owner) => (id) => {
      const file = all.get(id);
      return file?.owner === owner ? { ...file, expired: expired(file) } : null;
    },
    async answer(request, { rest: [id, part] }, owner) {
      const { method } = request;
      const beta = headerBetas(request).includes(BETA);
      if (id === undefined && method === "POST") return upload(request, owner, beta);
      if (id === undefined && method === "GET")
        return json(listOf(request.query, [...all.values()].filter((one) => one.owner === owner).reverse(), beta));
      if (id === undefined || (part !== undefined && part !== "content"))
        throw new Refusal(404, "Not found", { edge: true });
      const file = own(id, owner);
      if (method === "DELETE" && part === undefined) {
        all.delete(id);
        return json({ id, type: "file_deleted" });
      }
      if (method !== "GET") throw new Refusal(405, "Method Not Allowed");
      if (part === undefined) return json(metadata(file, beta));
      if (expired(file))
        throw new Refusal(404, `File \`${id}\` has expired.`, { details: { error_code: "file_expired" } });
      throw invalid(`File \`${id}\` is not downloadable.`, { error_code: "file_not_downloadable" });
    },
  };
}

const json = (value: Json): Answer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

function metadata({ id, filename, mediaType, bytes, createdAt, expiresAt }: StoredFile, beta: boolean): Json {
  const expires = expiresAt === null ? null : new Date(expiresAt).toISOString();
  return {
    id,
    type: "file",
    filename,
    mime_type: mediaType,
    size_bytes: bytes.length,
    created_at: new Date(createdAt).toISOString(),
    downloadable: false,
    ...(beta ? {} : { expires_at: expires }),
  };
}

async function formOf({ headers, body }: Received): Promise<{ file: File; seconds: number | null }> {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": headers["content-type"] ?? "" } })
    .formData()
    .catch(() => {
      throw invalid("The request body is not valid multipart/form-data");
    });
  const files = form.getAll("file");
  const [file] = files;
  if (files.length !== 1 || !(file instanceof File)) throw invalid("file: Field required");
  for (const name of form.keys())
    if (name !== "file" && name !== "expires_in_seconds") throw invalid(`${name}: Extra inputs are not permitted`);
  const given = form.get("expires_in_seconds");
  if (given === null) return { file, seconds: null };
  const seconds = Number(given);
  if (!Number.isSafeInteger(seconds) || seconds < 3600 || seconds > 7_776_000)
    throw invalid("expires_in_seconds: Input should be between 3600 and 7776000");
  return { file, seconds };
}

function filenameOf(given: string): string {
  const name = given.split(/[\\/]/).at(-1) ?? "";
  if (name.length > 255 || [...name].some((c) => '<>:"|?*'.includes(c) || c < " "))
    throw invalid("filename: must be 1 to 255 characters long and have none of the forbidden characters");
  return name === "" ? "unnamed" : name;
}

async function mediaTypeOf(declared: string, bytes: Buffer, beta: boolean): Promise<string> {
  const type = declared.split(";")[0]?.trim() ?? "";
  if (type !== "" && type !== "application/octet-stream") return type;
  if (type === "" && beta) throw invalid("file: Content-Type of the part is required");
  if (type !== "") return type;
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "application/pdf";
  return (await prove(bytes))?.mediaType ?? "application/octet-stream";
}

function listOf(query: URLSearchParams, own: readonly StoredFile[], beta: boolean): Json {
  const limit = Number(query.get("limit") ?? 20);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 1000)
    throw invalid("limit: Input should be between 1 and 1000");
  const shown = (files: readonly StoredFile[]): Json[] => files.map((one) => metadata(one, beta));
  if (beta) {
    const after = query.get("after_id");
    const from = after === null ? 0 : own.findIndex(({ id }) => id === after) + 1;
    const page = own.slice(from, from + limit);
    const ids = { first_id: page[0]?.id ?? null, last_id: page.at(-1)?.id ?? null };
    return { data: shown(page), has_more: own.length > from + limit, ...ids };
  }
  if (query.has("before_id") || query.has("after_id"))
    throw invalid("before_id and after_id need the files-api-2025-04-14 beta");
  const ids = query.getAll("ids[]");
  if (ids.length > 0) {
    if (query.has("page") || query.has("limit")) throw invalid("ids: may not be combined with page or limit");
    return { data: shown(own.filter(({ id }) => ids.includes(id))), next_page: null };
  }
  const from = Number(Buffer.from(query.get("page") ?? "", "base64url").toString() || 0);
  if (!Number.isSafeInteger(from)) throw invalid("page: Invalid cursor");
  const more = own.length > from + limit;
  return {
    data: shown(own.slice(from, from + limit)),
    next_page: more ? Buffer.from(String(from + limit)).toString("base64url") : null,
  };
}
