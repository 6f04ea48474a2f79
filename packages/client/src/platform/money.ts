// Exact sums of money: whole units of 10^-18 USD, so that what the parts cost is what the whole costs, to the last digit.

/** An amount in units of 10^-18 USD. */
export type Amount = bigint;

const DIGITS = 18;

/**
 * What `tokens` (a whole number) cost at `usdPerMillion`, each of `percents` of it (125 for a cache write, 50 in a batch). Exact for prices
 * with at most six decimals and at most three percents.
 */
export function amountOf(tokens: number, usdPerMillion: number, percents: readonly number[] = []): Amount {
  // A token at 1 USD per million costs 10^12 units; six of these digits are the price's own, two are each percent's.
  const price = BigInt(Math.round(usdPerMillion * 1e6));
  const share = percents.reduce((all, percent) => all * BigInt(percent), 1n);
  return (BigInt(tokens) * price * share * 10n ** 6n) / 100n ** BigInt(percents.length);
}

/** The amount in USD: the nearest number there is. */
export function usdOf(amount: Amount): number {
  const digits = String(amount).padStart(DIGITS + 1, "0");
  return Number(`${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`);
}
