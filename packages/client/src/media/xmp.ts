// Whether an XMP packet names the position at which a picture was taken. Source: CIPA DC-010-2020 (Exif metadata for XMP), 5.3: exif:GPSLatitude,
// exif:GPSLongitude. It is searched and not parsed: as attributes or as elements, the names are the same.
import { has } from "./bytes.ts";

const NAMES = ["exif:GPSLatitude", "exif:GPSLongitude"];

export function namesPositionInXmp(packet: Uint8Array): boolean {
  return NAMES.every((name) => holds(packet, name));
}

/** By the rarest letter of it, which the search of the runtime finds. */
function holds(packet: Uint8Array, name: string): boolean {
  const offset = name.indexOf("G");
  for (let at = packet.indexOf(0x47, offset); at >= 0; at = packet.indexOf(0x47, at + 1))
    if (has(packet, at - offset, name)) return true;
  return false;
}
