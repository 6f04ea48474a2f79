// Tells base64 that was passed where a path belongs. Asked only when there is no such file, so a wrong guess costs a word, not a picture.

/** How the formats begin in base64: PNG, JPEG, GIF, RIFF (WebP), PDF, SVG, XML, BMP, TIFF (twice), ISO media (AVIF, HEIC). */
const STARTS = /^(iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|JVBERi|PHN2Zy|PD94bWw|Qk[01]|SUkqA|TU0AK|AAAA..ZnR5c)/;
/** Also the alphabet of URLs, and the line breaks of mail. */
const ALPHABET = /^[A-Za-z0-9+/_\-\r\n]*={0,2}\s*$/;
/** From here on, a text in this alphabet without one dot is rather base64 than a path. */
const LONG = 512;

export function isLikeBase64(text: string): boolean {
  const trimmed = text.trimStart();
  if (trimmed.length < 40) return false;
  return (trimmed.length >= LONG || STARTS.test(trimmed)) && ALPHABET.test(trimmed);
}
