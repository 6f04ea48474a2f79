// The pictures that people report trouble with, as their programs hold them.
import { createCipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";

export interface Held {
  /** What the program says it is. */
  readonly mediaType: string;
  /** What the program puts where base64 belongs. */
  readonly data: string;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** Colours that hold their place, so that no two are the same file. */
const plain = (width: number, height: number, shade: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: shade, g: 90, b: 200 } } })
    .png()
    .toBuffer();

/** What no PNG makes small: as large as a screenshot of a busy page. */
async function screenshot(): Promise<Buffer> {
  const [width, height] = [1800, 1740];
  const noise = createCipheriv("aes-128-ctr", Buffer.alloc(16), Buffer.alloc(16)).update(
    Buffer.alloc(width * height * 3),
  );
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

export const PNG: Buffer = await plain(320, 200, 10);
export const SCREENSHOT: Buffer = await screenshot();
export const LARGE: readonly Buffer[] = [await plain(2400, 1500, 20), await plain(2400, 1500, 30)];
export const HEIC: Buffer = readFileSync(
  new URL("../../packages/client/src/media/fixtures/other.heic", import.meta.url),
);

/** By what is wrong with them, several where their number is. */
export const REPORTED: Readonly<Record<string, readonly Held[]>> = {
  "a PNG labelled JPEG": [{ mediaType: "image/jpeg", data: base64(PNG) }],
  "a screenshot of 9 MB": [{ mediaType: "image/png", data: base64(SCREENSHOT) }],
  "25 pictures of 2400 px": Array.from({ length: 25 }, (_, index) => ({
    mediaType: "image/png",
    data: base64(LARGE[index % 2] as Buffer),
  })),
  "a HEIC photo": [{ mediaType: "image/heic", data: base64(HEIC) }],
  "base64 behind a data: prefix": [{ mediaType: "image/png", data: `data:image/png;base64,${base64(PNG)}` }],
};

/** What no one can mend. */
export const EMPTY: Held = { mediaType: "image/png", data: "" };

export interface PictureServer {
  /** Of the picture; what it gives can be changed. */
  readonly url: string;
  readonly origin: string;
  /** Requests so far. */
  readonly asked: number;
  give(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** A server of pictures on loopback, which no platform can reach. */
export async function pictureServer(): Promise<PictureServer> {
  let bytes: Uint8Array = PNG;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.writeHead(200, { "content-type": "image/png", "content-length": bytes.length }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/a.png`,
    origin,
    get asked() {
      return asked;
    },
    give(other) {
      bytes = other;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
