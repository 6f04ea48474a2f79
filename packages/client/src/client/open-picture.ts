// An input whose pixels are needed here: opened, fetched where it is a url, and known to be a picture.
import { InputError } from "../errors/errors.ts";
import { open } from "../input/open.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { Input, OpenedBytes } from "../input/opened.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.ts";

export interface OpenPictureOptions {
  /** Read when the input is `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Fetches a url. Default: `createGuardedFetch()`. */
  readonly fetchUrl?: GuardedFetch;
}

/** @throws InputError `input.no-pixels` for a file id, a PDF, a page; what opening and fetching throw */
export async function openPicture(input: Input, options: OpenPictureOptions): Promise<OpenedBytes> {
  const { stdin, cwd, signal, fetchUrl = createGuardedFetch() } = options;
  let opened = await open(input, {
    ...(stdin ? { stdin } : {}),
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal ? { signal } : {}),
  });
  if (opened.kind === "url") {
    const { bytes, declared } = await fetchUrl(opened.url, signal ? { signal } : {});
    opened = openBytes(bytes, { declared, name: opened.name });
  }
  if (opened.kind === "file") throw new InputError("input.no-pixels", { what: "a file of the Files API" });
  const { mediaType } = opened.facts;
  if (!mediaType.startsWith("image/"))
    throw new InputError("input.no-pixels", { what: mediaType }, { at: opened.name });
  return opened;
}
