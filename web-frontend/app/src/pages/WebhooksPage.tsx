import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EVENT_TYPES, shortType, webhooks, type EndpointInput } from "../api/webhooks";
import { EndpointFields, EndpointNews, EndpointState, SecretOnce } from "../components/Endpoint";
import { Form } from "../components/Form";
import { Only } from "../components/Shell";
import { Loading, PageProblem } from "../components/States";
import { useForm } from "../components/useForm";
import { unread } from "../reads";

export function WebhooksPage() {
  return (
    <Only account="integrator">
      <Endpoints />
    </Only>
  );
}

const EMPTY: EndpointInput = { name: "", url: "", types: [...EVENT_TYPES] };

function Endpoints() {
  const { t } = useTranslation();
  const endpoints = useQuery({ queryKey: ["webhooks"], queryFn: webhooks.list });
  const [made, setMade] = useState<{ name: string; secret?: string } | null>(null);
  if (unread(endpoints)) return <PageProblem error={endpoints.error} retry={() => void endpoints.refetch()} />;
  if (!endpoints.data) return <Loading />;
  return (
    <Stack gap="xl">
      <div>
        <Title>{t("webhooks.title")}</Title>
        <Text>{t("webhooks.lead")}</Text>
        <Link to="/integrators">{t("webhooks.how")}</Link>
      </div>
      {made?.secret && <SecretOnce key={made.secret} secret={made.secret} />}
      {made && !made.secret && <Text role="status">{t("webhooks.madeBefore")}</Text>}
      <Stack component="ul" className="plain">
        {endpoints.data.items.length === 0 && <Text component="li">{t("webhooks.none")}</Text>}
        {endpoints.data.items.map((endpoint) => (
          <Card component="li" key={endpoint.id} data-testid="webhook">
            <Stack gap="xs">
              <Group justify="space-between">
                <Title order={2} fz="h3">
                  <Link to="/integrators/webhooks/$id" params={{ id: endpoint.id }}>
                    {endpoint.name}
                  </Link>
                </Title>
                <EndpointState endpoint={endpoint} />
              </Group>
              <Text ff="monospace" fz="sm">
                {endpoint.url}
              </Text>
              <Text>{endpoint.types.map((type) => t(`webhooks.type.${shortType(type)}`)).join(" · ")}</Text>
              <EndpointNews endpoint={endpoint} />
              {!endpoint.ofPractice && <Text c="dimmed">{t("webhooks.ofIntegrator")}</Text>}
            </Stack>
          </Card>
        ))}
      </Stack>
      <Add made={setMade} />
    </Stack>
  );
}

function Add({ made }: { made: (endpoint: { name: string; secret?: string }) => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [value, setValue] = useState(EMPTY);
  const form = useForm(["name", "url", "types"]);
  const add = () =>
    form.act(async (key) => {
      made(await webhooks.add(value, key));
      setValue(EMPTY);
      window.scrollTo(0, 0);
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    }, value);
  return (
    <Card component="section" aria-labelledby="add-webhook" maw={720}>
      <Form form={form} send={add}>
        <Stack>
          <Title order={2} id="add-webhook">
            {t("webhooks.add")}
          </Title>
          <EndpointFields value={value} wrong={form.wrong} change={setValue} />
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("webhooks.addNow")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
