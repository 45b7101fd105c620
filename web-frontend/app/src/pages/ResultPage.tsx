import { Alert, Button, Card, Group, List, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../api/http";
import { intake, type Assessment } from "../api/intake";
import { Form } from "../components/Form";
import { PlanList } from "../components/PlanList";
import { PressureScale } from "../components/PressureScale";
import { Only } from "../components/Shell";
import { SelfCare } from "../components/SelfCare";
import { Empty, Loading, PageProblem } from "../components/States";
import { useForm } from "../components/useForm";
import { word } from "../i18n";
import { dayAndYear, isoDay } from "../time";

export function ResultPage() {
  return (
    <Only account="client">
      <Result />
    </Only>
  );
}

function Result() {
  const { t } = useTranslation();
  const assessment = useQuery({ queryKey: ["assessment"], queryFn: intake.assessment });
  if (assessment.isPending) return <Loading />;
  if (assessment.isLoadingError) return <PageProblem error={assessment.error} retry={() => void assessment.refetch()} />;
  const a = assessment.data;
  if (!a)
    return (
      <Empty order={1} title={t("result.none")}>
        <Button renderRoot={(props) => <Link to="/intake" {...props} />}>{t("home.startIntake")}</Button>
      </Empty>
    );
  const urgent = a.outcome === "urgent_care";
  const blocked = !a.bookable;
  return (
    <Stack gap="xl">
      <Title>{t("result.title")}</Title>
      <Card className={urgent ? "urgent" : undefined} role={urgent ? "alert" : undefined} data-testid="outcome">
        <Stack gap="sm">
          {!urgent && (
            <Text fw={600} c={blocked ? "clay" : "pine"}>
              {t(`result.outcome.${a.outcome}`)}
            </Text>
          )}
          <Title order={2} c={urgent ? "red" : undefined}>
            {a.headline}
          </Title>
          {(urgent || blocked) && a.advice.map((advice, i) => <Text key={i}>{advice.text}</Text>)}
          {!urgent && (
            <Group>
              {a.bookable && (
                <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("result.find")}</Button>
              )}
              <Button variant="default" renderRoot={(props) => <Link to="/intake" {...props} />}>
                {t("result.change")}
              </Button>
            </Group>
          )}
        </Stack>
      </Card>
      <div className="two">
        <Stack gap="xl">
          {!urgent && (
            <section>
              <Title order={2} mb="xs">
                {t("result.ceiling")}
              </Title>
              <Card>
                <PressureScale
                  label={t("result.ceiling")}
                  ceiling={a.ceiling}
                  ceilingReason={a.reasons.find((reason) => reason.ceiling === a.ceiling)?.title ?? t("result.ceilingOk")}
                />
              </Card>
              {a.excludedStyles.length > 0 && (
                <Text mt="sm">{t("result.excluded", { styles: a.excludedStyles.map((s) => word("style", s)).join(", ") })}</Text>
              )}
              {a.excludedOnFirstVisit && a.excludedOnFirstVisit.length > 0 && (
                <Text mt="sm">
                  {t("result.excludedFirst", { styles: a.excludedOnFirstVisit.map((s) => word("style", s)).join(", ") })}
                </Text>
              )}
              {a.bookableUntil && <Text mt="sm">{t("result.until", { day: dayAndYear(a.bookableUntil, "UTC") })}</Text>}
            </section>
          )}
          {a.understood.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t("result.understood")}
              </Title>
              <List spacing="xs">
                {a.understood.map((sentence, i) => (
                  <List.Item key={i}>{sentence}</List.Item>
                ))}
              </List>
            </section>
          )}
          {a.reasons.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t("result.why")}
              </Title>
              <Stack>
                {a.reasons.map((reason) => (
                  <Card key={reason.ruleId} padding="md">
                    <Title order={3}>{reason.title}</Title>
                    <Text>{reason.text}</Text>
                    {reason.source && (
                      <Text c="dimmed" fz="sm">
                        {t("result.source", { source: reason.source })}
                      </Text>
                    )}
                  </Card>
                ))}
              </Stack>
            </section>
          )}
        </Stack>
        <Stack gap="xl">
          {!urgent && (
            <section>
              <Title order={2} mb="xs">
                {t("result.plan")}
              </Title>
              {a.plan.suspended && <Alert color="clay">{t("result.suspended")}</Alert>}
              <PlanList regions={a.plan.regions} />
              <Text c="dimmed" fz="sm" mt="xs">
                {t("pressure.legend")}
              </Text>
            </section>
          )}
          {!blocked && a.advice.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t("result.advice")}
              </Title>
              <List spacing="xs">
                {a.advice.map((advice, i) => (
                  <List.Item key={i}>{advice.text}</List.Item>
                ))}
              </List>
            </section>
          )}
          {a.notes.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t("result.notes")}
              </Title>
              {a.notes.map((note, i) => (
                <Text key={i} mb="xs">
                  {note}
                </Text>
              ))}
            </section>
          )}
        </Stack>
      </div>
      {urgent && (
        <Group>
          <Button variant="default" renderRoot={(props) => <Link to="/intake" {...props} />}>
            {t("result.change")}
          </Button>
        </Group>
      )}
      {!urgent && a.bookable && <SelfCare />}
      {!urgent && a.reasons.some(canBeCleared) && <ClearanceForm assessment={a} />}
    </Stack>
  );
}

function canBeCleared(reason: Assessment["reasons"][number]): boolean {
  return reason.clearable === true && reason.cleared !== true;
}

function ClearanceForm({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const today = isoDay(now());
  const [clinician, setClinician] = useState("");
  const [notedOn, setNotedOn] = useState(today);
  const [validFrom, setValidFrom] = useState(today);
  const [validUntil, setValidUntil] = useState("");
  const form = useForm(["clinician", "notedOn", "validFrom", "validUntil"]);
  const conditions = assessment.reasons.filter(canBeCleared).map((reason) => reason.ruleId);
  const clearance = { conditions, clinician, notedOn, validFrom, validUntil };
  const record = () =>
    form.act(async (key) => {
      await intake.recordClearance(clearance, key);
      await queries.invalidateQueries();
    }, clearance);
  return (
    <Card component="section">
      <Form form={form} send={record}>
        <Stack maw={480}>
          <Title order={2}>{t("result.clearanceTitle")}</Title>
          <Text>{t("result.clearanceText")}</Text>
          <TextInput required label={t("result.clinician")} error={form.wrong.clinician} value={clinician} onChange={(e) => setClinician(e.currentTarget.value)} />
          <TextInput required type="date" label={t("result.notedOn")} error={form.wrong.notedOn} value={notedOn} onChange={(e) => setNotedOn(e.currentTarget.value)} />
          <TextInput required type="date" label={t("result.validFrom")} error={form.wrong.validFrom} value={validFrom} onChange={(e) => setValidFrom(e.currentTarget.value)} />
          <TextInput required type="date" label={t("result.validUntil")} error={form.wrong.validUntil} value={validUntil} onChange={(e) => setValidUntil(e.currentTarget.value)} />
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>{t("result.record")}</Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
