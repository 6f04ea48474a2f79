// What the eyes say when nothing of a kind was found.
import type { View } from "../intent.ts";
import type { Named } from "../question/subject.ts";
import { ESTIMATED } from "./colours.ts";
import { listed, withArticle } from "./english.ts";
import { linesPrinting, sayPrinted } from "./printed.ts";
import { quoted } from "./text.ts";
import { sayFound } from "./things.ts";

/** Says that nothing of the kind was found, and what came near: another thing, or the word in print. */
export function noneSeen(asked: Named, { seen }: View): string {
  const others = seen.objects.filter(({ label }) => asked.labels.includes(label));
  if (others.length > 0)
    return `I see ${sayFound(others, seen.picture)}, and take none of them to be of the colour you name. ${ESTIMATED}`;
  for (const { label, alternatives } of seen.objects) {
    const other = alternatives.find((alternative) => asked.labels.includes(alternative.label));
    if (other && !asked.labels.includes(label))
      return `I see no ${asked.said}, though what I take for ${withArticle(label)} could also be ${withArticle(other.label)}.`;
  }
  const printed = sayPrinted(asked.asked, linesPrinting(asked.asked, seen));
  const before = printed === "" ? "" : `${printed} As a thing, `;
  const among = asked.group ? ` (of these I know ${listed(asked.labels)})` : "";
  const as = asked.group || !asked.narrow ? "" : ` (which is what I look for at ${quoted(asked.asked)})`;
  return `${before}I see no ${asked.said}${among}${as}. Small or half-hidden ones can escape me.`;
}
