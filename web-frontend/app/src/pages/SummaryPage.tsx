import { Badge, Button, Card, Group, List, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { booking } from "../api/booking";
import { now } from "../api/http";
import { intake, type Summary } from "../api/intake";
import { PlanList } from "../components/PlanList";
import { PressureScale } from "../components/PressureScale";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { unread } from "../reads";
import { dateTime, wallDateTime } from "../time";
import { useBegin } from "../useBegin";

export function SummaryPage() {
  return (
    <Only account="therapist">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/therapist/appointments/$id/summary" });
  const summary = useQuery({ queryKey: ["summary", id], queryFn: () => intake.summary(id) });
  if (unread(summary)) return <PageProblem error={summary.error} retry={() => void summary.refetch()} />;
  if (!summary.data) return <Loading />;
  return <Sheet id={id} summary={summary.data} />;
}

function Sheet({ id, summary: s }: { id: string; summary: Summary }) {
  const { t } = useTranslation();
  const begin = useBegin(id);
  const wishes = Object.entries(s.wishes ?? {}).filter(([, value]) => value !== false && value !== null && value !== "");
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title>{s.client.name}</Title>
          <Group gap="xs">
            <Text c="dimmed">{wallDateTime(s.start)}</Text>
            {s.firstVisit && (
              <Badge variant="outline" color="clay">
                {t("summary.first")}
              </Badge>
            )}
          </Group>
        </div>
        <Group className="noPrint">
          <Button component="a" href={`/api/intake/v1/appointments/${encodeURIComponent(id)}/summary.pdf`} target="_blank" rel="noreferrer" variant="default">
            {t("summary.pdf")}
          </Button>
          <ToSession id={id} start={s.start} begin={begin} />
        </Group>
      </Group>
      {begin.error !== null && <ProblemNotice error={begin.error} />}
      <div className="two glance">
        <Stack gap="xs">
          <Card padding="sm" data-testid="summary-ceiling">
            <Text fw={600}>{t(`summary.outcome.${s.outcome}`)}</Text>
            <PressureScale label={t("summary.ceiling")} ceiling={s.ceiling} ceilingReason={s.ceilingReasons.join(" ")} />
          </Card>
          <section>
            <Title order={2} fz="lg" mb={4}>
              {t("summary.regions")}
            </Title>
            <PlanList regions={s.regions} changesOnly dense />
          </section>
          {s.related && s.related.length > 0 && (
            <section>
              <Title order={2} fz="lg" mb={4}>
                {t("summary.related")}
              </Title>
              <PlanList regions={s.related} changesOnly dense />
            </section>
          )}
        </Stack>
        <Stack gap="xs">
          <div className="pairs">
            <Block title={t("summary.today")}>
              {s.today ? (
                <Stack gap={4}>
                  <Text fw={600}>{t(`today.${s.today.tolerance}`)}</Text>
                  {Object.entries(s.today.intensityToday ?? {}).map(([region, n]) => (
                    <Text key={region}>
                      {word("region", region)}: {n}
                    </Text>
                  ))}
                  {s.today.newSigns?.map((sign) => (
                    <Text key={sign} fw={600} c="red">
                      {word("sign", sign)}
                    </Text>
                  ))}
                  {s.today.note && <Text>{s.today.note}</Text>}
                </Stack>
              ) : (
                <Text c="dimmed">{t("summary.noToday")}</Text>
              )}
            </Block>
            <Lines title={t("summary.safety")} lines={s.safetyNotes} />
            {s.lastFollowUp && (
              <Block title={t("summary.last")}>
                <Text>
                  {word("followUp.class", s.lastFollowUp.outcome)}
                  {s.lastFollowUp.complaint && s.lastFollowUp.complaint !== "none"
                    ? `, ${word("complaint", s.lastFollowUp.complaint)}`
                    : ""}
                </Text>
                <Text c="dimmed" fz="sm">
                  {dateTime(s.lastFollowUp.answeredAt)}
                </Text>
              </Block>
            )}
            <Lines title={t("summary.exclusions")} lines={s.exclusions?.map((style) => word("style", style))} />
            <Lines title={t("summary.goals")} lines={s.goals?.map((goal) => word("goal", goal))} />
            <Lines
              title={t("summary.wishes")}
              lines={wishes.map(([key, value]) =>
                value === true ? word("wish", key) : `${word("wish", key)}: ${Array.isArray(value) ? value.join(", ") : String(value)}`.replace(/_/g, " "),
              )}
            />
          </div>
          <Block title={t("summary.checkIns")}>
            <Text>{s.checkInPlan.join(" · ")}</Text>
          </Block>
        </Stack>
      </div>
      <Text c="dimmed" fz="sm">
        {s.notDiagnosis}
      </Text>
    </Stack>
  );
}

/** A session may begin this long before its time; a day after it, nobody means to begin it. */
const BEFORE = 30 * 60 * 1000;
const AFTER = 24 * 3600 * 1000;

/** To the session, and begins it at once where that is what comes next. */
function ToSession({ id, start, begin: { busy, begin } }: { id: string; start: string; begin: ReturnType<typeof useBegin> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const session = useQuery({ queryKey: ["session-of", id], queryFn: () => booking.session(id) });
  const go = async () => {
    if (await begin()) await navigate({ to: "/therapist/appointments/$id/session", params: { id } });
  };
  const since = now() - Date.parse(start);
  if (session.data === null && since >= -BEFORE && since < AFTER)
    return (
      <Button
        loading={busy}
        onClick={() => void go()}
      >
        {t("session.begin")}
      </Button>
    );
  return (
    <Button renderRoot={(props) => <Link to="/therapist/appointments/$id/session" params={{ id }} {...props} />}>{t("summary.start")}</Button>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card component="section" padding="sm">
      <Title order={2} fz="md" mb={2}>
        {title}
      </Title>
      {children}
    </Card>
  );
}

function Lines({ title, lines }: { title: string; lines?: string[] }) {
  return lines && lines.length > 0 ? (
    <Block title={title}>
      <List>
        {lines.map((line, i) => (
          <List.Item key={i}>{line}</List.Item>
        ))}
      </List>
    </Block>
  ) : null;
}
