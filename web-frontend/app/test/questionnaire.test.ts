import { expect, test } from "vitest";
import type { Questionnaire } from "../src/api/intake";
import { isShown, missing, namedRegions, questionKey, shownQuestions, stepOf } from "../src/pages/questionnaire";

const options = [{ value: "weakness", label: "Weakness" }, { value: "none", label: "None" }];
const questionnaire: Questionnaire = {
  version: "1",
  title: "Intake",
  notDiagnosis: "Not a diagnosis.",
  steps: [
    {
      key: "where",
      title: "Where",
      questions: [{ key: "pain_regions", text: "Where", kind: "regions", safety: false, required: false }],
    },
    {
      key: "nerves",
      title: "Nerves",
      questions: [
        { key: "neuro", text: "Nerves", kind: "multi", safety: true, required: true, options },
        {
          key: "weakness_explained",
          text: "Explained?",
          kind: "yes_no",
          safety: true,
          required: true,
          showIf: { key: "neuro", anyOf: ["weakness"] },
        },
      ],
    },
  ],
};
const nerves = questionnaire.steps[1] as Questionnaire["steps"][number];

test("a follow-on question appears only when the answer before it asks for it", () => {
  expect(shownQuestions(nerves, { neuro: ["none"] }).map((q) => q.key)).toEqual(["neuro"]);
  expect(shownQuestions(nerves, { neuro: ["weakness"] }).map((q) => q.key)).toEqual(["neuro", "weakness_explained"]);
});

test("a condition on a yes or no compares the value itself", () => {
  const question = { ...nerves.questions[1], showIf: { key: "adult", anyOf: [false] } } as (typeof nerves.questions)[number];
  expect(isShown(question, { adult: false })).toBe(true);
  expect(isShown(question, { adult: true })).toBe(false);
  expect(isShown(question, {})).toBe(false);
});

test("a safety question counts as open until it is answered, and no is an answer", () => {
  expect(missing(nerves, {})).toEqual(["neuro"]);
  expect(missing(nerves, { neuro: [] })).toEqual(["neuro"]);
  expect(missing(nerves, { neuro: ["weakness"] })).toEqual(["weakness_explained"]);
  expect(missing(nerves, { neuro: ["weakness"], weakness_explained: false })).toEqual([]);
});

test("a violation leads to the step of its question, also when it names a part of the answer", () => {
  expect(questionKey("answers.surgery.date")).toBe("surgery");
  expect(questionKey("neuro")).toBe("neuro");
  expect(stepOf(questionnaire, "neuro")?.key).toBe("nerves");
  expect(stepOf(questionnaire, "unheard_of")).toBeUndefined();
});

test("pressure is asked for the regions the client named, once each", () => {
  expect(namedRegions(questionnaire, { pain_regions: ["low_back", "hips"], focus_areas: ["hips"] })).toEqual(["low_back", "hips"]);
});
