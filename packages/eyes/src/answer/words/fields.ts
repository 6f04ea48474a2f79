// What forms, receipts and invoices call their fields. Words of one line mean the same; the first stands for all.
import { fold } from "../question/fold.ts";

const SAME = `
number, no, nr, num, nummer, numero, nº, n°, no.
total, grand total, total due, amount due, balance due, total amount, to pay, gesamt, gesamtsumme, gesamtbetrag, summe, endbetrag, montant total,
  total à payer, à payer, importe total, total a pagar
subtotal, sub total, net total, zwischensumme, sous total, base imponible
vat, vat rate, tax, tax rate, sales tax, steuersatz, mwst, ust, mehrwertsteuer, umsatzsteuer, tva, iva, impuesto
change, rückgeld, wechselgeld, monnaie, monnaie rendue, cambio, vuelto
price, preis, prix, precio, unit price, einzelpreis
item, description, article, product, artikel, beschreibung, bezeichnung, position, pos, produkt, désignation, produit, artículo, descripción, producto
amount, betrag, montant, importe
date, datum, fecha
invoice number, rechnungsnummer, rechnungs nr, rechnung nr, numéro de facture, facture n, número de factura
invoice, rechnung, facture, factura
receipt number, receipt no, belegnummer, quittungsnummer, numéro de reçu, número de recibo
receipt, beleg, quittung, reçu, recibo
order, order number, bestellnummer, commande, pedido
customer, client, bill to, billed to, sold to, invoice to, rechnung an, kunde, kundin, cliente
customer number, kundennummer, numéro client, número de cliente
first name, given name, forename, vorname, prénom
last name, surname, family name, nachname, familienname, nom de famille, apellido, apellidos
name, full name, nom, nombre
date birth, birth date, birthday, born, geburtsdatum, geboren, date naissance, né, fecha nacimiento
phone, phone number, telephone, telephone number, tel, telefon, telefonnummer, téléphone, teléfono, mobile, handy
email, e mail, mail, e mail address, email address, courriel, correo, correo electrónico
address, adresse, anschrift, dirección, domicilio
street, street number, straße, strasse, rue, calle
postcode, zip, zip code, postal code, plz, postleitzahl, code postal, código postal
town, city, ort, stadt, wohnort, ville, ciudad, localidad
country, land, pays, país
fee, gebühr, frais, tarifa, tasa, beitrag
annual, yearly, jährlich, jahres, annuel, annuelle, anual
valid until, valid to, valid thru, expires, expire, expiry, expiry date, expiration date, gültig bis, valable jusqu au, válido hasta
valid on, valid, gültig am, gültig, valable le, válido el
due date, payment due, due, fällig, fällig am, fälligkeit, échéance, vencimiento
served, served by, cashier, kassierer, bedient von, servi par, atendido
card, karte, carte, tarjeta
type, art, typ, tipo
signature, unterschrift, firma
quantity, qty, menge, anzahl, quantité, cantidad
cash, bar, bargeld, espèces, efectivo
`;

/** `2 x` before an item. */
const QUANTITY = /^\s*\d+\s*[x×]\s+/iu;

/** Words between those of a label that carry nothing. */
const EMPTY = new Set("of the and by de du des d la le von der des und y et del a in".split(" "));

const CANONICAL = new Map<string, string>();
let longest = 1;
for (const row of SAME.trim().split(/\n(?=\S)/)) {
  const phrases = row.split(",").map(fold).filter(Boolean);
  for (const phrase of phrases) {
    if (!CANONICAL.has(phrase)) CANONICAL.set(phrase, phrases[0] ?? phrase);
    longest = Math.max(longest, phrase.split(" ").length);
  }
}

export interface LabelWords {
  readonly words: ReadonlySet<string>;
  /** Those that fields are known to be called by. */
  readonly known: ReadonlySet<string>;
  /** Whether every one of them is. */
  readonly isLabel: boolean;
}

/** A label's words in their one standard form: `Rechnungsnr.` and `invoice no` are equal. */
export function labelWords(text: string): LabelWords {
  const tokens = fold(text.replace(QUANTITY, ""))
    .split(" ")
    .filter((token) => token !== "" && !EMPTY.has(token));
  const words = new Set<string>();
  const known = new Set<string>();
  for (let at = 0; at < tokens.length; ) {
    let length = Math.min(longest, tokens.length - at);
    while (length > 1 && !CANONICAL.has(tokens.slice(at, at + length).join(" "))) length--;
    const phrase = tokens.slice(at, at + length).join(" ");
    const canonical = CANONICAL.get(phrase);
    for (const word of (canonical ?? phrase).split(" ")) {
      words.add(word);
      if (canonical !== undefined) known.add(word);
    }
    at += length;
  }
  return { words, known, isLabel: words.size > 0 && known.size === words.size };
}
