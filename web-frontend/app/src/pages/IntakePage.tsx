import { Alert, Button, Card, Checkbox, Group, Progress, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, Problem, type Answer } from "../api/http";
import { intake, type Answers, type Draft, type Questionnaire } from "../api/intake";
import { Form } from "../components/Form";
import { QuestionField } from "../components/QuestionField";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { sentence } from "../refusals";
import { useAct } from "../useAct";
import { DraftSaver, type SaveState } from "./draftSaver";
import { missing, namedRegions, questionKey, shownQuestions, stepOf } from "./questionnaire";

export function IntakePage() {
  return (
    <Only account="client">
      <ConsentFirst />
    </Only>
  );
}

function ConsentFirst() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const consent = useQuery({ queryKey: ["consent"], queryFn: intake.consent });
  const text = useQuery({ queryKey: ["consent-text"], queryFn: intake.consentText, enabled: consent.data?.given === false });
  const [agreed, setAgreed] = useState<string[]>([]);
  const { act, busy, error } = useAct();
  if (consent.isLoadingError) return <PageProblem error={consent.error} retry={() => void consent.refetch()} />;
  if (consent.data?.given) return <DraftLoader />;
  if (text.isLoadingError) return <PageProblem error={text.error} retry={() => void text.refetch()} />;
  if (!text.data) return <Loading />;
  const wording = text.data;
  const agree = () =>
    act(async (key) => {
      await intake.giveConsent(wording.version, agreed, key);
      await queries.invalidateQueries({ queryKey: ["consent"] });
    });
  return (
    <Stack maw={680} gap="lg">
      <Title>{t("consent.title")}</Title>
      {wording.text.split("\n").map((paragraph, i) => paragraph.trim() && <Text key={i}>{paragraph}</Text>)}
      <fieldset>
        <legend>{t("consent.purposes")}</legend>
        <Stack gap="sm" mt="xs">
          {wording.purposes.map((purpose) => (
            <Checkbox
              key={purpose.key}
              label={purpose.text}
              checked={agreed.includes(purpose.key)}
              onChange={(event) =>
                setAgreed(event.currentTarget.checked ? [...agreed, purpose.key] : agreed.filter((key) => key !== purpose.key))
              }
            />
          ))}
        </Stack>
      </fieldset>
      {error !== null && <ProblemNotice error={error} />}
      <Group>
        <Button disabled={agreed.length < wording.purposes.length} loading={busy} onClick={() => void agree()}>
          {t("consent.agree")}
        </Button>
      </Group>
      {agreed.length < wording.purposes.length && <Text c="dimmed">{t("consent.needed")}</Text>}
    </Stack>
  );
}

function DraftLoader() {
  // Not cached: a draft edited here must never be replaced by an older copy of itself.
  const draft = useQuery({
    queryKey: ["draft"],
    queryFn: async () => (await intake.currentDraft()) ?? (await intake.startDraft()),
    staleTime: Infinity,
    gcTime: 0,
  });
  const version = draft.data?.body.questionnaireVersion;
  const questionnaire = useQuery({
    queryKey: ["questionnaire", version],
    queryFn: () => intake.questionnaire(version),
    enabled: version !== undefined,
    staleTime: Infinity,
  });
  const error = draft.isLoadingError ? draft.error : questionnaire.isLoadingError ? questionnaire.error : null;
  if (error) return <PageProblem error={error} retry={() => void (draft.error ? draft.refetch() : questionnaire.refetch())} />;
  if (!draft.data || !questionnaire.data) return <Loading />;
  return <Steps key={draft.data.body.id} questionnaire={questionnaire.data} draft={draft.data} />;
}

function Steps({ questionnaire, draft }: { questionnaire: Questionnaire; draft: Answer<Draft> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search = useSearch({ from: "/intake" });
  const [answers, setAnswers] = useState<Answers>(draft.body.answers as Answers);
  const [saved, setSaved] = useState<SaveState>("saved");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const [saver] = useState(() => new DraftSaver(draft.body, draft.etag, setSaved));
  const heading = useRef<HTMLHeadingElement>(null);
  const [submissionKey] = useState(newKey);
  const submitting = useRef(false);
  const steps = questionnaire.steps;
  const index = Math.max(0, steps.findIndex((step) => step.key === search.step));
  const step = steps[index];
  const named = namedRegions(questionnaire, answers).join(" ");
  const regions = useMemo(() => (named === "" ? [] : named.split(" ")), [named]);

  useEffect(() => {
    if (search.step) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
  }, [search.step]);

  useEffect(() => {
    const leaving = () => void saver.flush().catch(() => undefined);
    window.addEventListener("pagehide", leaving);
    window.addEventListener("online", leaving);
    return () => {
      window.removeEventListener("pagehide", leaving);
      window.removeEventListener("online", leaving);
      leaving();
    };
  }, [saver]);

  // The same at each drawing, so that only the question that was answered is drawn again.
  const answer = useCallback(
    (key: string, value: unknown) => {
      setAnswers((before) => ({ ...before, [key]: value }));
      setErrors((before) => (key in before ? Object.fromEntries(Object.entries(before).filter(([field]) => field !== key)) : before));
      saver.put(key, value);
    },
    [saver],
  );

  if (!step) return null;
  const last = index === steps.length - 1;

  function go(to: number) {
    const target = steps[to];
    if (target) void navigate({ to: "/intake", search: { step: target.key } });
  }

  function mark(fields: Record<string, string>) {
    setErrors(fields);
    const first = Object.keys(fields)[0];
    if (first) requestAnimationFrame(() => document.getElementById(`q-${first}`)?.querySelector<HTMLElement>("input,textarea")?.focus());
  }

  function refused(problem: unknown) {
    if (problem instanceof Problem && problem.violations.length > 0) {
      const fields = Object.fromEntries(problem.violations.map((v) => [questionKey(v.field), sentence(v)]));
      const target = problem.violations.map((v) => stepOf(questionnaire, v.field)).find((found) => found !== undefined);
      if (target && target.key !== step?.key) void navigate({ to: "/intake", search: { step: target.key } });
      setFailure(problem.code === "incomplete-safety-section" ? problem : null);
      mark(fields);
    } else setFailure(problem);
  }

  async function forward() {
    if (!step) return;
    setFailure(null);
    const open = missing(step, answers);
    if (open.length > 0) return mark(Object.fromEntries(open.map((key) => [key, t("intake.missing")])));
    try {
      await saver.flush();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 0) setSaved("waiting");
      else return refused(problem);
    }
    if (!last) return go(index + 1);
    if (submitting.current) return;
    submitting.current = true;
    setSending(true);
    try {
      await saver.flush();
      await intake.submit(draft.body.id, submissionKey);
      queries.removeQueries({ queryKey: ["draft"] });
      await queries.invalidateQueries();
      await navigate({ to: "/result", replace: true });
    } catch (problem) {
      refused(problem);
    }
    submitting.current = false;
    setSending(false);
  }

  return (
    <Stack gap="lg">
      <div>
        <Group justify="space-between" mb={6}>
          <Text c="dimmed">{t("intake.stepOf", { n: index + 1, total: steps.length })}</Text>
          <Text c="dimmed" role="status" data-testid="save-state">
            {t(saved === "saved" ? "state.saved" : saved === "saving" ? "state.saving" : "state.notSaved")}
          </Text>
        </Group>
        <Progress value={((index + 1) / steps.length) * 100} aria-label={t("intake.title")} />
      </div>
      <Title ref={heading} tabIndex={-1} style={{ outline: "none" }}>
        {step.title}
      </Title>
      {step.intro && <Text maw={680}>{step.intro}</Text>}
      {failure !== null &&
        (failure instanceof Problem && failure.code === "incomplete-safety-section" ? (
          <Alert color="clay" role="alert" title={t("intake.missingTitle")}>
            {t("intake.missingText")}
          </Alert>
        ) : (
          <ProblemNotice error={failure} />
        ))}
      <Form send={forward}>
        <Stack gap="xl">
          {shownQuestions(step, answers).map((question) => (
            <Card key={question.key} id={`q-${question.key}`}>
              <QuestionField
                question={question}
                value={answers[question.key]}
                regions={regions}
                error={errors[question.key]}
                onAnswer={answer}
              />
            </Card>
          ))}
          <Group justify="space-between">
            <Button variant="default" disabled={index === 0} onClick={() => go(index - 1)}>
              {t("intake.back")}
            </Button>
            <Button type="submit" loading={sending}>
              {last ? t("intake.submit") : t("intake.next")}
            </Button>
          </Group>
        </Stack>
      </Form>
      <Text c="dimmed" fz="sm">
        {t("intake.leaving")} {questionnaire.notDiagnosis}
      </Text>
    </Stack>
  );
}
