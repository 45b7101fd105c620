import { Alert, Button, Card, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { intake, type Option, type PressurePlan, type TodayCheck } from "../api/intake";
import { Chips } from "../components/Chips";
import { Form } from "../components/Form";
import { PressureChooser } from "../components/PressureScale";
import { PlanList } from "../components/PlanList";
import { Only } from "../components/Shell";
import { Loading, PageProblem } from "../components/States";
import { useForm } from "../components/useForm";
import { word } from "../i18n";

const SIGN_QUESTIONS = ["urgent_signs", "neuro", "recent_signs"];

export function TodayCheckPage() {
  return (
    <Only account="client">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/appointments/$id/today" });
  const check = useQuery({ queryKey: ["today-check", id], queryFn: () => intake.todayCheck(id), gcTime: 0 });
  const plan = useQuery({ queryKey: ["plan"], queryFn: () => intake.plan() });
  const questionnaire = useQuery({ queryKey: ["questionnaire"], queryFn: () => intake.questionnaire(), staleTime: Infinity });
  const error = [check, plan, questionnaire].find((read) => read.isLoadingError)?.error;
  if (error)
    return <PageProblem error={error} retry={() => void (check.refetch(), plan.refetch(), questionnaire.refetch())} />;
  if (check.data === undefined || !plan.data || !questionnaire.data) return <Loading />;
  // What can be new today are the answers of the questionnaire's own questions about signs.
  const signs = questionnaire.data.steps
    .flatMap((step) => step.questions)
    .filter((question) => SIGN_QUESTIONS.includes(question.key))
    .flatMap((question) => question.options ?? [])
    .filter((option) => option.value !== "none");
  return <Fields id={id} before={check.data} plan={plan.data} signChoices={signs} />;
}

function Fields({
  id,
  before,
  plan,
  signChoices,
}: {
  id: string;
  before: TodayCheck | null;
  plan: PressurePlan;
  signChoices: Option[];
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [tolerance, setTolerance] = useState<TodayCheck["tolerance"]>(before?.tolerance ?? "same");
  const [intensity, setIntensity] = useState<Record<string, number>>(before?.intensityToday ?? {});
  const [signs, setSigns] = useState<string[]>(before?.newSigns ?? []);
  const [note, setNote] = useState(before?.note ?? "");
  const [done, setDone] = useState<TodayCheck | null>(null);
  const form = useForm(["tolerance", "intensityToday", "newSigns", "note"]);
  const save = () =>
    form.act(async () => {
      const saved = await intake.saveTodayCheck(id, {
        tolerance,
        ...(Object.keys(intensity).length > 0 ? { intensityToday: intensity } : {}),
        ...(signs.length > 0 ? { newSigns: signs } : {}),
        ...(note ? { note } : {}),
      });
      setDone(saved);
      await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "today-check" });
    });
  if (done)
    return (
      <Stack>
        <Title>{t("today.title")}</Title>
        <Alert color="pine" role="status" title={t("today.saved")}>
          <Link to="/appointments/$id" params={{ id }}>
            {t("appointment.title")}
          </Link>
        </Alert>
        {done.outcome && done.outcome !== "ok" && (
          <Card className={done.outcome === "urgent_care" ? "urgent" : undefined} role="alert">
            <Title order={2}>{t(`result.outcome.${done.outcome}`)}</Title>
            {done.advice?.map((text, i) => (
              <Text key={i}>{text}</Text>
            ))}
          </Card>
        )}
        {done.plan && <PlanList regions={done.plan.regions} />}
      </Stack>
    );
  return (
    <Form form={form} send={save}>
      <Stack gap="lg" maw={720}>
        <Title>{t("today.title")}</Title>
        <Card>
          <Chips
            single
            legend={t("today.tolerance")}
            error={form.wrong.tolerance}
            choices={(["same", "lower_today", "higher_today"] as const).map((value) => ({ value, label: t(`today.${value}`) }))}
            value={[tolerance]}
            onChange={(chosen) => setTolerance(chosen[0] ?? "same")}
          />
        </Card>
        {tolerance !== "same" &&
          plan.regions
            .filter((region) => region.ceiling > 0)
            .map((region) => (
              <Card key={region.region}>
                <PressureChooser
                  label={word("region", region.region)}
                  value={intensity[region.region]}
                  onChange={(value) =>
                    setIntensity((old) => {
                      const rest = Object.fromEntries(Object.entries(old).filter(([key]) => key !== region.region));
                      return value === undefined ? rest : { ...rest, [region.region]: value };
                    })
                  }
                />
              </Card>
            ))}
        {form.wrong.intensityToday && (
          <p className="fieldError" role="alert">
            {form.wrong.intensityToday}
          </p>
        )}
        <Card>
          <Chips
            legend={t("today.signs")}
            error={form.wrong.newSigns}
            help={t("today.newSigns")}
            choices={signChoices}
            value={signs}
            onChange={setSigns}
          />
        </Card>
        <Textarea label={t("today.note")} error={form.wrong.note} autosize minRows={2} maxLength={500} value={note} onChange={(e) => setNote(e.currentTarget.value)} />
        {form.notice}
        <Group>
          <Button type="submit" loading={form.busy}>{t("today.save")}</Button>
        </Group>
      </Stack>
    </Form>
  );
}
