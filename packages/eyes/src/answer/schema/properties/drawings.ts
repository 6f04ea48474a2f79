// Properties of drawn shapes and bar charts.
import { shapesOf } from "../../say/sees.ts";
import { barsOf } from "../matches.ts";
import type { Row } from "../row.ts";
import { list, nothing, number, type Scope, text } from "../scope.ts";

const NO_CHART = "the picture has no bar chart that can be read";

const bars = ({ view }: Extract<Scope, { type: "picture" | "chart" }>, by: string) => list(barsOf(view), by);

export const DRAWING_ROWS: readonly Row[] = [
  {
    names: "shapes",
    gives: "drawn shapes: those asked for, or all",
    needs: ["kind", "drawing"],
    of: {
      picture: ({ view, whole }) =>
        list(
          shapesOf(whole.question.subject, view.seen).map((shape) => ({ type: "shape", shape, view })),
          "label",
        ),
    },
  },
  { names: "shape, shape_name", gives: "the name of a shape", of: { shape: ({ shape }) => text(shape.shape) } },
  {
    names: "chart, graph, bar_chart",
    gives: "the bar chart, with `title` and `bars`",
    needs: ["kind", "text", "drawing", "chart"],
    of: {
      picture: ({ view }) =>
        view.seen.chart ? { kind: "scope", scope: { type: "chart", view }, by: "title" } : nothing(NO_CHART),
    },
  },
  {
    names: "bars, data, data_points, series, values, chart_data",
    gives: "the bars, with `label` and `value`",
    needs: ["kind", "text", "drawing", "chart"],
    of: { picture: (scope) => bars(scope, "value"), chart: (scope) => bars(scope, "value") },
  },
  {
    names: "bar_labels, x_labels, categories, axis_labels",
    gives: "the labels of the bars",
    needs: ["kind", "text", "drawing", "chart"],
    of: { picture: (scope) => bars(scope, "label"), chart: (scope) => bars(scope, "label") },
  },
  {
    names: "chart_title",
    gives: "the chart's title",
    needs: ["kind", "text", "drawing", "chart"],
    of: {
      picture: ({ view }) => {
        const title = view.seen.chart?.title ?? null;
        return title === null ? nothing(NO_CHART, "") : text(title);
      },
    },
  },
  {
    names: "value, amount, y_value",
    gives: "a bar's value; what a line or a code says",
    of: {
      bar: ({ bar }) => number(bar.value),
      line: ({ line }) => text(line.text),
      code: ({ code }) => text(code.text),
    },
  },
];
