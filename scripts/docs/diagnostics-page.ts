// docs/diagnostics.md: every note a plan may carry.
import { DIAGNOSTICS } from "@fovea/client/internal/plan/diagnostics";
import { GENERATED, table } from "./markdown.ts";

export function diagnosticsPage(): string {
  return `${GENERATED}
# Diagnostics

Notes on a plan. None of them stops a request; \`code\` is stable, \`at\` is the path of the block (null for the whole request), and
\`message\` is the sentence for people.

${table(
  ["code", "meaning"],
  Object.entries(DIAGNOSTICS).map(([code, row]) => [`\`${code}\``, row.title]),
)}
`;
}
