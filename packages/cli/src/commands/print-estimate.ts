// An estimate for a terminal: the inputs, then three small tables (tokens, money, bytes), then what they rest on.
import type { EstimatedInputs } from "@fovea/client/internal/client/estimate-inputs";
import { bytes, dollars, number } from "@fovea/client/internal/plan/numbers";
import type { Range, Step } from "@fovea/client/internal/plan/plan";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { printable } from "../terminal/printable.ts";
import { type Column, table } from "../terminal/table.ts";

export function printEstimate(found: EstimatedInputs, inputs: readonly string[]): string {
  const parts = [
    inputsTable(found, inputs),
    `${title(found)}\n`,
    tokensTable(found),
    costTable(found),
    wireTable(found),
    found.notes.map(({ message }) => `note: ${message}\n`).join(""),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

const right = (head: string): Column => ({ head, right: true });

function inputsTable({ plan }: EstimatedInputs, inputs: readonly string[]): string {
  if (plan.steps.length === 0) return "";
  const paired = plan.steps.length === inputs.length;
  const rows = plan.steps.map((step, index) => [
    (paired ? inputs[index] : step.name) ?? step.at,
    what(step),
    step.action === "refuse" ? "refused" : seen(step),
  ]);
  return table([{ head: "input" }, { head: "is" }, { head: "the model sees" }], rows);
}

function what({ facts, block }: Step): string {
  if (!("mediaType" in facts)) return block;
  const { width, height } = facts;
  const size = width === undefined || height === undefined ? "" : `, ${number(width)}x${number(height)} px`;
  return `${facts.mediaType}${size}`;
}

function seen({ from, tokens, seen, pages }: Step): string {
  if (from === "text") return "its text";
  if (pages !== null) return `${number(pages.count)} ${pages.count === 1 ? "page" : "pages"}`;
  return seen === null || tokens === null
    ? "unknown yet"
    : `${number(seen.width)}x${number(seen.height)} px, ${number(tokens)} tokens`;
}

function title({ plan, turns, batch, cache }: EstimatedInputs): string {
  return [
    `${plan.platformTitle}, ${plan.model}`,
    turns === 1 ? "one turn" : `${number(turns)} turns`,
    ...(cache === "none" ? [] : [`kept for ${cache}`]),
    ...(batch ? ["in batches"] : []),
  ].join(", ");
}

/** What is in no sum is told where the sums stand. */
function without({ unknown }: EstimatedInputs["tokens"]): string {
  return unknown === 0 ? "" : `, without ${number(unknown)} unknown`;
}

function tokensTable({ tokens, turns }: EstimatedInputs): string {
  const { visual, pages, text, firstTurn, perTurn, lastTurn, allTurns } = tokens;
  const rows = [
    ["pictures", number(visual)],
    ...(pages === null ? [] : [["pages of PDFs", range(pages.tokens)]]),
    ["text", range(text)],
    [turns === 1 ? "input in all" : "first turn", range(firstTurn)],
    ...(turns === 1
      ? []
      : [
          ["each further turn adds", range(perTurn)],
          ["last turn", range(lastTurn)],
          ["all turns", range(allTurns)],
        ]),
  ];
  return table([{ head: `tokens of input${without(tokens)}` }, right("")], rows);
}

function costTable({ cost, batch, cache, plan, tokens }: EstimatedInputs): string {
  if (cost === null) return "";
  const { inputBy, output, total } = cost;
  const mark = (way: string): string => (way === cache ? " *" : "");
  const rows = [
    [`input, without a cache${mark("none")}`, money(inputBy.none)],
    [`input, kept for 5 minutes${mark("5m")}`, money(inputBy["5m"])],
    [`input, kept for an hour${mark("1h")}`, money(inputBy["1h"])],
    ...(output === null ? [] : [["answers", money(output)]]),
    ...(output === null ? [] : [["in all *", money(total)]]),
    ...(batch || !PLATFORMS[plan.platform].batches.value
      ? []
      : [["* in batches", money({ low: total.low / 2, high: total.high / 2 })]]),
  ];
  return table([{ head: `${batch ? "cost in batches" : "cost"}${without(tokens)}` }, right("")], rows);
}

function wireTable({ wire, turns }: EstimatedInputs): string {
  const rows = wire.map(({ method, taken, possible, upload, firstTurn, lastTurn, allTurns, turnsThatFit }) => [
    method === "file" ? "file_id" : method,
    taken ? (possible ? "yes" : "needs an address") : "no",
    method === "file" ? size(upload) : "",
    sizes(firstTurn),
    ...(turns === 1
      ? []
      : [
          sizes(lastTurn),
          sizes(allTurns),
          turnsThatFit === null ? "?" : turnsThatFit === turns ? "all" : number(turnsThatFit),
        ]),
  ]);
  const more = turns === 1 ? [] : [right("last turn"), right("with all turns"), right("turns that fit")];
  const columns = [
    { head: "bytes on the wire by" },
    { head: "taken" },
    right("upload once"),
    right("first turn"),
    ...more,
  ];
  return table(columns, rows);
}

function range({ low, high }: Range): string {
  return low === high ? number(low) : `${number(low)} to ${number(high)}`;
}

export function money({ low, high }: Range): string {
  const [from, to] = [dollars(low), dollars(high)];
  return from === to ? from : `${from} to ${to}`;
}

function size(value: number | null): string {
  return value === null
    ? "?"
    : bytes(value)
        .replace(" bytes", "")
        .replace(/^.*\((.*)\)$/, "$1");
}

function sizes(value: Range | null): string {
  if (value === null) return "?";
  const [from, to] = [size(value.low), size(value.high)];
  return from === to ? from : `${from} to ${to}`;
}

/** A name for a heading: what comes from outside is cut and cleaned. */
export function nameOf(model: string): string {
  return printable(model, 48);
}
