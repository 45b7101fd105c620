import { Badge, Button, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { office, type Invitation } from "../api/office";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { unread } from "../reads";
import { useAct } from "../useAct";
import { word } from "../i18n";
import { dateTime } from "../time";

export function TherapistsPage() {
  return (
    <Only account="coordinator">
      <Therapists />
    </Only>
  );
}

function Therapists() {
  const { t } = useTranslation();
  const [sought, setSought] = useState("");
  const therapists = useQuery({ queryKey: ["therapists"], queryFn: office.therapists });
  if (unread(therapists)) return <PageProblem error={therapists.error} retry={() => void therapists.refetch()} />;
  if (!therapists.data) return <Loading />;
  const found = therapists.data.filter((therapist) => fits(therapist, sought)).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title>{t("office.therapists")}</Title>
        <Button renderRoot={(props) => <Link to="/coordinator/invite" {...props} />}>{t("invitation.title")}</Button>
      </Group>
      <TextInput
        type="search"
        maw={420}
        label={t("office.search")}
        description={t("office.searchIn")}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      <Text role="status" fz="sm">
        {t("office.found", { count: found.length })}
      </Text>
      <Stack component="ul" className="plain" gap="sm">
        {found.map((therapist) => (
          <Row key={therapist.id} therapist={therapist} />
        ))}
      </Stack>
      <Invitations />
    </Stack>
  );
}

function fits(therapist: Therapist, sought: string): boolean {
  const words = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const text = [therapist.name, therapist.email ?? "", therapist.location.name, ...therapist.styles.map((style) => word("style", style))]
    .join(" ")
    .toLocaleLowerCase();
  return words.every((one) => text.includes(one));
}

function Row({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const verified = therapist.licences.filter((licence) => licence.verified).length;
  return (
    <Card component="li" padding="md">
      <Group justify="space-between">
        <div>
          <Title order={2} fz="lg">
            <Link to="/coordinator/therapists/$id" params={{ id: therapist.id }}>
              {therapist.name}
            </Link>
          </Title>
          <Text c="dimmed" fz="sm">
            {therapist.location.name} · {therapist.styles.map((style) => word("style", style)).join(", ")}
          </Text>
        </div>
        <Group gap="xs">
          {verified === 0 && (
            <Badge variant="light" color="clay">
              {t("office.noVerified")}
            </Badge>
          )}
          <Badge variant="light" color={therapist.published ? "pine" : "clay"}>
            {therapist.published ? t("office.published") : t("office.unpublished")}
          </Badge>
        </Group>
      </Group>
    </Card>
  );
}

function Invitations() {
  const { t } = useTranslation();
  const invitations = useInfiniteQuery({
    queryKey: ["invitations", "pages"],
    queryFn: ({ pageParam }) => office.invitations(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const items = invitations.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack component="section" aria-labelledby="invitations" gap="sm">
      <Title order={2} id="invitations">
        {t("invitation.list")}
      </Title>
      {invitations.error && <ProblemNotice error={invitations.error} retry={() => void invitations.refetch()} />}
      {invitations.isPending && <Loading lines={2} />}
      {invitations.data && items.length === 0 && <Text c="dimmed">{t("invitation.none")}</Text>}
      <Stack component="ul" className="plain" gap="xs">
        {items.map((one) => (
          <Invited key={one.id} invitation={one} />
        ))}
      </Stack>
      {invitations.hasNextPage && (
        <Group>
          <Button variant="default" loading={invitations.isFetchingNextPage} onClick={() => void invitations.fetchNextPage()}>
            {t("coordinator.more")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Invited({ invitation: one }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [sure, setSure] = useState(false);
  const [sent, setSent] = useState(false);
  const again = () => Promise.all([queries.invalidateQueries({ queryKey: ["invitations"] }), queries.invalidateQueries({ queryKey: ["therapists"] })]);
  const open = one.state !== "accepted";
  return (
    <Card component="li" padding="sm" data-testid="invitation">
      <Stack gap="xs">
        <Group justify="space-between">
          <Text>
            <strong>{one.name}</strong>
            <br />
            {one.email}
          </Text>
          <Badge variant="light" color={one.state === "begun" || one.state === "expired" ? "clay" : "pine"}>
            {t(`invitation.state.${one.state}`)}
          </Badge>
        </Group>
        <Text fz="sm" c="dimmed">
          {one.acceptedAt
            ? t("invitation.acceptedAt", { when: dateTime(one.acceptedAt) })
            : one.sentAt
              ? t("invitation.sentAt", { when: dateTime(one.sentAt), until: one.expiresAt ? dateTime(one.expiresAt) : "" })
              : t("invitation.begunAt", { when: dateTime(one.invitedAt) })}
        </Text>
        {error !== null && <ProblemNotice error={error} />}
        {sent && <Text role="status">{t("invitation.resent")}</Text>}
        {open &&
          (sure ? (
            <Group>
              <Text>{t("invitation.sure", { name: one.name })}</Text>
              <Button
                size="sm"
                color="clay"
                loading={busy}
                onClick={() =>
                  void act(async () => {
                    await office.revoke(one.id);
                    await again();
                  })
                }
              >
                {t("invitation.revokeYes")}
              </Button>
              <Button size="sm" variant="default" disabled={busy} onClick={() => setSure(false)}>
                {t("invitation.revokeNo")}
              </Button>
            </Group>
          ) : (
            <Group>
              <Button
                size="sm"
                variant="default"
                loading={busy}
                aria-label={`${t("invitation.resend")}: ${one.name}`}
                onClick={() =>
                  void act(async () => {
                    setSent(false);
                    await office.resend(one.id);
                    setSent(true);
                    await again();
                  })
                }
              >
                {t("invitation.resend")}
              </Button>
              <Button
                size="sm"
                variant="subtle"
                color="clay"
                disabled={busy}
                aria-label={`${t("invitation.revoke")}: ${one.name}`}
                onClick={() => setSure(true)}
              >
                {t("invitation.revoke")}
              </Button>
            </Group>
          ))}
      </Stack>
    </Card>
  );
}
