import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { feedback } from "../api/feedback";
import { intake } from "../api/intake";
import { PlanList } from "../components/PlanList";
import { RatingTrend } from "../components/RatingTrend";
import { Only } from "../components/Shell";
import { Empty, Loading, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { day } from "../time";

export function ProgressPage() {
  return (
    <Only account="client">
      <Progress />
    </Only>
  );
}

function Progress() {
  const { t } = useTranslation();
  const plan = useQuery({ queryKey: ["plan"], queryFn: () => intake.plan() });
  const history = useQuery({ queryKey: ["history"], queryFn: () => intake.history() });
  const outcomes = useQuery({ queryKey: ["outcomes"], queryFn: feedback.outcomes });
  const next = useQuery({ queryKey: ["next-plan"], queryFn: feedback.plan });
  if (history.isPending || outcomes.isPending) return <Loading />;
  const changes = [...(history.data?.items ?? [])].sort((a, b) => b.at.localeCompare(a.at));
  const sessions = [...(outcomes.data?.items ?? [])].reverse();
  const nothing = changes.length === 0 && sessions.length === 0;
  return (
    <Stack gap="xl">
      <Title>{t("progress.title")}</Title>
      {history.error && <ProblemNotice error={history.error} retry={() => void history.refetch()} />}
      {outcomes.error && <ProblemNotice error={outcomes.error} retry={() => void outcomes.refetch()} />}
      {nothing && !history.error && !outcomes.error && (
        <Empty title={t("progress.none")}>
          <Text>{t("progress.noneText")}</Text>
          <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("home.findTherapist")}</Button>
        </Empty>
      )}
      {next.data?.sentence && (
        <Card>
          <Title order={2}>{t("progress.plan")}</Title>
          <Text>{next.data.sentence}</Text>
        </Card>
      )}
      <div className="two">
        <Stack>
          {changes.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t("progress.changes")}
              </Title>
              <Stack component="ol" className="plain" gap="xs" data-testid="changes">
                {changes.map((change) => (
                  <Card component="li" key={change.id} padding="sm">
                    <Text fw={600}>{change.sentence}</Text>
                    <Text c="dimmed" fz="sm">
                      {day(change.at)}
                    </Text>
                  </Card>
                ))}
              </Stack>
            </section>
          )}
          {sessions.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t("progress.sessions")}
              </Title>
              <Text c="dimmed" mb="xs">
                {outcomes.data?.change?.sentence} {t("progress.effect")}
              </Text>
              <RatingTrend
                sessions={[...sessions].reverse().map((one) => ({ at: one.sessionEndedAt, soreness: one.soreness, pain: one.painRating }))}
              />
              <Stack component="ol" className="plain" gap="xs">
                {sessions.map((session) => (
                  <Card component="li" key={session.followUpId} padding="sm">
                    <Group justify="space-between">
                      <Text fw={600}>{day(session.sessionEndedAt)}</Text>
                      {session.outcome && <Badge variant="light">{word("followUp.class", session.outcome)}</Badge>}
                    </Group>
                    <Text fz="sm">
                      {[
                        session.therapist.name,
                        t("progress.soreness", { n: session.soreness }),
                        t("progress.pain", { n: session.painRating }),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </Text>
                  </Card>
                ))}
              </Stack>
            </section>
          )}
        </Stack>
        {plan.data && plan.data.regions.length > 0 && (
          <section>
            <Title order={2} mb="xs">
              {t("progress.pressure")}
            </Title>
            <PlanList regions={plan.data.regions} />
          </section>
        )}
      </div>
    </Stack>
  );
}
