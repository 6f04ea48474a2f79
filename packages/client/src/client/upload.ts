// `upload`: what `ask` would send of an input, put on the platform once, for later calls to name. And taking back what nothing names any more.
import { CapabilityError, InputError } from "../errors/errors.ts";
import { checkedUploads } from "../files/checked-uploads.ts";
import type { Pruned, Uploads } from "../files/uploads.ts";
import { bytesRef } from "../input/bytes.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import type { Platform } from "../platform/capability.ts";
import { checkPrune, checkUpload } from "./check-options.ts";
import type { OneInput } from "./image.ts";
import type { Lane } from "./lane.ts";
import { openInputs, type Part } from "./open-inputs.ts";
import { prepareParts, type Wish } from "./prepare.ts";
import type { OnProgress } from "./progress.ts";
import { type UploadedPart, uploader } from "./uploader.ts";
import { wishOf } from "./wish.ts";

/** Longest file that the Files API takes, in bytes. Source: Claude documentation, Files API, read 2026-09-26 ("500 MB"). */
const MAX_FILE_BYTES = 500_000_000;

/** How an input is put on the platform. */
export interface UploadOptions {
  /** Default `seen`: the size the model sees, so that what `ask` would send of the same input is found there. `never` uploads the bytes as they are. */
  readonly fit?: Policy["fit"];
  /** The model that will look: its tier decides the size. Default: that of `createFovea`. */
  readonly model?: string;
  /** How long the platform keeps the file, in seconds, 3600 to 7776000; null: until it is deleted. Default null. */
  readonly expiresInSeconds?: number | null;
  /** Default: a name made of the hash, which says nothing of its owner. */
  readonly filename?: string;
  /** Takes EXIF, XMP, IPTC and comments out. Default false. */
  readonly stripMetadata?: boolean;
  /** Takes what can be seen of a picture whose end is missing. Default false: it is refused. */
  readonly mendTruncated?: boolean;
  /** Read when the input is `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** A file that is on the platform now. */
export interface UploadedInput {
  /** Of the Files API; pass it as `{ fileId }`. */
  readonly fileId: string;
  /** True where the same bytes were there already, and nothing was sent. */
  readonly reused: boolean;
  /** When the platform deletes it, in ms since 1970; null: it stays until it is deleted. */
  readonly expiresAt: number | null;
  /** Of what is there, proven. */
  readonly mediaType: string;
  /** Length of what is there, in bytes. */
  readonly bytes: number;
  /** What was made of it, and why: its steps and diagnostics. Null for a text, which goes as it is. */
  readonly plan: Plan | null;
}

/** Which files are taken away. */
export interface PruneOptions {
  /** File ids that stay. Default none. */
  readonly keep?: Iterable<string>;
  /** Deletes only what was last used before this time, in ms since 1970. Default: now. */
  readonly before?: number;
  readonly signal?: AbortSignal;
}

/** @throws as `Fovea.upload` */
export async function uploadIn(lane: Lane, input: OneInput, options: UploadOptions): Promise<UploadedInput> {
  checkUpload(options);
  if (Array.isArray(input))
    throw new TypeError("upload takes one input; call it for each, they may run at the same time");
  const { expiresInSeconds = null, filename, ...call } = options;
  // The id is for the caller to keep: one that the platform has forgotten would be found out too late.
  const place = checkedUploads(await placeOf(lane));
  const asked = wishOf(lane, input, "", { ...call, label: false, method: "file", uploads: "asked" });
  const wish: Wish = {
    ...asked,
    uploadsExpireInSeconds: expiresInSeconds,
    maxInputBytes: MAX_FILE_BYTES,
    ...(filename === undefined ? {} : { filename }),
    // What is there is judged by how long it will be there: that is the upload's own question, not the plan's.
    uploads: async () => ({ ...place, known: async () => ({}) }),
  };
  try {
    const { uploaded, plan } = await put(await openInputs(wish, true), wish, place);
    const { fileId, found, expiresAt, mediaType, bytes } = uploaded;
    return { fileId, reused: found, expiresAt, mediaType, bytes, plan };
  } finally {
    wish.teller.end();
  }
}

interface Put {
  readonly uploaded: UploadedPart;
  readonly plan: Plan | null;
}

async function put(parts: readonly Part[], wish: Wish, place: Uploads): Promise<Put> {
  const [part] = parts;
  if (part === undefined || parts.length > 1) throw new InputError("input.several-pictures", { count: parts.length });
  const { ready } = part;
  if (ready.kind === "file") throw new InputError("input.already-file", { fileId: ready.fileId });
  if (ready.kind === "block") throw new TypeError("upload takes a picture or a file, not a text block");
  if (ready.kind === "text") {
    const bytes = bytesRef(new TextEncoder().encode(ready.text));
    const work = { at: ready.name, bytes, mediaType: "text/plain", sha256: null };
    return { uploaded: await uploader(place, wish, () => ready.name)(work), plan: null };
  }
  const { uploads, plan } = await prepareParts(parts, wish);
  const [uploaded] = uploads.values();
  if (uploaded === undefined) throw new TypeError("the plan of an upload uploads");
  return { uploaded, plan };
}

/** @throws as `Fovea.prune` */
export async function pruneIn(lane: Lane, options: PruneOptions): Promise<Pruned> {
  checkPrune(options);
  return (await placeOf(lane)).prune(options);
}

/** @throws CapabilityError `capability.operation` */
async function placeOf(lane: Lane): Promise<Uploads> {
  const place = lane.platform.filesApi.value ? await lane.uploads() : null;
  if (place !== null) return place;
  throw noFiles(lane.platform);
}

function noFiles({ title, filesApi }: Platform): CapabilityError {
  const capability = filesApi.value ? "Files API in the client that was given" : "Files API";
  const alternatives = ["the bytes themselves with every request"];
  return new CapabilityError("capability.operation", { platform: title, capability, alternatives });
}
