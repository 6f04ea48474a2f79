// The words that a question asks for in print: `Does it say Bristol?`, `Is "Bristol" written there?`. Works on folded words.

const WHERE = "(?: (?:on|in|at|auf|in|sur|dans|en|there|anywhere|somewhere|da|dort|irgendwo)(?: .*)?)?";
const FORMS: readonly RegExp[] = [
  new RegExp(`^(?:does|do|did) (?:.+? )??(?:say|says|read|mention|mentions)(?: the words?)? (.+?)${WHERE}$`, "u"),
  new RegExp(`^(?:is|are) (?:there )?(?:the words? |the name )?(.+?) (?:written|printed|mentioned)${WHERE}$`, "u"),
  new RegExp(`^(?:is|are) the words? (.+?)${WHERE}$`, "u"),
  /^steht (?:da |dort |hier |darauf |drauf |auf .+? )?(?:das wort )?(.+?)(?: drauf| darauf| da| dort)?$/u,
  new RegExp(`^(?:est ce (?:que|qu) )?(?:.+? )?(?:dit il|est il ecrit|mentionne t il) (.+?)${WHERE}$`, "u"),
  new RegExp(`^(?:dice|pone|menciona) (?:la palabra )?(.+?)${WHERE}$`, "u"),
];
/** `Does it say anything?` asks for any words. */
const ANY = /^(?:anything|something|what|any .*|etwas|was|quelque chose|algo)$/u;

/** @returns an empty string when the question is of another form */
export function saidWords(words: string): string {
  for (const form of FORMS) {
    const said = form.exec(words)?.[1]?.replace(/^(?:the|a|an) /, "") ?? "";
    if (said !== "" && !ANY.test(said)) return said;
  }
  return "";
}
