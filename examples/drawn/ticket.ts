// A day ticket with a QR code and a Code 128, each with its caption.
import { createEasel } from "./easel.ts";
import { symbolSvg } from "./symbols.ts";

export async function drawTicket() {
  const easel = createEasel(840, 460);
  easel.paint(`<rect width="840" height="460" fill="#e9eef2"/>
  <rect x="20" y="20" width="800" height="420" rx="18" fill="#ffffff" stroke="#b9c3cc" stroke-width="2"/>
  <path d="M20 100V38a18 18 0 0 1 18 -18H802a18 18 0 0 1 18 18V100z" fill="#0d4f73"/>`);
  easel.text(50, 74, "Harbour Ferry Day Ticket", { size: 34, weight: "bold", fill: "#ffffff" });

  const qr = { format: "QRCode", text: "https://example.org/ferry/ticket/4711?day=2025-06-14" } as const;
  easel.code(qr, await symbolSvg({ ...qr, x: 70, y: 140, modulePx: 7 }));
  easel.text(186, 420, "Scan for the timetable", { size: 20, anchor: "middle" });

  easel.text(400, 158, "Valid on", { size: 18, fill: "#5a6670" });
  easel.text(400, 190, "14 June 2025", { size: 26, weight: "bold" });
  easel.text(640, 158, "Zone", { size: 18, fill: "#5a6670" });
  easel.text(640, 190, "A and B", { size: 26, weight: "bold" });

  const linear = { format: "Code128", text: "FERRY-2025-004711" } as const;
  easel.code(linear, await symbolSvg({ ...linear, x: 385, y: 240, modulePx: 2, heightPx: 110 }));
  easel.text(585, 390, linear.text, { size: 22, family: "mono", anchor: "middle" });
  return easel.finish({
    kind: "graphic",
    fields: { zone: "A and B", "valid on": "14 June 2025" },
  });
}
