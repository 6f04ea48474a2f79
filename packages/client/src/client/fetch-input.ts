// The bytes behind a url that the platform does not fetch itself.
import { openBytes } from "../input/open-bytes.ts";
import type { KnownBytes } from "../lower/resolvers.ts";
import { printUrl } from "../net/print-url.ts";
import { mendInput } from "./mend-input.ts";
import type { Wish } from "./prepare.ts";
import { stripInput } from "./strip-input.ts";

export async function fetchInput(
  url: string,
  wish: Pick<Wish, "fetchUrl" | "stripMetadata" | "mendTruncated" | "signal" | "teller">,
): Promise<KnownBytes> {
  const { fetchUrl, stripMetadata, mendTruncated: allowTruncated, signal, teller } = wish;
  const name = printUrl(new URL(url));
  teller.tell({ type: "fetching", url: name });
  const { bytes, declared } = await fetchUrl(url, signal ? { signal } : {});
  const opened = await mendInput(openBytes(bytes, { declared, name, allowTruncated }), signal);
  return stripMetadata ? stripInput(opened) : opened;
}
