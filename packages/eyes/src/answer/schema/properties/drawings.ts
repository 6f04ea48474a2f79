// Properties of drawn shapes and bar charts.
import { findField, SURE_LABEL } from "../../fields.ts";
import { barsMeant, barsMissing } from "../../intents/chart-bars.ts";
import { wantedField } from "../../question/wanted.ts";
import { shapesOf } from "../../say/sees.ts";
import { barsOf } from "../matches.ts";
import type { Row } from "../row.ts";
import { list, type Native, nothing, number, type Scope, type ScopeOf, text } from "../scope.ts";

const NO_CHART = "the picture has no bar chart that can be read";

/** Of the bar that the question means; without a chart, what is printed at the label that it names. */
function valueAsked({ view, whole: { question } }: ScopeOf<"picture">): Native {
  const { chart, text: printed } = view.seen;
  if (chart) {
    const [bar, ...more] = barsMeant(question, chart);
    if (bar && (more.length === 0 || more.every(({ value }) => value === bar.value))) return number(bar.value);
    const [missing] = barsMissing(question, chart);
    if (missing !== undefined) return nothing(`the chart has no bar "${missing}"`);
    return nothing(bar ? "the question means several bars" : "the question names no bar of the chart");
  }
  const field = findField(printed, wantedField(question), SURE_LABEL);
  if (field && field.choices.length === 0) return text(field.text);
  return nothing(`${NO_CHART}, nor a label that the question names`);
}

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
        return title === null ? nothing(NO_CHART) : text(title);
      },
    },
  },
  {
    names: "value, amount, y_value",
    gives: "a bar's value: of the picture, that of the bar which the question names; what a line or a code says",
    needs: ["kind", "text", "drawing", "chart"],
    of: {
      picture: valueAsked,
      bar: ({ bar }) => number(bar.value),
      line: ({ line }) => text(line.text),
      code: ({ code }) => text(code.text),
    },
  },
];
