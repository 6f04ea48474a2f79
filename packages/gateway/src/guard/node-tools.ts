// Node's own byte tools, for reading bodies: searching ten times and decoding many times as fast as portable code.
import { Buffer } from "node:buffer";
import type { ByteTools } from "@fovea/client/internal/wire/byte-tools";
import { lettersIn } from "./known-letters.ts";

const view = ({ buffer, byteOffset, length }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, length);

export const NODE_TOOLS: ByteTools = {
  find: (bytes, needle, from) => view(bytes).indexOf(needle, from),
  encode: (bytes) => Buffer.from(view(bytes).toString("base64"), "latin1"),
  decode: (letters) => Buffer.from(view(letters).toString("latin1"), "base64"),
  lettersIn,
};
