// Flat shapes on a pale ground, and the same scene with the square recoloured and an ellipse added.
import { createEasel } from "./easel.ts";

const BLUE = { colour: "blue", hex: "#1f4fd1" };
const ORANGE = { colour: "orange", hex: "#f07f13" };

export async function drawShapes({ changed }: { changed: boolean }) {
  const easel = createEasel(720, 480);
  easel.paint(`<rect width="720" height="480" fill="#ffffff"/>`);
  easel.shape({ shape: "circle", colour: "red", hex: "#d62828" }, `<circle cx="140" cy="140" r="84" fill="#d62828"/>`);
  const square = changed ? ORANGE : BLUE;
  easel.shape({ shape: "square", ...square }, `<rect x="290" y="64" width="150" height="150" fill="${square.hex}"/>`);
  easel.shape(
    { shape: "triangle", colour: "green", hex: "#2a9d3a" },
    `<path d="M586 56L676 220H496z" fill="#2a9d3a"/>`,
  );
  easel.shape(
    { shape: "star", colour: "yellow", hex: "#f7d117" },
    `<path d="${star(130, 360, 88, 36)}" fill="#f7d117"/>`,
  );
  easel.shape(
    { shape: "rectangle", colour: "grey", hex: "#7d7d7d" },
    `<rect x="500" y="310" width="180" height="96" fill="#7d7d7d"/>`,
  );
  if (changed)
    easel.shape(
      { shape: "ellipse", colour: "purple", hex: "#7b2fa0" },
      `<ellipse cx="356" cy="366" rx="104" ry="52" fill="#7b2fa0"/>`,
    );
  return easel.finish({ kind: "graphic", background: "white" });
}

function star(cx: number, cy: number, outer: number, inner: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const radius = index % 2 === 0 ? outer : inner;
    const angle = (index * Math.PI) / 5 - Math.PI / 2;
    return `${(cx + radius * Math.cos(angle)).toFixed(2)} ${(cy + radius * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}z`;
}
