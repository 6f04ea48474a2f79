// A declaration file as tsc emits it, cut into its statements. It writes each at the start of a line and what is inside further in, so that no
// parser is needed; what does not look like that is an error, not a guess.

export interface Statement {
  /** The comment before it, without its frame; empty when there is none. */
  readonly doc: string;
  /** The code, its inner comments left out. */
  readonly code: string;
}

/** A name that a file takes from another, or passes on. */
export interface Link {
  /** The name here. */
  readonly name: string;
  /** The name there. */
  readonly there: string;
  /** The specifier, as it is written; empty for what the file itself declares or imports. */
  readonly from: string;
}

export interface DeclarationFile {
  readonly declared: ReadonlyMap<string, readonly Statement[]>;
  readonly imported: readonly Link[];
  readonly exported: readonly Link[];
  /** Specifiers of `export * from`. */
  readonly exportedAll: readonly string[];
}

const DECLARED =
  /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|const|let|function|class) ([A-Za-z_$][\w$]*)/;
const LINKED = /^(import|export) (?:type )?\{([\s\S]*)\}(?: from "([^"]+)")?;$/;

export function readDeclarations(text: string, path: string): DeclarationFile {
  const declared = new Map<string, Statement[]>();
  const imported: Link[] = [];
  const exported: Link[] = [];
  const exportedAll: string[] = [];
  for (const statement of statementsOf(text)) {
    const { code } = statement;
    const [, way, names = "", from = ""] = LINKED.exec(code) ?? [];
    const name = DECLARED.exec(code)?.[1];
    const all = /^export \* from "([^"]+)";$/.exec(code)?.[1];
    const whole = /^import type (\w+) from "([^"]+)";$/.exec(code);
    if (way !== undefined) (way === "import" ? imported : exported).push(...linksOf(names, from));
    else if (all !== undefined) exportedAll.push(all);
    else if (whole) imported.push({ name: whole[1] ?? "", there: "default", from: whole[2] ?? "" });
    else if (name !== undefined) declared.set(name, [...(declared.get(name) ?? []), statement]);
    else if (code !== "export {};") throw new Error(`${path}: this is no declaration that is known here: ${code}`);
  }
  return { declared, imported, exported, exportedAll };
}

function linksOf(names: string, from: string): Link[] {
  return names
    .split(",")
    .map((one) => one.trim().replace(/^type /, ""))
    .filter((one) => one !== "")
    .map((one) => {
      const [there = "", name = there] = one.split(/ as /);
      return { name, there, from };
    });
}

function statementsOf(text: string): Statement[] {
  const statements: Statement[] = [];
  let doc = "";
  let code: string[] = [];
  // A comment at the start of a line belongs to the statement after it, or is one inside a statement that goes on behind it.
  let comment = "";
  const lines = text.split("\n");
  for (let at = 0; at <= lines.length; at++) {
    const line = lines[at];
    if (line?.startsWith("/**")) {
      const end = lines.findIndex((one, index) => index >= at && one.includes("*/"));
      comment = lines.slice(at, end + 1).join("\n");
      at = end;
    } else if (line === undefined || /^[a-z]/.test(line)) {
      if (code.length > 0) statements.push({ doc: unframed(doc), code: withoutComments(code.join("\n")) });
      [doc, comment, code] = [comment, "", line === undefined ? [] : [line]];
    } else if (line !== "" && !line.startsWith("//")) code.push(line);
  }
  return statements;
}

function unframed(comment: string): string {
  return comment.replace(/^\/\*\*\s*|\s*\*\/$|^ \* ?/gm, "").trim();
}

/** Comments among the members of a declaration stand on lines of their own. */
function withoutComments(code: string): string {
  return code.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "").replace(/^ *\/\/.*\n/gm, "");
}
