// What an analysis that was cut short leaves open: that nothing was found then says nothing, and a count none.
import type { Analysis, Perception } from "../../perception.ts";
import type { Question } from "../question/question.ts";
import { isAboutShapes } from "../say/sees.ts";
import { analysesFor, sayLeftOut } from "../say/unfinished.ts";
import { type Native, untold } from "./scope.ts";

/** @param complete see row.ts */
export function orCutShort(native: Native, needs: readonly Analysis[], seen: Perception, complete = false): Native {
  const why = sayLeftOut(seen, needs);
  const isOpen = complete || isEmpty(native) || (native.kind === "number" && native.tally === true);
  return why === "" || !isOpen || native.kind === "untold" ? native : untold(why);
}

/** The analyses that find what the question asks for; see matches.ts. */
export function needsOf({ subject, quoted }: Question): readonly Analysis[] {
  const { parts, things } = subject;
  if (things.length > 0 || isAboutShapes(subject) || parts.has("faces")) return analysesFor(subject);
  if (parts.has("codes")) return ["codes"];
  if (parts.has("bars")) return ["kind", "text", "drawing", "chart"];
  return quoted.length > 0 || parts.has("text") || parts.has("lines") ? ["text"] : ["objects", "kind", "drawing"];
}

function isEmpty(native: Native): boolean {
  switch (native.kind) {
    case "nothing":
      return true;
    case "text":
      return native.value === "";
    case "flag":
      return !native.value;
    case "number":
      return native.value === 0;
    case "list":
      return native.items.length === 0;
    default:
      return false;
  }
}
