// A request of a few hundred bytes that names a file, and leaves with it as base64: 5 MiB.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { INLINE_FILE } from "../servers/inline.ts";
import { fileBody, pictureBody, pictureBytes, uploadBody } from "../tools/bodies.ts";
import type { Child } from "../tools/child.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import { MIB, type Settings } from "./settings.ts";

const FILE_BYTES = (5 * MIB * 3) / 4;

export async function inline({ sink, quick, rounds }: Settings): Promise<readonly Row[]> {
  const files = new Map<Child, string>();
  const whole = pictureBody(5 * MIB);
  const { body, contentType } = uploadBody(FILE_BYTES);
  return sideBySide({
    sink,
    rounds,
    ways: [
      { name: "floor: an unparsed pipe, given all 5 MiB", kind: "floor" },
      { name: "gateway, given the file_id", kind: "gateway" },
      { name: "file read, base64 as a string, JSON.stringify", kind: "inline" },
    ],
    async prepare(child) {
      writeFileSync(join(child.directory, INLINE_FILE), pictureBytes(FILE_BYTES));
      if (child.headers["x-api-key"] === undefined) return;
      const headers = { ...child.headers, "content-type": contentType };
      const reply = await request(`${child.url}/v1/files`, { method: "POST", headers, body });
      files.set(child, ((await reply.body.json()) as { id: string }).id);
    },
    load: (child, kind) => ({
      body: kind === "floor" ? whole : fileBody(files.get(child) ?? "file_1"),
      requests: quick ? 4 : 32,
      atOnce: quick ? 2 : 8,
    }),
  });
}
