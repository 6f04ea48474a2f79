// What the source of a block says, read from loose JSON: one of the wire's forms, or what is malformed, in the platform's own words
// (Pydantic's) and at the path that the platform prints: `image.source.base64.data: Field required`.

/** A source on the wire. `text` is the caller's own string, not a copy. */
export type WireSource =
  | { readonly method: "base64"; readonly declared: string | null; readonly text: string }
  | { readonly method: "url"; readonly url: string }
  | { readonly method: "file"; readonly fileId: string }
  | { readonly method: "text" };

export interface Malformed {
  /** Path below the block, like `image.source.base64.data`. */
  readonly field: string;
  /** Without a full stop. */
  readonly reason: string;
}

export type LooseObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is LooseObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const FORMS = {
  image: ["base64", "url", "file"],
  document: ["base64", "text", "content", "url", "file"],
} as const;
const REQUIRED = "Field required";

/** Reads `source` of an image or document block. */
export function readSource(block: LooseObject, type: "image" | "document"): WireSource | Malformed {
  const { source } = block;
  const malformed = (field: string, reason: string): Malformed => ({ field: `${type}.source${field}`, reason });
  if (source === undefined) return malformed("", REQUIRED);
  if (!isObject(source)) return malformed("", "Input should be an object");
  const form = source.type;
  if (form === undefined) return malformed(".type", REQUIRED);
  if (typeof form !== "string" || !(FORMS[type] as readonly string[]).includes(form))
    return malformed("", unknownForm(form, FORMS[type]));

  // A key that is not a string is missing, or of the wrong type.
  const wrong = (key: string): Malformed =>
    malformed(`.${form}.${key}`, source[key] === undefined ? REQUIRED : "Input should be a valid string");
  const { data, url, file_id: fileId, media_type: declared, content } = source;
  switch (form) {
    case "base64":
      if (typeof data !== "string") return wrong("data");
      if (declared !== undefined && typeof declared !== "string") return wrong("media_type");
      return { method: "base64", declared: declared ?? null, text: data };
    case "url":
      return typeof url === "string" ? { method: "url", url } : wrong("url");
    case "file":
      if (typeof fileId !== "string") return wrong("file_id");
      return fileId === "" ? malformed(".file.file_id", "Input should not be empty") : { method: "file", fileId };
    case "text":
      return typeof data === "string" ? { method: "text" } : wrong("data");
    default:
      if (typeof content === "string" || Array.isArray(content)) return { method: "text" };
      return malformed(".content.content", content === undefined ? REQUIRED : "Input should be a string or a list");
  }
}

/** Reads `transformations.oversized_image` of an image block; null when it is not given. */
export function readOversizedImage(block: LooseObject): "downsize" | "error" | null | Malformed {
  const { transformations } = block;
  if (transformations === undefined || transformations === null) return null;
  if (!isObject(transformations)) return { field: "image.transformations", reason: "Input should be an object" };
  const { oversized_image: value } = transformations;
  if (value === undefined) return null;
  if (value === "downsize" || value === "error") return value;
  return { field: "image.transformations.oversized_image", reason: "Input should be 'downsize' or 'error'" };
}

function unknownForm(form: unknown, forms: readonly string[]): string {
  if (typeof form !== "string") return "Input should have a type that is a string";
  const expected = forms.map((name) => `'${name}'`).join(", ");
  // Cut short: the word is the caller's, and lands in messages and logs.
  return `Input tag '${form.slice(0, 40)}' found using 'type' does not match any of the expected tags: ${expected}`;
}
