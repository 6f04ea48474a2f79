// Names of files on a platform.

/** A name with the ending of its media type that says nothing of its owner. */
export function filenameOf(sha256: string, mediaType: string): string {
  return `${sha256.slice(0, 16)}${endingOf(mediaType)}`;
}

const ENDINGS: Readonly<Record<string, string>> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "application/pdf": ".pdf",
  "text/plain": ".txt",
};

function endingOf(mediaType: string): string {
  return ENDINGS[mediaType] ?? ".bin";
}

/** Of a picture whose pixels were written anew, the old ending says what it is no more. */
const OF_PICTURES = /^\.(jpe?g|jfif|png|gif|webp|heic|heif|avif|tiff?|bmp|ico|svg|pdf)$/i;

/** Endings of pictures and PDFs are those of their type; of anything else, whatever it was called. */
function fits(ending: string, mediaType: string): boolean {
  if (ending === "" || !/^(image\/|application\/pdf$)/.test(mediaType)) return ending !== "";
  const lower = ending.toLowerCase();
  return lower === ENDINGS[mediaType] || (lower === ".jpeg" && mediaType === "image/jpeg");
}

/** Source: claude files documentation, read 2026-09-26; the rest would end the header of the form's part. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is forbidden.
const FORBIDDEN = /[<>:"|?*\u0000-\u001f\u007f]/g;
const MAX_CHARACTERS = 255;
/** UTF-16 halves without their other half have no UTF-8. */
const LONE_HALF = /\p{Surrogate}/gu;

/** A name as the Files API takes it: of a path the last part, `_` for what is forbidden, with an ending that fits, 255 characters at the most. */
export function platformFilename(name: string, mediaType: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(LONE_HALF, "_").replace(FORBIDDEN, "_").trim();
  const given = /\.[^.]{1,16}$/.exec(clean)?.[0] ?? "";
  const ending = fits(given, mediaType) ? given : endingOf(mediaType);
  const stem = given === ending || OF_PICTURES.test(given) ? clean.slice(0, clean.length - given.length) : clean;
  return `${(stem === "" ? "unnamed" : stem).slice(0, MAX_CHARACTERS - ending.length).replace(LONE_HALF, "")}${ending}`;
}
