// Files uploaded: multipart into the store, hashed, looked at and on the disk before the reply.
import { request } from "undici";
import { uploadBody } from "../tools/bodies.ts";
import type { Child } from "../tools/child.ts";
import { type Row, sideBySide } from "../tools/side-by-side.ts";
import { MIB, type Settings } from "./settings.ts";

export interface UploadCase {
  readonly fileBytes: number;
  readonly atOnce: number;
  readonly rows: readonly Row[];
}

const WAYS = [
  { name: "floor: sha256, write, fdatasync, rename", kind: "upload-floor" },
  { name: "the floor without fdatasync", kind: "upload-floor-unsynced" },
  { name: "gateway", kind: "gateway" },
] as const;

export async function uploadCases({ sink, quick, rounds }: Settings): Promise<UploadCase[]> {
  const cases: UploadCase[] = [];
  const sizes = quick
    ? [{ bytes: 5 * MIB, requests: 4, atOnce: 2 }]
    : [
        { bytes: 5 * MIB, requests: 16, atOnce: 1 },
        { bytes: 5 * MIB, requests: 32, atOnce: 8 },
        { bytes: 100 * MIB, requests: 4, atOnce: 1 },
      ];
  for (const { bytes, requests, atOnce } of sizes) {
    const { body, contentType } = uploadBody(bytes);
    const load = { target: "/v1/files", headers: { "content-type": contentType }, body, requests, atOnce };
    const rows = await sideBySide({ sink, rounds, ways: WAYS, load: () => load, after: deleteAll });
    cases.push({ fileBytes: bytes, atOnce, rows });
  }
  return cases;
}

/** The same bytes are stored once: deleted between rounds, they are written each time a round begins. */
async function deleteAll({ url, headers }: Child): Promise<void> {
  if (headers["x-api-key"] === undefined) return;
  const list = await request(`${url}/v1/files?limit=1000`, { headers });
  const { data } = (await list.body.json()) as { data: { id: string }[] };
  for (const { id } of data) await (await request(`${url}/v1/files/${id}`, { method: "DELETE", headers })).body.dump();
}
