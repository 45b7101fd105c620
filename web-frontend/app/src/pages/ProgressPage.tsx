import { Button, Card, Group, Skeleton, Stack, Table, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { feedback, type SessionOutcome } from "../api/feedback";
import { now } from "../api/http";
import { intake } from "../api/intake";
import { PlanList } from "../components/PlanList";
import { SelfCare } from "../components/SelfCare";
import { Only } from "../components/Shell";
import { Empty, Loading, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { day } from "../time";
import { regionStories, type RegionStory } from "./regionStory";

export function ProgressPage() {
  return (
    <Only account="client">
      <Progress />
    </Only>
  );
}

/** The chart's library is larger than the rest of the page, which is there and can be read before it has come. */
const RatingChart = lazy(() => import("../components/RatingChart"));

function Chart(props: React.ComponentProps<typeof RatingChart>) {
  const [shown, setShown] = useState(false);
  useEffect(() => setShown(true), []);
  // A line needs two points.
  if (props.points.length < 2) return null;
  const room = <Skeleton height={200} animate={false} />;
  return shown ? (
    <Suspense fallback={room}>
      <RatingChart {...props} />
    </Suspense>
  ) : (
    room
  );
}

function Progress() {
  const { t } = useTranslation();
  const plan = useQuery({ queryKey: ["plan"], queryFn: () => intake.plan() });
  const history = useQuery({ queryKey: ["history"], queryFn: () => intake.history() });
  const outcomes = useQuery({ queryKey: ["outcomes"], queryFn: feedback.outcomes });
  const next = useQuery({ queryKey: ["next-plan"], queryFn: feedback.plan });
  if (history.isPending || outcomes.isPending) return <Loading />;
  const changes = history.data?.items ?? [];
  const sessions = outcomes.data?.items ?? [];
  const stories = regionStories(sessions, changes, plan.data);
  const failed = history.isLoadingError || outcomes.isLoadingError;
  const nothing = changes.length === 0 && sessions.length === 0;
  return (
    <Stack gap="xl">
      <Title>{t("progress.title")}</Title>
      {history.isLoadingError && <ProblemNotice error={history.error} retry={() => void history.refetch()} />}
      {outcomes.isLoadingError && <ProblemNotice error={outcomes.error} retry={() => void outcomes.refetch()} />}
      {nothing && !failed && (
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
      {sessions.length > 0 && <Overall sessions={sessions} change={outcomes.data?.change?.sentence} />}
      {stories.length > 0 && (
        <section aria-labelledby="regions">
          <Title order={2} id="regions" mb="xs">
            {t("progress.regions")}
          </Title>
          <Stack data-testid="changes">
            {stories.map((story) => (
              <Region key={story.region} story={story} />
            ))}
          </Stack>
        </section>
      )}
      <SelfCare />
      {plan.data && plan.data.regions.length > 0 && (
        <section>
          <Title order={2} mb="xs">
            {t("progress.pressure")}
          </Title>
          <PlanList regions={plan.data.regions} />
        </section>
      )}
    </Stack>
  );
}

/** Pain and soreness over all, session by session. */
function Overall({ sessions, change }: { sessions: SessionOutcome[]; change?: string }) {
  const { t } = useTranslation();
  return (
    <section aria-labelledby="sessions">
      <Title order={2} id="sessions" mb="xs">
        {t("progress.sessions")}
      </Title>
      <Text c="dimmed" mb="xs">
        {change} {t("progress.effect")}
      </Text>
      <Card>
        <Chart
          from={0}
          points={sessions.map((one) => ({ at: Date.parse(one.sessionEndedAt), pain: one.painRating, soreness: one.soreness }))}
          lines={[
            { name: "pain", label: t("progress.painLegend"), color: "var(--line-pine)" },
            { name: "soreness", label: t("progress.sorenessLegend"), color: "var(--line-clay)", dashed: true },
          ]}
        />
        <Table mt="md">
          <Table.Caption className="tableCaption">{t("progress.sessionsCaption")}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("progress.when")}</Table.Th>
              <Table.Th>{t("progress.painLegend")}</Table.Th>
              <Table.Th>{t("progress.sorenessLegend")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...sessions].reverse().map((one) => (
              <Table.Tr key={one.followUpId}>
                <Table.Th scope="row">
                  {day(one.sessionEndedAt)}
                  <Text fz="sm" fw={400}>
                    {[one.therapist.name, one.outcome && word("followUp.class", one.outcome)].filter(Boolean).join(" · ")}
                  </Text>
                </Table.Th>
                <Table.Td>{one.painRating}</Table.Td>
                <Table.Td>{one.soreness}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Card>
    </section>
  );
}

/** Soreness and pressure are two scales and never share one picture. */
function Region({ story }: { story: RegionStory }) {
  const { t } = useTranslation();
  const name = word("region", story.region);
  const sore = story.moments.filter((one) => one.soreness !== undefined);
  const firm = story.moments.filter((one) => one.pressure !== undefined);
  const last = firm.at(-1);
  return (
    <Card data-testid={`story-${story.region}`}>
      <Title order={3} mb="xs">
        {name}
      </Title>
      <div className="two">
        {firm.length > 1 && (
          <figure>
            <figcaption>{t("progress.pressureLegend")}</figcaption>
            <Chart
              from={1}
              steps
              points={[
                ...firm.map((one) => ({ at: Date.parse(one.at), pressure: one.pressure })),
                // It holds until today.
                { at: now(), pressure: last?.pressure },
              ]}
              lines={[{ name: "pressure", label: t("progress.pressureLegend"), color: "var(--line-pine)" }]}
            />
          </figure>
        )}
        {sore.length > 1 && (
          <figure>
            <figcaption>{t("progress.sorenessScale")}</figcaption>
            <Chart
              from={0}
              points={sore.map((one) => ({ at: Date.parse(one.at), soreness: one.soreness }))}
              lines={[{ name: "soreness", label: t("progress.sorenessLegend"), color: "var(--line-clay)", dashed: true }]}
            />
          </figure>
        )}
      </div>
      <Stack component="ol" className="plain" gap={6} mt="md">
        {[...story.moments].reverse().map((one, i) => (
          <li key={`${one.at} ${i}`}>
            <Group gap="xs" align="baseline">
              <Text c="dimmed" fz="sm">
                {day(one.at)}
              </Text>
              <Text fw={one.sentence ? 600 : undefined}>
                {one.sentence ??
                  [
                    one.soreness !== undefined && t("progress.soreness", { n: one.soreness }),
                    one.pressure !== undefined && t("progress.target", { n: one.pressure }),
                  ]
                    .filter(Boolean)
                    .join(", ")}
              </Text>
            </Group>
          </li>
        ))}
      </Stack>
    </Card>
  );
}
