// Where a block stands in a request: a JSON path, printed the way the platform prints it in its errors.

/** Keys and indexes from the request's root, like `["messages", 0, "content", 1]`. */
export type JsonPath = readonly (string | number)[];

/** Prints a path as the platform does: `messages.0.content.1`. */
export function formatPath(path: JsonPath): string {
  return path.join(".");
}
