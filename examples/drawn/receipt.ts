// A till's receipt, lying a little askew on a table: fixed-pitch print, prices to the right, a code at the foot.
import { createEasel, type TextStyle } from "./easel.ts";
import { symbolSvg } from "./symbols.ts";

const [WIDTH, HEIGHT] = [760, 1280];
const [LEFT, RIGHT, MIDDLE] = [112, 648, 380];
const INK = "#2b2a2e";

const ITEMS = [
  ["2 x Flat white", "8.40"],
  ["1 x Vanilla milkshake", "5.20"],
  ["1 x Blueberry muffin", "3.60"],
  ["3 x Sourdough roll", "4.50"],
  ["1 x Sparkling water", "2.90"],
] as const;

export async function drawReceipt() {
  const easel = createEasel(WIDTH, HEIGHT, `rotate(-0.8 ${WIDTH / 2} ${HEIGHT / 2})`);
  const print = { size: 25, family: "mono", fill: INK } as const;
  const bold = { ...print, weight: "bold" } as const;
  const rule = (y: number) =>
    easel.paint(`<path d="M${LEFT} ${y}H${RIGHT}" stroke="${INK}" stroke-width="2" stroke-dasharray="9 6"/>`);
  const pair = (y: number, left: string, right: string, style: TextStyle = print) => {
    easel.text(LEFT, y, left, style);
    easel.text(RIGHT, y, right, { ...style, anchor: "end" });
  };

  easel.paint(`<defs>
    <linearGradient id="table" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#6d5846"/><stop offset="1" stop-color="#4a3a2d"/></linearGradient>
    <linearGradient id="paper" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f6f4ee"/><stop offset="0.5" stop-color="#fbfaf6"/><stop offset="1" stop-color="#efece4"/></linearGradient>
  </defs>
  <rect x="-60" y="-60" width="${WIDTH + 120}" height="${HEIGHT + 120}" fill="url(#table)"/>
  <path d="M74 34H698V1246l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10z" fill="#33271d" opacity="0.55"/>
  <path d="M66 26H690V1238l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10l-24 -10l-24 10z" fill="url(#paper)"/>`);

  easel.text(MIDDLE, 98, "HARBOUR COFFEE", { ...bold, size: 44, anchor: "middle" });
  easel.text(MIDDLE, 142, "12 Quay Street, Bristol", { ...print, anchor: "middle" });
  easel.text(MIDDLE, 178, "Tel. 0117 496 0142", { ...print, anchor: "middle" });
  pair(240, "Receipt no.", "004821");
  pair(276, "Date", "14.06.2025 10:42");
  pair(312, "Served by", "Maria");
  rule(340);
  ITEMS.forEach(([name, price], row) => {
    pair(384 + row * 40, name, price);
  });
  rule(572);
  pair(616, "Subtotal", "24.60");
  pair(656, "VAT 20 %", "4.92");
  pair(714, "Total", "GBP 29.52", { ...bold, size: 34 });
  rule(742);
  pair(786, "Cash", "30.00");
  pair(826, "Change", "0.48");
  easel.text(MIDDLE, 900, "Thank you for your visit!", { ...print, anchor: "middle" });
  easel.text(MIDDLE, 936, "Open daily from 7 to 19", { ...print, anchor: "middle" });
  const code = { format: "Code128", text: "HC-004821-140625" } as const;
  easel.code(code, await symbolSvg({ ...code, x: 201, y: 990, modulePx: 2, heightPx: 120 }));
  easel.text(MIDDLE, 1150, code.text, { ...print, anchor: "middle" });

  return easel.finish({
    kind: "document",
    fields: {
      "What is the total?": "GBP 29.52",
      subtotal: "24.60",
      "receipt number": "004821",
      date: "14.06.2025 10:42",
      change: "0.48",
      VAT: "4.92",
    },
  });
}
