import type { Answers, Question, Questionnaire, Step } from "../api/intake";

/** Which questions of a questionnaire are on the table, given the answers so far. Pure, so that it can be tested. */

export function isShown(question: Question, answers: Answers): boolean {
  if (!question.showIf) return true;
  const given = answers[question.showIf.key];
  const wanted = question.showIf.anyOf;
  return Array.isArray(given) ? given.some((value) => wanted.includes(value)) : wanted.includes(given);
}

export function isAnswered(question: Question, answers: Answers): boolean {
  const given = answers[question.key];
  if (given === undefined || given === null || given === "") return false;
  return !(Array.isArray(given) && given.length === 0);
}

export function shownQuestions(step: Step, answers: Answers): Question[] {
  return step.questions.filter((question) => isShown(question, answers));
}

/** The keys of this step that have to be answered and are not. */
export function missing(step: Step, answers: Answers): string[] {
  return shownQuestions(step, answers)
    .filter((question) => (question.required || question.safety) && !isAnswered(question, answers))
    .map((question) => question.key);
}

/** The step a question is on, or the first. A violation may name a part of an answer, as in "surgery.date". */
export function stepOf(questionnaire: Questionnaire, field: string): Step | undefined {
  const key = questionKey(field);
  return questionnaire.steps.find((step) => step.questions.some((question) => question.key === key));
}

export function questionKey(field: string): string {
  const parts = field.split(".");
  return (parts[0] === "answers" && parts[1] ? parts[1] : parts[0]) ?? field;
}

/** Regions named anywhere in the answers, in the order they were named: where pressure can be stated. */
export function namedRegions(questionnaire: Questionnaire, answers: Answers): string[] {
  const keys = ["pain_regions", "focus_areas"].filter((key) =>
    questionnaire.steps.some((step) => step.questions.some((question) => question.key === key)),
  );
  return [...new Set(keys.flatMap((key) => (Array.isArray(answers[key]) ? (answers[key] as string[]) : [])))];
}
