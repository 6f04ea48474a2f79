// How numbers are written for people, the same on every machine: thousands separators, dollars.

/** `1234567` as `1,234,567`. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** `2456789` as `2,456,789 bytes (2.3 MiB)`; the rounded form only from 1 MiB on. */
export function bytes(value: number): string {
  const exact = `${number(value)} ${value === 1 ? "byte" : "bytes"}`;
  return value < 1024 * 1024 ? exact : `${exact} (${(value / 1024 / 1024).toFixed(1)} MiB)`;
}

/** US dollars: cents from a dollar on, three significant digits below: `$1,234.50`, `$0.0191`. */
export function dollars(value: number): string {
  if (value === 0) return "$0";
  if (value >= 0.995) {
    const [whole = "", cents = ""] = value.toFixed(2).split(".");
    return `$${number(Number(whole))}.${cents}`;
  }
  const digits = 2 - Math.floor(Math.log10(value));
  return `$${value.toFixed(Math.min(digits, 12)).replace(/0+$/, "")}`;
}
