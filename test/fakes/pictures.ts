// What bytes prove about a picture, by sharp alone: the fakes must not share the mistakes of the code they judge.
import sharp from "sharp";
import { sha256 } from "./blocks.ts";

export interface Proof {
  /** `image/png` and the like; other formats too, as `image/<name>`. */
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** After the EXIF orientation. */
  readonly orientedWidth: number;
  readonly orientedHeight: number;
}

const known = new Map<string, Proof | null>();

/** Null when no decoder takes the bytes. */
export async function prove(bytes: Uint8Array): Promise<Proof | null> {
  const key = sha256(bytes);
  const before = known.get(key);
  if (before !== undefined) return before;
  const proof = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .then(
      ({ format, width, height, pageHeight, autoOrient }) => ({
        mediaType: `image/${format}`,
        width,
        height: pageHeight ?? height,
        orientedWidth: autoOrient.width,
        orientedHeight: autoOrient.height,
      }),
      () => null,
    );
  if (known.size > 10_000) known.clear();
  known.set(key, proof);
  return proof;
}
