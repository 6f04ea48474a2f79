// Months as charts abbreviate them and questions spell them out.
import { fold } from "../question/fold.ts";

const MONTHS = [
  "jan, january, januar, jänner, janvier, janv, enero, ene",
  "feb, february, februar, février, févr, febrero",
  "mar, march, märz, mrz, mars, marzo",
  "apr, april, avril, avr, abril, abr",
  "may, mai, mayo",
  "jun, june, juni, juin, junio",
  "jul, july, juli, juillet, juil, julio",
  "aug, august, août, agosto, ago",
  "sep, sept, september, septembre, septiembre",
  "oct, october, oktober, okt, octobre, octubre",
  "nov, november, novembre, noviembre",
  "dec, december, dezember, dez, décembre, diciembre, dic",
].map((names) => new Set(names.split(",").map(fold)));

/** @param word folded @returns 1 to 12, or 0 */
export function monthOf(word: string): number {
  return MONTHS.findIndex((names) => names.has(word)) + 1;
}
