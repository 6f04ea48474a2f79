// The same question to several models, side by side.
import type { EstimatedInputs } from "@fovea/client/internal/client/estimate-inputs";
import { number } from "@fovea/client/internal/plan/numbers";
import type { Range } from "@fovea/client/internal/plan/plan";
import { type Column, table } from "../terminal/table.ts";
import { money, nameOf } from "./print-estimate.ts";

const right = (head: string): Column => ({ head, right: true });

export function printModels(all: readonly EstimatedInputs[]): string {
  const answers = all.some(({ cost }) => cost?.output);
  const cost = (range: Range | null | undefined): string => (range ? money(range) : "no price");
  const rows = all.map((one) => [
    nameOf(one.plan.model),
    number(one.tokens.visual),
    span(one.tokens.allTurns),
    cost(one.cost?.inputBy.none),
    cost(one.cost?.inputBy["5m"]),
    cost(one.cost?.inputBy["1h"]),
    ...(answers ? [cost(one.cost?.output)] : []),
    cost(one.cost?.total),
  ]);
  const columns = [
    { head: "model" },
    right("visual tokens"),
    right("input tokens"),
    right("input"),
    right("kept 5m"),
    right("kept 1h"),
    ...(answers ? [right("answers")] : []),
    right("as asked"),
  ];
  const notes = all.flatMap(({ plan, notes }) =>
    notes.map(({ message }) => `note: ${nameOf(plan.model)}: ${message}\n`),
  );
  const [first] = all;
  const turns = first === undefined || first.turns === 1 ? "one turn" : `${number(first.turns)} turns`;
  const title = `${first?.plan.platformTitle ?? ""}, ${turns}${first?.batch ? ", in batches" : ""}\n`;
  return `${[title, table(columns, rows), notes.join("")].filter((part) => part !== "").join("\n")}`;
}

function span({ low, high }: Range): string {
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}
