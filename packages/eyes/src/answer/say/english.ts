// English grammar for what the eyes name: plurals, articles, numbers, lists.

const PLURALS: Readonly<Record<string, string>> = {
  person: "people",
  mouse: "mice",
  knife: "knives",
  bus: "buses",
  couch: "couches",
  bench: "benches",
  toothbrush: "toothbrushes",
  sandwich: "sandwiches",
  "wine glass": "wine glasses",
  scissors: "pairs of scissors",
  skis: "pairs of skis",
  sheep: "sheep",
  broccoli: "pieces of broccoli",
};

/** Kinds whose singular needs a helping word. */
const NOUNS: Readonly<Record<string, string>> = { scissors: "pair of scissors", skis: "pair of skis" };
const UNCOUNTED: ReadonlySet<string> = new Set(["broccoli"]);

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

export function plural(noun: string): string {
  return PLURALS[noun] ?? `${noun}s`;
}

/** `a cat`, `an apple`, `a pair of scissors`; with more about it `a mostly black cat`. */
export function withArticle(noun: string, more = ""): string {
  const whole = [more, NOUNS[noun] ?? noun].filter((word) => word !== "").join(" ");
  if (UNCOUNTED.has(noun)) return whole;
  return `${/^(?:[aeio]|umb|unk)/.test(whole) ? "an" : "a"} ${whole}`;
}

/** `no`, `one` ... `ten`, then digits. */
export function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** `one cat`, `two people`. */
export function counted(count: number, noun: string): string {
  if (count === 1) return `one ${NOUNS[noun] ?? noun}`;
  return `${numberWord(count)} ${plural(noun)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], last = "and"): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
