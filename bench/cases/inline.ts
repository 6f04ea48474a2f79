// A request of a few hundred bytes that names a picture by a file_id or a url, and leaves with it as base64: 5 MiB.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { INLINE_FILE } from "../servers/inline.ts";
import { fileBody, pictureBody, pictureBytes, uploadBody, urlBody } from "../tools/bodies.ts";
import type { Child } from "../tools/child.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import { PICTURE_TARGET, type Sink } from "../tools/sink.ts";
import { MIB, type Settings } from "./settings.ts";

const FILE_BYTES = (5 * MIB * 3) / 4;
export const GIVEN_FILE = "gateway, given the file_id";
/** The warming requests fetch it; then it is in the fetch cache. */
export const GIVEN_URL = "gateway, given a url that it has fetched";

export async function inline({ sink, quick, rounds }: Settings, platform: Sink): Promise<readonly Row[]> {
  const files = new Map<Child, string>();
  const whole = pictureBody(5 * MIB);
  const { body, contentType } = uploadBody(FILE_BYTES);
  platform.picture(pictureBytes(FILE_BYTES));
  return sideBySide({
    sink,
    rounds,
    ways: [
      { name: "floor: an unparsed pipe, given all 5 MiB", kind: "floor" },
      { name: GIVEN_FILE, kind: "gateway" },
      { name: GIVEN_URL, kind: "gateway" },
      { name: "file read, base64 as a string, JSON.stringify", kind: "inline" },
    ],
    async prepare(child) {
      writeFileSync(join(child.directory, INLINE_FILE), pictureBytes(FILE_BYTES));
      if (child.headers["x-api-key"] === undefined) return;
      const headers = { ...child.headers, "content-type": contentType };
      const reply = await request(`${child.url}/v1/files`, { method: "POST", headers, body });
      files.set(child, ((await reply.body.json()) as { id: string }).id);
    },
    load: (child, { kind, name }) => ({
      body:
        kind === "floor"
          ? whole
          : name === GIVEN_URL
            ? urlBody(sink + PICTURE_TARGET)
            : fileBody(files.get(child) ?? "file_1"),
      requests: quick ? 4 : 32,
      atOnce: quick ? 2 : 8,
    }),
  });
}
