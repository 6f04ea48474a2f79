// A bar chart as a report prints it: gridlines, an axis with a turned title, labels under the bars, no printed values.
import { createEasel } from "./easel.ts";

const BARS = [
  ["Jan", 34],
  ["Feb", 41],
  ["Mar", 58],
  ["Apr", 72],
  ["May", 85],
  ["Jun", 63],
] as const;
const [BASE, UNIT_PX] = [500, 4];
const TEAL = { colour: "teal", hex: "#2a7f87" };
const ORANGE = { colour: "orange", hex: "#e8801c" };
const TITLE = "Visitors to the city museum";

export async function drawChart() {
  const easel = createEasel(900, 640);
  easel.paint(`<rect width="900" height="640" fill="#ffffff"/>`);
  easel.text(450, 52, TITLE, { size: 30, anchor: "middle", weight: "bold" });
  for (let value = 0; value <= 100; value += 20) {
    const y = BASE - value * UNIT_PX;
    easel.paint(`<path d="M110 ${y + 0.5}H860" stroke="#d9d9d9" stroke-width="1"/>`);
    easel.text(96, y + 7, `${value}`, { size: 20, anchor: "end", fill: "#3d3d3d" });
  }
  const chartBars = BARS.map(([label, value], index) => {
    const x = 144 + index * 120;
    const ink = label === "May" ? ORANGE : TEAL;
    const height = value * UNIT_PX;
    easel.shape(
      { shape: "rectangle", ...ink },
      `<rect x="${x}" y="${BASE - height}" width="76" height="${height}" fill="${ink.hex}"/>`,
    );
    easel.text(x + 38, 532, label, { size: 22, anchor: "middle", fill: "#3d3d3d" });
    return { label, value, colour: ink.colour };
  });
  easel.paint(`<path d="M110 ${BASE}H860" stroke="#222222" stroke-width="2"/>`);
  easel.text(38, 300, "Thousands a month", { size: 20, anchor: "middle", fill: "#3d3d3d", turn: -90 });
  easel.text(110, 612, "Source: museum ticket office, 2024", { size: 18, fill: "#6a6a6a" });
  return easel.finish({
    kind: "graphic",
    background: "white",
    chart: { title: TITLE, valuesFrom: "axis", bars: chartBars },
  });
}
