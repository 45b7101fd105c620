import { Badge, Button, Card, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { now, Problem, type Answer } from "../api/http";
import { shortType, webhooks, type Delivery, type Endpoint, type EndpointInput } from "../api/webhooks";
import { EndpointFields, EndpointNews, EndpointState, SecretOnce } from "../components/Endpoint";
import { Form } from "../components/Form";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { unread } from "../reads";
import { dateTime, instantOf, localDateTime, viewerZone } from "../time";
import { useAct } from "../useAct";

const LOOK_AGAIN_MILLISECONDS = 10_000;

export function WebhookPage() {
  const { id } = useParams({ from: "/integrators/webhooks/$id" });
  return (
    <Only account="integrator">
      <Loader id={id} />
    </Only>
  );
}

function Loader({ id }: { id: string }) {
  const { t } = useTranslation();
  const endpoint = useQuery({ queryKey: ["webhook", id], queryFn: () => webhooks.get(id), refetchInterval: LOOK_AGAIN_MILLISECONDS });
  if (unread(endpoint)) return <PageProblem error={endpoint.error} retry={() => void endpoint.refetch()} />;
  if (!endpoint.data) return <Loading />;
  return (
    <Stack gap="xl">
      <div>
        <Link to="/integrators/webhooks">{t("webhooks.all")}</Link>
        <Group justify="space-between">
          <Title>{endpoint.data.body.name}</Title>
          <EndpointState endpoint={endpoint.data.body} />
        </Group>
        <Text ff="monospace">{endpoint.data.body.url}</Text>
        <EndpointNews endpoint={endpoint.data.body} />
      </div>
      <Actions answer={endpoint.data} />
      <Deliveries endpoint={endpoint.data.body} />
      <Edit answer={endpoint.data} />
    </Stack>
  );
}

const inputOf = ({ name, url, types }: Endpoint): EndpointInput => ({ name, url, types });

function Actions({ answer: { body: endpoint, etag } }: { answer: Answer<Endpoint> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { busy, error, act: once } = useAct();
  const [doing, setDoing] = useState("");
  const [sure, setSure] = useState<"rotate" | "remove" | null>(null);
  const [secret, setSecret] = useState("");
  const [said, setSaid] = useState("");
  const act = (name: string, work: (key: string) => Promise<unknown>) =>
    once(async (key) => {
      setDoing(name);
      setSaid("");
      await work(key);
      setSure(null);
      await queries.invalidateQueries({ queryKey: ["webhook", endpoint.id] });
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
      await queries.invalidateQueries({ queryKey: ["deliveries", endpoint.id] });
    }, name);
  const test = () => act("test", async (key) => (await webhooks.test(endpoint.id, key), setSaid(t("webhooks.tested"))));
  const rotate = () => act("rotate", async (key) => setSecret((await webhooks.rotate(endpoint.id, key)).secret ?? ""));
  const toggle = () =>
    act("toggle", () => webhooks.change(endpoint.id, { ...inputOf(endpoint), enabled: !endpoint.enabled }, etag));
  const remove = () =>
    act("remove", async () => {
      await webhooks.remove(endpoint.id, etag);
      await navigate({ to: "/integrators/webhooks" });
    });
  return (
    <Stack>
      {secret && <SecretOnce key={secret} secret={secret} />}
      {endpoint.oldSecretUntil && <Text>{t("webhooks.oldSecret", { when: dateTime(endpoint.oldSecretUntil) })}</Text>}
      {error !== null && <ProblemNotice error={error} />}
      {sure ? (
        <Card>
          <Stack gap="sm">
            <Text>{t(sure === "rotate" ? "webhooks.rotateSure" : "webhooks.removeSure")}</Text>
            <Group>
              <Button color={sure === "remove" ? "clay" : undefined} loading={busy} onClick={() => void (sure === "rotate" ? rotate() : remove())}>
                {t(sure === "rotate" ? "webhooks.rotateYes" : "webhooks.removeYes")}
              </Button>
              <Button variant="default" disabled={busy} onClick={() => setSure(null)}>
                {t("webhooks.keep")}
              </Button>
            </Group>
          </Stack>
        </Card>
      ) : (
        <Group>
          <Button loading={busy && doing === "test"} disabled={!endpoint.enabled} onClick={() => void test()}>
            {t("webhooks.test")}
          </Button>
          <Button variant="default" onClick={() => setSure("rotate")}>
            {t("webhooks.rotate")}
          </Button>
          <Button variant="default" loading={busy && doing === "toggle"} onClick={() => void toggle()}>
            {t(endpoint.enabled ? "webhooks.disable" : "webhooks.enable")}
          </Button>
          <Button variant="subtle" color="clay" onClick={() => setSure("remove")}>
            {t("webhooks.remove")}
          </Button>
        </Group>
      )}
      {said && <Text role="status">{said}</Text>}
    </Stack>
  );
}

function Deliveries({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const [state, setState] = useState<Delivery["state"] | "">("");
  const deliveries = useInfiniteQuery({
    queryKey: ["deliveries", endpoint.id, state],
    queryFn: ({ pageParam }) => webhooks.deliveries(endpoint.id, state, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
  });
  const items = deliveries.data?.pages.flatMap((page) => page.items);
  return (
    <Stack component="section" aria-labelledby="deliveries">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={2} id="deliveries">
            {t("webhooks.deliveries")}
          </Title>
          <Text c="dimmed">{t("webhooks.kept")}</Text>
        </div>
        <NativeSelect
          label={t("webhooks.show")}
          value={state}
          data={[
            { value: "", label: t("webhooks.showAll") },
            ...(["pending", "delivered", "failed"] as const).map((value) => ({ value, label: t(`webhooks.delivery.${value}`) })),
          ]}
          onChange={(event) => setState(event.currentTarget.value as Delivery["state"] | "")}
        />
      </Group>
      {deliveries.error && <ProblemNotice error={deliveries.error} retry={() => void deliveries.refetch()} />}
      {!deliveries.error && !items && <Loading lines={3} />}
      {items && (
        <Stack component="ul" className="plain" gap="xs">
          {items.length === 0 && <Text component="li">{t("webhooks.noDeliveries")}</Text>}
          {items.map((delivery) => (
            <Sent key={delivery.id} endpoint={endpoint} delivery={delivery} />
          ))}
        </Stack>
      )}
      {deliveries.hasNextPage && (
        <Group>
          <Button variant="default" loading={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
            {t("webhooks.more")}
          </Button>
        </Group>
      )}
      <ReplayFailed endpoint={endpoint} />
    </Stack>
  );
}

const COLORS = { pending: "gray", delivered: "pine", failed: "clay" };

function Sent({ endpoint, delivery: d }: { endpoint: Endpoint; delivery: Delivery }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error } = useAct();
  const type = t(`webhooks.type.${shortType(d.type)}`);
  const replay = () =>
    act(async () => {
      await webhooks.replay(endpoint.id, d.id);
      await queries.invalidateQueries({ queryKey: ["deliveries", endpoint.id] });
    });
  const last = d.lastStatus ? t("webhooks.answered", { status: d.lastStatus }) : d.lastError && t(`webhooks.error.${d.lastError}`);
  return (
    <Card component="li" padding="sm" data-testid="delivery">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex="1 1 16rem">
          <Group gap="xs">
            <Text fw={600}>{type}</Text>
            <Badge variant="light" color={COLORS[d.state]}>
              {t(`webhooks.delivery.${d.state}`)}
            </Badge>
          </Group>
          <Text fz="sm">{dateTime(d.occurredAt)}</Text>
          <Text fz="sm">
            {[
              t("webhooks.attempts", { count: d.attempts }),
              last,
              d.nextAttemptAt && t("webhooks.next", { when: dateTime(d.nextAttemptAt) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          <Text fz="xs" c="dimmed" ff="monospace">
            {d.eventId}
          </Text>
        </Stack>
        {d.state !== "pending" && (
          <Button size="sm" variant="default" loading={busy} disabled={!endpoint.enabled} aria-label={`${t("webhooks.replay")}: ${type}, ${dateTime(d.occurredAt)}`} onClick={() => void replay()}>
            {t("webhooks.replay")}
          </Button>
        )}
      </Group>
      {error !== null && <ProblemNotice error={error} />}
    </Card>
  );
}

function ReplayFailed({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [since, setSince] = useState(() => localDateTime(new Date(now() - 7 * 86_400_000).toISOString(), viewerZone));
  const [count, setCount] = useState<number | null>(null);
  const form = useForm(["since"]);
  const replay = async () => {
    if (!since) return;
    setCount(null);
    await form.act(async () => {
      setCount((await webhooks.replayFailed(endpoint.id, instantOf(since, viewerZone))).replayed);
      await queries.invalidateQueries({ queryKey: ["deliveries", endpoint.id] });
    });
  };
  return (
    <Form form={form} send={replay}>
      <Stack gap="sm">
        <Group align="flex-end">
          <TextInput type="datetime-local" label={t("webhooks.since")} value={since} error={form.wrong.since} onChange={(event) => setSince(event.currentTarget.value)} />
          <Button type="submit" variant="default" loading={form.busy} disabled={!endpoint.enabled || !since}>
            {t("webhooks.replayFailed")}
          </Button>
        </Group>
        {count !== null && <Text role="status">{t("webhooks.replayed", { count })}</Text>}
        {form.notice}
      </Stack>
    </Form>
  );
}

function Edit({ answer: { body: endpoint, etag } }: { answer: Answer<Endpoint> }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [value, setValue] = useState<EndpointInput>(() => inputOf(endpoint));
  /** What was there when this form began, and its version: another's change in between is refused, not overwritten. */
  const [seen, setSeen] = useState({ input: JSON.stringify(inputOf(endpoint)), etag });
  const [saved, setSaved] = useState(false);
  const form = useForm(["name", "url", "types"]);
  const save = async () => {
    setSaved(false);
    await form.act(async () => {
      const version = JSON.stringify(inputOf(endpoint)) === seen.input ? etag : seen.etag;
      const changed = await webhooks.change(endpoint.id, { ...value, enabled: endpoint.enabled }, version).catch(async (problem: unknown) => {
        if (problem instanceof Problem && problem.code === "stale") {
          await queries.invalidateQueries({ queryKey: ["webhook", endpoint.id] });
          setSeen({ input: JSON.stringify(inputOf(endpoint)), etag });
        }
        throw problem;
      });
      setSeen({ input: JSON.stringify(inputOf(changed.body)), etag: changed.etag });
      queries.setQueryData(["webhook", endpoint.id], changed);
      setValue(inputOf(changed.body));
      setSaved(true);
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    });
  };
  return (
    <Card component="section" aria-labelledby="edit-webhook" maw={720}>
      <Form form={form} send={save}>
        <Stack>
          <Title order={2} id="edit-webhook">
            {t("webhooks.edit")}
          </Title>
          <EndpointFields
            value={value}
            wrong={form.wrong}
            change={(next) => {
              setSaved(false);
              setValue(next);
            }}
          />
          {form.notice}
          {saved && <Text role="status">{t("state.saved")}</Text>}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("webhooks.save")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
