// A filled-in paper form: labels above boxes, labels before boxes, ticked boxes, an empty signature line.
import { createEasel } from "./easel.ts";

const [WIDTH, HEIGHT] = [900, 1120];
const INK = "#16356b";

export async function drawForm() {
  const easel = createEasel(WIDTH, HEIGHT);
  const label = { size: 19, fill: "#444444" } as const;
  const typed = { size: 24, family: "mono", fill: INK } as const;
  const box = (x: number, y: number, width: number) =>
    easel.paint(
      `<rect x="${x}" y="${y}" width="${width}" height="48" fill="#ffffff" stroke="#8a8f98" stroke-width="1.5"/>`,
    );
  const above = (x: number, y: number, width: number, name: string, value: string) => {
    easel.text(x, y, name, label);
    box(x, y + 12, width);
    easel.text(x + 14, y + 45, value, typed);
  };
  const before = (y: number, name: string, value: string) => {
    easel.text(60, y, name, label);
    box(300, y - 32, 300);
    easel.text(314, y, value, typed);
  };
  const section = (y: number, name: string) => {
    easel.paint(`<rect x="40" y="${y - 32}" width="820" height="46" fill="#dfe6ef"/>`);
    easel.text(60, y, name, { size: 24, weight: "bold" });
  };

  easel.paint(`<rect width="${WIDTH}" height="${HEIGHT}" fill="#fdfdfb"/>`);
  easel.text(40, 84, "Library card application", { size: 36, family: "serif", weight: "bold" });
  easel.text(860, 130, "Form no. L-20931", { ...label, anchor: "end" });
  easel.text(40, 130, "Please fill in with capital letters or by typewriter.", label);

  section(190, "1. Your details");
  above(60, 250, 370, "First name", "Ingrid");
  above(460, 250, 380, "Last name", "Sorensen");
  above(60, 350, 370, "Date of birth", "17 May 1988");
  above(460, 350, 380, "Phone", "+45 33 12 40 07");
  above(60, 450, 780, "Street and number", "41 North Avenue");
  above(60, 550, 200, "Postcode", "2200");
  above(300, 550, 540, "Town", "Copenhagen");
  above(60, 650, 780, "E-mail address", "ingrid.sorensen@example.org");

  section(780, "2. Your card");
  easel.text(60, 842, "Card type", label);
  ["Adult", "Student", "Child"].forEach((name, index) => {
    const x = 302 + index * 170;
    easel.paint(`<rect x="${x}" y="822" width="24" height="24" fill="#ffffff" stroke="#8a8f98" stroke-width="1.5"/>`);
    if (index === 0) easel.paint(`<rect x="${x + 5}" y="827" width="14" height="14" fill="${INK}"/>`);
    easel.text(x + 38, 842, name, label);
  });
  before(906, "Annual fee", "EUR 24.00");
  before(970, "Valid until", "31 March 2026");

  easel.paint(`<path d="M60 1056H420M500 1056H840" stroke="#444444" stroke-width="1.5"/>`);
  easel.text(60, 1084, "Place and date", { ...label, size: 17 });
  easel.text(500, 1084, "Signature", { ...label, size: 17 });

  return easel.finish({
    kind: "document",
    fields: {
      "form number": "L-20931",
      "first name": "Ingrid",
      "What is the last name?": "Sorensen",
      "date of birth": "17 May 1988",
      phone: "+45 33 12 40 07",
      street: "41 North Avenue",
      postcode: "2200",
      town: "Copenhagen",
      "e-mail": "ingrid.sorensen@example.org",
      "annual fee": "EUR 24.00",
      "Until when is the card valid?": "31 March 2026",
    },
  });
}
