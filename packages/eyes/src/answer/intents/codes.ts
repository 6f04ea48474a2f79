// QR codes and bar codes.
import type { SeenCode } from "../../perception.ts";
import type { PictureIntent } from "../intent.ts";
import { phrases } from "../question/phrases.ts";
import { capital, numberWord } from "../say/english.ts";
import { boxLegend, placeOf, sayBox } from "../say/place.ts";

/** The kinds ZXing names by a proper name. */
const NAMES: Readonly<Record<string, string>> = {
  QRCode: "QR code",
  MicroQRCode: "Micro QR code",
  DataMatrix: "Data Matrix",
};
const MATRIX = /QR|Matrix|Aztec|MaxiCode/;

const asksCount = phrases("how many, count, wie viele, combien, cuántos");
const asksPlace = phrases("where, find, locate, box*, coordinate*, position*, wo, où, donde, bbox*, detect*");
const asksQr = phrases("qr, qr code*");
const asksBars = phrases(
  "barcode*, bar code*, strichcode*, code barre*, codes barres, código* de barras, code à barres",
);

export const codes: PictureIntent = {
  name: "codes",
  about: "picture",
  needs: ["codes"],
  words: {
    en: "qr, qr code*, qrcode*, barcode*, bar code*, data matrix, scan .. code, the code, codes, code say*, read .. code, any code*",
    de: "qr, qr code*, qrcode*, barcode*, strichcode*, der code, den code, codes",
    fr: "qr, code qr, codes qr, code barre*, codes barres, code à barres, le code, codes",
    es: "qr, código qr, códigos qr, código* de barras, el código, códigos",
  },
  answer: ({ words }, { seen: { codes: all, picture } }) => {
    const found = all.filter(({ format }) => {
      if (asksQr(words) && !asksBars(words)) return format.includes("QR");
      return asksBars(words) && !asksQr(words) ? !MATRIX.test(format) : true;
    });
    const kind = asksQr(words) ? "QR code" : asksBars(words) ? "bar code" : "QR code or bar code";
    if (found.length === 0) return `I find no readable ${kind} in this picture.${otherCodes(all)}`;
    if (asksCount(words))
      return `I count ${numberWord(found.length)} ${found.length === 1 ? kind : `${kind}s`} that I can read.`;
    if (asksPlace(words))
      return `${found.map((code) => `${capital(nameOf(code))} ${placeOf(code.box, picture)}: ${sayBox(code.box)}`).join("\n")}\n${boxLegend(picture)}`;
    return found.map(sayCode).map(capital).join("\n");
  },
};

/** `the QR code reads "https://example.org"` */
export function sayCode(code: SeenCode): string {
  return `the ${nameOf(code)} reads "${code.text}"`;
}

function nameOf({ format }: SeenCode): string {
  return NAMES[format] ?? (MATRIX.test(format) ? `${format} code` : `bar code (${format})`);
}

function otherCodes(all: readonly SeenCode[]): string {
  return all.length === 0 ? "" : ` ${capital(all.map(sayCode).join("; "))}.`;
}
