// The words of a question that may stand as a label in a form: what is left without the words that only ask.
import type { Question } from "./question.ts";

const PAPERS =
  "receipt|invoice|bill|form|document|ticket|page|card|label|sign|slide|screenshot|rechnung|quittung|beleg|formular|dokument|facture|recu|formulaire|ticket|factura|recibo|formulario|documento";
/** `on this receipt`, `der Rechnung`, `sur la facture`. */
const WHERE_PRINTED = new RegExp(
  ` (?:on|in|of|from|at|auf|aus|von|sur|dans|de|du|en|del)(?: (?:the|this|that|a|der|dem|den|diese[rmn]?|la|le|l|el|las|los|esta|este|cette|ce))* (?:${PAPERS}|picture|image|photo|bild|foto|imagen)(?= |$)`,
  "gu",
);

const ASKING = new Set(
  `what whats which who whose when where how much many is are was were be does do did can could will would s the a an this that these those there
  here it its of on in at to for from with by you me my your i please tell give show find get extract read say says write see look
  cost costs value field printed written stated exact exactly picture image photo shown listed mentioned
  high big large long hoch gross lang owed
  was ist sind war waren welche welcher welches welchen wer wann wo wie viel viele lautet heisst der die das den dem des ein eine einen im auf am an von zum zur bitte kostet kosten
  nenne sag steht mir
  quel quelle quels quelles est sont le la les l un une du de des d sur dans a au aux c qu que quoi ou combien quand comment moi donne dis coute coutent
  cual cuales es son el los las lo del en una unos cuanto cuanta cuantos cuando donde como por favor dime que hay cuesta cuestan`.split(
    /\s+/,
  ),
);

const PRICE = new Set(["price", "preis", "prix", "precio"]);

/** Folded; an empty string when nothing is left. */
export function wantedField({ words, quoted }: Pick<Question, "words" | "quoted">): string {
  if (quoted[0] !== undefined) return quoted[0];
  const left = ` ${words}`
    .replace(WHERE_PRINTED, "")
    .split(" ")
    .filter((word) => word !== "" && !ASKING.has(word));
  // `price of the muffin`: the receipt prints the muffin, not the word.
  const named = left.filter((word) => !PRICE.has(word));
  return (named.length > 0 ? named : left).join(" ");
}
