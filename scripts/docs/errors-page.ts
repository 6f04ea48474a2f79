// docs/errors.md: every code of the library and of the built-in eyes.
import { CODES } from "@fovea/client/internal/errors/codes";
import { EYES_CODES } from "@fovea/eyes";
import { GENERATED, table } from "./markdown.ts";

interface Row {
  readonly status: number;
  readonly title: string;
  readonly fix: string;
  readonly retry: boolean;
}

const FAMILIES: Readonly<Record<string, string>> = {
  input: "`InputError`: the content is wrong. What you hold cannot be read, or is not what it says it is.",
  limit: "`LimitError`: a number is over a limit. `facts` has `limit`, `actual` and `unit`.",
  capability:
    "`CapabilityError`: the platform, or this build, does not offer it. `facts` has `platform`, `capability` and `alternatives`.",
  fetch: "`FetchError`: a URL could not be fetched, or must not be.",
  engine: "`EngineError`: what answers failed, or the way to it.",
  store:
    "`StoreError`: what a gateway remembers (files, keys, their directory) is not there, is full, or cannot be read.",
};

export function errorsPage(): string {
  const families = Object.entries(FAMILIES).map(
    ([family, sentence]) =>
      `## ${family}\n\n${sentence}\n\n${rows(Object.entries(CODES).filter(([, row]) => row.family === family))}`,
  );
  return `${GENERATED}
# Errors

Every error of Fovea has a \`code\`, a \`title\`, a sentence (\`message\`) written from its \`facts\`, a \`fix\`, and, where a block is to blame,
its path in \`at\`. Codes are stable; match on them and never on the sentence. *Status* is what the gateway answers with; *retry* says
whether the same call may succeed later unchanged. Errors of a platform come through as the official client throws them. Programmer
misuse is a \`TypeError\`. Several problems at once are one \`input.several-problems\` that lists them.

The command line turns families into [exit codes](cli.md#exit-codes).

${families.join("\n\n")}

## eyes

\`EyesError\`: the built-in eyes cannot look at the picture, or their process failed. Through the gateway these come in the Claude API's
envelope, with the code in \`error.details.error_code\`.

${rows(Object.entries(EYES_CODES))}
`;
}

function rows(entries: readonly (readonly [string, Row])[]): string {
  return table(
    ["code", "title", "what to do", "status", "retry"],
    entries.map(([code, row]) => [`\`${code}\``, row.title, row.fix, String(row.status), row.retry ? "yes" : "no"]),
  );
}
