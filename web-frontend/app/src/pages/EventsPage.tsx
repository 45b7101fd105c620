import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { events, type DeadLetter, type Subscription } from "../api/events";
import { Only } from "../components/Shell";
import { Loading, ProblemNotice } from "../components/States";
import { dateTime } from "../time";
import { useAct } from "../useAct";

const SERVICES = Object.keys(events) as (keyof typeof events)[];
const LOOK_AGAIN_MILLISECONDS = 10_000;

export function EventsPage() {
  const { t } = useTranslation();
  return (
    <Only account="coordinator">
      <Stack gap="xl">
        <div>
          <Title>{t("events.title")}</Title>
          <Text>{t("events.lead")}</Text>
        </div>
        {SERVICES.map((service) => (
          <Service key={service} name={service} />
        ))}
      </Stack>
    </Only>
  );
}

function Service({ name }: { name: keyof typeof events }) {
  const { t } = useTranslation();
  const delivery = events[name];
  const subscriptions = useQuery({
    queryKey: ["subscriptions", name],
    queryFn: delivery.subscriptions,
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
  });
  const letters = useQuery({ queryKey: ["letters", name], queryFn: delivery.letters, refetchInterval: LOOK_AGAIN_MILLISECONDS });
  const error = subscriptions.error ?? letters.error;
  return (
    <Stack component="section" aria-labelledby={`service-${name}`} gap="sm">
      <Title order={2} id={`service-${name}`}>
        {t(`events.service.${name}`)}
      </Title>
      {error && <ProblemNotice error={error} retry={() => void (subscriptions.refetch(), letters.refetch())} />}
      {!error && (!subscriptions.data || !letters.data) && <Loading lines={2} />}
      {subscriptions.data && (
        <Stack component="ul" className="plain" gap="xs">
          {subscriptions.data.items.length === 0 && <Text component="li">{t("events.noSubscriptions")}</Text>}
          {subscriptions.data.items.map((one) => (
            <Delivery key={`${one.subscription}-${one.source}-${one.shard}`} subscription={one} />
          ))}
        </Stack>
      )}
      {letters.data && (
        <>
          <Title order={3}>{t("events.letters")}</Title>
          {letters.data.items.length === 0 && <Text c="dimmed">{t("events.noLetters")}</Text>}
          <Stack component="ul" className="plain" gap="xs">
            {letters.data.items.map((letter) => (
              <Letter key={`${letter.subscription}-${letter.eventId}`} service={name} letter={letter} />
            ))}
          </Stack>
        </>
      )}
    </Stack>
  );
}

function Delivery({ subscription: s }: { subscription: Subscription }) {
  const { t } = useTranslation();
  return (
    <Card component="li" padding="sm">
      <Group justify="space-between">
        <Text fw={600}>{t("events.from", { subscription: s.subscription, source: s.source, shard: s.shard })}</Text>
        <Badge variant="light" color={s.state === "running" ? "pine" : "clay"}>
          {t(`events.state.${s.state}`)}
        </Badge>
      </Group>
      {s.lagEvents !== undefined && (
        <Text fz="sm">{t("events.lag", { count: s.lagEvents, seconds: Math.round(s.lagSeconds ?? 0) })}</Text>
      )}
      {s.problem && <Text fz="sm">{s.problem}</Text>}
    </Card>
  );
}

function Letter({ service, letter }: { service: keyof typeof events; letter: DeadLetter }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error } = useAct();
  const [sure, setSure] = useState(false);
  const [done, setDone] = useState(false);
  const decide = (work: (letter: DeadLetter) => Promise<unknown>) =>
    act(async () => {
      await work(letter);
      setDone(true);
      setSure(false);
      await queries.invalidateQueries({ queryKey: ["letters", service] });
    });
  return (
    <Card component="li" padding="sm" data-testid="letter">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text fw={600}>
            {letter.type} {letter.aggregateVersion}
          </Text>
          <Badge variant="light" color="clay">
            {t(`events.letterState.${letter.state}`)}
          </Badge>
        </Group>
        <Text fz="sm">
          {t(`events.reason.${letter.reason}`)} {t("events.tried", { count: letter.attempts, when: dateTime(letter.parkedAt) })}
        </Text>
        {letter.error && <Text fz="sm">{letter.error}</Text>}
        {error !== null && <ProblemNotice error={error} />}
        {done ? (
          <Text role="status">{t("events.queued")}</Text>
        ) : sure ? (
          <Group>
            <Text>{t("events.sure")}</Text>
            <Button size="sm" color="clay" loading={busy} onClick={() => void decide(events[service].discard)}>
              {t("events.discardYes")}
            </Button>
            <Button size="sm" variant="default" disabled={busy} onClick={() => setSure(false)}>
              {t("events.discardNo")}
            </Button>
          </Group>
        ) : (
          <Group>
            <Button
              size="sm"
              loading={busy}
              aria-label={`${t("events.replay")}: ${letter.type} ${letter.aggregateVersion}`}
              onClick={() => void decide(events[service].replay)}
            >
              {t("events.replay")}
            </Button>
            <Button size="sm" variant="subtle" color="clay" disabled={busy} onClick={() => setSure(true)}>
              {t("events.discard")}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
