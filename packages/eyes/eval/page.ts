// Puts generated text between the markers of a page.

/**
 * @param mark of `<!-- MARK -->` before and `<!-- /MARK -->` after the text
 * @throws Error when the page has not both markers in this order
 */
export function putBetween(page: string, mark: string, text: string): string {
  const [before, after] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [from, to] = [page.indexOf(before), page.indexOf(after)];
  if (from < 0 || to < from) throw new Error(`The page needs the lines ${before} and ${after}.`);
  return `${page.slice(0, from + before.length)}\n\n${text}\n\n${page.slice(to)}`;
}
