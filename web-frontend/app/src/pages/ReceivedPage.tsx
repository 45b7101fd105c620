import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { feedback, type Received } from "../api/feedback";
import { orNull } from "../api/http";
import { intake } from "../api/intake";
import { Afterwards } from "../components/Afterwards";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { unread } from "../reads";
import { dateTime, day } from "../time";

export function ReceivedPage() {
  return (
    <Only account="therapist">
      <FollowUps />
    </Only>
  );
}

/** Signs for which the client was sent to a doctor come before everything else. */
function needsHelp(one: Received): boolean {
  return one.outcome === "urgent" || one.outcome === "doctor";
}

function FollowUps() {
  const { t } = useTranslation();
  const followUps = useInfiniteQuery({
    queryKey: ["received"],
    queryFn: ({ pageParam }) => feedback.received(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // Each look is one at health data and is written down for the client: none that nobody asked for.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (unread(followUps)) return <PageProblem error={followUps.error} retry={() => void followUps.refetch()} />;
  if (!followUps.data) return <Loading />;
  const items = followUps.data.pages.flatMap((page) => page.items);
  const first = items.filter(needsHelp).sort((one, other) => Number(other.outcome === "urgent") - Number(one.outcome === "urgent"));
  const rest = items.filter((one) => !needsHelp(one));
  return (
    <Stack gap="xl">
      <div>
        <Title mb="xs">{t("received.title")}</Title>
        <Text c="dimmed">{t("received.lead")}</Text>
      </div>
      {items.length === 0 && !followUps.hasNextPage && (
        <Empty title={t("received.none")}>
          <Text>{t("received.noneText")}</Text>
        </Empty>
      )}
      {first.length > 0 && (
        <section aria-labelledby="first" data-testid="needs-help">
          <Title order={2} id="first" mb="md">
            {t("received.first")}
          </Title>
          <Stack component="ol" className="plain">
            {first.map((one) => (
              <FollowUpCard key={one.id} followUp={one} />
            ))}
          </Stack>
        </section>
      )}
      {rest.length > 0 && (
        <section aria-labelledby="rest">
          <Title order={2} id="rest" mb="md">
            {t("received.rest")}
          </Title>
          <Stack component="ol" className="plain">
            {rest.map((one) => (
              <FollowUpCard key={one.id} followUp={one} />
            ))}
          </Stack>
        </section>
      )}
      {followUps.hasNextPage && (
        <Group>
          <Button variant="default" loading={followUps.isFetchingNextPage} onClick={() => void followUps.fetchNextPage()}>
            {t("received.more")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function FollowUpCard({ followUp }: { followUp: Received }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const help = needsHelp(followUp);
  const content = `follow-up-${followUp.id}`;
  return (
    <Card component="li" padding="md" className={help ? "urgent" : undefined} data-testid="received">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={3}>{followUp.client.name}</Title>
            <Text c="dimmed" fz="sm">
              {t("received.when", { session: day(followUp.sessionEndedAt), answered: dateTime(followUp.answeredAt) })}
            </Text>
          </div>
          {followUp.outcome && (
            <Badge size="lg" variant={help ? "filled" : "light"} color={help ? "red.9" : followUp.outcome === "normal" ? "pine" : "clay"}>
              {word("received.class", followUp.outcome)}
            </Badge>
          )}
        </Group>
        {help && <Text fw={600}>{t(`received.help.${followUp.outcome as "urgent" | "doctor"}`)}</Text>}
        <Group>
          <Button
            variant={help ? "filled" : "default"}
            aria-expanded={open}
            aria-controls={open ? content : undefined}
            aria-label={`${open ? t("received.close") : t("received.open")}: ${followUp.client.name}, ${day(followUp.sessionEndedAt)}`}
            onClick={() => setOpen(!open)}
          >
            {open ? t("received.close") : t("received.open")}
          </Button>
        </Group>
        {open && (
          <Stack id={content}>
            <Afterwards appointmentId={followUp.appointmentId} order={4} />
            <NextTime followUp={followUp} />
          </Stack>
        )}
      </Stack>
    </Card>
  );
}

/** What changes next time because of the answer, region by region, with the reason. */
function NextTime({ followUp }: { followUp: Received }) {
  const { t } = useTranslation();
  const summary = useQuery({
    queryKey: ["summary", followUp.appointmentId],
    queryFn: () => orNull(intake.summary(followUp.appointmentId)),
    refetchOnWindowFocus: false,
  });
  const regions = [...(summary.data?.regions ?? []), ...(summary.data?.related ?? [])];
  const changes = regions.flatMap((region) =>
    region.lastChange?.kind === "follow_up" && Date.parse(region.lastChange.at) >= Date.parse(followUp.sessionEndedAt)
      ? [region.lastChange]
      : [],
  );
  return (
    <div data-testid="next-time">
      <Title order={4} mb="xs">
        {t("followUp.changed")}
      </Title>
      {summary.isPending && <Loading lines={1} />}
      {summary.error && <ProblemNotice error={summary.error} retry={() => void summary.refetch()} />}
      {summary.data === null && <Text c="dimmed">{t("received.noPlan")}</Text>}
      {summary.data && changes.length === 0 && <Text>{t("received.unchanged")}</Text>}
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => (
            <li key={change.id}>{change.sentence}</li>
          ))}
        </ul>
      )}
      {summary.data && (
        <Link to="/therapist/appointments/$id/summary" params={{ id: followUp.appointmentId }}>
          {t("desk.summary")}
        </Link>
      )}
    </div>
  );
}
