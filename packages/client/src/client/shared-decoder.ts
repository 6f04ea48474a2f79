// One decoder a process for everybody who names none: its child starts when the first PDF, HEIC or SVG comes.
import { createDecoder, type Decoder } from "../decode/create-decoder.ts";

let shared: Decoder | undefined;

export function sharedDecoder(): Decoder {
  shared ??= createDecoder();
  return shared;
}
