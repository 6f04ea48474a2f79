// A concert poster: large light text on coloured ground, over a sun and hills.
import { createEasel } from "./easel.ts";

export async function drawPoster() {
  const easel = createEasel(720, 1000);
  easel.paint(`<rect width="720" height="1000" fill="#173a5e"/>
  <circle cx="530" cy="560" r="120" fill="#f4a63a"/>
  <path d="M0 640C160 540 300 560 430 640S640 700 720 620V1000H0z" fill="#20627a"/>
  <path d="M0 760C180 660 330 720 470 760S660 780 720 730V1000H0z" fill="#124a4a"/>`);
  easel.text(60, 130, "Summer", { size: 92, family: "serif", weight: "bold", fill: "#ffd34d" });
  easel.text(60, 230, "Concert", { size: 92, family: "serif", weight: "bold", fill: "#ffd34d" });
  easel.text(62, 310, "An evening in the park", { size: 36, fill: "#ffffff" });
  easel.text(62, 400, "Saturday, 14 June 2025", { size: 32, weight: "bold", fill: "#bfe6ff" });
  easel.text(62, 448, "City Park, Main Stage", { size: 28, fill: "#ffffff" });
  easel.text(62, 492, "Doors open at 18:30", { size: 28, fill: "#ffffff" });
  easel.text(360, 880, "Tickets from 12.50 EUR", { size: 34, anchor: "middle", weight: "bold", fill: "#ffffff" });
  easel.text(360, 936, "www.example.org/summer", { size: 26, anchor: "middle", fill: "#ffd34d" });
  return easel.finish({ kind: "graphic" });
}
