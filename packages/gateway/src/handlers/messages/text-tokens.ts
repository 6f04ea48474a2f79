// An estimate of text tokens, for the usage the built-in eyes report. Claude's tokenizer is not public: about 3.5 characters of English a
// token is the rule of thumb of the Claude glossary (read 2026-09-20). Image tokens are exact; they come from the plan.

const CHARS_PER_TOKEN = 3.5;

export function textTokens(text: string): number {
  return Math.ceil(text.length / CHARS_PER_TOKEN);
}

/** The longest beginning of a text that is at most `maxTokens` tokens by the same estimate. */
export function cutToTokens(text: string, maxTokens: number): string {
  return text.slice(0, Math.floor(maxTokens * CHARS_PER_TOKEN));
}
