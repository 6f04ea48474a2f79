// ISO base media files (ISO/IEC 14496-12): AVIF and HEIF pictures, and the videos that share their container, told
// apart by brand.
import { has, latin1, u32be } from "./bytes.ts";
import { quoted } from "./quoted.ts";

const AVIF = new Set(["avif", "avis", "avio"]);
/** HEVC, its multi-layer profiles, and the codec-neutral brands of ISO/IEC 23008-12. */
const HEIF = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1", "miaf"]);
/** Brands beyond this many bytes of the box are not looked at; real boxes have a dozen. */
const MAX_BRAND_BYTES = 4096;

export type Brands = "image/avif" | "image/heic" | { readonly looksLike: string } | { readonly short: number };

/** Reads the `ftyp` box at the start, of whatever size; null when there is none. */
export function readBrands(bytes: Uint8Array, complete: boolean): Brands | null {
  if (!has(bytes, 4, "ftyp")) return null;
  const size = u32be(bytes, 0);
  // Size 1 announces a 64-bit size behind the name; size 0 means "to the end of the file".
  const start = size === 1 ? 16 : 8;
  const end = Math.min(size < 16 ? MAX_BRAND_BYTES : size, MAX_BRAND_BYTES);
  const least = size === 0 || size === 1 ? start + 8 : end;
  if (bytes.length < least && !complete) return { short: least };
  const brands: string[] = [];
  for (let at = start; at + 4 <= Math.min(end, bytes.length); at += 4)
    if (at !== start + 4) brands.push(latin1(bytes, at, at + 4)); // what stands there is the minor version
  const [major = "?"] = brands;
  if (AVIF.has(major)) return "image/avif";
  // A major brand of `mif1` says only "HEIF"; the codec is among the compatible brands.
  if (major.startsWith("m") && brands.some((brand) => AVIF.has(brand))) return "image/avif";
  if (HEIF.has(major)) return "image/heic";
  if (major === "jxl ") return { looksLike: "a JPEG XL picture" };
  if (major === "crx ") return { looksLike: "a Canon raw picture (CR3)" };
  if (brands.some((brand) => AVIF.has(brand))) return "image/avif";
  if (brands.some((brand) => HEIF.has(brand))) return "image/heic";
  return { looksLike: `a video or sound file (${quoted(major)})` };
}
