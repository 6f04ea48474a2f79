// Bodies that come compressed are looked at as what they are.
import { CapabilityError, FoveaError, InputError } from "../../errors/errors.ts";
import { collect } from "./read-body.ts";

/**
 * The body without its `content-encoding`.
 *
 * @throws CapabilityError `capability.body-encoding`; InputError `input.body-encoding`; LimitError `limit.request-bytes`
 */
export async function decoded(
  bytes: Uint8Array,
  headers: Headers,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const encoding = (headers.get("content-encoding") ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return bytes;
  const format = encoding === "x-gzip" ? "gzip" : encoding;
  if (format !== "gzip" && format !== "deflate")
    throw new CapabilityError("capability.body-encoding", {
      platform: "the platform",
      capability: encoding.slice(0, 40),
      alternatives: ["gzip", "deflate", "no compression"],
    });
  try {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream(format));
    return await collect(stream as unknown as AsyncIterable<unknown>, maxBytes, signal);
  } catch (error) {
    if (FoveaError.isInstance(error) || signal?.aborted) throw error;
    throw new InputError("input.body-encoding", { encoding: format });
  }
}
