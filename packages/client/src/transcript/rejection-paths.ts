// The paths in a refusal, in our printed form. Platforms print them with the tags of their unions between (`messages.3.content.1.tool_result.content.0.image
// .source.base64.data`), and without them in `details.paths` (`messages.3.content.1.content.0`).

/** Begins at a message or the system prompt; of a batch, below `requests.N.params`. Bounded: no block lies deeper. */
const PATH = /(?<![\w.])(?:requests\.\d+\.params\.)?(?:messages\.\d+\.content|system)(?:\.\w{1,64}){1,64}/g;
/** Where one may be that has no block: an array of blocks is one level below each of these. */
const LISTS: ReadonlySet<string> = new Set(["content", "system"]);

/** Paths of blocks, each once, in the order of the text. */
export function pathsIn(text: string): string[] {
  return [...new Set([...text.matchAll(PATH)].map(([path]) => blockPath(path.split("."))))].filter(
    (path) => path !== "",
  );
}

/** The block that a printed path leads to, or into; empty where it leads to none. */
function blockPath(keys: readonly string[]): string {
  const path: string[] = [];
  let at = 0;
  if (keys[0] === "requests") at = 3;
  if (keys[at] === "messages") at += 2;
  path.push(...keys.slice(0, at));
  let end = 0;
  for (;;) {
    const list = keys[at];
    const index = keys[at + 1];
    if (list === undefined || !LISTS.has(list) || index === undefined || !isIndex(index)) break;
    path.push(list, index);
    end = path.length;
    at += 2;
    // The tag of the block's type, where the path has tags.
    const isTagged = keys[at] !== undefined && !LISTS.has(keys[at] as string) && keys[at] !== "source";
    if (isTagged) at++;
    if (keys[at] !== "source") continue;
    // The content of a document; `source.content.content.0` where the source has its tag as well.
    at += keys[at + 1] === "content" && keys[at + 2] === "content" ? 2 : 1;
    path.push("source");
  }
  return path.slice(0, end).join(".");
}

function isIndex(key: string): boolean {
  return /^\d{1,9}$/.test(key);
}
