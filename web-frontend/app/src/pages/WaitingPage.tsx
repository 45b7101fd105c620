import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { desk, type WaitingClient } from "../api/desk";
import { BookingRequest } from "../components/BookingRequest";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { unread } from "../reads";
import { dateTime, day, dayAndYear, wallTime } from "../time";

export function WaitingPage() {
  return <OfTherapist page={Requests} />;
}

function Requests({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const requests = useQuery({ queryKey: ["appointments", "requests"], queryFn: desk.requests });
  if (unread(requests)) return <PageProblem error={requests.error} retry={() => void requests.refetch()} />;
  if (!requests.data) return <Loading />;
  // Who has the least time left is answered first.
  const open = [...requests.data.items].sort((one, other) => (one.answerBy ?? one.start).localeCompare(other.answerBy ?? other.start));
  return (
    <Stack gap="xl">
      <Title>{t("waiting.title")}</Title>
      <section aria-labelledby="requests">
        <Title order={2} id="requests" mb="md">
          {t("waiting.requests")}
        </Title>
        {open.length === 0 && <Text c="dimmed">{t("waiting.noRequests")}</Text>}
        <Stack component="ol" className="plain">
          {open.map((request) => (
            <BookingRequest key={request.id} appointment={request} />
          ))}
        </Stack>
      </section>
      <Waitlist therapist={therapist} />
    </Stack>
  );
}

function Waitlist({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const waiting = useInfiniteQuery({
    queryKey: ["waiting", therapist.id],
    queryFn: ({ pageParam }) => desk.waiting(therapist.id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const items = waiting.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="waitlist">
      <Title order={2} id="waitlist" mb="xs">
        {t("waiting.list")}
      </Title>
      <Text mb="md">{t("waiting.lead")}</Text>
      {waiting.isPending && <Loading lines={3} />}
      {waiting.error && <ProblemNotice error={waiting.error} retry={() => void waiting.refetch()} />}
      {waiting.data && items.length === 0 && !waiting.hasNextPage && <Text c="dimmed">{t("waiting.nobody")}</Text>}
      <Stack component="ol" className="plain" gap="sm">
        {items.map((one) => (
          <Waiting key={one.id} waiting={one} therapist={therapist} />
        ))}
      </Stack>
      {waiting.hasNextPage && (
        <Group mt="md">
          <Button variant="default" loading={waiting.isFetchingNextPage} onClick={() => void waiting.fetchNextPage()}>
            {t("waiting.more")}
          </Button>
        </Group>
      )}
    </section>
  );
}

function Waiting({ waiting: w, therapist }: { waiting: WaitingClient; therapist: Therapist }) {
  const { t } = useTranslation();
  const service = therapist.services.find((one) => one.id === w.serviceId);
  const what = service?.name ?? t("therapist.minutes", { minutes: w.serviceMinutes ?? 0 });
  // Days on a calendar, not instants: noon is the same day everywhere.
  const noon = (date: string) => `${date}T12:00:00Z`;
  return (
    <Card component="li" padding="md" data-testid="waiting-client">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={3}>{w.client.name}</Title>
          <Text>
            {what}, {t("waiting.between", { from: day(noon(w.from), "UTC"), to: day(noon(w.to), "UTC") })}
          </Text>
          {w.days.length > 0 && <Text>{t("waiting.days", { days: w.days.map((one) => t(`weekday.${one}`)).join(", ") })}</Text>}
          {w.fromTime && w.toTime && <Text>{t("waiting.hours", { from: wallTime(w.fromTime), to: wallTime(w.toTime) })}</Text>}
          <Text c="dimmed" fz="sm">
            {t("waiting.since", { day: dayAndYear(w.joinedAt, therapist.zone) })}
          </Text>
        </div>
        <Badge size="lg" variant="light" color={w.offer ? "clay" : "pine"}>
          {t(`waiting.state.${w.offer ? "offered" : "waiting"}`)}
        </Badge>
      </Group>
      {w.offer && (
        <Text fw={600}>
          {t("waiting.offer", { when: dateTime(w.offer.start, therapist.zone), until: dateTime(w.offer.expiresAt, therapist.zone) })}
        </Text>
      )}
    </Card>
  );
}
