import { Button, Card, Code, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import operations from "../api/generated/operations.json";
import { webhooks } from "../api/webhooks";
import { Only } from "../components/Shell";
import { Loading, ProblemNotice } from "../components/States";

const TOKEN = `curl https://LOGIN.EXAMPLE.COM/realms/kneadwell/protocol/openid-connect/token \\
  -d grant_type=client_credentials \\
  -d client_id=YOUR_CLIENT \\
  -d client_secret=YOUR_SECRET`;

const CALL = `curl https://API.EXAMPLE.COM/api/booking/v1/webhook-endpoints \\
  -H "Authorization: Bearer YOUR_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "Invoices",
    "url": "https://example.com/hooks",
    "types": ["booking.appointment-booked.v1"]
  }'`;

const MESSAGE = `POST /hooks
content-type: application/cloudevents+json; charset=utf-8
webhook-id: 0198c0de-0000-7000-8000-000000000001
webhook-timestamp: 1774000000
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{
  "specversion": "1.0",
  "id": "0198c0de-0000-7000-8000-000000000001",
  "type": "booking.appointment-booked.v1",
  "source": "https://practice.example.com/api/booking/v1",
  "subject": "0198c0de-0000-7000-8000-000000000002",
  "time": "2026-03-02T08:00:00Z",
  "datacontenttype": "application/json",
  "data": { "state": "booked" }
}`;

const VERIFY = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.KNEADWELL_SECRET);
// The body as it came, before anything parsed it.
const event = webhook.verify(rawBody, request.headers);`;

const LOOK_UP = `curl https://API.EXAMPLE.COM/api/booking/v1/practice/appointments/0198c0de-0000-7000-8000-000000000002 \\
  -H "Authorization: Bearer YOUR_TOKEN"

{
  "id": "0198c0de-0000-7000-8000-000000000002",
  "state": "booked",
  "start": "2026-03-03T09:00:00Z",
  "end": "2026-03-03T10:00:00Z",
  "zone": "Europe/Berlin",
  "therapist": { "id": "…", "name": "Ada Auer" },
  "service": { "id": "…", "name": "Massage", "minutes": 60 },
  "location": { "id": "…", "name": "Quay House", "address": "12 Quay Street" }
}`;

export function IntegratorsPage() {
  return (
    <Only account="integrator">
      <Help />
    </Only>
  );
}

function Help() {
  const { t } = useTranslation();
  return (
    <Stack gap="xl">
      <div>
        <Title>{t("integrators.title")}</Title>
        <Text maw={720}>{t("integrators.lead")}</Text>
      </div>
      <Endpoints />
      <Stack component="section" aria-labelledby="client" gap="sm" maw={720}>
        <Title order={2} id="client">
          {t("integrators.client")}
        </Title>
        <ol className="steps">
          <li>{t("integrators.clientMake")}</li>
          <li>{t("integrators.clientScope")}</li>
          <li>{t("integrators.clientToken")}</li>
        </ol>
        <Example text={TOKEN} label={t("integrators.exampleToken")} />
        <Text>{t("integrators.clientCall")}</Text>
        <Example text={CALL} label={t("integrators.exampleCall")} />
      </Stack>
      <Stack component="section" aria-labelledby="verify" gap="sm" maw={720}>
        <Title order={2} id="verify">
          {t("integrators.verify")}
        </Title>
        <Text>{t("integrators.verifyMessage")}</Text>
        <Example text={MESSAGE} label={t("integrators.exampleMessage")} />
        <Text>{t("integrators.verifyHow")}</Text>
        <Example text={VERIFY} label={t("integrators.exampleVerify")} />
        <ul>
          <li>{t("integrators.verifySigned")}</li>
          <li>{t("integrators.verifyTwo")}</li>
          <li>{t("integrators.verifyTwice")}</li>
          <li>{t("integrators.verifyRetry")}</li>
        </ul>
      </Stack>
      <Stack component="section" aria-labelledby="look-up" gap="sm" maw={720}>
        <Title order={2} id="look-up">
          {t("integrators.lookUp")}
        </Title>
        <Text>{t("integrators.lookUpText")}</Text>
        <Example text={LOOK_UP} label={t("integrators.exampleLookUp")} />
        <Text>{t("integrators.lookUpList")}</Text>
      </Stack>
      <Operations />
    </Stack>
  );
}

function Endpoints() {
  const { t } = useTranslation();
  const endpoints = useQuery({ queryKey: ["webhooks"], queryFn: webhooks.list });
  const silent = endpoints.data?.items.filter((one) => !one.enabled || one.failingSince).length ?? 0;
  return (
    <Card component="section" aria-labelledby="webhooks" maw={720}>
      <Stack gap="sm" align="flex-start">
        <Title order={2} id="webhooks">
          {t("webhooks.title")}
        </Title>
        {endpoints.error && <ProblemNotice error={endpoints.error} retry={() => void endpoints.refetch()} />}
        {!endpoints.error && !endpoints.data && <Loading lines={1} />}
        {endpoints.data && (
          <Text>
            {t("integrators.endpoints", { count: endpoints.data.items.length })}
            {silent > 0 && ` ${t("integrators.silent", { count: silent })}`}
          </Text>
        )}
        <Button renderRoot={(props) => <Link to="/integrators/webhooks" {...props} />}>
          {t("integrators.manage")}
        </Button>
      </Stack>
    </Card>
  );
}

/** Scrolled by keyboard too, where it is wider than the screen. */
function Example({ text, label }: { text: string; label: string }) {
  return (
    <Code block className="example" role="region" aria-label={label} tabIndex={0}>
      {text}
    </Code>
  );
}

function Operations() {
  const { t } = useTranslation();
  const [sought, setSought] = useState("");
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    <Stack component="section" aria-labelledby="operations">
      <div>
        <Title order={2} id="operations">
          {t("integrators.operations")}
        </Title>
        <Text maw={720}>{t("integrators.operationsText")}</Text>
      </div>
      <TextInput maw={420} label={t("integrators.search")} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      {operations.map(({ service, operations: all }) => {
        const found = all.filter((one) => {
          const text = `${one.id} ${one.verb} ${one.path} ${one.summary} ${one.roles.join(" ")}`.toLowerCase();
          return words.every((word) => text.includes(word));
        });
        return (
          <Stack key={service} component="section" gap="xs" aria-labelledby={`api-${service}`}>
            <Title order={3} id={`api-${service}`}>
              {t(`integrators.service.${service}`)}
            </Title>
            <a href={`/api-docs/${service}.yaml`} download>
              {t("integrators.document", { service })}
            </a>
            <details className="operations" open={words.length > 0 && found.length > 0 ? true : undefined}>
              <summary>{t("integrators.count", { count: found.length })}</summary>
              <ul className="plain">
                {found.map((one) => (
                  <li key={one.id}>
                    <code>
                      <b>{one.verb}</b> {one.path}
                    </code>
                    <span lang="en">{one.summary}</span>
                    <small>{one.roles.length > 0 ? one.roles.join(", ") : t("integrators.everybody")}</small>
                  </li>
                ))}
              </ul>
            </details>
          </Stack>
        );
      })}
    </Stack>
  );
}
