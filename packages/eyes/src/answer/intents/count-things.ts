// Things of a kind, counted.
import type { View } from "../intent.ts";
import type { Named, Subject } from "../question/subject.ts";
import { listed } from "../say/english.ts";
import { noneSeen } from "../say/none.ts";
import { thingsOf } from "../say/sees.ts";
import { CROWD, groupThings, sayNumber } from "../say/things.ts";

export function countThings(asked: Named, subject: Subject, view: View): string {
  const groups = groupThings(thingsOf(asked, subject, view.seen));
  if (groups.length === 0) return noneSeen(asked, view);
  const total = groups.reduce((sum, group) => sum + group.things.length, 0);
  const answer = sayCount(
    groups.map(({ label, things }) => sayNumber(label, things)),
    total,
  );
  return asked.narrow ? `${answer} Which of them would be called "${asked.asked}" I cannot tell.` : answer;
}

/** `I count three dogs.`, with a warning of crowds. */
export function sayCount(parts: readonly string[], total: number): string {
  const crowd = total >= CROWD ? " There may well be more: in crowds I miss small and overlapping ones." : "";
  return `I count ${listed(parts)}.${crowd}`;
}
