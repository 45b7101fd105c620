import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { events } from "../api/events";
import { office, type Invitation } from "../api/office";
import { practice } from "../api/practice";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { readAgain, unread } from "../reads";
import { useAct } from "../useAct";
import { runningOut, toVerify } from "../licences";
import { dateTime, dayAndYear } from "../time";

export function CoordinatorPage() {
  return (
    <Only account="coordinator">
      <Today />
    </Only>
  );
}

/** What needs doing now; where there is nothing to do, it says so. */
function Today() {
  const { t } = useTranslation();
  const therapists = useQuery({ queryKey: ["therapists"], queryFn: office.therapists });
  const invitations = useQuery({ queryKey: ["invitations"], queryFn: () => office.invitations() });
  const requests = useQuery({ queryKey: ["open-requests"], queryFn: office.openRequests });
  const letters = useQuery({
    queryKey: ["letters", "all"],
    queryFn: async () => (await Promise.all(Object.values(events).map((one) => one.letters()))).flatMap((page) => page.items),
  });
  const all = [therapists, invitations, requests, letters];
  const error = unread(...all);
  if (error) return <PageProblem error={error} retry={() => readAgain(...all)} />;
  if (!therapists.data || !invitations.data || !requests.data || !letters.data) return <Loading />;
  const verify = toVerify(therapists.data);
  const ending = runningOut(therapists.data);
  const waiting = invitations.data.items.filter((one) => one.state !== "accepted");
  const parked = letters.data.filter((letter) => letter.state === "parked");
  const nothing = verify.length + ending.length + waiting.length + requests.data.count + parked.length === 0;
  return (
    <Stack gap="lg">
      <Title>{t("office.title")}</Title>
      {nothing && <Text>{t("office.nothing")}</Text>}
      {verify.length > 0 && (
        <Todo id="verify" title={t("office.verify")} text={t("coordinator.lead")}>
          {verify.map(({ therapist, licence }) => (
            <Verify key={licence.id ?? licence.jurisdiction} therapist={therapist} licence={licence} />
          ))}
        </Todo>
      )}
      {ending.length > 0 && (
        <Todo id="running-out" title={t("coordinator.soon")}>
          {ending.map(({ therapist, licence, days }) => (
            <Group component="li" key={`${therapist.id}-${licence.jurisdiction}-${licence.number}`} justify="space-between">
              <Text>
                <Link to="/coordinator/therapists/$id" params={{ id: therapist.id }}>
                  {therapist.name}
                </Link>
                , {licence.jurisdiction}: {t("coordinator.validUntil", { day: dayAndYear(licence.validUntil, "UTC") })}
              </Text>
              <Badge variant="light" color="clay">
                {days < 0 ? t("coordinator.ended") : t("coordinator.inDays", { count: days })}
              </Badge>
            </Group>
          ))}
        </Todo>
      )}
      {waiting.length > 0 && (
        <Todo id="waiting" title={t("office.waiting")} more={<Link to="/coordinator/therapists">{t("office.toInvitations")}</Link>}>
          {waiting.map((one) => (
            <Group component="li" key={one.id} justify="space-between">
              <Text>{one.name}</Text>
              <StateOf invitation={one} />
            </Group>
          ))}
        </Todo>
      )}
      {requests.data.count > 0 && (
        <Todo id="requests" title={t("office.requests", { count: requests.data.count })}>
          {requests.data.nextExpiresAt && (
            <li>
              <Text>{t("office.requestsUntil", { when: dateTime(requests.data.nextExpiresAt) })}</Text>
            </li>
          )}
        </Todo>
      )}
      {parked.length > 0 && (
        <Todo id="parked" title={t("office.parked", { count: parked.length })} more={<Link to="/coordinator/events">{t("office.toEvents")}</Link>}>
          <li>
            <Text>{t("office.parkedText")}</Text>
          </li>
        </Todo>
      )}
      <Text c="dimmed" fz="sm">
        {t("coordinator.noHealth")}
      </Text>
    </Stack>
  );
}

function Todo({ id, title, text, more, children }: { id: string; title: string; text?: string; more?: ReactNode; children: ReactNode }) {
  return (
    <Card component="section" aria-labelledby={id}>
      <Title order={2} id={id} fz="lg" mb="xs">
        {title}
      </Title>
      {text && <Text mb="xs">{text}</Text>}
      <Stack component="ul" className="plain" gap="xs">
        {children}
      </Stack>
      {more && <Text mt="xs">{more}</Text>}
    </Card>
  );
}

function Verify({ therapist, licence }: { therapist: Therapist; licence: Therapist["licences"][number] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const id = licence.id;
  return (
    <li>
      <Group justify="space-between">
        <Text>
          <Link to="/coordinator/therapists/$id" params={{ id: therapist.id }}>
            {therapist.name}
          </Link>
          , {licence.jurisdiction} {licence.number}: {t("coordinator.validUntil", { day: dayAndYear(licence.validUntil, "UTC") })}
        </Text>
        {id !== undefined && (
          <Button
            size="sm"
            loading={busy}
            aria-label={t("coordinator.verify", { jurisdiction: licence.jurisdiction, name: therapist.name })}
            onClick={() =>
              void act(async () => {
                await practice.verifyLicence(therapist.id, id);
                await queries.invalidateQueries({ queryKey: ["therapists"] });
              })
            }
          >
            {t("coordinator.verifyShort")}
          </Button>
        )}
      </Group>
      {error !== null && <ProblemNotice error={error} />}
    </li>
  );
}

function StateOf({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" color={invitation.state === "sent" ? "pine" : "clay"}>
      {t(`invitation.state.${invitation.state}`)}
    </Badge>
  );
}
