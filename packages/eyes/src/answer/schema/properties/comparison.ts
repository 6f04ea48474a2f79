// Properties of two pictures compared.
import type { PairView } from "../../intent.ts";
import { differences } from "../../intents/differences.ts";
import { overview } from "../../intents/overview.ts";
import type { Row } from "../row.ts";
import { flag, fraction, list, type Native, nothing, type Scope, text } from "../scope.ts";

const ofPair = (give: (pair: PairView) => Native): Row["of"] => ({
  whole: ({ pair }) => (pair ? give(pair) : nothing("there are no two pictures to compare")),
});

const regionsOf = ({ comparison, first }: PairView): Scope[] =>
  comparison.regions.map((box) => ({ type: "region", box, view: first }));

const notesOf = ({ first, second }: PairView): Scope[] =>
  differences(first.seen, second.seen, [`image ${first.number}`, `image ${second.number}`])
    .filter((words) => words !== "")
    .map((words) => ({ type: "note", words }));

export const COMPARISON_ROWS: readonly Row[] = [
  {
    names: "same, identical, equal, is_same, are_same, is_identical",
    gives: "whether the pictures are equal, px for px",
    of: ofPair(({ comparison }) => flag(comparison.same === "identical")),
  },
  {
    names: "changed, different, has_changed, differs, is_different",
    gives: "whether they are not",
    of: ofPair(({ comparison }) => flag(comparison.same !== "identical")),
  },
  {
    names: "sameness, comparison, verdict",
    gives: "`identical`, `nearly`, `changed` or `different`",
    of: ofPair(({ comparison }) => text(comparison.same)),
  },
  {
    names: "similarity, ssim, structural_similarity",
    gives: "1 is equal",
    of: ofPair(({ comparison }) => fraction(comparison.similarity)),
  },
  {
    names: "changed_share, changed_area, difference_share",
    gives: "share of the area that differs, 0 to 1",
    of: ofPair(({ comparison }) => fraction(comparison.changedShare)),
  },
  {
    names: "regions, changed_regions, changed_boxes",
    gives: "changed regions in px of the first picture, largest first",
    of: ofPair((pair) => list(regionsOf(pair), "box")),
  },
  {
    names: "changes, differences",
    gives: "the same, and in strings or as `description` what else is not alike: things, shapes, text",
    of: ofPair((pair) => list([...regionsOf(pair), ...notesOf(pair)], "description")),
  },
  {
    names: "first_description",
    gives: "a description of the first picture",
    of: ofPair(({ first }) => text(overview(first.seen))),
  },
  {
    names: "second_description",
    gives: "a description of the second",
    of: ofPair(({ second }) => text(overview(second.seen))),
  },
];
