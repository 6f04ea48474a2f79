// Properties whose values show by their form what they are: web and mail addresses, dates, telephone numbers. And ticks, which are not told.
import type { Perception } from "../../../perception.ts";
import { findField, SURE_LABEL } from "../../fields.ts";
import { type TypeName, valuesIn } from "../../typed-values.ts";
import type { Row } from "../row.ts";
import { type Native, nothing, text, untold } from "../scope.ts";

/** At the label, otherwise the only one printed. */
function printedValue({ text: printed }: Perception, type: TypeName, label: string): Native {
  const field = findField(printed, label, SURE_LABEL);
  if (field && field.choices.length === 0) return text(field.text);
  const all = [...new Set(printed.lines.flatMap((line) => valuesIn(type, line.text)))];
  const [only] = all;
  if (all.length > 1) return untold(`the picture prints several, and none at a label "${label}"`);
  return only === undefined ? nothing(`no ${type} is printed in the picture`) : text(only);
}

const WEB = /^(?:https?:\/\/|www\.)/iu;

function webAddress(seen: Perception): Native {
  const coded = seen.codes.find((code) => WEB.test(code.text));
  return coded ? text(coded.text) : printedValue(seen, "web address", "web address");
}

const TICKS = untold("the built-in eyes cannot tell which box is ticked");

export const VALUE_ROWS: readonly Row[] = [
  {
    names: "url, link, website, web_address, homepage",
    gives: "the web address in a code, otherwise the one that is printed",
    needs: ["codes", "text"],
    of: { picture: ({ view }) => webAddress(view.seen), code: ({ code }) => text(code.text) },
  },
  {
    names: "date",
    gives:
      "the date at that label, otherwise the only one that is printed; of `format` `date` where it can be read in one way only",
    needs: ["text"],
    of: { picture: ({ view }) => printedValue(view.seen, "date", "date") },
  },
  {
    names: "email, email_address, mail",
    gives: "likewise, a mail address",
    needs: ["text"],
    of: { picture: ({ view }) => printedValue(view.seen, "e-mail address", "email") },
  },
  {
    names: "phone, phone_number, telephone, telephone_number, tel",
    gives: "likewise, a telephone number",
    needs: ["text"],
    of: { picture: ({ view }) => printedValue(view.seen, "phone number", "phone") },
  },
  {
    names:
      "ticked, checked, is_ticked, is_checked, selected, is_selected, checkboxes, ticked_boxes, checked_boxes, selected_option, selected_options",
    gives: "never a value: which box is ticked is not told",
    of: { picture: () => TICKS, line: () => TICKS },
  },
];
